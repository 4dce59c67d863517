"""Compare what a file says of decks themselves with what is here: titles, parents and the rest."""

from collections.abc import Mapping
from dataclasses import replace

from flashdesign.domain.cards import Deck, DeckId
from flashdesign.domain.parcels import Parcel, Trouble
from flashdesign.errors import FlashDesignError
from flashdesign.storage.notes import StoredDeck

Stored = Mapping[DeckId, StoredDeck]


_LOST = "its `parent` {!r} is not here: it stands at the top; bring that deck in, then this again"


class DeckParentError(FlashDesignError):
    """A deck cannot lie where a file says."""

    def __init__(self, name: str, deck: DeckId) -> None:
        super().__init__(
            f"{name}: the deck {deck!r} would lie within itself; give it another `parent`."
        )


def placed(parcel: Parcel, stored: Stored) -> Parcel:
    """Return the parcel with decks whose parent is nowhere at the top, and say so of each.

    Raises DeckParentError where decks would lie within each other.
    """
    there = {*stored, *(deck.id for deck in parcel.decks)}
    lost = [deck for deck in parcel.decks if deck.parent is not None and deck.parent not in there]
    if lost:
        decks = tuple(replace(deck, parent=None) if deck in lost else deck for deck in parcel.decks)
        told = tuple(Trouble(deck.id, _LOST.format(deck.parent)) for deck in lost)
        parcel = replace(parcel, decks=decks, troubles=(*parcel.troubles, *told))
    _check_rings(parcel, stored)
    return parcel


def changed_heads(parcel: Parcel, stored: Stored) -> tuple[tuple[Deck | None, Deck], ...]:
    """Return the decks that the file states otherwise, without notes, as they are and will be.

    Only a file that states decks in full does so. One that is new and empty was nothing before.
    """
    if not parcel.is_whole:
        return ()
    here = [deck for deck in parcel.decks if deck.id in stored]
    known = ((stored[deck.id].head, replace(deck, notes=())) for deck in here)
    empty = (deck for deck in parcel.decks if deck not in here and not deck.notes)
    return (
        *((before, after) for before, after in known if before != after),
        *((None, deck) for deck in empty),
    )


def _check_rings(parcel: Parcel, stored: Stored) -> None:
    parents = {name: deck.parent for name, deck in stored.items()}
    said = (deck for deck in parcel.decks if parcel.is_whole or deck.id not in stored)
    parents |= {deck.id: deck.parent for deck in said}
    for deck in parcel.decks:
        above, seen = parents[deck.id], {deck.id}
        while above is not None:
            if above in seen:
                raise DeckParentError(parcel.name, deck.id)
            seen.add(above)
            above = parents[above]
