"""A query as a tree: its conditions, and decks that are looked up."""

from flashdesign.domain.cards import DeckId
from flashdesign.domain.search_query import InDeck as Deck
from flashdesign.domain.search_query import conditions, with_decks
from flashdesign.domain.search_reading import read


def test_each_condition_is_told_once_in_order() -> None:
    query = read("a (deck:x or -tag:y) is:due flag:1 kind:basic lapses>1")
    names = [type(one).__name__ for one in conditions(query)]
    assert names == ["Words", "InDeck", "Tagged", "Is", "Flagged", "OfKind", "Compared"]


def test_decks_are_looked_up_wherever_they_stand() -> None:
    query = with_decks(read("a (deck:x or -deck:y)"), lambda name: (DeckId(name * 2),))
    found = [one for one in conditions(query) if isinstance(one, Deck)]
    assert found == [Deck("x", (DeckId("xx"),)), Deck("y", (DeckId("yy"),))]
