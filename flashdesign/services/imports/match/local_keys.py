"""Matching of imported notes with the notes of the collection that they correspond to.

`local_notes` maps the key that a note has in the file to its counterpart in the collection, if
that has another key there.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from flashdesign.content.pictures.picture_links import picture_names
from flashdesign.domain.ids import CardKey, DeckId, NoteKey, full_key
from flashdesign.domain.notes.note import Deck, Note, cards_of, move_note
from flashdesign.domain.transfer.import_plan import ImportBundle, Picture, Progress


def with_local_notes(decks: Sequence[Deck], local_notes: Mapping[NoteKey, Note]) -> Sequence[Deck]:
    """Return the decks with each note in its deck in the collection, which may be another one.

    A deck that is not in the file gets only these notes, and no title.
    """
    if not local_notes:
        return decks
    by_deck: dict[DeckId, list[Note]] = {deck.id: [] for deck in decks}
    for deck in decks:
        for note in deck.notes:
            local = _as_local_note(note, local_notes)
            by_deck.setdefault(local.deck, []).append(local)
    by_id = {deck.id: deck for deck in decks}
    return [
        replace(by_id.get(name, Deck(name, "")), notes=tuple(notes))
        for name, notes in by_deck.items()
    ]


def with_local_related(decks: Sequence[Deck]) -> Sequence[Deck]:
    """Return the decks with the keys that related notes have in the collection, not in the file."""
    names = {
        NoteKey(note.guid): note.key for deck in decks for note in deck.notes if "/" in note.guid
    }
    if not names:
        return decks
    return [
        replace(deck, notes=tuple(_with_related(note, names) for note in deck.notes))
        for deck in decks
    ]


def local_pictures(
    bundle: ImportBundle, local_notes: Mapping[NoteKey, Note]
) -> tuple[Picture, ...]:
    """Return each picture once for each deck of the collection that has a note with it."""
    if not (local_notes and bundle.pictures):
        return bundle.pictures
    targets: dict[tuple[DeckId, str], set[DeckId]] = {}
    for deck in bundle.decks:
        for note in deck.notes:
            local_deck = local_notes.get(note.key, note).deck
            for name in picture_names((note,)):
                targets.setdefault((deck.id, name), set()).add(local_deck)
    return tuple(
        replace(picture, deck=target)
        for picture in bundle.pictures
        for target in sorted(targets.get((picture.deck, picture.name), {picture.deck}))
    )


def without_empty_decks(
    bundle: ImportBundle, local_notes: Mapping[NoteKey, Note], stored: Collection[DeckId]
) -> ImportBundle:
    """Return the bundle without new decks that would be empty, as their notes have other decks."""
    needed = {deck.parent for deck in bundle.decks} | {picture.deck for picture in bundle.pictures}
    decks = tuple(
        deck
        for deck in bundle.decks
        if deck.id in stored
        or deck.id in needed
        or not deck.notes
        or any(note.key not in local_notes for note in deck.notes)
    )
    return replace(bundle, decks=decks)


def local_progress(
    bundle: ImportBundle, local_notes: Mapping[NoteKey, Note]
) -> Mapping[CardKey, Progress]:
    """Return the progress of cards by their keys in the collection."""
    if not (local_notes and bundle.progress):
        return bundle.progress
    names = {
        old.key: new.key
        for deck in bundle.decks
        for note in deck.notes
        for old, new in zip(
            cards_of(note), cards_of(_as_local_note(note, local_notes)), strict=True
        )
    }
    return {
        names.get(key, key): replace(progress, name=progress.name or key)
        for key, progress in bundle.progress.items()
    }


def _as_local_note(note: Note, local_notes: Mapping[NoteKey, Note]) -> Note:
    if note.key not in local_notes:
        return note
    stored_note = local_notes[note.key]
    local = move_note(note, stored_note.deck, stored_note.id)
    # Another deck, or a guid that is its key, does not count as a change of the note.
    guid = stored_note.guid if local.guid == stored_note.key else local.guid
    if _related_keys(local) == _related_keys(stored_note):
        local = replace(local, related=stored_note.related)
    return replace(
        local, guid=guid, replaces=tuple(dict.fromkeys((*stored_note.replaces, *local.replaces)))
    )


def _with_related(note: Note, names: Mapping[NoteKey, NoteKey]) -> Note:
    if not any(full_key(note.deck, name) in names for name in note.related):
        return note
    keys = [names.get(key := full_key(note.deck, name), key) for name in note.related]
    related = tuple(key.removeprefix(f"{note.deck}/") for key in keys)
    return note if _related_keys(note) == set(keys) else replace(note, related=related)


def _related_keys(note: Note) -> set[NoteKey]:
    return {full_key(note.deck, name) for name in note.related}
