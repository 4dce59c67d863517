"""Cards exported without their schedule are new."""

from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.exports import Exported, ExportedCard, ExportedDeck
from flashdesign.domain.faces import Basic
from flashdesign.domain.memory import NEW

MINE = DeckId("mine")


def test_a_card_is_new_and_not_suspended_by_default() -> None:
    card = ExportedCard("")
    assert (card.memory, card.suspended, card.flag, card.reviews) == (NEW, False, 0, ())
    note = Note(MINE, "one", Basic("Q", "A"))
    deck = ExportedDeck(MINE, ("Mine",), (Exported(note, (card,)),))
    assert [one.note for one in deck.notes] == [note]
