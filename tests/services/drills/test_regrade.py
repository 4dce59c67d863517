"""A new version of the rule grades all attempts again; the log keeps all its rows."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.domain.drills.grading import (
    RULE_VERSION,
    EstimateTask,
    Reason,
    Verdict,
    grade_estimate,
)
from flashdesign.domain.scheduling.fsrs_scheduler import replay
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.services.collection import maintenance
from flashdesign.services.context import Changes
from flashdesign.services.drills.attempts import valid_attempts
from flashdesign.services.drills.practice import PracticeSession
from flashdesign.services.drills.regrade import Regrade, regrade
from flashdesign.services.drills.sprint import SprintSession, new_code
from flashdesign.services.scheduling import rules as scheduling_rules
from flashdesign.storage import stored_settings
from flashdesign.storage.notes import cards, decks
from flashdesign.storage.review_log import replay as review_log_replay
from tests.support.drills.sample_drills import FOUR, KNOWN, POSTS_CARD, drill_deck
from tests.support.learner import Learner

AGAIN, HARD, GOOD, EASY = Rating


def strict(
    task: EstimateTask, answer: float | None, *, seconds: float | None, hints: int = 0
) -> Verdict:
    """Act as a later rule: nothing is Easy, and only an exact answer is Good."""
    verdict = grade_estimate(task, answer, seconds=seconds, hints=hints)
    if verdict.rating >= GOOD:
        rating = GOOD if verdict.error_log10 < 1e-3 else HARD
        return replace(verdict, rating=rating, reason=Reason.RIGHT)
    return verdict


@pytest.fixture
def reviewer(learner: Learner) -> Learner:
    """A user who answered a drill on three days: Easy, Good changed to Hard, Again."""
    learner.store(drill_deck(posts=KNOWN))
    for text, seconds, kept in (("3500", 20, EASY), ("3000", 40, HARD), ("6944", 40, AGAIN)):
        session = learner.start_review()
        learner.clock.advance(seconds=seconds)
        session.submit(text)
        session.grade(kept)
        learner.clock.advance(days=60)
    return learner


def test_the_same_rule_changes_nothing(reviewer: Learner) -> None:
    before = (valid_attempts(reviewer.context), reviewer.log())
    assert regrade(reviewer.context) == Regrade(3, ())
    assert (valid_attempts(reviewer.context), reviewer.log()) == before


def test_a_dry_run_tells_and_changes_nothing(reviewer: Learner) -> None:
    before = (valid_attempts(reviewer.context), reviewer.log(), reviewer.memory(POSTS_CARD))
    found = regrade(reviewer.context, rule=strict, version=2, dry_run=True)
    assert [(change.before.automatic, change.after.automatic) for change in found.changes] == [
        (EASY, HARD),
        (GOOD, HARD),
    ]
    assert [(change.before.rating, change.after.rating) for change in found.changes] == [
        (EASY, HARD),
        (HARD, AGAIN),
    ]
    assert (valid_attempts(reviewer.context), reviewer.log(), reviewer.memory(POSTS_CARD)) == before


def test_the_schedule_follows_and_the_log_keeps_all_it_had(reviewer: Learner) -> None:
    rows, memory = reviewer.log(), reviewer.memory(POSTS_CARD)
    heard: list[Changes] = []
    reviewer.context.broadcast.add_listener(heard.append)
    found = regrade(reviewer.context, rule=strict, version=2)
    assert len(found.changes) == 2
    assert heard == [Changes(cards=True, reviews=True, drills=True)]
    now = reviewer.log()
    assert [row for row in now if row in rows] == rows
    assert [row.kind for row in now if row not in rows].count(ReviewKind.REVOKE) == 2
    assert len(now) == len(rows) + 4
    kept = [
        (valid_attempt.rating, valid_attempt.rule, valid_attempt.at)
        for valid_attempt in valid_attempts(reviewer.context)
    ]
    assert kept == [
        (rating, 2, row.moment.at) for rating, row in zip((HARD, AGAIN, AGAIN), rows, strict=True)
    ]
    assert reviewer.memory(POSTS_CARD) != memory
    reviewer.assert_sound()


def test_the_memory_is_what_those_grades_would_have_made_it(reviewer: Learner) -> None:
    rows = reviewer.log()
    regrade(reviewer.context, rule=strict, version=2)
    with reviewer.context.database.read() as connection:
        rules = scheduling_rules.rules_by_deck(
            stored_settings.load(connection), decks.decks(connection)
        )
        deck = cards.card(connection, POSTS_CARD).card.deck
    as_if = [
        row._replace(rating=rating) for row, rating in zip(rows, (HARD, AGAIN, AGAIN), strict=True)
    ]
    assert reviewer.memory(POSTS_CARD) == replay(POSTS_CARD, as_if, rules(deck))


def test_once_is_enough_and_the_way_back_is_open(reviewer: Learner) -> None:
    before = reviewer.memory(POSTS_CARD)
    regrade(reviewer.context, rule=strict, version=2)
    rows = reviewer.log()
    assert regrade(reviewer.context, rule=strict, version=2).changes == ()
    assert reviewer.log() == rows
    regrade(reviewer.context, version=RULE_VERSION + 2)
    # The step from Good to Hard ended at Again, where Again to Hard would be a step up.
    assert [valid_attempt.automatic for valid_attempt in valid_attempts(reviewer.context)] == [
        EASY,
        GOOD,
        AGAIN,
    ]
    assert reviewer.memory(POSTS_CARD) == before
    reviewer.assert_sound()


def test_two_computers_write_the_very_same_rows(reviewer: Learner, tmp_path: Path) -> None:
    copy = maintenance.back_up(reviewer.context)
    regrade(reviewer.context, rule=strict, version=2)
    here = (reviewer.log(), valid_attempts(reviewer.context))
    reviewer.context.database.close()
    other = Learner(tmp_path / "other", reviewer.clock, seed=5)
    other.context.database.close()
    other.paths.collection.write_bytes(copy.read_bytes())
    other = Learner(tmp_path / "other", reviewer.clock, seed=6)
    other.clock.advance(days=3)
    regrade(other.context, rule=strict, version=2)
    assert (other.log(), valid_attempts(other.context)) == here
    with other.context.database.transaction() as connection:
        assert (
            review_log_replay.merge(connection, here[0], scheduling_rules.rules_of(connection)) == 0
        )
    other.close()


def test_an_undone_answer_stays_undone(learner: Learner) -> None:
    session = learner.store(drill_deck(posts=KNOWN)).start_review()
    session.submit("3500")
    session.grade(EASY)
    session.undo()
    rows = learner.log()
    assert regrade(learner.context, rule=strict, version=2) == Regrade(0, ())
    assert learner.log() == rows


def test_an_answer_that_was_graded_anew_can_be_undone(learner: Learner) -> None:
    session = learner.store(drill_deck(posts=KNOWN)).start_review()
    session.submit("3500")
    session.grade(EASY)
    learner.clock.advance(minutes=1)
    regrade(learner.context, rule=strict, version=2)
    assert learner.start_review().undo().card is not None
    assert valid_attempts(learner.context) == []
    assert learner.memory(POSTS_CARD).reps == 0
    learner.assert_sound()


def test_practice_and_sprints_are_graded_anew_where_they_stand(learner: Learner) -> None:
    learner.store(drill_deck(posts=FOUR["posts"]))
    practice = PracticeSession(learner.context)
    practice.submit("3500")
    practice.close()
    SprintSession(learner.context, new_code(learner.context)).submit("3500")
    uids = [valid_attempt.uid for valid_attempt in valid_attempts(learner.context)]
    assert len(regrade(learner.context, rule=strict, version=2).changes) == 2
    after = valid_attempts(learner.context)
    assert [(item.uid, item.automatic, item.rule) for item in after] == [
        (uid, HARD, 2) for uid in uids
    ]
    assert learner.log() == []


def test_a_new_version_that_agrees_is_noted(reviewer: Learner) -> None:
    rows = reviewer.log()
    assert regrade(reviewer.context, version=2) == Regrade(3, ())
    assert {valid_attempt.rule for valid_attempt in valid_attempts(reviewer.context)} == {2}
    assert reviewer.log() == rows
