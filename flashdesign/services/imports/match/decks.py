"""Ids of imported decks in the collection, and merging of decks with the same id."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from flashdesign.content.decks.slugs import (
    deck_id,
    distinct_deck_id,
    fold_title,
    former_deck_ids,
    imported_deck_id,
)
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note, cards_of
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportProblem
from flashdesign.i18n.translation import _
from flashdesign.services.collection.built_in_decks import BUILT_IN
from flashdesign.services.imports.match.deck_settings import Stored
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import note_queries

Path = tuple[str, ...]
_FORMER_PREFIX = "imported-"


def merge_duplicate_decks(bundle: ImportBundle) -> ImportBundle:
    """Return the bundle with decks of the same id merged; a reader may return a deck in parts."""
    merged: dict[DeckId, Deck] = {}
    problems: list[ImportProblem] = []
    for deck in bundle.decks:
        before = merged.get(deck.id)
        if before is None:
            merged[deck.id] = deck
            continue
        if before.title != deck.title:
            message = _("merged with {title!r}: the names differ only in case")
            problems.append(ImportProblem(_place(deck), message.format(title=before.title)))
        known_ids = {note.id for note in before.notes}
        problems += [
            ImportProblem(note.id, _("skipped: it is the same card as an earlier one"))
            for note in deck.notes
            if note.id in known_ids
        ]
        more = tuple(note for note in deck.notes if note.id not in known_ids)
        merged[deck.id] = replace(before, notes=(*before.notes, *more))
    if len(merged) == len(bundle.decks):
        return bundle
    return replace(bundle, decks=tuple(merged.values()), problems=(*bundle.problems, *problems))


def assign_local_ids(connection: Connection, bundle: ImportBundle, stored: Stored) -> ImportBundle:
    """Return the bundle with the ids that its decks have, or will have, in the collection.

    A deck that is stored under an id from an earlier version keeps that id. Packages and tables
    name decks by title only; a deck with the title of a built-in deck gets an id of its own. A
    stored deck with the same id and another title is the same deck, renamed, if any of its notes
    is in the collection.
    """
    names: dict[DeckId, DeckId] = {}
    taken = {deck.id for deck in bundle.decks}
    known = _decks_with_known_notes(connection, bundle, stored)
    for deck in bundle.decks:
        name = _local_id(deck, bundle.paths.get(deck.id, ()), stored, known)
        if name != deck.id and name not in taken:
            names[deck.id] = name
            taken.add(name)
    return _with_new_ids(bundle, names, stored) if names else bundle


def title_remarks(
    bundle: ImportBundle, stored: Stored, filled: set[DeckId]
) -> Iterator[ImportProblem]:
    """Yield a remark for each deck that gets notes and has another title in the collection."""
    for deck in bundle.decks:
        existing = stored.get(deck.id)
        if existing is not None and deck.id in filled and existing.title != deck.title:
            message = _("already exists as {title!r}; its notes are added there")
            yield ImportProblem(_place(deck), message.format(title=existing.title))


def _decks_with_known_notes(
    connection: Connection, bundle: ImportBundle, stored: Stored
) -> set[DeckId]:
    """Return the decks of which any note, or any note of a subdeck, is in the collection."""
    if all(deck.id not in stored for deck in bundle.decks):
        return set()
    notes = [note for deck in bundle.decks for note in deck.notes]
    keys = note_queries.positions(connection, [note.key for note in notes])
    guids = note_queries.guids(connection) if any(note.guid for note in notes) else {}
    found: set[DeckId] = set()
    parents = {deck.id: deck.parent for deck in bundle.decks}
    for note in notes:
        above: DeckId | None = note.deck if note.key in keys or note.guid in guids else None
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return found


def _local_id(deck: Deck, path: Path, stored: Stored, known: AbstractSet[DeckId]) -> DeckId:
    existing = stored.get(deck.id)
    if existing is not None and existing.origin == BUILT_IN:
        former = stored.get(DeckId(_FORMER_PREFIX + deck.id))
        return (
            former.id
            if former and _has_same_title(deck.title, former.title)
            else imported_deck_id(deck.id)
        )
    if not path:
        return deck.id
    if existing is not None:
        own_id = distinct_deck_id(path)
        is_same = _has_titles(deck.id, path, stored) or (
            deck.id in known and own_id not in stored and not _has_former_id(deck.id, stored)
        )
        return deck.id if is_same else own_id
    for name in former_deck_ids(path):
        if name in stored and stored[name].origin != BUILT_IN and _has_titles(name, path, stored):
            return name
    return deck.id


def _has_former_id(name: DeckId, stored: Stored) -> bool:
    """Return whether an earlier version made this id from the titles; it may not be unique."""
    path = _title_path(name, stored)
    return name != deck_id(path) and name in former_deck_ids(path)


def _has_titles(name: DeckId, path: Path, stored: Stored) -> bool:
    """Return whether the titles of a stored deck and its parents are the last ones of `path`."""
    own = _title_path(name, stored)
    return [*map(fold_title, own)] == [*map(fold_title, path[-len(own) :])]


def _title_path(name: DeckId, stored: Stored) -> Path:
    titles: list[str] = []
    seen: set[DeckId] = set()
    above: DeckId | None = name
    while above is not None and above in stored and above not in seen:
        seen.add(above)
        titles.append(stored[above].title)
        above = stored[above].parent
    return tuple(reversed(titles))


def _has_same_title(title: str, other_title: str) -> bool:
    return fold_title(title) == fold_title(other_title)


def _with_new_ids(
    bundle: ImportBundle, names: Mapping[DeckId, DeckId], stored: Stored
) -> ImportBundle:
    decks = tuple(_with_id(deck, names) for deck in bundle.decks)
    new_keys = {
        old.key: new.key
        for before, after in zip(bundle.decks, decks, strict=True)
        for old_note, new_note in zip(before.notes, after.notes, strict=True)
        for old, new in zip(cards_of(old_note), cards_of(new_note), strict=True)
    }
    built_in = {name for name in names if name in stored and stored[name].origin == BUILT_IN}
    message = _("{id!r} is a built-in deck; this one is imported as {new_id!r}")
    problems = (
        ImportProblem(_place(deck), message.format(id=deck.id, new_id=names[deck.id]))
        for deck in bundle.decks
        if deck.id in built_in
    )
    return replace(
        bundle,
        decks=decks,
        pictures=tuple(
            replace(picture, deck=names.get(picture.deck, picture.deck))
            for picture in bundle.pictures
        ),
        progress={new_keys.get(key, key): value for key, value in bundle.progress.items()},
        problems=(*bundle.problems, *problems),
        paths={names.get(name, name): path for name, path in bundle.paths.items()},
    )


def _place(deck: Deck) -> str:
    return _("deck {title}").format(title=deck.title)


def _with_id(deck: Deck, names: Mapping[DeckId, DeckId]) -> Deck:
    name = names.get(deck.id, deck.id)
    parent = deck.parent and names.get(deck.parent, deck.parent)
    notes: tuple[Note, ...] = tuple(replace(note, deck=name) for note in deck.notes)
    return replace(deck, id=name, parent=parent, notes=notes)
