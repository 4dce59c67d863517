"""The four grades of an answer."""

from enum import IntEnum

from flashdesign.i18n import pgettext


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
