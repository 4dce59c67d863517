"""Earlier answers: their place in a sprint, and their worked solution after a change."""

from dataclasses import replace

from flashdesign.domain.drills.attempt import Mode
from flashdesign.services.drills.history import attempt_groups, past_attempts, worked_solution
from flashdesign.services.drills.practice import PracticeSession
from flashdesign.services.drills.sprint import SprintSession, new_code
from tests.support.drills.sample_drills import drill_deck
from tests.support.drills.templates import POSTS
from tests.support.learner import Learner


def finish_sprint(learner: Learner, answer: str) -> str:
    """Give one answer to all questions of a sprint, and return its code."""
    code = new_code(learner.context)
    session = SprintSession(learner.context, code)
    while session.state.result is None:
        learner.clock.advance(seconds=5)
        session.submit(answer)
    return code


def practice_once(learner: Learner, answer: str) -> None:
    """Answer one drill of a practice."""
    session = PracticeSession(learner.context)
    session.submit(answer)
    session.close()


def test_answers_are_listed_with_their_sprint_and_number_newest_first(learner: Learner) -> None:
    learner.store(drill_deck(posts=POSTS))
    practice_once(learner, "3500")
    code = finish_sprint(learner, "3")
    learner.clock.advance(hours=24)
    practice_once(learner, "3.5k")
    found = past_attempts(learner.context)
    assert [past.number for past in found] == [0, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert {past.code for past in found if past.attempt.mode is Mode.SPRINT} == {code}
    assert [past.attempt.answer.text for past in found[::11]] == ["3.5k", "3500"]
    assert [past.number for past in past_attempts(learner.context, 4)] == [0, 10, 9, 8]


def test_an_unfinished_sprint_has_no_code(learner: Learner) -> None:
    learner.store(drill_deck(posts=POSTS))
    session = SprintSession(learner.context, new_code(learner.context))
    session.submit("3")
    session.close()
    assert [(past.code, past.number) for past in past_attempts(learner.context)] == [("", 1)]


def test_the_solution_is_that_shown_after_the_answer(learner: Learner) -> None:
    session = PracticeSession(learner.store(drill_deck(posts=POSTS)).context)
    shown = session.submit("35")
    asked, feedback = shown.drill, shown.feedback
    session.close()
    assert asked is not None
    (past,) = past_attempts(learner.context)
    found = worked_solution(learner.context, past.attempt)
    assert found.feedback == feedback
    assert found.asked.givens == asked.givens
    assert (found.question, found.title) == (asked.question, asked.title)


def test_without_an_answer_the_solution_is_shown_too(learner: Learner) -> None:
    session = PracticeSession(learner.store(drill_deck(posts=POSTS)).context)
    feedback = session.reveal().feedback
    session.close()
    (past,) = past_attempts(learner.context)
    assert worked_solution(learner.context, past.attempt).feedback == feedback


def test_a_changed_drill_is_shown_without_steps(learner: Learner) -> None:
    session = PracticeSession(learner.store(drill_deck(posts=POSTS)).context)
    feedback = session.submit("35").feedback
    session.close()
    learner.store(drill_deck(posts=replace(POSTS, version=2)))
    (past,) = past_attempts(learner.context)
    found = worked_solution(learner.context, past.attempt).feedback
    assert feedback is not None
    assert (found.steps, found.sources, found.short_cut) == ((), (), "")
    assert (found.answer, found.error_text) == (feedback.answer, feedback.error_text)
    assert (found.verdict, found.automatic) == (feedback.verdict, feedback.automatic)
    assert found.truth.split()[0] == feedback.truth.split()[0]


def test_a_practice_after_midnight_belongs_to_the_study_day_before(learner: Learner) -> None:
    learner.store(drill_deck(posts=POSTS))
    zone_min = learner.context.clock.zone_min(learner.clock.now_ms())
    local_ms = (learner.clock.now_ms() + zone_min * 60_000) % 86_400_000
    learner.clock.advance(hours=23 - local_ms / 3_600_000)
    practice_once(learner, "3500")
    learner.clock.advance(hours=2)
    practice_once(learner, "3")
    learner.clock.advance(hours=4)
    practice_once(learner, "3.5k")
    assert [len(group.attempts) for group in attempt_groups(learner.context)] == [1, 2]
