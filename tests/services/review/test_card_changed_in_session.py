"""The session follows when the note of its current card is edited, suspended or moved."""

from dataclasses import replace

import pytest

from flashdesign.domain.ids import CardKey, NoteKey
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.services.editing import decks, notes
from flashdesign.services.review.session import ReviewSession
from tests.support.learner import BASICS, Learner, answer, basic_deck, current_key

FIRST, SECOND = NoteKey("basics/q01"), NoteKey("basics/q02")


@pytest.fixture
def learner(learner: Learner) -> Learner:
    return learner.store(basic_deck(3, parent=None))


def reword(learner: Learner, key: NoteKey = FIRST) -> None:
    found = notes.note(learner.context, key)
    notes.save_note(learner.context, key, replace(found, question=Basic("Other?", "B")))


def test_an_edited_card_is_asked_anew_and_nothing_else_moves(learner: Learner) -> None:
    session = learner.start_review()
    session.reveal()
    reword(learner)
    state = session.reload()
    assert state.card is not None
    assert (state.card.prompt, state.is_revealed) == ("Other?", False)
    assert state.left.total == 3
    answer(session)
    assert current_key(session) == SECOND
    assert session.state.left == learner.left()


def test_where_nothing_was_edited_the_answer_stays_shown(learner: Learner) -> None:
    session = learner.start_review()
    shown = session.reveal()
    assert session.reload() is shown
    reword(learner, SECOND)
    assert session.reload() == shown


def test_a_card_whose_note_is_put_away_is_asked_no_more(learner: Learner) -> None:
    session = learner.start_review()
    notes.delete_notes(learner.context, [FIRST])
    session.reload()
    assert current_key(session) == SECOND
    assert session.state.left == learner.left()


def test_a_card_that_its_note_yields_no_more_gives_way(learner: Learner) -> None:
    session = learner.start_review()
    found = notes.note(learner.context, FIRST)
    notes.save_note(learner.context, FIRST, replace(found, question=Cloze("{{1::a}} {{2::b}}")))
    session.reload()
    assert current_key(session) != FIRST
    assert session.state.left == learner.left()


def test_a_moved_note_is_left_to_its_new_key(learner: Learner) -> None:
    context = learner.context
    mine, other = decks.create(context, "Mine"), decks.create(context, "Other")
    added = notes.add_note(context, replace(notes.note(context, FIRST), deck=mine, id="own"))
    session = learner.start_review(mine)
    assert current_key(session) == added
    notes.move_notes(context, [added], other)
    assert session.reload().card is None


def test_practice_goes_on_with_the_edited_card(learner: Learner) -> None:
    session = ReviewSession(learner.context, practice=[CardKey(FIRST), CardKey(SECOND)])
    reword(learner)
    asked = session.reload().card
    assert asked is not None
    assert asked.prompt == "Other?"
    assert session.state.left.total == 2
    assert BASICS in asked.key
