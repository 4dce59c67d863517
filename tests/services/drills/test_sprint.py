"""A sprint: the same questions for the same code, points, the best so far, the misses."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.domain.drills.attempt import Attempt, Mode
from flashdesign.domain.drills.sprint import SPRINT_LENGTH, SprintCodeError
from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.domain.scheduling.memory import NEW, Rating
from flashdesign.paths import decks_folder
from flashdesign.services.collection import built_in_decks
from flashdesign.services.context import Changes
from flashdesign.services.drills.catalog import catalog_of_collection
from flashdesign.services.drills.sprint import SprintSession, SprintState, describe_code, new_code
from flashdesign.services.editing import notes
from flashdesign.storage.drills import attempts, sprints
from flashdesign.storage.notes import decks, save
from tests.support.drills.sample_drills import FOUR, POSTS_CARD, SUMS, drill_deck
from tests.support.drills.templates import POSTS
from tests.support.learner import Learner, basic_deck


@pytest.fixture
def estimator(learner: Learner) -> Learner:
    """A user with four built-in drills."""
    return learner.store(drill_deck(**FOUR))


def questions(learner: Learner, code: str) -> list[str]:
    """Return the questions of a sprint, giving up each."""
    session = SprintSession(learner.context, code)
    asked = []
    while session.state.drill is not None:
        asked.append(session.state.drill.question)
        session.reveal()
    return asked


def run(
    learner: Learner, code: str, *, seconds: float = 20, right: int = SPRINT_LENGTH
) -> SprintState:
    """Run a sprint whose first questions are answered right, and the others not at all."""
    session = SprintSession(learner.context, code)
    for number in range(SPRINT_LENGTH):
        learner.clock.advance(seconds=seconds)
        if number < right:
            session.submit("3472.2222")
        else:
            session.reveal()
    return session.state


def stored(learner: Learner) -> list[Attempt]:
    """Return the stored attempts."""
    with learner.context.database.read() as connection:
        return list(attempts.attempts_not_undone(connection))


def test_the_same_code_asks_the_same_everywhere(estimator: Learner, tmp_path: Path) -> None:
    code = new_code(estimator.context)
    other = Learner(tmp_path / "other", seed=99).store(
        drill_deck(**dict(reversed(FOUR.items()))), basic_deck(3, parent=None)
    )
    asked = questions(estimator, code)
    assert len(asked) == SPRINT_LENGTH
    assert asked == questions(estimator, code.lower().replace("-", ""))
    assert asked == questions(other, code)
    assert asked != questions(estimator, new_code(estimator.context))
    other.close()


def test_own_drills_the_calendar_and_the_switch_for_time_change_nothing(
    estimator: Learner,
) -> None:
    code = new_code(estimator.context)
    asked = questions(estimator, code)
    mine = Deck(DeckId("mine"), "Mine", (Note(DeckId("mine"), "posts", Drill(POSTS)),))
    with estimator.context.database.transaction() as connection:
        decks.save_deck(connection, mine, 5, "own")
        save.save_notes(connection, enumerate(mine.notes))
    estimator.clock.advance(days=400)
    estimator.prefer(drill_clock=False)
    assert describe_code(estimator.context, code).is_compatible
    assert questions(estimator, code) == asked


def test_a_person_with_words_of_their_own_is_asked_what_everybody_is(estimator: Learner) -> None:
    context, code = estimator.context, new_code(estimator.context)
    asked = questions(estimator, code)
    edited = notes.note(context, NoteKey("sums/mail"))
    assert isinstance(edited.question, Drill)
    template = replace(edited.question.template, prompt="How much mail?", topic="mine")
    notes.save_note(context, edited.key, replace(edited, question=Drill(template)))
    notes.add_note(context, Note(SUMS, "added", Drill(POSTS)))
    assert questions(estimator, code) == asked


def test_a_right_answer_within_the_target_has_all_points(estimator: Learner) -> None:
    code = new_code(estimator.context, "QPS")
    state = run(estimator, code)
    result = state.result
    assert result is not None
    assert state.drill is None
    assert result.points == pytest.approx(1000, abs=0.1)
    assert (result.best, result.is_best, result.seconds) == (None, True, 200)
    assert (result.misses, result.calibration.attempts) == ((), SPRINT_LENGTH)
    assert [(line.topic, line.questions, line.seconds) for line in result.topics] == [
        ("QPS", SPRINT_LENGTH, 20)
    ]
    assert (state.number, state.total, state.points) == (
        SPRINT_LENGTH,
        SPRINT_LENGTH,
        result.points,
    )


def test_each_answer_is_stored_at_once_and_no_card_falls_due(estimator: Learner) -> None:
    session = SprintSession(estimator.context, new_code(estimator.context, "QPS"))
    estimator.clock.advance(seconds=40)
    state = session.submit("3472")
    assert state.last is not None
    assert (state.number, state.last.error_text, state.last.seconds) == (2, "spot on", 40)
    (attempt,) = stored(estimator)
    assert (attempt.mode, attempt.card) == (Mode.SPRINT, POSTS_CARD)
    assert attempt.sprint is not None
    assert estimator.log() == []
    assert estimator.memory(POSTS_CARD) == NEW
    with estimator.context.database.read() as connection:
        assert sprints.sprints(connection) == []


def test_a_finished_sprint_is_kept_and_can_be_beaten(estimator: Learner) -> None:
    first = run(estimator, new_code(estimator.context, "QPS"), right=6)
    worse = run(estimator, new_code(estimator.context, "QPS"), right=5)
    better = run(estimator, new_code(estimator.context, "QPS"), right=7)
    assert first.result is not None
    assert worse.result is not None
    assert better.result is not None
    assert (worse.result.best, worse.result.is_best) == (first.points, False)
    assert (better.result.best, better.result.is_best) == (first.points, True)
    with estimator.context.database.read() as connection:
        kept = sprints.sprints(connection)
    assert [(item.code, item.points, item.total_ms) for item in kept] == [
        (state.code, state.points, 200_000) for state in (first, worse, better)
    ]
    assert {item.sprint for item in stored(estimator)} == {item.uid for item in kept}
    assert (
        describe_code(estimator.context, new_code(estimator.context, "QPS")).best == better.points
    )
    assert describe_code(estimator.context, new_code(estimator.context)).best is None
    estimator.assert_sound()


def test_the_weakest_topic_comes_first(estimator: Learner) -> None:
    session = SprintSession(estimator.context, new_code(estimator.context))
    while (drill := session.state.drill) is not None:
        if drill.topic == "QPS":
            session.submit("3472")
        else:
            session.reveal()
    result = session.state.result
    assert result is not None
    assert result.topics[-1].topic == "QPS"
    assert result.topics[-1].error_log10 == pytest.approx(0, abs=1e-3)
    assert (result.topics[0].points, result.topics[0].error_log10) == (0, None)
    assert POSTS_CARD not in result.misses
    assert set(result.misses) == {CardKey(f"sums/{name}") for name in FOUR} - {POSTS_CARD}


def test_again_with_the_misses(estimator: Learner) -> None:
    session = SprintSession(estimator.context, new_code(estimator.context))
    while session.state.drill is not None:
        session.reveal()
    again = session.practice_misses()
    assert (again.state.total, again.state.counts_for_schedule) == (4, False)
    asked = set()
    while again.state.key is not None:
        asked.add(again.state.key)
        again.reveal()
        again.next_drill()
    assert asked == {CardKey(f"sums/{name}") for name in FOUR}


def test_there_is_no_help_and_the_clock_runs_out(estimator: Learner) -> None:
    estimator.prefer(drill_clock=False)
    session = SprintSession(estimator.context, new_code(estimator.context, "QPS"))
    drill = session.hint().drill
    assert drill is not None
    assert (drill.hints, drill.hints_left, drill.steps) == ((), 0, 0)
    assert session.ask_steps().drill == drill
    estimator.clock.advance(seconds=150)
    assert session.time_left() == 0
    state = session.time_up("")
    assert state.last is not None
    assert (state.number, state.last.rating, state.last.points) == (2, Rating.AGAIN, 0)


def test_the_close_tells_of_what_was_stored(estimator: Learner) -> None:
    heard: list[Changes] = []
    estimator.context.broadcast.add_listener(heard.append)
    session = SprintSession(estimator.context, new_code(estimator.context))
    session.close()
    assert heard == []
    session.reveal()
    session.close()
    assert heard == [Changes(drills=True)]


def test_what_a_code_stands_for(estimator: Learner) -> None:
    code = new_code(estimator.context, "id length", 2)
    offer = describe_code(estimator.context, code)
    assert (offer.topic, offer.level, offer.is_compatible) == ("id length", 2, True)
    found = set()
    for version in range(2, 8):
        estimator.store(drill_deck(**{**FOUR, "bits": replace(FOUR["bits"], version=version)}))
        found.add(describe_code(estimator.context, code).is_compatible)
    assert False in found


@pytest.mark.parametrize(
    ("topic", "level"),
    [
        pytest.param("QPS", 3, id="no drill of this topic has the level"),
        pytest.param("nothing", 0, id="an unknown topic"),
        pytest.param("", 9, id="an invalid level"),
    ],
)
def test_no_code_for_nothing(estimator: Learner, topic: str, level: int) -> None:
    with pytest.raises(SprintCodeError, match="no drill has this"):
        new_code(estimator.context, topic, level)


def test_a_code_that_fits_nothing_here(estimator: Learner, tmp_path: Path) -> None:
    code = new_code(estimator.context, "QPS")
    other = Learner(tmp_path / "other").store(drill_deck(bits=FOUR["bits"]))
    offer = describe_code(other.context, code)
    assert (offer.topic, offer.is_compatible) == ("", False)
    with pytest.raises(SprintCodeError, match="no installed drill matches"):
        SprintSession(other.context, code)
    other.close()


def test_the_built_in_topics_are_told_apart_and_every_question_can_be_drawn(
    learner: Learner,
) -> None:
    built_in_decks.update_built_in_decks(learner.context, decks_folder())
    topics = {template.topic for _, template in catalog_of_collection(learner.context).drills}
    for topic in sorted(topics):
        assert describe_code(learner.context, new_code(learner.context, topic)).topic == topic
    assert len(questions(learner, new_code(learner.context))) == SPRINT_LENGTH
