"""State of a review session to show, and the answers for its summary."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import Rating, State
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.review.prompt import Asked, Outcome
from flashdesign.services.scheduling.today import Counts
from flashdesign.storage.notes.cards import StoredCard


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of this session, for the summary."""

    key: CardKey
    prompt: str
    answer: str
    rating: Rating
    was_review: bool
    duration_ms: int


@dataclass(frozen=True, slots=True)
class ReviewState:
    """State of the session to show. `waits` are the ms until the card is due, for each grade.

    Only the grades in `offered` are allowed: for a drill, the automatic grade and its neighbors.
    """

    asked: Asked | None
    revealed: bool
    outcome: Outcome | None
    waits: dict[Rating, int]
    left: Counts
    done: int
    can_undo: bool
    comes_back_at: int | None
    offered: tuple[Rating, ...] = tuple(Rating)


def answered(card: StoredCard, asked: Asked, rating: Rating, duration_ms: int) -> Answered:
    """Return an answer for the summary."""
    was_review = card.memory.state is State.REVIEW
    return Answered(asked.key, asked.prompt, asked.answer, rating, was_review, duration_ms)


def damaged_sentence(cards: Sequence[CardKey]) -> str:
    """Return a warning about the cards that a session skipped because they cannot be read."""
    if len(cards) == 1:
        message = _(
            "The card {card} is damaged and was skipped in this session. Restore a backup: newer "
            "answers are carried over. `flashdesign doctor` shows what is damaged."
        )
        return message.format(card=cards[0])
    message = ngettext(
        "{n} card is damaged and was skipped in this session. Restore a backup: newer answers are "
        "carried over. `flashdesign doctor` shows what is damaged.",
        "{n} cards are damaged and were skipped in this session. Restore a backup: newer answers "
        "are carried over. `flashdesign doctor` shows what is damaged.",
        len(cards),
    )
    return message.format(n=number(len(cards)))
