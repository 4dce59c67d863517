"""The memory state of a card as FSRS estimates it."""

from dataclasses import dataclass
from enum import IntEnum


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
