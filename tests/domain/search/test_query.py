"""Query trees: their conditions and deck lookups."""

from flashdesign.domain.ids import DeckId
from flashdesign.domain.search.parser import parse_search
from flashdesign.domain.search.query import InDeck as Deck
from flashdesign.domain.search.query import conditions, with_decks


def test_conditions_are_yielded_once_in_order() -> None:
    query = parse_search("a (deck:x or -tag:y) is:due flag:1 kind:basic lapses>1")
    names = [type(condition).__name__ for condition in conditions(query)]
    assert names == ["Words", "InDeck", "Tagged", "HasStatus", "Flagged", "OfKind", "Compared"]


def test_decks_are_looked_up_in_the_whole_tree() -> None:
    query = with_decks(parse_search("a (deck:x or -deck:y)"), lambda name: (DeckId(name * 2),))
    found = [condition for condition in conditions(query) if isinstance(condition, Deck)]
    assert found == [Deck("x", (DeckId("xx"),)), Deck("y", (DeckId("yy"),))]
