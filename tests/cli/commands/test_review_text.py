"""The texts of a card: flags, dates, reasons, long intervals."""

from dataclasses import replace

import pytest

from flashdesign.cli.commands import review_text
from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.question_kinds import Option
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.queue import QueueKind
from flashdesign.domain.source import Source
from flashdesign.services.review.answer_marking import Marking
from flashdesign.services.review.prompt import Prompt
from flashdesign.services.review.state import ReviewState, SummaryAnswer
from flashdesign.services.scheduling.today import Counts

ASKED = Prompt(
    key=CardKey("caches/lru"),
    deck_title="Caches",
    kind="basic",
    prompt="Which **entry**?",
    answer="The `oldest`",
    hint="",
    why="",
    source=None,
    as_of="",
    options=(),
    unit="",
    similar_cards=(),
    queue_kind=QueueKind.DUE,
    is_flagged=False,
    is_leech=False,
)
STATE = ReviewState(
    card=ASKED,
    is_revealed=True,
    outcome=None,
    waits=dict(zip(Rating, (60_000, 3_600_000, 86_400_000, 90 * 86_400_000), strict=True)),
    left=Counts(1, 0, 1_200),
    answer_count=0,
    can_undo=False,
    next_due_at=None,
)
OPTIONS = (Option("one", right=False, why="Too few."), Option("two", right=True))


def test_the_place_shows_flag_and_leech() -> None:
    asked = replace(ASKED, is_flagged=True, is_leech=True)
    assert review_text.header(STATE, asked) == (
        "Caches · flagged · often missed: reword or suspend it · 1 new · 1,200 to review"
    )


def test_options_have_numbers() -> None:
    asked = replace(ASKED, options=OPTIONS)
    assert review_text.question(asked) == "Which entry?\n  1) one\n  2) two"


@pytest.mark.parametrize(
    ("asked", "outcome", "expected"),
    [
        pytest.param(ASKED, None, "→ The oldest", id="only an answer"),
        pytest.param(
            replace(ASKED, answer="Is ⟦a⟧ or ⟦b⟧."),
            None,
            "→ a, b",
            id="only the gaps are shown",
        ),
        pytest.param(
            replace(ASKED, options=OPTIONS),
            None,
            "→ 2) The oldest\n  1) one: Too few.",
            id="why the others are wrong",
        ),
        pytest.param(
            replace(ASKED, options=OPTIONS),
            Marking("Not quite: Too few.", Rating.AGAIN, 0),
            "Not quite: Too few.\n→ 2) The oldest",
            id="the reason for the chosen option is shown once",
        ),
        pytest.param(
            replace(ASKED, as_of="2026"),
            None,
            "→ The oldest\nValid as of 2026",
            id="a date without a source",
        ),
        pytest.param(
            replace(ASKED, as_of="timeless", source=Source("A book")),
            None,
            "→ The oldest\nSource: A book",
            id="a timeless fact",
        ),
        pytest.param(
            replace(ASKED, why="Because.", similar_cards=(("To?", "Fro."),)),
            None,
            "→ The oldest\nBecause.\nCompare: To? → Fro.",
            id="a reason and a related card",
        ),
        pytest.param(
            replace(ASKED, similar_cards=(("A log is ⟦…⟧.", "A log is ⟦append-only⟧."),)),
            None,
            "→ The oldest\nCompare: A log is append-only.",
            id="a related cloze is told once",
        ),
    ],
)
def test_answer(asked: Prompt, outcome: Marking | None, expected: str) -> None:
    assert review_text.answer(replace(STATE, card=asked, outcome=outcome), asked) == expected


def test_grades_with_their_intervals() -> None:
    assert review_text.grades(STATE, Rating.HARD) == (
        "1 Again (1 min)   2 Hard (1 h)   3 Good (1 day)   4 Easy (3 months)   Enter: Hard"
    )


@pytest.mark.parametrize(
    ("ratings", "comes_back_ms", "expected"),
    [
        pytest.param([], None, "No cards were answered.", id="nothing"),
        pytest.param([3, 4], None, "2 answers · 100 % recalled · 1 min 00 s", id="all known"),
        pytest.param(
            [3],
            600_000,
            "1 answer · 100 % recalled · 30 s\nNext card in 10 min.",
            id="one card returns",
        ),
    ],
)
def test_summary(ratings: list[int], comes_back_ms: int | None, expected: str) -> None:
    answered = [
        SummaryAnswer(
            CardKey(f"caches/{at}"),
            "Q",
            "A",
            Rating(rating),
            was_review=False,
            duration_ms=30_000,
        )
        for at, rating in enumerate(ratings)
    ]
    assert review_text.summary(answered, comes_back_ms) == expected


def test_only_the_first_answer_to_a_card_decides_whether_it_was_known() -> None:
    card = CardKey("caches/lru")
    answered = [
        SummaryAnswer(card, "Q?", "A", rating, was_review=False, duration_ms=0)
        for rating in (Rating.AGAIN, Rating.GOOD)
    ]
    assert review_text.summary(answered, None).splitlines() == [
        "2 answers · 0 % recalled · 0 s",
        "Missed today:",
        "  Q? → A",
    ]
