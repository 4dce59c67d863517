"""What there is to draw of a sitting, and what its summary tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdesign.domain.cards import CardKey
from flashdesign.domain.ratings import Rating
from flashdesign.domain.scheduling import State
from flashdesign.services.asking import Asked, Outcome
from flashdesign.services.today import Counts
from flashdesign.storage.notes import StoredCard


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of this sitting, as the summary tells it."""

    key: CardKey
    prompt: str
    answer: str
    rating: Rating
    was_review: bool
    duration_ms: int


@dataclass(frozen=True, slots=True)
class ReviewState:
    """All there is to draw. `waits` are ms until each grade would bring the card back.

    Only the grades in `offered` can be given: of a drill, what the rule says and one beside it.
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
    """Return what the summary tells of an answer."""
    was_review = card.memory.state is State.REVIEW
    return Answered(asked.key, asked.prompt, asked.answer, rating, was_review, duration_ms)


def damaged_sentence(cards: Sequence[CardKey]) -> str:
    """Return what to say of cards that a sitting left out as they cannot be read."""
    which = f"the card {cards[0]} is" if len(cards) == 1 else f"{len(cards)} cards are"
    return (
        f"{which[:1].upper()}{which[1:]} damaged and left out of this session. Restore a backup: "
        "newer answers are carried over. `flashdesign doctor` says what is damaged."
    )
