"""Decide under which id each deck of a file lies here, and tell which decks become one."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from flashdesign.content.foreign_names import (
    beside,
    deck_id,
    distinct_deck_id,
    folded_title,
    former_deck_ids,
)
from flashdesign.domain.cards import Deck, DeckId, Note, cards_of
from flashdesign.domain.parcels import Parcel, Trouble
from flashdesign.services.import_heads import Stored
from flashdesign.services.library import SHIPPED
from flashdesign.storage import note_index
from flashdesign.storage.database import Connection

Path = tuple[str, ...]
_FORMER_BESIDE = "imported-"


def one_of_each(parcel: Parcel) -> Parcel:
    """Return the parcel with each deck once, as its readers may give one in several parts."""
    found: dict[DeckId, Deck] = {}
    told: list[Trouble] = []
    for deck in parcel.decks:
        before = found.get(deck.id)
        if before is None:
            found[deck.id] = deck
            continue
        if before.title != deck.title:
            said = f"it was merged with {before.title!r}: their names differ only in case"
            told.append(Trouble(f"deck {deck.title}", said))
        named = {note.id for note in before.notes}
        told += [
            Trouble(note.id, "it is the same card as an earlier one; left out")
            for note in deck.notes
            if note.id in named
        ]
        more = tuple(note for note in deck.notes if note.id not in named)
        found[deck.id] = replace(before, notes=(*before.notes, *more))
    if len(found) == len(parcel.decks):
        return parcel
    return replace(parcel, decks=tuple(found.values()), troubles=(*parcel.troubles, *told))


def with_ids_here(connection: Connection, parcel: Parcel, stored: Stored) -> Parcel:
    """Return the parcel with the ids that its decks have here, or are to have.

    A deck that lies here under the id that an earlier version gave it keeps that. A package or a
    table names decks by titles alone, which may well be those of shipped ones: it lies beside them.
    A deck of its id that has another title is the same one renamed, if any of its notes is here.
    """
    names: dict[DeckId, DeckId] = {}
    taken = {deck.id for deck in parcel.decks}
    known = _known(connection, parcel, stored)
    for deck in parcel.decks:
        name = _id_here(deck, parcel.paths.get(deck.id, ()), stored, known)
        if name != deck.id and name not in taken:
            names[deck.id] = name
            taken.add(name)
    return _renamed(parcel, names, stored) if names else parcel


def other_titles(parcel: Parcel, stored: Stored, filled: set[DeckId]) -> Iterator[Trouble]:
    """Yield a sentence for each deck that gets notes and has another title here."""
    for deck in parcel.decks:
        here = stored.get(deck.id)
        if here is not None and deck.id in filled and here.title != deck.title:
            said = f"it already exists as {here.title!r}; its notes go there"
            yield Trouble(f"deck {deck.title}", said)


def _known(connection: Connection, parcel: Parcel, stored: Stored) -> set[DeckId]:
    """Return the decks of which any note, or one of a deck below, is here."""
    if all(deck.id not in stored for deck in parcel.decks):
        return set()
    notes = [note for deck in parcel.decks for note in deck.notes]
    keys = note_index.positions(connection, [note.key for note in notes])
    guids = note_index.guids(connection) if any(note.guid for note in notes) else {}
    found: set[DeckId] = set()
    parents = {deck.id: deck.parent for deck in parcel.decks}
    for note in notes:
        above: DeckId | None = note.deck if note.key in keys or note.guid in guids else None
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return found


def _id_here(deck: Deck, path: Path, stored: Stored, known: AbstractSet[DeckId]) -> DeckId:
    here = stored.get(deck.id)
    if here is not None and here.origin == SHIPPED:
        former = stored.get(DeckId(_FORMER_BESIDE + deck.id))
        return former.id if former and _is_called(deck.title, former.title) else beside(deck.id)
    if not path:
        return deck.id
    if here is not None:
        other = distinct_deck_id(path)
        is_same = _lies_at(deck.id, path, stored) or (
            deck.id in known and other not in stored and not _has_former_id(deck.id, stored)
        )
        return deck.id if is_same else other
    for name in former_deck_ids(path):
        if name in stored and stored[name].origin != SHIPPED and _lies_at(name, path, stored):
            return name
    return deck.id


def _has_former_id(name: DeckId, stored: Stored) -> bool:
    """Tell whether an earlier version made this id of the deck's titles; others may share it."""
    path = _path(name, stored)
    return name != deck_id(path) and name in former_deck_ids(path)


def _lies_at(name: DeckId, path: Path, stored: Stored) -> bool:
    """Tell whether the titles of a deck and of those above it, as far as they go, are these."""
    own = _path(name, stored)
    return [*map(folded_title, own)] == [*map(folded_title, path[-len(own) :])]


def _path(name: DeckId, stored: Stored) -> Path:
    titles: list[str] = []
    seen: set[DeckId] = set()
    above: DeckId | None = name
    while above is not None and above in stored and above not in seen:
        seen.add(above)
        titles.append(stored[above].title)
        above = stored[above].parent
    return tuple(reversed(titles))


def _is_called(one: str, other: str) -> bool:
    return folded_title(one) == folded_title(other)


def _renamed(parcel: Parcel, names: Mapping[DeckId, DeckId], stored: Stored) -> Parcel:
    decks = tuple(_with_id(deck, names) for deck in parcel.decks)
    moved = {
        old.key: new.key
        for before, after in zip(parcel.decks, decks, strict=True)
        for one, other in zip(before.notes, after.notes, strict=True)
        for old, new in zip(cards_of(one), cards_of(other), strict=True)
    }
    shipped = {name for name in names if name in stored and stored[name].origin == SHIPPED}
    told = (
        Trouble(
            f"deck {deck.title}",
            f"{deck.id!r} comes with FlashDesign; this one is imported as {names[deck.id]!r}",
        )
        for deck in parcel.decks
        if deck.id in shipped
    )
    return replace(
        parcel,
        decks=decks,
        pictures=tuple(replace(one, deck=names.get(one.deck, one.deck)) for one in parcel.pictures),
        progress={moved.get(key, key): known for key, known in parcel.progress.items()},
        troubles=(*parcel.troubles, *told),
        paths={names.get(name, name): path for name, path in parcel.paths.items()},
    )


def _with_id(deck: Deck, names: Mapping[DeckId, DeckId]) -> Deck:
    name = names.get(deck.id, deck.id)
    parent = deck.parent and names.get(deck.parent, deck.parent)
    notes: tuple[Note, ...] = tuple(replace(note, deck=name) for note in deck.notes)
    return replace(deck, id=name, parent=parent, notes=notes)
