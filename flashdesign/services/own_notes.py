"""Know notes that come back in another program's file: they were written here, and are here."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from flashdesign.content.table_export import tells_all
from flashdesign.domain.cards import Deck, DeckId, Note, NoteKey, deck_of
from flashdesign.domain.parcels import Parcel, Trouble
from flashdesign.services.wording import count
from flashdesign.storage import note_index, notes
from flashdesign.storage.database import Connection

# An export calls a note without a name of its own by its key, and says which part it means.
_NAME = re.compile(r"(?P<key>[^/#]+/[^/#]+?)(?:#[a-z0-9]+)?(?:-t[0-9]+)?")


def rewritten(
    connection: Connection, parcel: Parcel, shipped: AbstractSet[DeckId]
) -> dict[NoteKey, NoteKey]:
    """Return by their keys in the file the notes here that it says anew, without losing anything.

    A deck file and our own table tell all of a note, an older table of some; of the others, and of
    those that ship, it brings no news.
    """
    if not (parcel.is_table or parcel.tells_all):
        return {}
    named = {note.key: key for deck in parcel.decks for note in deck.notes if (key := _key(note))}
    here = note_index.nameless(connection, sorted(set(named.values())))
    own = [key for key in here if deck_of(key) not in shipped]
    found = notes.notes_of(connection, own)
    told = {key for key, note in found.items() if parcel.tells_all or tells_all(note)}
    return {key: home for key, home in named.items() if home in told}


def without_own(
    connection: Connection, parcel: Parcel, besides: AbstractSet[NoteKey] = frozenset()
) -> tuple[Parcel, int]:
    """Return the parcel without the notes that an export of these very decks gave away.

    Another program has neither all kinds of notes nor all that is said about one, so what it has is
    no news; how many there were is told as well. Those `besides` stay in it.
    """
    named = {
        key
        for deck in parcel.decks
        for note in deck.notes
        if note.key not in besides and (key := _key(note))
    }
    here = note_index.nameless(connection, sorted(named))
    if not here:
        return parcel, 0
    decks = [
        replace(deck, notes=tuple(note for note in deck.notes if _key(note) not in here))
        for deck in parcel.decks
    ]
    kept = _needed(decks, {deck.id for deck in parcel.decks if not deck.notes})
    told = f"{count(len(here), 'note')} came from this collection and are here as you wrote them"
    left = {deck.id for deck in kept}
    rest = replace(
        parcel,
        decks=kept,
        pictures=tuple(picture for picture in parcel.pictures if picture.deck in left),
        troubles=(*parcel.troubles, Trouble(parcel.name, told)),
    )
    return rest, len(here)


def _key(note: Note) -> NoteKey | None:
    found = _NAME.fullmatch(note.guid)
    # A note's own key as its name says nothing: it may be brought by the very deck file.
    if found is None or found["key"] == note.key:
        return None
    return NoteKey(found["key"])


def _needed(decks: list[Deck], empty_before: AbstractSet[DeckId]) -> tuple[Deck, ...]:
    """Return the decks that have notes left, and those above them."""
    parents = {deck.id: deck.parent for deck in decks}
    needed: set[DeckId] = set()
    for deck in decks:
        place: DeckId | None = deck.id if deck.notes else None
        while place is not None and place not in needed:
            needed.add(place)
            place = parents.get(place)
    if not needed:
        return ()
    return tuple(deck for deck in decks if deck.id in needed or deck.id in empty_before)
