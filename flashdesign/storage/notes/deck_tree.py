"""The deck tree: subtrees and ancestors."""

from collections.abc import Iterable, Mapping

from flashdesign.domain.ids import DeckId
from flashdesign.storage.notes.decks import StoredDeck


def subtree(decks: Iterable[StoredDeck], root: DeckId) -> frozenset[DeckId]:
    """Return `root` and all its subdecks; `decks` has parents before children."""
    inside = {root}
    for deck in decks:
        if deck.parent in inside:
            inside.add(deck.id)
    return frozenset(inside)


def deck_and_parents(
    deck: DeckId | None, parents: Mapping[DeckId, DeckId | None]
) -> Iterable[DeckId | None]:
    """Yield `deck`, its parents, and at last None for the whole collection."""
    while deck is not None:
        yield deck
        deck = parents.get(deck)
    yield None
