"""Keys of notes and cards."""

from flashdesign.domain.cards import DeckId, Note, cards_of
from flashdesign.domain.faces import Basic

DECK = DeckId("phases")


def test_keys_never_depend_on_the_text() -> None:
    note = Note(DECK, "a1.goal", Basic("Goal of clarifying?", "Agree the scope", reverse=True))
    reworded = Note(DECK, "a1.goal", Basic("Why clarify?", "To agree the scope", reverse=True))
    assert note.key == "phases/a1.goal"
    assert cards_of(note) == cards_of(reworded)
    assert [card.key for card in cards_of(note)] == ["phases/a1.goal", "phases/a1.goal#r"]
    assert {card.note for card in cards_of(note)} == {note.key}
