"""The memory state of a card as FSRS estimates it."""

from dataclasses import dataclass
from enum import IntEnum

from flashdesign.i18n.translation import pgettext


class Rating(IntEnum):
    """The grade of an answer; the numbers are those of FSRS and of the keys 1 to 4."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


def grade_name(rating: Rating) -> str:
    """Return the name of a grade as on its button, in the current language."""
    names = {
        Rating.AGAIN: pgettext("grade", "Again"),
        Rating.HARD: pgettext("grade", "Hard"),
        Rating.GOOD: pgettext("grade", "Good"),
        Rating.EASY: pgettext("grade", "Easy"),
    }
    return names[rating]


class State(IntEnum):
    """The learning state of a card; the numbers of the last three are those of fsrs."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory state of a card: stability in days, difficulty 1-10, times in UTC ms."""

    state: State = State.NEW
    step: int | None = None
    due: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    last_at: int | None = None
    last_day: int | None = None
    reps: int = 0
    lapses: int = 0


NEW = Memory()
