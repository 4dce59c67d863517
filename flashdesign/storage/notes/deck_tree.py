"""The deck tree: subtrees and ancestors."""

from collections.abc import Iterable, Mapping, Sequence

from flashdesign.domain.ids import DeckId
from flashdesign.storage.notes.decks import StoredDeck


def subtree(decks: Iterable[StoredDeck], root: DeckId) -> frozenset[DeckId]:
    """Return `root` and all its subdecks; `decks` has parents before children."""
    inside = {root}
    for deck in decks:
        if deck.parent in inside:
            inside.add(deck.id)
    return frozenset(inside)


def subtree_sums(decks: Sequence[StoredDeck], own: Mapping[DeckId, int]) -> dict[DeckId, int]:
    """Return the number of each deck with its subdecks; `decks` has parents before children.

    `own` has those without subdecks, where they are not 0.
    """
    sums = {deck.id: own.get(deck.id, 0) for deck in decks}
    for deck in reversed(decks):
        if deck.parent in sums:
            sums[deck.parent] += sums[deck.id]
    return sums


def deck_and_parents(
    deck: DeckId | None, parents: Mapping[DeckId, DeckId | None]
) -> Iterable[DeckId | None]:
    """Yield `deck`, its parents, and at last None for the whole collection."""
    while deck is not None:
        yield deck
        deck = parents.get(deck)
    yield None
