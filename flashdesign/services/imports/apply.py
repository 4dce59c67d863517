"""Execution of an import plan, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from flashdesign.domain.ids import CardKey, DeckId, NoteKey, ReviewId, full_key
from flashdesign.domain.notes.note import Deck, Note, cards_of
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.domain.scheduling.study_day import MS_PER_HOUR, StudyMoment
from flashdesign.domain.transfer.import_plan import ImportOptions, ImportPlan, Picture, Progress
from flashdesign.errors import CancelledError, consequence
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.services.collection import maintenance
from flashdesign.services.collection.built_in_decks import OWN
from flashdesign.services.context import Changes, Context
from flashdesign.services.imports import learning_progress
from flashdesign.services.imports.plan import plan
from flashdesign.services.job_progress import ProgressReporter
from flashdesign.services.scheduling import rules as scheduling_rules
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import cards as note_cards
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes import replaced_notes, save, stored_pictures
from flashdesign.storage.review_log import log_batches, replay
from flashdesign.storage.review_log.log_batches import Log
from flashdesign.storage.undo import bulk_marks, operations

__all__ = ["ACCEPT_ALL", "OWN", "ImportResult", "apply", "has_changes", "plan"]

_BATCH_SIZE = 500
_QUARTER_MS = MS_PER_HOUR // 4
ACCEPT_ALL = ImportOptions()
OnProgress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Result of an import: numbers of notes, of new `cards` and of `answers` new in the log."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    cards: int = 0
    answers: int = 0


def _ignore_progress(_done: int, _total: int) -> None:
    """Ignore progress."""


@consequence(N_("the import was not done and nothing changed"))
def apply(
    context: Context,
    wanted: ImportPlan,
    accepted: ImportOptions = ACCEPT_ALL,
    *,
    progress: OnProgress = _ignore_progress,
    cancelled: Callable[[], bool] = bool,
) -> ImportResult:
    """Apply the accepted parts of a plan, in one transaction, after a backup.

    Raises CancelledError if `cancelled` returns True on the way: then nothing is changed.
    """
    parts = _accepted_parts(wanted, accepted)
    if parts.is_empty and not (accepted.schedule and _brings_answers(context, wanted)):
        return ImportResult()
    maintenance.back_up(context, before="import")
    with context.database.transaction() as connection, log_batches.large_cache(connection):
        row = _begin_operation(connection, context.clock.now_ms(), wanted, parts)
        rules = scheduling_rules.current_rules(connection)
        _save_decks(connection, wanted.bundle.decks, {after.id for _, after in parts.deck_changes})
        moved, cards = _save_notes(connection, parts.saved, progress, cancelled)
        pictures = stored_pictures.save(connection, parts.pictures)
        save.retire_notes(connection, parts.removed)
        rules_of = scheduling_rules.rules_of(connection)
        replay.replay_cards(connection, [move.new_key for move in moved], rules_of)
        reporter = ProgressReporter(progress, cancelled)
        transferred = _transfer_progress(context, connection, wanted, parts, reporter)
        scheduling_rules.rebuild_if_rules_changed(connection, rules)
        marks, rows = transferred.marks, transferred.rows
        operations.store_changes(connection, row, marks, rows, pictures, moved)
    context.broadcast.notify(Changes(decks=True, cards=True, drills=True))
    return ImportResult(
        len(parts.new), len(parts.changed), len(parts.removed), cards, transferred.answers
    )


def _begin_operation(
    connection: Connection, now_ms: int, wanted: ImportPlan, parts: "_AcceptedParts"
) -> int:
    decks = [deck.id for deck in wanted.bundle.decks]
    saved = (note for _position, note in parts.saved)
    affected = list(dict.fromkeys([*_affected_keys(saved), *parts.removed]))
    description = _description(wanted.bundle.name, parts)
    return operations.begin_operation(connection, now_ms, description, decks, affected)


def has_changes(context: Context, wanted: ImportPlan) -> bool:
    """Return whether the import would change anything, even if it only adds answers to the log."""
    return not wanted.is_empty or _brings_answers(context, wanted)


def _brings_answers(context: Context, wanted: ImportPlan) -> bool:
    """Return whether the bundle has answers that are not in the log."""
    with context.database.read() as connection:
        known = _in_collection(connection, wanted.bundle.progress)
        to_moment = _to_moment(context, connection)
        return log_batches.has_unknown(connection, learning_progress.uids(known, to_moment))


@dataclass(frozen=True, slots=True)
class _AcceptedParts:
    """The parts of a plan that the user accepted."""

    new: Sequence[tuple[int, Note]]
    changed: Sequence[tuple[int, Note]]
    moved: Sequence[tuple[int, Note]]
    removed: Sequence[NoteKey]
    deck_changes: Sequence[tuple[Deck | None, Deck]]
    pictures: Sequence[Picture]
    schedule: bool

    @property
    def saved(self) -> Sequence[tuple[int, Note]]:
        return (*self.new, *self.changed, *self.moved)

    @property
    def is_empty(self) -> bool:
        return not any((self.saved, self.removed, self.deck_changes, self.pictures))


def _accepted_parts(wanted: ImportPlan, accepted: ImportOptions) -> _AcceptedParts:
    return _AcceptedParts(
        new=wanted.new if accepted.new else (),
        changed=_accepted_changes(wanted, accepted),
        moved=wanted.moved,
        removed=[note.key for note in wanted.removed] if accepted.removed else [],
        deck_changes=wanted.deck_changes if accepted.changed else (),
        pictures=wanted.pictures if accepted.new or accepted.changed else (),
        schedule=accepted.schedule,
    )


@dataclass(frozen=True, slots=True)
class _Transferred:
    """Previous marks of the cards, new rows of the log, and how many of the rows are answers."""

    marks: Mapping[bulk_marks.Mark, bulk_marks.Marks]
    rows: Sequence[ReviewId] = ()
    answers: int = 0


def _transfer_progress(
    context: Context,
    connection: Connection,
    wanted: ImportPlan,
    parts: _AcceptedParts,
    reporter: ProgressReporter,
) -> _Transferred:
    """Import progress: marks of the new cards, and answers if the schedule was accepted."""
    known = wanted.bundle.progress
    if not known:
        return _Transferred({})
    new = {card.key for _, note in parts.new for card in cards_of(note)}
    fresh = {key: progress for key, progress in known.items() if key in new}
    changed = {
        mark: bulk_marks.set_marks(connection, mark, values)
        for mark, values in learning_progress.marks(fresh).items()
    }
    if not parts.schedule:
        return _Transferred(changed)
    answers: set[ReviewId] = set()
    logs = learning_progress.logs(
        _in_collection(connection, known), _to_moment(context, connection)
    )
    collected = _collect_answers(reporter.watch(logs, len(known)), answers)
    rows = log_batches.insert_rows(connection, collected, scheduling_rules.rules_of(connection))
    return _Transferred(changed, rows, sum(uid in answers for uid in rows))


def _collect_answers(logs: Iterable[Log], answers: set[ReviewId]) -> Iterator[Log]:
    """Yield the logs, and add the uids of their answers to `answers`; a set memory is no answer."""
    for key, log in logs:
        answers.update(row.uid for row in log if row.kind is not ReviewKind.SET)
        yield key, log


def _in_collection(
    connection: Connection, progress: Mapping[CardKey, Progress]
) -> dict[CardKey, Progress]:
    """Return the progress of the cards in the collection; the user may have declined others."""
    existing = note_cards.existing_keys(connection, list(progress))
    return {key: known for key, known in progress.items() if key in existing}


def _to_moment(context: Context, connection: Connection) -> Callable[[int], StudyMoment]:
    rollover_h = stored_settings.load(connection).rollover_h
    # Time zones change only at full quarter-hours, and a lookup for each answer is slow.
    zone_min = cache(lambda quarter: context.clock.zone_min(quarter * _QUARTER_MS))
    return lambda at: StudyMoment(at, zone_min(at // _QUARTER_MS), rollover_h)


def _affected_keys(saved: Iterable[Note]) -> Iterator[NoteKey]:
    """Yield the keys of notes and of the notes that they replace."""
    for note in saved:
        yield note.key
        yield from (full_key(note.deck, old) for old in note.replaces)


def _accepted_changes(wanted: ImportPlan, accepted: ImportOptions) -> tuple[tuple[int, Note], ...]:
    if not accepted.changed:
        return ()
    return tuple((place, change.after) for place, change in wanted.changed)


def _save_decks(
    connection: Connection, decks: Iterable[Deck], changed: AbstractSet[DeckId]
) -> None:
    """Save decks that are new or changed; the user may have renamed the others."""
    stored = {deck.id: deck for deck in note_decks.decks(connection)}
    last = max((deck.position for deck in stored.values()), default=-1)
    for position, deck in enumerate(decks, last + 1):
        known = stored.get(deck.id)
        if known is None or deck.id in changed:
            note_decks.save_deck(connection, deck, known.position if known else position, OWN)


def _save_notes(
    connection: Connection,
    saved: Sequence[tuple[int, Note]],
    progress: OnProgress,
    cancelled: Callable[[], bool],
) -> tuple[list[replaced_notes.CardMove], int]:
    """Save notes and report progress; return cards that took over a log, and how many are new."""
    moved: list[replaced_notes.CardMove] = []
    cards = 0
    for batch, done in _batches(saved):
        if cancelled():
            raise CancelledError
        stored = save.save_notes(connection, batch)
        moved += stored.moved
        cards += stored.new_cards
        progress(done, len(saved))
    return moved, cards


def _batches(
    saved: Sequence[tuple[int, Note]],
) -> Iterator[tuple[Sequence[tuple[int, Note]], int]]:
    for start in range(0, len(saved), _BATCH_SIZE):
        batch = saved[start : start + _BATCH_SIZE]
        yield batch, start + len(batch)


def _description(name: str, parts: _AcceptedParts) -> LazyText:
    """Return the description of the operation."""
    groups = (
        (parts.new, N_("{n} added")),
        (parts.changed, N_("{n} changed")),
        (parts.removed, N_("{n} removed")),
    )
    counts = [LazyText(message, n=len(group)) for group, message in groups if group]
    whole = counts[0] if counts else LazyText(N_("0 notes"))
    for count in counts[1:]:
        whole = LazyText(N_("{first}, {second}"), first=whole, second=count)
    return LazyText(N_("Import of {name} ({counts})"), name=name, counts=whole)
