"""Find out where decks and notes of a file lie here, or are to lie."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from flashdesign.content.note_pictures import picture_names
from flashdesign.domain.cards import CardKey, Deck, DeckId, Note, NoteKey, cards_of, full_key, moved
from flashdesign.domain.parcels import Parcel, Picture, Progress


def at_home(decks: Sequence[Deck], homes: Mapping[NoteKey, Note]) -> Sequence[Deck]:
    """Return the decks with each note where it lies here; of a deck not in the file only those."""
    if not homes:
        return decks
    found: dict[DeckId, list[Note]] = {deck.id: [] for deck in decks}
    for deck in decks:
        for note in deck.notes:
            there = _at_home(note, homes)
            found.setdefault(there.deck, []).append(there)
    heads = {deck.id: deck for deck in decks}
    return [
        replace(heads.get(name, Deck(name, "")), notes=tuple(lying))
        for name, lying in found.items()
    ]


def related_here(decks: Sequence[Deck]) -> Sequence[Deck]:
    """Return the decks with related notes called as they are here, not as where they came from."""
    names = {
        NoteKey(note.guid): note.key for deck in decks for note in deck.notes if "/" in note.guid
    }
    if not names:
        return decks
    return [
        replace(deck, notes=tuple(_with_related(note, names) for note in deck.notes))
        for deck in decks
    ]


def pictures_at_home(parcel: Parcel, homes: Mapping[NoteKey, Note]) -> tuple[Picture, ...]:
    """Return the pictures for the decks in which the notes that name them lie here."""
    if not (homes and parcel.pictures):
        return parcel.pictures
    places: dict[tuple[DeckId, str], set[DeckId]] = {}
    for deck in parcel.decks:
        for note in deck.notes:
            there = homes.get(note.key, note).deck
            for name in picture_names((note,)):
                places.setdefault((deck.id, name), set()).add(there)
    return tuple(
        replace(one, deck=place)
        for one in parcel.pictures
        for place in sorted(places.get((one.deck, one.name), {one.deck}))
    )


def without_emptied(
    parcel: Parcel, homes: Mapping[NoteKey, Note], stored: Collection[DeckId]
) -> Parcel:
    """Return the parcel without decks that are not here and whose notes all lie elsewhere here."""
    needed = {deck.parent for deck in parcel.decks} | {image.deck for image in parcel.pictures}
    decks = tuple(
        deck
        for deck in parcel.decks
        if deck.id in stored
        or deck.id in needed
        or not deck.notes
        or any(note.key not in homes for note in deck.notes)
    )
    return replace(parcel, decks=decks)


def progress_at_home(parcel: Parcel, homes: Mapping[NoteKey, Note]) -> Mapping[CardKey, Progress]:
    """Return what is known of cards by the keys that they have here."""
    if not (homes and parcel.progress):
        return parcel.progress
    names = {
        old.key: new.key
        for deck in parcel.decks
        for note in deck.notes
        for old, new in zip(cards_of(note), cards_of(_at_home(note, homes)), strict=True)
    }
    return {
        names.get(key, key): replace(known, name=known.name or key)
        for key, known in parcel.progress.items()
    }


def _at_home(note: Note, homes: Mapping[NoteKey, Note]) -> Note:
    if note.key not in homes:
        return note
    home = homes[note.key]
    there = moved(note, home.deck, home.id)
    # That it was moved here, or goes by its key, is no change of what it says.
    guid = home.guid if there.guid == home.key else there.guid
    if _related(there) == _related(home):
        there = replace(there, related=home.related)
    return replace(
        there, guid=guid, replaces=tuple(dict.fromkeys((*home.replaces, *there.replaces)))
    )


def _with_related(note: Note, names: Mapping[NoteKey, NoteKey]) -> Note:
    if not any(full_key(note.deck, one) in names for one in note.related):
        return note
    keys = [names.get(key := full_key(note.deck, one), key) for one in note.related]
    related = tuple(key.removeprefix(f"{note.deck}/") for key in keys)
    return note if _related(note) == set(keys) else replace(note, related=related)


def _related(note: Note) -> set[NoteKey]:
    return {full_key(note.deck, one) for one in note.related}
