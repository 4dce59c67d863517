"""The four grades of an answer."""

from enum import IntEnum


class Rating(IntEnum):
    """The grade of an answer; the numbers are those of FSRS and of the keys 1 to 4."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4
