"""Compare what a file brings with what is here; nothing is changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from flashdesign.domain.cards import Deck, DeckId, Note, NoteKey, cards_of
from flashdesign.domain.parcels import Change, Parcel, Plan, Trouble
from flashdesign.errors import FlashDesignError
from flashdesign.services.context import Context
from flashdesign.services.import_conflicts import overwritten
from flashdesign.services.import_decks import one_of_each, other_titles, with_ids_here
from flashdesign.services.import_heads import Stored, changed_heads, placed
from flashdesign.services.import_homes import (
    at_home,
    pictures_at_home,
    progress_at_home,
    related_here,
    without_emptied,
)
from flashdesign.services.import_pictures import kept_apart
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
        shipped = frozenset(name for name, deck in stored.items() if deck.origin == SHIPPED)
        parcel = placed(_with_ids(connection, one_of_each(parcel), stored, shipped), stored)
        anew = rewritten(connection, parcel, shipped)
        parcel, own = without_own(connection, parcel, anew.keys())
        homes = _homes(connection, parcel, anew)
        parcel = replace(parcel, pictures=pictures_at_home(parcel, homes))
        whole = {deck.id for deck in parcel.decks} if parcel.is_whole else frozenset()
        there = pictures.known(connection)
        decks = at_home(parcel.decks, homes)
        if not parcel.is_whole:
            decks, images, apart = kept_apart(connection, decks, parcel.pictures, there)
            parcel = replace(parcel, pictures=images, troubles=(*parcel.troubles, *apart))
        sorted_out = [
            _sort_out(connection, deck, whole=deck.id in whole, is_known=deck.id in stored)
            for deck in related_here(decks)
        ]
    parcel = replace(
        parcel,
        troubles=(*parcel.troubles, *_told(parcel, stored, sorted_out)),
        progress=progress_at_home(parcel, homes),
    )
    return _plan_of(without_emptied(parcel, homes, stored), sorted_out, own, stored, there)


def _plan_of(
    parcel: Parcel,
    sorted_out: Sequence["_Sorted"],
    own: int,
    stored: Stored,
    there: Mapping[tuple[DeckId, str], str],
) -> Plan:
    """Return the plan that the parts make; `own` notes came from here and are left as they are."""
    return Plan(
        parcel,
        new=tuple(one for part in sorted_out for one in part.new),
        changed=tuple(one for part in sorted_out for one in part.changed),
        same=own + sum(part.same for part in sorted_out),
        gone=tuple(one for part in sorted_out for one in part.gone),
        cards=sum(part.cards for part in sorted_out),
        moved=tuple(one for part in sorted_out for one in part.moved),
        heads=changed_heads(parcel, stored),
        pictures=tuple(
            one for one in parcel.pictures if there.get((one.deck, one.name)) != one.digest
        ),
    )


def _with_ids(
    connection: Connection, parcel: Parcel, stored: Stored, shipped: frozenset[DeckId]
) -> Parcel:
    """Return the parcel with no deck that ships; raise ShippedDeckError where it states one."""
    if not parcel.is_whole:
        return with_ids_here(connection, parcel, stored)
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


def _told(parcel: Parcel, stored: Stored, parts: Sequence[_Sorted]) -> Iterator[Trouble]:
    """Yield what becomes of notes and decks that seem to be others here than in the file."""
    yield from overwritten(parcel.name, (one for part in parts for _, one in part.changed))
    if not parcel.is_whole:
        filled = {note.deck for part in parts for _, note in part.new}
        yield from other_titles(parcel, stored, filled)
        return
    for deck, part in zip(parcel.decks, parts, strict=False):
        here = stored.get(deck.id)
        is_alike = here is None or here.title == deck.title or part.same or part.changed
        if here is not None and not is_alike and part.gone:
            said = f"the deck {here.title!r} here has the same id {deck.id!r} and nothing in common"
            yield Trouble(f"deck {deck.title}", f"{said}: it would be replaced")


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
