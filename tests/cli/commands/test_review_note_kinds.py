"""Cards that are arranged, listed or typed, answered in the terminal."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from flashdesign.cli.commands.review import ReviewPrompt
from flashdesign.cli.terminal import Terminal
from flashdesign.domain.notes.matching import MatchingTask
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Bucket,
    Classify,
    Item,
    List,
    Match,
    Ordering,
)
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import ReviewKind
from tests.cli.commands.test_review import ScriptedKeys
from tests.support.learner import BASICS, Learner, note

PHASES = Ordering("Which order?", ("scope", "sketch", "deep dive"))
PAIRS = Match("Which measure?", (("latency", "ms"), ("throughput", "QPS")), ("bytes",))
SORTS = Classify("Up or out?", (Bucket("up", ("bigger",)), Bucket("out", ("shard", "copy"))))
LONE = Classify("Up or out?", (Bucket("up", ()), Bucket("out", ("shard",))))
NAMES = List("Which three?", (Item("QPS"), Item("storage"), Item("cache")))
WORDS = Basic("What is first?", "write-ahead log", accept=("WAL",))
Talks = Callable[..., list[str]]


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """A learner whose collection is closed at the end."""
    person = Learner(tmp_path)
    yield person
    person.close()


@pytest.fixture
def talk(learner: Learner) -> Talks:
    """Return a function that types an answer to a card; "right" means the correct letters."""

    def hold(question: Question, *typed: str) -> list[str]:
        session = learner.store(
            Deck(BASICS, "Basics", (note(BASICS, "n", question),))
        ).start_review()
        asked, out = session.state.card, StringIO()
        assert asked is not None
        keys = [letters(asked.matching) if key == "right" else key for key in typed]
        ReviewPrompt(session, Terminal(out, StringIO()), ScriptedKeys(keys), lambda: None).run()
        return out.getvalue().splitlines()

    return hold


def letters(task: MatchingTask | None) -> str:
    """Return the letters that answer a matching task correctly."""
    assert task is not None
    return "".join("abcdefghij"[place] for place in task.right)


def ratings(learner: Learner) -> list[Rating | None]:
    """Return the grades in the log."""
    return [row.rating for row in learner.log((ReviewKind.LEARN,))]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param(PHASES, "→ 1: scope", id="an order"),
        pytest.param(PAIRS, "→ throughput: QPS", id="a match"),
        pytest.param(SORTS, "→ shard: out", id="a classify"),
        pytest.param(LONE, "→ shard: out", id="one row, whose letter is a command too"),
    ],
)
def test_a_board_is_answered_with_letters(
    talk: Talks, learner: Learner, question: Question, expected: str
) -> None:
    result = talk(question, "right", "", "q")
    assert "All correct." in result
    assert expected in result
    assert ratings(learner) == [Rating.GOOD]


def test_a_wrong_board_shows_the_choices_made(talk: Talks, learner: Learner) -> None:
    result = talk(SORTS, "- - -", "", "q")
    assert "0 of 3 correct." in result
    assert "→ bigger: up (left empty)" in result
    assert ratings(learner) == [Rating.AGAIN]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("a", "Type 3 letters from a to c, with - for an unknown one.", id="too few"),
        pytest.param("abx", "Type 3 letters from a to c, with - for an unknown one.", id="unknown"),
        pytest.param("aab", "Each letter can be used only once.", id="one twice"),
    ],
)
def test_invalid_letters_are_explained(talk: Talks, typed: str, expected: str) -> None:
    assert expected in talk(PHASES, typed, "q")


def test_a_board_shows_what_to_choose_from(talk: Talks) -> None:
    result = talk(PAIRS, "", "", "q")
    assert [line for line in result if line.startswith("  ")][:2] == [
        "  1. latency",
        "  2. throughput",
    ]
    assert {line[5:] for line in result if line[3:4] == ")"} == {"ms", "QPS", "bytes"}
    assert "→ latency: ms" in result


def test_a_list_is_answered_line_by_line(talk: Talks, learner: Learner) -> None:
    result = talk(NAMES, "storage", "users", "qps", "", "2", "q")
    prompt = "List 3 items, one per line; an empty line ends the list, Enter shows the answer"
    assert f"{prompt}; ? shows help" in result
    assert "2 of 3 named. Missing: cache. Not on the list: users." in result
    assert ratings(learner) == [Rating.HARD]


def test_words_are_typed(talk: Talks, learner: Learner) -> None:
    result = talk(WORDS, "wal", "", "q")
    assert "Correct." in result
    assert "→ write-ahead log" in result
    assert ratings(learner) == [Rating.GOOD]


@pytest.mark.parametrize("question", [PHASES, PAIRS, SORTS, NAMES, WORDS])
def test_a_card_that_was_not_answered_is_missed(
    talk: Talks, learner: Learner, question: Question
) -> None:
    assert any(line.endswith("Enter: Again") for line in talk(question, "", "", "q"))
    assert ratings(learner) == [Rating.AGAIN]
