"""Each edit of notes and cards is one operation that can be undone and redone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from flashdesign.domain.cards import CardKey, Deck, DeckId, NoteKey
from flashdesign.domain.faces import Basic, Cloze
from flashdesign.domain.ratings import Rating
from flashdesign.domain.scheduling import NEW
from flashdesign.errors import NotFoundError
from flashdesign.services import (
    answering,
    editing,
    importing,
    listing,
    operations,
    own_decks,
)
from flashdesign.services.context import Context
from flashdesign.services.editing import NoteExistsError, NotYoursError
from flashdesign.storage import notes
from tests.fakes import BASICS, Learner, finish, note, small_decks

MINE, OTHER = DeckId("mine"), DeckId("other")
ONE, TWO = NoteKey("mine/one"), NoteKey("mine/two")
PLAIN = NoteKey("basics/plain")
CARDS = (CardKey("mine/one"), CardKey("mine/two"), CardKey("basics/plain"))
STATE = """
select n.key, n.body, n.gone, n.shipped, n.tags, c.key, c.part, c.suspended, c.flag, c.state,
       c.due, c.stability, c.reps
from note n left join card c on c.note_id = n.id order by n.key, c.key
"""


@pytest.fixture
def learner(learner: Learner) -> Learner:
    """Return a user with built-in decks and two own decks, with each card answered once."""
    learner.store(*small_decks())
    with learner.context.database.transaction() as connection:
        for deck in (Deck(MINE, "Mine", (note(MINE, "one"), note(MINE, "two"))), Deck(OTHER, "O")):
            notes.save_deck(connection, deck, 9, importing.OWN)
            notes.save_notes(connection, enumerate(deck.notes))
    finish(learner.sit(MINE), Rating.EASY)
    finish(learner.sit(BASICS), Rating.EASY)
    return learner


def state(learner: Learner) -> tuple[Any, ...]:
    """Return everything that edits may change."""
    with learner.context.database.read() as connection:
        cards = [tuple(row) for row in connection.exec_driver_sql(STATE)]
        days = connection.exec_driver_sql("select * from day_stat order by 1, 2").all()
        heads = connection.exec_driver_sql("select key, title from deck order by key").all()
    return cards, [tuple(day) for day in days], [tuple(head) for head in heads]


def reword(context: Context, key: NoteKey, front: str = "Other?") -> None:
    editing.save_note(context, key, replace(editing.note(context, key), face=Basic(front, "B")))


DEEDS: dict[str, Callable[[Context], object]] = {
    "a note is added": lambda c: editing.add_note(c, note(MINE, "three")),
    "a note is added to a deck that ships": lambda c: editing.add_note(c, note(BASICS, "mine")),
    "a note is reworded": lambda c: reword(c, ONE),
    "a note that ships is reworded": lambda c: reword(c, PLAIN),
    "notes are deleted": lambda c: editing.delete_notes(c, [ONE, PLAIN]),
    "notes are moved with their progress": lambda c: editing.move_notes(c, [ONE, TWO], OTHER),
    "notes are tagged": lambda c: editing.change_tags(c, [ONE, PLAIN], add=("hard", "cache")),
    "cards are made new": lambda c: editing.reset_cards(c, CARDS),
    "cards are suspended": lambda c: editing.suspend_cards(c, CARDS, suspended=True),
    "cards are flagged": lambda c: editing.flag_cards(c, CARDS, 3),
    "a deck is made": lambda c: own_decks.create(c, "New deck", MINE),
    "a deck is renamed": lambda c: own_decks.rename(c, MINE, "Ours"),
    "a deck with answers is deleted": lambda c: own_decks.delete(c, MINE),
    "a deck without notes is deleted": lambda c: own_decks.delete(c, OTHER),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_it_can_be_undone_and_redone(deed: Callable[[Context], object], learner: Learner) -> None:
    before = state(learner)
    deed(learner.context)
    after = state(learner)
    assert after != before
    learner.assert_sound()
    for _ in range(2):
        assert operations.undo(learner.context)
        assert state(learner) == before
        learner.assert_sound()
        assert operations.redo(learner.context)
        assert state(learner) == after
        learner.assert_sound()


def test_it_notifies_the_pages_once(learner: Learner) -> None:
    heard = list[object]()
    learner.context.broadcast.listen(heard.append)
    editing.flag_cards(learner.context, CARDS, 1)
    assert len(heard) == 1


def test_a_reworded_note_keeps_its_progress(learner: Learner) -> None:
    before = learner.memory(ONE)
    reword(learner.context, ONE)
    assert learner.memory(ONE) == before != NEW
    assert editing.note(learner.context, ONE).face == Basic("Other?", "B")


def test_a_moved_note_keeps_its_progress_under_its_new_key(learner: Learner) -> None:
    before = learner.memory(ONE)
    editing.move_notes(learner.context, [ONE], OTHER)
    assert learner.memory("other/one").stability == before.stability
    with pytest.raises(NotFoundError):
        learner.memory(ONE)


def test_two_notes_with_one_id_get_two_ids_when_moved(learner: Learner) -> None:
    editing.add_note(learner.context, note(OTHER, "one"))
    editing.move_notes(learner.context, [ONE], OTHER)
    assert editing.note(learner.context, NoteKey("other/one-2")).face == Basic("one?", "one!")


def test_a_built_in_note_cannot_be_moved(learner: Learner) -> None:
    before = state(learner)
    with pytest.raises(NotYoursError, match="cannot be moved"):
        editing.move_notes(learner.context, [ONE, PLAIN], OTHER)
    assert state(learner) == before


def test_a_built_in_note_can_be_restored(learner: Learner) -> None:
    shipped = editing.note(learner.context, PLAIN)
    assert editing.origin(learner.context, PLAIN) == "shipped"
    reword(learner.context, PLAIN)
    reword(learner.context, PLAIN, "Third?")
    assert editing.origin(learner.context, PLAIN) == "edited"
    editing.put_back(learner.context, [PLAIN, ONE])
    assert editing.note(learner.context, PLAIN) == shipped
    assert editing.origin(learner.context, PLAIN) == "shipped"
    assert editing.origin(learner.context, ONE) == "own"


def test_a_reset_card_is_new_from_tomorrow(learner: Learner) -> None:
    editing.reset_cards(learner.context, [CARDS[0]])
    assert learner.memory(ONE) == NEW
    assert learner.left_of(MINE).new == 0
    learner.clock.advance(days=1)
    assert learner.left_of(MINE).new == 1


def test_undo_of_a_card_does_not_undo_bulk_edits(learner: Learner) -> None:
    editing.reset_cards(learner.context, CARDS)
    editing.suspend_cards(learner.context, CARDS, suspended=True)
    undone = answering.undo(learner.context)
    assert undone is not None
    assert undone.was_answer
    assert learner.memory(ONE) == NEW


def test_a_card_of_a_deleted_note_is_not_unsuspended(learner: Learner) -> None:
    editing.delete_notes(learner.context, [ONE])
    editing.suspend_cards(learner.context, CARDS[:1], suspended=False)
    assert next(c for c in state(learner)[0] if c[0] == ONE)[7] == notes.NOTE_GONE


def test_tags_are_added_once_and_removed(learner: Learner) -> None:
    editing.change_tags(learner.context, [ONE, TWO], add=("b", "a", "a"))
    editing.change_tags(learner.context, [ONE], add=("c",), remove=("b",))
    assert editing.note(learner.context, ONE).tags == ("a", "c")
    assert editing.tags(learner.context) == ("a", "b", "c")


def test_tags_keep_their_characters_and_are_removed_in_any_case(learner: Learner) -> None:
    editing.change_tags(learner.context, [ONE], add=("Area::CAP", "C++", "очередь"))
    assert editing.note(learner.context, ONE).tags == ("Area::CAP", "C++", "очередь")
    editing.change_tags(learner.context, [ONE], remove=("area::cap",))
    assert editing.note(learner.context, ONE).tags == ("C++", "очередь")


@pytest.mark.parametrize(
    ("front", "found"),
    [
        pytest.param("one?", (ONE,), id="the same words"),
        pytest.param("  ONE? ", (ONE,), id="other capitals and spaces"),
        pytest.param("one!", (), id="another mark"),
        pytest.param("one two?", (), id="more words"),
        pytest.param("???", (), id="no words at all"),
    ],
)
def test_a_duplicate_is_found_by_its_question(
    front: str, found: tuple[NoteKey, ...], learner: Learner
) -> None:
    assert editing.duplicates(learner.context, Basic(front, "x"), None) == found
    assert editing.duplicates(learner.context, Basic(front, "x"), ONE) == ()


def test_an_id_is_made_of_the_question_and_is_free(learner: Learner) -> None:
    face = Cloze("A {{1::gap}}")
    first = editing.new_id(learner.context, MINE, face)
    editing.add_note(learner.context, note(MINE, first, face))
    second = editing.new_id(learner.context, MINE, face)
    assert second != first
    with pytest.raises(NoteExistsError, match="another id"):
        editing.add_note(learner.context, note(MINE, first, face))


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(lambda c: editing.note(c, NoteKey("mine/no")), id="a missing note"),
        pytest.param(lambda c: reword(c, NoteKey("mine/no")), id="an edit of none"),
    ],
)
def test_a_missing_note_is_an_error(deed: Callable[[Context], object], learner: Learner) -> None:
    with pytest.raises(NotFoundError):
        deed(learner.context)


def test_a_moved_note_does_not_take_the_progress_of_another_note(learner: Learner) -> None:
    heir = replace(note(MINE, "heir"), replaces=("one",))
    editing.add_note(learner.context, heir)
    editing.add_note(learner.context, note(OTHER, "one"))
    editing.move_notes(learner.context, [heir.key], OTHER)
    assert editing.note(learner.context, NoteKey("other/one")).face == Basic("one?", "one!")
    shown = {(card.key, card.is_suspended) for card in listing.cards(learner.context)}
    assert ("other/one", False) in shown
