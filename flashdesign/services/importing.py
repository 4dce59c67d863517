"""Do what a plan says: bring decks in whole, or not at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from flashdesign.domain.cards import CardKey, Deck, DeckId, Note, NoteKey, cards_of, full_key
from flashdesign.domain.moments import MS_PER_HOUR, Moment
from flashdesign.domain.parcels import Accepted, Picture, Plan, Progress
from flashdesign.domain.reviews import Kind, Uid
from flashdesign.errors import consequence
from flashdesign.services import import_progress, keeping
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.services.import_planning import ShippedDeckError, plan
from flashdesign.services.library import OWN
from flashdesign.services.pace import Pace
from flashdesign.services.wording import count as said_count
from flashdesign.storage import (
    bulk,
    card_marks,
    log_parts,
    notes,
    operations,
    pictures,
    reviews,
    settings,
)
from flashdesign.storage.database import Connection
from flashdesign.storage.log_parts import Log
from flashdesign.storage.reviews import CancelledError

__all__ = ["ALL", "OWN", "Applied", "ShippedDeckError", "apply", "brings_anything", "plan"]

_AT_ONCE = 500
_QUARTER_MS = MS_PER_HOUR // 4
ALL = Accepted()
Moves = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did, in notes; `cards` are new ones, `answers` new in the log."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    cards: int = 0
    answers: int = 0


def _nobody_looks(_done: int, _total: int) -> None:
    """Take no notice of how far it is."""


@consequence("the import was not done and nothing changed")
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
    agreed = _agreed(wanted, accepted)
    if agreed.is_empty and not (accepted.schedule and _brings_answers(context, wanted)):
        return Applied()
    keeping.back_up(context, before="import")
    with context.database.transaction() as connection, bulk.large_cache(connection):
        decks = [deck.id for deck in wanted.parcel.decks]
        touched = list(dict.fromkeys([*_touched(note for _, note in agreed.saved), *agreed.gone]))
        said = _said(wanted.parcel.name, agreed)
        row = operations.begin(connection, context.clock.now_ms(), said, decks, touched)
        rules = keeping.rules_now(connection)
        _save_decks(connection, wanted.parcel.decks, {after.id for _, after in agreed.heads})
        moved, cards = _save(connection, agreed.saved, progress, cancelled)
        images = pictures.save(connection, agreed.pictures)
        notes.retire_notes(connection, agreed.gone)
        rules_of = keeping.rules_of(connection)
        reviews.refresh(connection, [move.new for move in moved], rules_of)
        taken = _take_over(context, connection, wanted, agreed, Pace(progress, cancelled))
        keeping.follow_rules(connection, rules)
        operations.keep(connection, row, taken.marks, taken.rows, images, moved)
    context.broadcast.tell(Changes(decks=True, cards=True, drills=True))
    return Applied(len(agreed.new), len(agreed.changed), len(agreed.gone), cards, taken.answers)


def brings_anything(context: Context, wanted: Plan) -> bool:
    """Tell whether there is anything to do, be it answers that the log here has not."""
    return not wanted.is_empty or _brings_answers(context, wanted)


def _brings_answers(context: Context, wanted: Plan) -> bool:
    """Tell whether the parcel has answers that the log here has not."""
    with context.database.read() as connection:
        known = _here(connection, wanted.parcel.progress)
        to_moment = _to_moment(context, connection)
        return log_parts.has_new(connection, import_progress.uids(known, to_moment))


@dataclass(frozen=True, slots=True)
class _Agreed:
    """What is to be done of a plan."""

    new: Sequence[tuple[int, Note]]
    changed: Sequence[tuple[int, Note]]
    moved: Sequence[tuple[int, Note]]
    gone: Sequence[NoteKey]
    heads: Sequence[tuple[Deck | None, Deck]]
    pictures: Sequence[Picture]
    schedule: bool

    @property
    def saved(self) -> Sequence[tuple[int, Note]]:
        return (*self.new, *self.changed, *self.moved)

    @property
    def is_empty(self) -> bool:
        return not any((self.saved, self.gone, self.heads, self.pictures))


def _agreed(wanted: Plan, accepted: Accepted) -> _Agreed:
    return _Agreed(
        new=wanted.new if accepted.new else (),
        changed=_accepted_changes(wanted, accepted),
        moved=wanted.moved,
        gone=[note.key for note in wanted.gone] if accepted.gone else [],
        heads=wanted.heads if accepted.changed else (),
        pictures=wanted.pictures if accepted.new or accepted.changed else (),
        schedule=accepted.schedule,
    )


@dataclass(frozen=True, slots=True)
class _Taken:
    """What the marks were before, which rows of the log came, and how many are answers."""

    marks: Mapping[card_marks.Mark, card_marks.Marks]
    rows: Sequence[Uid] = ()
    answers: int = 0


def _take_over(
    context: Context,
    connection: Connection,
    wanted: Plan,
    agreed: _Agreed,
    pace: Pace,
) -> _Taken:
    """Take over progress: marks of the new cards, and answers where that was asked for."""
    known = wanted.parcel.progress
    if not known:
        return _Taken({})
    new = {card.key for _, note in agreed.new for card in cards_of(note)}
    fresh = {key: one for key, one in known.items() if key in new}
    changed = {
        mark: card_marks.exchange(connection, mark, values)
        for mark, values in import_progress.marks(fresh).items()
    }
    if not agreed.schedule:
        return _Taken(changed)
    answers: set[Uid] = set()
    logs = import_progress.logs(_here(connection, known), _to_moment(context, connection))
    noted = _noting_answers(pace.watch(logs, len(known)), answers)
    rows = log_parts.put_in(connection, noted, keeping.rules_of(connection))
    return _Taken(changed, rows, sum(uid in answers for uid in rows))


def _noting_answers(logs: Iterable[Log], answers: set[Uid]) -> Iterator[Log]:
    """Pass the logs on, and note which rows are answers: a memory that is set is none."""
    for key, log in logs:
        answers.update(row.uid for row in log if row.kind is not Kind.SET)
        yield key, log


def _here(connection: Connection, progress: Mapping[CardKey, Progress]) -> dict[CardKey, Progress]:
    """Return what is known of cards that are here: a person may not have wanted all."""
    there = notes.existing(connection, list(progress))
    return {key: known for key, known in progress.items() if key in there}


def _to_moment(context: Context, connection: Connection) -> Callable[[int], Moment]:
    rollover_h = settings.load(connection).rollover_h
    # Zones change at full quarters of an hour only, and to ask for each answer takes long.
    zone_min = cache(lambda quarter: context.clock.zone_min(quarter * _QUARTER_MS))
    return lambda at: Moment(at, zone_min(at // _QUARTER_MS), rollover_h)


def _touched(saved: Iterable[Note]) -> Iterator[NoteKey]:
    """Yield the keys of notes and of those that they take the place of."""
    for note in saved:
        yield note.key
        yield from (full_key(note.deck, old) for old in note.replaces)


def _accepted_changes(wanted: Plan, accepted: Accepted) -> tuple[tuple[int, Note], ...]:
    if not accepted.changed:
        return ()
    return tuple((place, change.after) for place, change in wanted.changed)


def _save_decks(
    connection: Connection, decks: Iterable[Deck], changed: AbstractSet[DeckId]
) -> None:
    """Save decks that are new or changed; of the others a person may have another title by now."""
    stored = {deck.id: deck for deck in notes.decks(connection)}
    last = max((deck.position for deck in stored.values()), default=-1)
    for at, deck in enumerate(decks, last + 1):
        known = stored.get(deck.id)
        if known is None or deck.id in changed:
            notes.save_deck(connection, deck, known.position if known else at, OWN)


def _save(
    connection: Connection,
    saved: Sequence[tuple[int, Note]],
    progress: Moves,
    cancelled: Callable[[], bool],
) -> tuple[list[notes.Move], int]:
    """Save notes, telling how far it is; return the cards with another's log, and the new ones."""
    moved: list[notes.Move] = []
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


def _said(name: str, agreed: _Agreed) -> str:
    parts = ((agreed.new, "added"), (agreed.changed, "changed"), (agreed.gone, "removed"))
    told = ", ".join(f"{len(notes):,} {what}" for notes, what in parts if notes)
    return f"The import of {name} ({told or said_count(0, 'note')})"
