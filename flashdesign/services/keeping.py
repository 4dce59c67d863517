"""Keep the collection safe: verified copies, restoring one, checks, a place of its own."""

from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from flashdesign.domain.cards import DeckId
from flashdesign.domain.moments import MS_PER_DAY, Moment
from flashdesign.domain.scheduling import Rules
from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    FlashDesignError,
    consequence,
)
from flashdesign.paths import Places, remember_place
from flashdesign.services.answering import rules_by_deck
from flashdesign.services.changes import Changes
from flashdesign.services.context import Clock, Context
from flashdesign.storage import notes, reviews, settings
from flashdesign.storage.database import Connection, Database
from flashdesign.storage.reviews import RulesOf

# To copy, to check and to restore take modules of their own, which no start should wait for: each
# function below imports what it does.
if TYPE_CHECKING:
    from flashdesign.storage.backup import Backup
    from flashdesign.storage.restore import Restored

_LAST_CHECK = "integrity.checked_at"
_LAST_BACKUP = "backup.at"
_REBUILD_DUE = "rebuild.due"
_NOT_RESTORED = "nothing was restored and nothing changed"
_CHECK_EVERY_MS = 7 * MS_PER_DAY


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where the collection lies, and what is known of its copies."""

    collection: Path
    backups: int
    last_backup: str


def last_backup_at(connection: Connection) -> int | None:
    """Return when (UTC ms) the last copy was made, or None."""
    last = settings.get(connection, _LAST_BACKUP)
    return last if isinstance(last, int) else None


def backup_failure(places: Places) -> str:
    """Return why no backup could be made at the last closing, or "" where one was made."""
    try:
        return _failure_note(places).read_text(encoding="utf-8") or "the backup was not made."
    except (OSError, UnicodeDecodeError):
        return ""


def note_backup_failure(places: Places, error: FlashDesignError) -> None:
    """Keep a note for the next start: a file, as even a full disk mostly takes an empty one."""
    with suppress(OSError):
        _failure_note(places).write_text(str(error), encoding="utf-8")


def _failure_note(places: Places) -> Path:
    return places.collection.with_name(f"{places.collection.name}.backup-failed.txt")


def copies(context: Context) -> "tuple[Backup, ...]":
    """Return the copies there are, the newest first."""
    from flashdesign.storage import backup

    return tuple(backup.list_backups(context.places.backups))


@consequence("the backup was not made")
def back_up(context: Context, before: str = "") -> Path:
    """Make a verified copy of the collection, and thin out the old ones.

    One made `before` an act, such as "import", is kept a week whatever else is made.
    """
    from flashdesign.storage import backup

    with context.database.read() as connection:
        moment = context.moment(settings.load(connection))
    copy = backup.back_up(context.database, context.places.backups, moment, before)
    with context.database.transaction() as connection:
        settings.put(connection, _LAST_BACKUP, moment.at)
    with suppress(OSError):
        _failure_note(context.places).unlink(missing_ok=True)
    return copy


def settle(context: Context) -> None:
    """Move what was written into the collection's file itself, at a time when nobody waits.

    All of it is on the disk before and after: a failure is no loss, and is tried again.
    """
    with suppress(CollectionError):
        context.database.checkpoint()


@consequence("the check was not made")
def check_if_due(context: Context) -> tuple[str, ...]:
    """Check the collection whole, once a week; return what is wrong with it.

    The pages of the file are looked at as they are on the disk; the rest is checked in a fresh copy
    of it, made page by page: a check holds its file for seconds, and whoever is at their cards must
    not wait for it.
    """
    now = context.clock.now_ms()
    with context.database.read() as connection:
        last = settings.get(connection, _LAST_CHECK)
    if isinstance(last, int) and 0 <= now - last < _CHECK_EVERY_MS:
        return ()
    rebuild_if_due(context)
    problems = _check_copy(context)
    with context.database.transaction() as connection:
        settings.put(connection, _LAST_CHECK, now)
    return problems


@consequence("the check was not made")
def check(context: Context) -> tuple[str, ...]:
    """Check the collection whole: file, search index, and memory against the log."""
    from flashdesign.storage import integrity

    try:
        rebuild_if_due(context)
        with context.database.read() as connection:
            rules = rules_of(connection)
    except CollectionDamagedError as error:
        return (*integrity.check_pages(context.database), str(error))
    return integrity.check(context.database, rules)


def _check_copy(context: Context) -> tuple[str, ...]:
    from flashdesign.storage import integrity
    from flashdesign.storage.work_folder import work_folder

    problems = integrity.check_pages(context.database)
    # Beside the collection, where the next start removes what a killed program left.
    with work_folder(Path(realpath(context.places.collection))) as folder:
        copy = folder / context.places.collection.name
        try:
            context.database.copy_to(copy)
            with closing(Database.open(copy)) as database:
                with database.read() as connection:
                    rules = rules_of(connection)
                return problems + integrity.check(database, rules)
        except CollectionDamagedError as error:
            return (*problems, str(error))


@consequence("the due dates stay as they were")
def rebuild(context: Context) -> int:
    """Work out every card's memory anew from the log; return how many cards changed."""
    with context.database.transaction() as connection:
        changed = _rebuild(connection, rules_of(connection))
    if changed:
        context.broadcast.tell(Changes(cards=True, reviews=True))
    return changed


