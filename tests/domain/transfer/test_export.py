"""Cards exported without their schedule are new."""

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import NEW
from flashdesign.domain.transfer.export import ExportedCard, ExportedDeck, ExportedNote

MINE = DeckId("mine")


def test_a_card_is_new_and_not_suspended_by_default() -> None:
    card = ExportedCard("")
    assert (card.memory, card.suspended, card.flag, card.reviews) == (NEW, False, 0, ())
    note = Note(MINE, "one", Basic("Q", "A"))
    deck = ExportedDeck(MINE, ("Mine",), (ExportedNote(note, (card,)),))
    assert [note.note for note in deck.notes] == [note]
