"""The grades that a card offers: their buttons, names, intervals and keys."""

from collections.abc import Mapping
from dataclasses import replace

from flashdesign.domain.scheduling.memory import Rating, grade_name
from flashdesign.domain.settings import GradeButtons, Settings
from flashdesign.i18n import formatting
from flashdesign.i18n.translation import pgettext
from flashdesign.services.review.state import ReviewState
from flashdesign.ui.cards.grade_bar import Grade

GRADE_ACTIONS = {
    Rating.AGAIN: "review.again",
    Rating.HARD: "review.hard",
    Rating.GOOD: "review.good",
    Rating.EASY: "review.easy",
}
_TWO_KEYS = {Rating.AGAIN: "review.again", Rating.GOOD: "review.hard"}
# The key that shows the answer gives the suggested grade too.
_SUGGESTED_KEY = "review.reveal"


def make_grades(state: ReviewState, settings: Settings, keys: Mapping[str, str]) -> list[Grade]:
    """Return the grade buttons: two or four, each with its interval and its key."""
    return [
        Grade(
            rating,
            name,
            _format_interval(state, rating, settings),
            _find_key(state, rating, settings, keys),
            rating.name.lower(),
        )
        for rating, name in _grade_names(settings).items()
        if rating in state.allowed_grades
    ]


def _find_key(
    state: ReviewState, rating: Rating, settings: Settings, keys: Mapping[str, str]
) -> str:
    """Return the key on a grade button; of two buttons, the suggested one has the large key."""
    if settings.buttons is GradeButtons.FOUR:
        return keys[GRADE_ACTIONS[rating]]
    is_suggested = nearest_offered_grade(state.suggested_grade, settings) is rating
    return (keys[_SUGGESTED_KEY] if is_suggested else "") or keys[_TWO_KEYS[rating]]


def grading_settings(state: ReviewState, settings: Settings) -> Settings:
    """Return the settings for grading; a drill always has four grades."""
    is_drill = state.card is not None and state.card.drill is not None
    return replace(settings, buttons=GradeButtons.FOUR) if is_drill else settings


def nearest_offered_grade(rating: Rating, settings: Settings) -> Rating:
    """Return the grade button for `rating`: itself, or with two buttons Again or Good."""
    if settings.buttons is GradeButtons.FOUR:
        return rating
    return Rating.AGAIN if rating is Rating.AGAIN else Rating.GOOD


def rating_of_key(at: int, settings: Settings) -> Rating:
    """Return the grade of the grade key at index `at`."""
    if settings.buttons is GradeButtons.FOUR:
        return Rating(at + 1)
    return Rating.AGAIN if at == 0 else Rating.GOOD


def _grade_names(settings: Settings) -> dict[Rating, str]:
    if settings.buttons is GradeButtons.FOUR:
        return {rating: grade_name(rating) for rating in Rating}
    return {
        Rating.AGAIN: pgettext("grade", "Missed"),
        Rating.GOOD: pgettext("grade", "Got it"),
    }


def _format_interval(state: ReviewState, rating: Rating, settings: Settings) -> str:
    if not settings.show_intervals or rating not in state.waits:
        return ""
    return formatting.wait(state.waits[rating])
