"""The numbers of notes in the built-in decks, by kind, and the length and form of their answers."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from flashdesign.content.lint.text_metrics import count_words
from flashdesign.content.note_kinds.registry import kind_of, names
from flashdesign.content.system_design.loader import load_built_in_decks
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    List,
    MultipleChoice,
    kind,
    parts,
)

QUESTIONS = [
    note.question
    for deck in load_built_in_decks(Path(__file__).parents[3] / "decks")
    for note in deck.notes
]
COUNTS = Counter(kind(question) for question in QUESTIONS)
MAX_WORDS, MAX_LONG_SHARE = 12, 0.02


def answers(question: Question) -> Iterator[str]:
    for part in parts(question):
        yield from kind_of(question).answers(question, part)


@pytest.mark.parametrize(
    ("count", "least"),
    [
        pytest.param(len(QUESTIONS), 1350, id="notes"),
        *(pytest.param(COUNTS[name], 15, id=f"of the kind {name}") for name in names()),
        pytest.param(
            sum(COUNTS[name] for name in ("order", "match", "classify", "list")),
            60,
            id="with an order, pairs, groups or a list",
        ),
        pytest.param(
            sum(isinstance(question, List) for question in QUESTIONS),
            60,
            id="that ask to name points in your own words",
        ),
    ],
)
def test_there_are_enough_notes(count: int, least: int) -> None:
    assert count >= least


def test_long_answers_are_rare() -> None:
    words = [count_words(text) for question in QUESTIONS for text in answers(question)]
    assert sum(count > MAX_WORDS for count in words) <= MAX_LONG_SHARE * len(words)


def test_no_answer_or_option_ends_with_a_period() -> None:
    texts = [q.back for q in QUESTIONS if isinstance(q, Basic)]
    choices = [q for q in QUESTIONS if isinstance(q, MultipleChoice)]
    texts += [text for q in choices for text in (*q.correct, *(wrong.text for wrong in q.wrong))]
    assert [text for text in texts if text.endswith(".") and not text.endswith("...")] == []
