"""A review session in the terminal, key by key, checked in the log."""

import re
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from flashdesign.cli.keyboard import ENTER
from flashdesign.services.collection import settings
from tests.support.shell import DECKS, Shell


class ScriptedKeys:
    """Keys and lines in the order in which they are read; `then` comes at the end."""

    def __init__(self, typed: Iterable[str], then: type[BaseException] = EOFError) -> None:
        self._typed = iter(typed)
        self._then = then

    def key(self) -> str:
        for key in self._typed:
            return key
        raise self._then

    def line(self) -> str:
        return self.key()


def log(shell: Shell) -> list[tuple[str, int | None]]:
    return [(row["card"], row["rating"]) for row in shell("log", "--json").json]


def test_question_answer_grade(shell: Shell) -> None:
    result = shell("review", typed=["", "3", "q"])
    assert result.code == 0
    assert result.lines[:6] == [
        "",
        "Caches · 5 new",
        "Which entry does LRU evict?",
        "Hint: Think of time.",
        "",
        "Enter shows the answer; ? shows help",
    ]
    assert "→ The one used longest ago" in result.lines
    assert "Recent use foretells use." in result.lines
    assert "Source: A book · https://example.com/book · as of 2026-11" in result.lines
    (grades,) = (line for line in result.lines if line.startswith("1 Again"))
    assert grades.startswith("1 Again (1 min)   2 Hard (6 min)   3 Good (10 min)   4 Easy (")
    assert grades.endswith("Enter: Good")
    assert log(shell) == [("caches/lru", 3)]


def test_missed_cards_are_shown_at_the_end(shell: Shell) -> None:
    result = shell("review", "--deck", "caches", typed=["", "3", "", "1", "q"])
    assert result.lines[-4:] == [
        "2 answers · 50 % recalled · 0 s",
        "Missed today:",
        "  The hit ratio is hits divided by […]. → The hit ratio is hits divided by all requests.",
        "Today: 3 new, 2 learning; about 2 minutes.",
    ]


def test_a_gap_is_asked_and_shown(shell: Shell) -> None:
    result = shell("review", typed=["s", "", "q"])
    assert "The hit ratio is hits divided by […]." in result.lines
    assert "→ all requests" in result.lines


@pytest.mark.parametrize(
    ("option", "verdict", "rating"),
    [
        pytest.param("write-through", "Correct.", 3, id="right is good"),
        pytest.param(
            "write-back", "Not quite: It writes to the store later.", 1, id="wrong is again"
        ),
    ],
)
def test_a_choice_is_made_by_number_as_in_the_window_and_enter_grades_as_suggested(
    shell: Shell, option: str, verdict: str, rating: int
) -> None:
    class Choosing(ScriptedKeys):
        def key(self) -> str:
            key = super().key()
            shown = re.search(rf"(\d)\) {key}\n", out.getvalue()) if key == option else None
            return shown[1] if shown else key

    out = StringIO()
    result = shell(
        "review", "--deck", "caches", keys=Choosing(["s", "s", option, ENTER]), stdout=out
    )
    assert verdict in result.lines
    assert re.search(r"→ \d\) write-through", result.out)
    assert result.out.count("It writes to the store later.") == 1
    assert log(shell) == [("caches/write-path", rating)]


@pytest.mark.parametrize(
    ("typed", "verdict", "rating"),
    [
        pytest.param("86400", "Correct: 86,400 s.", 3, id="exact"),
        pytest.param("1 day", "Correct:", 3, id="in another unit"),
        pytest.param("8640", "× too low", 1, id="off by a factor of ten"),
    ],
)
def test_a_number_is_typed(shell: Shell, typed: str, verdict: str, rating: int) -> None:
    result = shell("review", "--deck", "traffic", typed=[typed, "", "q"])
    assert "Type your answer in s; Enter shows it; ? shows help" in result.lines
    assert verdict in result.out
    assert "→ 86,400 s" in result.lines
    assert log(shell) == [("traffic/day-seconds", rating)]


def test_a_number_that_cannot_be_read_is_asked_again(shell: Shell) -> None:
    result = shell("review", "--deck", "traffic", typed=["12 bananas", "86400", "3", "q"])
    assert "bananas" in result.out
    assert log(shell) == [("traffic/day-seconds", 3)]


def test_neighbours_are_compared(shell: Shell) -> None:
    compared = "Compare: How many seconds has a day? → 86400 s"
    assert compared not in shell("review", "--deck", "traffic", typed=["s", "", "q"]).lines
    shell("review", "--deck", "traffic", typed=["u", "86400", "3", "q"])
    assert compared in shell("review", "--deck", "traffic", typed=["", "q"]).lines


def test_undo_brings_the_card_back(shell: Shell) -> None:
    result = shell("review", typed=["u", "", "4", "u", "", "1", "q"])
    assert "Nothing to undo today." in result.lines
    assert result.out.count("Which entry does LRU evict?\nHint") == 2
    assert log(shell) == [("caches/lru", 4), ("caches/lru", None), ("caches/lru", 1)]


def test_undo_works_across_the_rollover_in_one_session(shell: Shell) -> None:
    shell.clock.advance(hours=15, minutes=55)

    def typed() -> Iterator[str]:
        yield from ("", "4")
        shell.clock.advance(minutes=10)
        yield from ("u", "u", "", "1", "q")

    result = shell("review", keys=ScriptedKeys(typed()))
    assert result.lines.count("Nothing to undo today.") == 1
    assert log(shell) == [("caches/lru", 4), ("caches/lru", None), ("caches/lru", 1)]


