"""Bring decks in: what a file would change, and the change itself, whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from flashdesign.domain.cards import CardKey, Deck, DeckId, Note, NoteKey, cards_of
from flashdesign.domain.parcels import Accepted, Change, Parcel, Plan
from flashdesign.errors import FlashDesignError
from flashdesign.services import keeping
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.services.library import SHIPPED
from flashdesign.services.wording import count as said_count
from flashdesign.storage import notes, operations, reviews
from flashdesign.storage.database import Connection
from flashdesign.storage.reviews import CancelledError

OWN = "own"
_AT_ONCE = 500
ALL = Accepted()
Moves = Callable[[int, int], object]


class ShippedDeckError(FlashDesignError):
    """A file is a deck that comes with the program."""

    def __init__(self, name: str, deck: DeckId) -> None:
        super().__init__(
            f"{name}: the deck {deck!r} comes with FlashDesign; give yours another id."
        )


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did, in notes; `cards` are new ones."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    cards: int = 0


def _nobody_looks(_done: int, _total: int) -> None:
    """Take no notice of how far it is."""


def plan(context: Context, parcel: Parcel) -> Plan:
    """Return what the parcel would do here; nothing is changed."""
    with context.database.read() as connection:
        stored = {deck.id: deck for deck in notes.decks(connection)}
        for deck in parcel.decks:
            if deck.id in stored and stored[deck.id].origin == SHIPPED:
                raise ShippedDeckError(parcel.name, deck.id)
        sorted_out = [
            _sort_out(connection, deck, whole=parcel.is_whole, is_known=deck.id in stored)
            for deck in parcel.decks
        ]
    return Plan(
        parcel,
        new=tuple(one for part in sorted_out for one in part.new),
        changed=tuple(one for part in sorted_out for one in part.changed),
        same=sum(part.same for part in sorted_out),
        gone=tuple(one for part in sorted_out for one in part.gone),
        cards=sum(part.cards for part in sorted_out),
        moved=tuple(one for part in sorted_out for one in part.moved),
    )


def apply(
    context: Context,
    wanted: Plan,
    accepted: Accepted = ALL,
    *,
    progress: Moves = _nobody_looks,
    cancelled: Callable[[], bool] = bool,
) -> Applied:
    """Do what was accepted of a plan, in one transaction, after a backup.

    Raises CancelledError when `cancelled` says so on the way: then nothing happened.
    """
    changed = _accepted_changes(wanted, accepted)
    new = wanted.new if accepted.new else ()
    gone = [note.key for note in wanted.gone] if accepted.gone else []
    if not (new or changed or gone or wanted.moved):
        return Applied()
    keeping.back_up(context)
    saved = (*new, *changed, *wanted.moved)
    said = _said(wanted.parcel.name, len(new), len(changed), len(gone))
    with context.database.transaction() as connection:
        touched = list(dict.fromkeys([*_touched(note for _, note in saved), *gone]))
        decks = [deck.id for deck in wanted.parcel.decks]
        operations.begin(connection, context.clock.now_ms(), said, decks, touched)
        _save_decks(connection, wanted.parcel.decks)
        moved, cards = _save(connection, saved, progress, cancelled)
        notes.retire_notes(connection, gone)
        reviews.refresh(connection, moved, keeping.rules_of(connection))
    context.broadcast.tell(Changes(decks=True, cards=True, drills=True))
    return Applied(len(new), len(changed), len(gone), cards)


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


def _touched(saved: Iterable[Note]) -> Iterator[NoteKey]:
    """Yield the keys of notes and of those that they take the place of."""
    for note in saved:
        yield note.key
        yield from (NoteKey(old if "/" in old else f"{note.deck}/{old}") for old in note.replaces)


def _accepted_changes(wanted: Plan, accepted: Accepted) -> tuple[tuple[int, Note], ...]:
    if not accepted.changed:
        return ()
    return tuple((place, change.after) for place, change in wanted.changed)


def _save_decks(connection: Connection, decks: Iterable[Deck]) -> None:
    stored = {deck.id: deck for deck in notes.decks(connection)}
    last = max((deck.position for deck in stored.values()), default=-1)
    for at, deck in enumerate(decks, last + 1):
        known = stored.get(deck.id)
        notes.save_deck(connection, deck, known.position if known else at, OWN)


def _save(
    connection: Connection,
    saved: Sequence[tuple[int, Note]],
    progress: Moves,
    cancelled: Callable[[], bool],
) -> tuple[list[CardKey], int]:
    """Save notes, telling how far it is; return the cards with another's log, and the new ones."""
    moved: list[CardKey] = []
    cards = 0
    for batch, done in _batches(saved):
        if cancelled():
            raise CancelledError
        stored = notes.save_notes(connection, batch)
        moved += stored.moved
        cards += stored.new_cards
        progress(done, len(saved))
    return moved, cards


def _batches(
    saved: Sequence[tuple[int, Note]],
) -> Iterator[tuple[Sequence[tuple[int, Note]], int]]:
    for start in range(0, len(saved), _AT_ONCE):
        batch = saved[start : start + _AT_ONCE]
        yield batch, start + len(batch)


def _said(name: str, new: int, changed: int, gone: int) -> str:
    parts = ((new, "added"), (changed, "changed"), (gone, "put away"))
    told = ", ".join(f"{number:,} {what}" for number, what in parts if number)
    return f"The import of {name} ({told or said_count(0, 'note')})"
