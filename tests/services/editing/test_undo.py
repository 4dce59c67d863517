"""The newest change is undone first, whether it is an answer or an edit."""

from flashdesign.domain.ids import CardKey, NoteKey
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.study_day import MS_PER_DAY
from flashdesign.services.editing import notes
from flashdesign.services.editing.undo import undo_latest
from tests.support.learner import Learner, basic_deck, finish

PLAIN = NoteKey("basics/q01")


def answered(learner: Learner) -> None:
    learner.store(basic_deck(1, parent=None))
    finish(learner.start_review(), Rating.EASY)


def delete(learner: Learner) -> None:
    learner.clock.at += 1
    notes.delete_notes(learner.context, [PLAIN])


def test_what_was_done_last_goes_first(learner: Learner) -> None:
    answered(learner)
    delete(learner)
    found = undo_latest(learner.context)
    assert found.startswith("Undone: deleting 1 note.")
    assert undo_latest(learner.context) == "Undone: the last answer."
    assert undo_latest(learner.context) == "Nothing from today to undo."


def test_an_answer_behind_an_edit_goes_before_it(learner: Learner) -> None:
    learner.store(basic_deck(1, parent=None))
    notes.flag_cards(learner.context, [CardKey(PLAIN)], 2)
    learner.clock.at += 1
    finish(learner.start_review(), Rating.EASY)
    assert undo_latest(learner.context) == "Undone: the last answer."
    found = undo_latest(learner.context)
    assert found.startswith("Undone: flagging")


def test_what_was_done_in_this_session_goes_on_either_side_of_the_rollover(
    learner: Learner,
) -> None:
    learner.clock.advance(hours=15, minutes=50)
    answered(learner)
    delete(learner)
    learner.clock.advance(minutes=20)
    assert undo_latest(learner.context).startswith("Undone: deleting 1 note.")
    assert undo_latest(learner.context) == "Undone: the last answer."
    assert undo_latest(learner.context) == "Nothing from today to undo."
    learner.assert_sound()


def test_after_a_restart_what_was_done_before_the_rollover_stays(learner: Learner) -> None:
    learner.clock.advance(hours=15, minutes=50)
    answered(learner)
    learner.restart()
    learner.clock.advance(minutes=20)
    assert undo_latest(learner.context) == "Nothing from today to undo."


def test_what_was_done_yesterday_stays(learner: Learner) -> None:
    answered(learner)
    delete(learner)
    learner.clock.at += 2 * MS_PER_DAY
    assert undo_latest(learner.context) == "Nothing from today to undo."
