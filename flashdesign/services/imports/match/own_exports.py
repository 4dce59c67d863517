"""Recognition of our own exported notes when they are imported again."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from flashdesign.content.csv.writer import holds_all
from flashdesign.domain.ids import DeckId, NoteKey, deck_of
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportProblem
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import ngettext
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import cards, note_queries

# The guid of an exported note without a guid is its key, followed by the part.
_NAME = re.compile(r"(?P<key>[^/#]+/[^/#]+?)(?:#[a-z0-9]+)?(?:-t[0-9]+)?")


def find_rewritten(
    connection: Connection, bundle: ImportBundle, built_in: AbstractSet[DeckId]
) -> dict[NoteKey, NoteKey]:
    """Return the keys of our own notes that the file may change, by their keys in the file.

    A deck file and a table of this version have all fields of a note, an older table those of some
    notes. Other notes, and built-in ones, are not changed: the file would lose some of their
    fields.
    """
    if not (bundle.is_plain_text_only or bundle.has_all_fields):
        return {}
    named = {
        note.key: key
        for deck in bundle.decks
        for note in deck.notes
        if (key := _exported_key(note))
    }
    matches = note_queries.notes_without_guid(connection, sorted(set(named.values())))
    own = [key for key in matches if deck_of(key) not in built_in]
    stored = cards.notes_of(connection, own)
    complete = {key for key, note in stored.items() if bundle.has_all_fields or holds_all(note)}
    return {key: local_key for key, local_key in named.items() if local_key in complete}


def drop_own_notes(
    connection: Connection, bundle: ImportBundle, excluded: AbstractSet[NoteKey] = frozenset()
) -> tuple[ImportBundle, int]:
    """Return the bundle without our own exported notes, and the number of those notes.

    Other programs have neither all note types nor all fields, so their versions of our notes are
    ignored. Notes with a key in `excluded` stay in the bundle.
    """
    named = {
        key
        for deck in bundle.decks
        for note in deck.notes
        if note.key not in excluded and (key := _exported_key(note))
    }
    matches = note_queries.notes_without_guid(connection, sorted(named))
    if not matches:
        return bundle, 0
    decks = [
        replace(deck, notes=tuple(n for n in deck.notes if _exported_key(n) not in matches))
        for deck in bundle.decks
    ]
    kept = _decks_with_notes(decks, {deck.id for deck in bundle.decks if not deck.notes})
    message = ngettext(
        "{n} note was exported from this collection and stays as it is here",
        "{n} notes were exported from this collection and stay as they are here",
        len(matches),
    ).format(n=number(len(matches)))
    kept_ids = {deck.id for deck in kept}
    rest = replace(
        bundle,
        decks=kept,
        pictures=tuple(picture for picture in bundle.pictures if picture.deck in kept_ids),
        problems=(*bundle.problems, ImportProblem(bundle.name, message)),
    )
    return rest, len(matches)


def _exported_key(note: Note) -> NoteKey | None:
    match = _NAME.fullmatch(note.guid)
    # A guid that is the note's own key is not evidence: the deck file itself may contain it.
    if match is None or match["key"] == note.key:
        return None
    return NoteKey(match["key"])


def _decks_with_notes(decks: list[Deck], empty_before: AbstractSet[DeckId]) -> tuple[Deck, ...]:
    """Return the decks that have notes, their parents, and those in `empty_before`."""
    parents = {deck.id: deck.parent for deck in decks}
    needed: set[DeckId] = set()
    for deck in decks:
        deck_id: DeckId | None = deck.id if deck.notes else None
        while deck_id is not None and deck_id not in needed:
            needed.add(deck_id)
            deck_id = parents.get(deck_id)
    if not needed:
        return ()
    return tuple(deck for deck in decks if deck.id in needed or deck.id in empty_before)
