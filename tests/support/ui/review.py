"""Decks and answers for the tests of the review screen."""

from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import MultipleChoice, Number, WrongOption
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import ReviewKind
from tests.support.learner import BASICS, note
from tests.support.ui.driver import WindowDriver

DAY = Number("Seconds in a day?", "86400", "s", bands="recall")


CAP = MultipleChoice(
    "What does CAP give up in a partition?",
    correct=("Consistency or availability",),
    wrong=(
        WrongOption("Partition tolerance", "A partition is not chosen."),
        WrongOption("Latency"),
    ),
)


def deck_of(*questions: Question) -> Deck:
    """Return a deck with a note for each face."""
    notes = tuple(note(BASICS, f"n{at}", question) for at, question in enumerate(questions))
    return Deck(BASICS, "Basics", notes)


def ratings(driver: WindowDriver) -> list[Rating | None]:
    """Return the grades in the log, the first one first."""
    return [row.rating for row in driver.learner.log((ReviewKind.LEARN, ReviewKind.REVIEW))]


def index_of(driver: WindowDriver, *, right: bool) -> int:
    """Return the index of a right or a wrong option."""
    asked = driver.review.session.state.card
    assert asked is not None
    return next(at for at, option in enumerate(asked.options) if option.right is right)