def test_a_copy_of_the_file_has_all_answers_before_the_current_question(
    shell: Shell, tmp_path: Path
) -> None:
    copies: list[tuple[Path, int]] = []

    def typed() -> Iterator[str]:
        for _ in range(3):
            yield from ("", "4")
            wal = shell.collection.with_name(f"{shell.collection.name}-wal")
            copy = tmp_path / f"{len(copies)}.flashdesign"
            copy.write_bytes(shell.collection.read_bytes())
            copies.append((copy, wal.stat().st_size))

    shell("review", keys=ScriptedKeys(typed()))
    assert [size for _, size in copies] == [0, 0, 0]
    found = [shell("log", "--json", "--collection", str(copy)).json for copy, _ in copies]
    assert [len(rows) for rows in found] == [1, 2, 3]


def test_suspend_bury_and_flag(shell: Shell) -> None:
    result = shell("review", typed=["f", "f", "f", "s", "b", "B", "q"])
    assert result.out.count("Flagged.") == 2
    assert result.out.count("Unflagged.") == 1
    assert shell("due", "--json").json["new"] == 2
    shell.clock.advance(days=1)
    assert shell("due", "--json").json["new"] == 4


def test_a_letter_is_a_command_while_options_are_shown(shell: Shell) -> None:
    result = shell("review", "--deck", "caches", typed=["s", "s", "f", "4", "b", "q"])
    assert "1-3 choose; Enter shows the answer; ? shows help" in result.lines
    assert "Flagged." in result.lines
    assert "This key has no function here." in result.lines
    assert "→ " not in result.out
    assert log(shell) == []
    assert shell("due", "--json").json["new"] == 2


def test_help_and_keys_without_function(shell: Shell) -> None:
    result = shell("review", typed=["?", "z", "", "z", "q"])
    assert "quit; all answers are saved" in result.out
    assert "This key has no function here." in result.lines
    assert "1 to 4 grade the answer; ? shows help" in result.lines
    assert log(shell) == []


@pytest.mark.parametrize(
    "then",
    [
        pytest.param(EOFError, id="the input ends"),
        pytest.param(KeyboardInterrupt, id="control-C"),
    ],
)
def test_answers_are_kept_however_the_user_quits(shell: Shell, then: type[BaseException]) -> None:
    result = shell("review", keys=ScriptedKeys([ENTER, "3", ENTER], then))
    assert (result.code, result.err) == (0, "")
    assert "1 answer · 100 % recalled · 0 s" in result.lines
    assert result.lines[-1] == "Today: 4 new, 1 learning; about 3 minutes."
    assert log(shell) == [("caches/lru", 3)]


def test_each_answer_is_stored_before_the_next_question(shell: Shell) -> None:
    class Looking(ScriptedKeys):
        def key(self) -> str:
            wal = shell.collection.with_name(f"{shell.collection.name}-wal")
            stored.append(hash((shell.collection.read_bytes(), wal.read_bytes())))
            return super().key()

    stored: list[int] = []
    shell("review", keys=Looking([ENTER, "3", ENTER, "3"]))
    assert stored[0] == stored[1] != stored[2] == stored[3] != stored[4]


def test_a_session_ends_with_its_last_card(shell: Shell) -> None:
    result = shell("review", typed=["", "4"] * 5)
    assert result.lines[-2] == "5 answers · 100 % recalled · 0 s"
    assert result.lines[-1].startswith("Done for today.")
    again = shell("review")
    assert again.lines == result.lines[-1:]
    assert shell("review", "--deck", "traffic").lines[0] == "traffic is done for today."


def test_a_session_makes_a_backup(shell: Shell) -> None:
    shell("review", typed=["q"])
    assert not shell.paths(None).backups.exists()
    shell("review", typed=["", "3", "q"])
    assert len(list(shell.paths(None).backups.iterdir())) == 1


@pytest.fixture
def estimator(shell: Shell) -> Shell:
    """A shell with two drills due."""
    shell.decks = DECKS.with_name("drills")
    return shell


def test_a_drill_is_answered_and_its_grade_changed_by_one(estimator: Shell) -> None:
    result = estimator("review", typed=["lots", "3500", "1", "3", "q"])
    assert (
        "Type your answer in posts/s; h gives a hint; t goes step by step; "
        "Enter gives up; ? shows help"
    ) in result.lines
    assert any("is not a number. Start with" in line for line in result.lines)
    assert "You said 3,500 posts/s: 1.01× too high. Correct and fast." in result.lines
    assert "  dau = 150 million users/day  monthly users times daily share" in result.lines
    (grades,) = {line for line in result.lines if line.startswith("3 Good")}
    assert grades.endswith("Enter: Easy")
    assert "A drill's grade can be changed by one step only." in result.lines
    assert log(estimator) == [("sums/posts", 3)]
    (attempt,) = estimator("drill", "attempts", "--json").json
    assert (attempt["mode"], attempt["automatic"], attempt["kept"]) == ("review", "easy", "good")


def test_a_drill_gives_a_hint_on_request(estimator: Shell) -> None:
    result = estimator("review", typed=["h", "t", "", "", "", "q"])
    assert "Hint: monthly users times daily share" in result.lines
    assert any(line.startswith("Step 1 of 1, dau") for line in result.lines)
    assert "No answer." in result.lines
    assert log(estimator) == [("sums/posts", 1)]


def test_an_untimed_drill_shows_no_time(estimator: Shell) -> None:
    estimator("decks")
    context = estimator.open(estimator.paths(None))
    settings.change(context, drill_clock=False)
    context.database.close()
    result = estimator("review", typed=["3500", "", "q"])
    assert "off by 0.00 powers of ten (easy 0.10, good 0.20, hard 0.28)" in result.lines
    missed = estimator("drill", typed=[""])
    assert not any("of 50 s" in line or "of 1 min" in line for line in missed.lines)
