"""What leaves without its schedule is new where it arrives."""

from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.exports import Exported, ExportedCard, ExportedDeck
from flashdesign.domain.faces import Basic
from flashdesign.domain.memory import NEW

MINE = DeckId("mine")


def test_a_card_of_which_nothing_is_said_is_new_and_awake() -> None:
    card = ExportedCard("")
    assert (card.memory, card.suspended, card.flag, card.reviews) == (NEW, False, 0, ())
    note = Note(MINE, "one", Basic("Q", "A"))
    deck = ExportedDeck(MINE, ("Mine",), (Exported(note, (card,)),))
    assert [one.note for one in deck.notes] == [note]
