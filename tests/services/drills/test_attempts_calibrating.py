"""Calibration uses the last attempts of all kinds that are not undone; Home shows it."""

from flashdesign.domain.drills.calibration import Calibration
from flashdesign.services.decks import overview
from flashdesign.services.drills.attempts import calibration
from flashdesign.services.drills.practice import PracticeSession
from flashdesign.services.drills.sprint import SprintSession, new_code
from tests.support.drills.sample_drills import KNOWN, drill_deck
from tests.support.learner import Learner


def test_reviews_practice_and_sprints_count_and_an_undone_answer_does_not(
    learner: Learner,
) -> None:
    learner.store(drill_deck(posts=KNOWN))
    assert calibration(learner.context) == Calibration()
    review = learner.start_review()
    review.submit("34722")
    review.grade(review.state.allowed_grades[0])
    assert calibration(learner.context).attempts == 1
    review.undo()
    assert calibration(learner.context) == Calibration()
    practice = PracticeSession(learner.context)
    practice.submit("3472")
    practice.close()
    SprintSession(learner.context, new_code(learner.context)).submit("6944")
    found = calibration(learner.context)
    assert (found.attempts, found.mistake_times) == (2, 1)
    assert calibration(learner.context, last=1).attempts == 1
    assert overview.overview(learner.context).error_log10 == found.error_log10