def rebuild_if_due(context: Context) -> int:
    """Rebuild if the rules were changed and the memories do not follow them yet."""
    return rebuild(context) if is_rebuild_due(context) else 0


def is_rebuild_due(context: Context) -> bool:
    """Tell whether the rules were changed and the memories do not follow them yet."""
    with context.database.read() as connection:
        return settings.get(connection, _REBUILD_DUE) is True


def require_rebuild(connection: Connection) -> None:
    """Note, in the transaction that changes the rules, that the memories must follow them."""
    settings.put(connection, _REBUILD_DUE, value=True)


def rules_of(connection: Connection) -> RulesOf:
    """Return the rules of each deck of the collection."""
    return rules_by_deck(settings.load(connection), notes.decks(connection))


def rules_now(connection: Connection) -> dict[DeckId, Rules]:
    """Return the rules of each deck as they are now, to be compared with those of later."""
    decks = notes.decks(connection)
    rules_of_deck = rules_by_deck(settings.load(connection), decks)
    return {deck.id: rules_of_deck(deck.id) for deck in decks}


def follow_rules(connection: Connection, before: Mapping[DeckId, Rules]) -> bool:
    """Work out all memories anew where the rules of a deck are others now; tell whether so."""
    now = rules_now(connection)
    if all(now.get(deck, known) == known for deck, known in before.items()):
        return False
    _rebuild(connection, now.__getitem__)
    return True


def _rebuild(connection: Connection, rules: RulesOf) -> int:
    changed = reviews.rebuild(connection, rules)
    if settings.get(connection, _REBUILD_DUE):
        settings.put(connection, _REBUILD_DUE, value=False)
    return changed


@consequence(_NOT_RESTORED)
def restore_closed(places: Places, copy: Path, clock: Clock) -> "Restored":
    """Put `copy` in the place of a collection that nobody has open, damaged as it may be."""
    from flashdesign.services.archive import collection_in
    from flashdesign.storage.restore import restore

    at = clock.now_ms()
    moment = Moment(at, clock.zone_min(at))
    with collection_in(copy, places.collection) as file:
        return restore(places.collection, file, moment, rules_of)


@consequence(_NOT_RESTORED)
def restore(context: Context, copy: Path) -> "Restored":
    """Close the collection and put `copy` in its place; the old file is kept beside it.

    Answers newer than the copy are carried over, so that none is lost.
    """
    from flashdesign.services.archive import collection_in
    from flashdesign.storage import restore as restoring

    with context.database.read() as connection:
        moment = context.moment(settings.load(connection))
    with collection_in(copy, context.places.collection) as file:
        context.database.close()
        return restoring.restore(context.places.collection, file, moment, rules_of)


@consequence("the collection was not moved")
def move(context: Context, target: Path) -> None:
    """Close the collection and let it live at `target` from now on; the old file stays."""
    from flashdesign.storage.new_file import copy_as_new

    try:
        str(target).encode()
    except UnicodeEncodeError as error:
        problem, advice = "the folder's name is not text.", "Rename it, or choose another folder."
        raise CollectionError(target, problem, advice) from error
    copy_as_new(context.database, target)
    try:
        remember_place(target)
    except BaseException:
        target.unlink()
        raise
    context.database.close()
