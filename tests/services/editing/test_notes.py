"""Each edit of notes and cards is one operation that can be undone and redone."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.scheduling.memory import NEW, Rating
from flashdesign.errors import NotFoundError
from flashdesign.services.browse import card_listing
from flashdesign.services.collection import built_in_decks
from flashdesign.services.context import Context
from flashdesign.services.editing import decks, notes, undo
from flashdesign.services.editing.notes import BuiltInNoteError, NoteExistsError
from flashdesign.services.scheduling import card_actions
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes import save
from flashdesign.storage.schema import tables
from tests.support.learner import BASICS, Learner, finish, note, small_decks
from tests.support.storage.statements import statements_of

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
            note_decks.save_deck(connection, deck, 9, built_in_decks.OWN)
            save.save_notes(connection, enumerate(deck.notes))
    finish(learner.start_review(MINE), Rating.EASY)
    finish(learner.start_review(BASICS), Rating.EASY)
    return learner


def state(learner: Learner) -> tuple[Any, ...]:
    """Return everything that edits may change."""
    with learner.context.database.read() as connection:
        cards = [tuple(row) for row in connection.exec_driver_sql(STATE)]
        days = connection.exec_driver_sql("select * from day_stat order by 1, 2").all()
        heads = connection.exec_driver_sql("select key, title from deck order by key").all()
    return cards, [tuple(day) for day in days], [tuple(head) for head in heads]


def reword(context: Context, key: NoteKey, front: str = "Other?") -> None:
    notes.save_note(context, key, replace(notes.note(context, key), question=Basic(front, "B")))


EDITS: dict[str, Callable[[Context], object]] = {
    "a note is added": lambda c: notes.add_note(c, note(MINE, "three")),
    "a note is added to a deck that is built in": lambda c: notes.add_note(c, note(BASICS, "mine")),
    "a note is reworded": lambda c: reword(c, ONE),
    "a note that is built in is reworded": lambda c: reword(c, PLAIN),
    "notes are deleted": lambda c: notes.delete_notes(c, [ONE, PLAIN]),
    "notes are moved with their progress": lambda c: notes.move_notes(c, [ONE, TWO], OTHER),
    "notes are tagged": lambda c: notes.change_tags(c, [ONE, PLAIN], add=("hard", "cache")),
    "cards are made new": lambda c: notes.reset_cards(c, CARDS),
    "cards are suspended": lambda c: notes.suspend_cards(c, CARDS, suspended=True),
    "cards are flagged": lambda c: notes.flag_cards(c, CARDS, 3),
    "a deck is made": lambda c: decks.create(c, "New deck", MINE),
    "a deck is renamed": lambda c: decks.rename(c, MINE, "Ours"),
    "a deck with answers is deleted": lambda c: decks.delete(c, MINE),
    "a deck without notes is deleted": lambda c: decks.delete(c, OTHER),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_it_can_be_undone_and_redone(edit: Callable[[Context], object], learner: Learner) -> None:
    before = state(learner)
    edit(learner.context)
    after = state(learner)
    assert after != before
    learner.assert_sound()
    for _ in range(2):
        assert undo.undo(learner.context)
        assert state(learner) == before
        learner.assert_sound()
        assert undo.redo(learner.context)
        assert state(learner) == after
        learner.assert_sound()


def test_it_notifies_the_pages_once(learner: Learner) -> None:
    heard = list[object]()
    learner.context.broadcast.add_listener(heard.append)
    notes.flag_cards(learner.context, CARDS, 1)
    assert len(heard) == 1


def test_a_reworded_note_keeps_its_progress(learner: Learner) -> None:
    before = learner.memory(ONE)
    reword(learner.context, ONE)
    assert learner.memory(ONE) == before != NEW
    assert notes.note(learner.context, ONE).question == Basic("Other?", "B")


def test_a_moved_note_keeps_its_progress_under_its_new_key(learner: Learner) -> None:
    before = learner.memory(ONE)
    notes.move_notes(learner.context, [ONE], OTHER)
    assert learner.memory("other/one").stability == before.stability
    with pytest.raises(NotFoundError):
        learner.memory(ONE)


def test_two_notes_with_one_id_get_two_ids_when_moved(learner: Learner) -> None:
    notes.add_note(learner.context, note(OTHER, "one"))
    notes.move_notes(learner.context, [ONE], OTHER)
    assert notes.note(learner.context, NoteKey("other/one-2")).question == Basic("one?", "one!")


def test_a_built_in_note_cannot_be_moved(learner: Learner) -> None:
    before = state(learner)
    with pytest.raises(BuiltInNoteError, match="cannot be moved"):
        notes.move_notes(learner.context, [ONE, PLAIN], OTHER)
    assert state(learner) == before


def test_a_built_in_note_can_be_restored(learner: Learner) -> None:
    built_in = notes.note(learner.context, PLAIN)
    assert notes.origin(learner.context, PLAIN) == "built_in"
    reword(learner.context, PLAIN)
    reword(learner.context, PLAIN, "Third?")
    assert notes.origin(learner.context, PLAIN) == "edited"
    notes.restore_built_in(learner.context, [PLAIN, ONE])
    assert notes.note(learner.context, PLAIN) == built_in
    assert notes.origin(learner.context, PLAIN) == "built_in"
    assert notes.origin(learner.context, ONE) == "own"


def test_built_in_notes_are_counted_at_once(learner: Learner) -> None:
    decks.create(learner.context, "Mine", None)
    mine = notes.add_note(learner.context, note(DeckId("mine"), "own"))
    added = notes.add_note(learner.context, note(BASICS, "added"))
    edited = NoteKey("basics/plain")
    stored = notes.note(learner.context, edited)
    notes.save_note(learner.context, edited, replace(stored, why="Since."), BASICS)
    keys = [mine, added, edited, NoteKey("basics/both"), NoteKey("gaps/one")]
    with statements_of(learner.context) as found:
        assert notes.count_built_in(learner.context, keys) == 3
    assert len([text for text in found if text.upper().startswith("SELECT")]) == 1


def test_a_reset_card_is_new_today_and_tomorrow(learner: Learner) -> None:
    notes.reset_cards(learner.context, [CARDS[0]])
    assert learner.memory(ONE) == NEW
    assert learner.left_of(MINE).new == 1
    learner.clock.advance(days=1)
    assert learner.left_of(MINE).new == 1


def test_undo_of_a_card_does_not_undo_bulk_edits(learner: Learner) -> None:
    notes.reset_cards(learner.context, CARDS)
    notes.suspend_cards(learner.context, CARDS, suspended=True)
    undone = card_actions.undo(learner.context)
    assert undone is not None
    assert undone.was_answer
    assert learner.memory(ONE) == NEW


def test_a_card_of_a_deleted_note_is_not_unsuspended(learner: Learner) -> None:
    notes.delete_notes(learner.context, [ONE])
    notes.suspend_cards(learner.context, CARDS[:1], suspended=False)
    assert next(c for c in state(learner)[0] if c[0] == ONE)[7] == tables.NOTE_GONE


def test_tags_are_added_once_and_removed(learner: Learner) -> None:
    notes.change_tags(learner.context, [ONE, TWO], add=("b", "a", "a"))
    notes.change_tags(learner.context, [ONE], add=("c",), remove=("b",))
    assert notes.note(learner.context, ONE).tags == ("a", "c")
    assert notes.tags(learner.context) == ("a", "b", "c")


def test_tags_keep_their_characters_and_are_removed_in_any_case(learner: Learner) -> None:
    notes.change_tags(learner.context, [ONE], add=("Area::CAP", "C++", "очередь"))
    assert notes.note(learner.context, ONE).tags == ("Area::CAP", "C++", "очередь")
    notes.change_tags(learner.context, [ONE], remove=("area::cap",))
    assert notes.note(learner.context, ONE).tags == ("C++", "очередь")


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
    assert notes.duplicates(learner.context, Basic(front, "x"), None) == found
    assert notes.duplicates(learner.context, Basic(front, "x"), ONE) == ()


def test_an_id_is_made_of_the_question_and_is_free(learner: Learner) -> None:
    question = Cloze("A {{1::gap}}")
    first = notes.new_id(learner.context, MINE, question)
    notes.add_note(learner.context, note(MINE, first, question))
    second = notes.new_id(learner.context, MINE, question)
    assert second != first
    with pytest.raises(NoteExistsError, match="another id"):
        notes.add_note(learner.context, note(MINE, first, question))


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda c: notes.note(c, NoteKey("mine/no")), id="a missing note"),
        pytest.param(lambda c: reword(c, NoteKey("mine/no")), id="an edit of none"),
    ],
)
def test_a_missing_note_is_an_error(edit: Callable[[Context], object], learner: Learner) -> None:
    with pytest.raises(NotFoundError):
        edit(learner.context)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(
            lambda c: notes.change_tags(c, [NoteKey("mine/one")], add=("a",)), id="its tags"
        ),
        pytest.param(
            lambda c: notes.save_changed(
                c,
                [
                    (
                        replace(note(MINE, "one"), replaces=("three",)),
                        replace(note(MINE, "one", Basic("x", "y")), replaces=("three",)),
                    )
                ],
            ),
            id="its text, with others",
        ),
        pytest.param(lambda c: reword(c, NoteKey("mine/one")), id="its text"),
        pytest.param(lambda c: notes.move_notes(c, [NoteKey("mine/one")], OTHER), id="its deck"),
        pytest.param(lambda c: notes.delete_notes(c, [NoteKey("mine/one")]), id="it is deleted"),
    ],
)
def test_an_edit_of_a_replaced_note_leaves_it_replaced(
    edit: Callable[[Context], object], learner: Learner
) -> None:
    one = replace(note(MINE, "one"), replaces=("three",))
    notes.save_note(learner.context, one.key, one)
    notes.add_note(learner.context, replace(note(MINE, "three"), replaces=("one",)))
    with suppress(NotFoundError):
        edit(learner.context)
    shown = [
        card.key for card in card_listing.iterate_cards(learner.context) if not card.is_suspended
    ]
    assert "mine/three" in shown
    assert "mine/one" not in shown
    with pytest.raises(NotFoundError):
        notes.note(learner.context, one.key)
    learner.assert_sound()


def test_a_moved_note_does_not_take_the_progress_of_another_note(learner: Learner) -> None:
    successor = replace(note(MINE, "successor"), replaces=("one",))
    notes.add_note(learner.context, successor)
    notes.add_note(learner.context, note(OTHER, "one"))
    notes.move_notes(learner.context, [successor.key], OTHER)
    assert notes.note(learner.context, NoteKey("other/one")).question == Basic("one?", "one!")
    shown = {(card.key, card.is_suspended) for card in card_listing.iterate_cards(learner.context)}
    assert ("other/one", False) in shown
