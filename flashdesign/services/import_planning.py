"""Compare what a file brings with what is here; nothing is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from flashdesign.domain.cards import Deck, DeckId, Note, NoteKey, cards_of
from flashdesign.domain.parcels import Change, Parcel, Picture, Plan
from flashdesign.errors import FlashDesignError
from flashdesign.services.context import Context
from flashdesign.services.import_conflicts import conflicts
from flashdesign.services.import_heads import changed_heads, placed
from flashdesign.services.import_homes import (
    at_home,
    beside_shipped,
    pictures_at_home,
    progress_at_home,
    related_here,
    without_emptied,
)
from flashdesign.services.library import SHIPPED
from flashdesign.services.own_notes import rewritten, without_own
from flashdesign.storage import note_index, notes, pictures
from flashdesign.storage.database import Connection

_AT_ONCE = 500


class ShippedDeckError(FlashDesignError):
    """A file is a deck that comes with the program."""

    def __init__(self, name: str, deck: DeckId) -> None:
        super().__init__(
            f"{name}: the deck {deck!r} comes with FlashDesign; give yours another id."
        )


def plan(context: Context, parcel: Parcel) -> Plan:
    """Return what the parcel would do here; nothing is changed.

    A note is known by its name in the other program, wherever it lies here by now; else by its key.
    """
    with context.database.read() as connection:
        stored = {deck.id: deck for deck in notes.decks(connection)}
        shipped = frozenset(deck.id for deck in stored.values() if deck.origin == SHIPPED)
        parcel = placed(_beside(parcel, shipped), stored)
        anew = rewritten(connection, parcel, shipped)
        parcel, own = without_own(connection, parcel, anew.keys())
        homes = _homes(connection, parcel, anew)
        parcel = replace(parcel, pictures=pictures_at_home(parcel, homes))
        whole = {deck.id for deck in parcel.decks} if parcel.is_whole else frozenset()
        sorted_out = [
            _sort_out(connection, deck, whole=deck.id in whole, is_known=deck.id in stored)
            for deck in related_here(at_home(parcel.decks, homes))
        ]
        there = pictures.known(connection)
    parcel = replace(parcel, progress=progress_at_home(parcel, homes))
    parcel = without_emptied(parcel, homes, stored)
    heads = changed_heads(parcel, stored)
    return Plan(
        _with_conflicts(parcel, sorted_out, heads),
        new=tuple(one for part in sorted_out for one in part.new),
        changed=tuple(one for part in sorted_out for one in part.changed),
        same=own + sum(part.same for part in sorted_out),
        gone=tuple(one for part in sorted_out for one in part.gone),
        cards=sum(part.cards for part in sorted_out),
        moved=tuple(one for part in sorted_out for one in part.moved),
        heads=heads,
        pictures=tuple(one for one in parcel.pictures if _is_new(one, there)),
    )


def _is_new(picture: Picture, there: Mapping[tuple[DeckId, str], str]) -> bool:
    return there.get((picture.deck, picture.name)) != picture.digest


def _beside(parcel: Parcel, shipped: frozenset[DeckId]) -> Parcel:
    """Return the parcel with no deck that ships; raise ShippedDeckError where it states one."""
    if not parcel.is_whole:
        return beside_shipped(parcel, shipped)
    if refused := [deck.id for deck in parcel.decks if deck.id in shipped]:
        raise ShippedDeckError(parcel.name, refused[0])
    return parcel


def _homes(
    connection: Connection, parcel: Parcel, anew: Mapping[NoteKey, NoteKey]
) -> dict[NoteKey, Note]:
    """Return by their keys in the file the notes that lie elsewhere here, those said `anew` too.

    They are known by guid, or a note here that is none of the file's own took their place.
    """
    brought = {note.key: note.guid for deck in parcel.decks for note in deck.notes}
    known = note_index.guids(connection) if any(brought.values()) else {}
    homes = {
        old: heir
        for old, heir in note_index.heirs(connection, list(brought)).items()
        if heir not in brought
    }
    homes |= {key: known[guid] for key, guid in brought.items() if known.get(guid, key) != key}
    homes |= anew
    found = _notes(connection, list(homes.values()))
    return {key: found[home] for key, home in homes.items()}


@dataclass(frozen=True, slots=True)
class _Sorted:
    new: Sequence[tuple[int, Note]]
    changed: Sequence[tuple[int, Change]]
    moved: Sequence[tuple[int, Note]]
    gone: Sequence[Note]
    same: int
    cards: int


def _with_conflicts(
    parcel: Parcel, sorted_out: Sequence[_Sorted], heads: Sequence[tuple[Deck | None, Deck]]
) -> Parcel:
    """Return the parcel with what it seems to overwrite by chance among its troubles."""
    changes = [change for part in sorted_out for _, change in part.changed]
    told = conflicts(parcel, changes, heads, same=sum(part.same for part in sorted_out))
    return replace(parcel, troubles=(*parcel.troubles, *told))


def _sort_out(connection: Connection, deck: Deck, *, whole: bool, is_known: bool) -> _Sorted:
    """Compare a deck with what is stored of it; a part of a deck goes behind what is there."""
    stored = notes.digests(connection, deck.id) if is_known else {}
    behind = count(1 + max((known.position for known in stored.values()), default=-1))
    new: list[tuple[int, Note]] = []
    other: list[tuple[int, Note]] = []
    moved: list[tuple[int, Note]] = []
    same = 0
    for at, note in enumerate(deck.notes):
        known = stored.get(note.id)
        if known is None or known.gone:
            new.append((at if whole else next(behind), note))
            continue
        place = at if whole else known.position
        if known.value != notes.digest(note, known.position):
            other.append((place, note))
        else:
            same += 1
            if place != known.position:
                moved.append((place, note))
    missing = _missing(deck, stored) if whole else []
    before = _notes(connection, [note.key for _, note in other] + missing)
    changed = [(at, Change(before[note.key], note)) for at, note in other]
    cards = sum(len(cards_of(note)) for _, note in new if note.id not in stored)
    return _Sorted(new, changed, moved, [before[key] for key in missing], same, cards)


def _missing(deck: Deck, stored: dict[str, notes.Digest]) -> list[NoteKey]:
    there = {note.id for note in deck.notes}
    there |= {old for note in deck.notes for old in note.replaces}
    return [
        NoteKey(f"{deck.id}/{name}")
        for name, known in stored.items()
        if name not in there and not known.gone
    ]


def _notes(connection: Connection, keys: list[NoteKey]) -> dict[NoteKey, Note]:
    found: dict[NoteKey, Note] = {}
    for start in range(0, len(keys), _AT_ONCE):
        found |= notes.notes_of(connection, keys[start : start + _AT_ONCE])
    return found
