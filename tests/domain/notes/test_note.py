"""Keys of notes and cards."""

from flashdesign.domain.ids import DeckId, deck_of, full_key, note_of
from flashdesign.domain.notes.note import Note, cards_of, move_note
from flashdesign.domain.notes.question_kinds import Basic

DECK = DeckId("phases")


def test_keys_do_not_depend_on_the_text() -> None:
    note = Note(DECK, "a1.goal", Basic("Goal of clarifying?", "Agree the scope", reverse=True))
    reworded = Note(DECK, "a1.goal", Basic("Why clarify?", "To agree the scope", reverse=True))
    assert note.key == "phases/a1.goal"
    assert cards_of(note) == cards_of(reworded)
    assert [card.key for card in cards_of(note)] == ["phases/a1.goal", "phases/a1.goal#r"]
    assert {card.note for card in cards_of(note)} == {note.key}
    assert {note_of(card.key) for card in cards_of(note)} == {note.key}
    assert {deck_of(card.key) for card in cards_of(note)} == {deck_of(note.key)} == {DECK}


def test_a_name_without_a_deck_is_in_the_same_deck() -> None:
    assert full_key(DECK, "a1") == "phases/a1"
    assert full_key(DECK, "other/a1") == "other/a1"


def test_a_moved_note_refers_to_the_same_notes() -> None:
    note = Note(DECK, "a1", Basic("Q", "A"), related=("a2", "b/b1"), replaces=("a0", "b/b0"))
    there = move_note(note, DeckId("other"), "a1-2")
    assert there.key == "other/a1-2"
    assert (there.related, there.replaces) == (("phases/a2", "b/b1"), ("phases/a0", "b/b0"))
    assert move_note(there, DECK, "a1").key == note.key


def test_a_renamed_note_keeps_its_references() -> None:
    note = Note(DECK, "a1", Basic("Q", "A"), related=("a2",), replaces=("a0",))
    there = move_note(note, DECK, "a3")
    assert (there.key, there.related, there.replaces) == ("phases/a3", ("a2",), ("a0",))
