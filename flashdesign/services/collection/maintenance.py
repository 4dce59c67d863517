"""Backup, restore, checks, rebuild and move of the collection."""

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from flashdesign.domain.scheduling.study_day import MS_PER_DAY, StudyMoment
from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    FlashDesignError,
    consequence,
)
from flashdesign.i18n.translation import N_, LazyText, _
from flashdesign.paths import AppPaths, store_location
from flashdesign.services.context import Changes, Clock, Context
from flashdesign.services.scheduling.rules import is_rebuild_due, rebuild_with, rules_of
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection, Database

# Imported inside the functions: the modules for backup, checks and restore would slow the start.
if TYPE_CHECKING:
    from flashdesign.storage.backup.backup import Backup
    from flashdesign.storage.backup.restore import RestoreResult

_LAST_CHECK = "integrity.checked_at"
_LAST_BACKUP = "backup.at"
_NOT_RESTORED = N_("nothing was restored and nothing changed")
_CHECK_INTERVAL_MS = 7 * MS_PER_DAY


@dataclass(frozen=True, slots=True)
class CollectionStatus:
    """Status of the collection: its file, the number of its backups, and the newest one."""

    collection: Path
    backups: int
    last_backup: str


def last_backup_at(connection: Connection) -> int | None:
    """Return the time (UTC ms) of the last backup, or None."""
    last = stored_settings.get(connection, _LAST_BACKUP)
    return last if isinstance(last, int) else None


def backup_failure(paths: AppPaths) -> str:
    """Return why the backup at the last close failed, or "" if it was made."""
    try:
        return _failure_file(paths).read_text(encoding="utf-8") or _("the backup was not made.")
    except (OSError, UnicodeDecodeError):
        return ""


def save_backup_failure(paths: AppPaths, error: FlashDesignError) -> None:
    """Save the failure in a file for the next start; a small file often fits on a full disk."""
    with suppress(OSError):
        _failure_file(paths).write_text(str(error), encoding="utf-8")


def _failure_file(paths: AppPaths) -> Path:
    return paths.collection.with_name(f"{paths.collection.name}.backup-failed.txt")


def list_backups(context: Context) -> "tuple[Backup, ...]":
    """Return the backups, newest first."""
    from flashdesign.storage.backup import backup

    return tuple(backup.list_backups(context.paths.backups))


def newest_backup(paths: AppPaths) -> "Backup | None":
    """Return the newest backup of a collection, which need not be open."""
    from flashdesign.storage.backup import backup

    return next(iter(backup.list_backups(paths.backups)), None)


@consequence(N_("the backup was not made"))
def back_up(context: Context, before: str = "") -> Path:
    """Make a verified backup of the collection, and delete old backups.

    A backup made `before` an operation, such as "import", is kept for at least a week.
    """
    from flashdesign.storage.backup import backup

    with context.database.read() as connection:
        moment = context.moment(stored_settings.load(connection))
    copy = backup.back_up(context.database, context.paths.backups, moment, before)
    with context.database.transaction() as connection:
        stored_settings.put(connection, _LAST_BACKUP, moment.at)
    with suppress(OSError):
        _failure_file(context.paths).unlink(missing_ok=True)
    return copy


def checkpoint_log(context: Context) -> None:
    """Move the write-ahead log into the collection file while the program is idle.

    The data is on the disk before and after, so a failure is ignored; the next call tries again.
    """
    with suppress(CollectionError):
        context.database.checkpoint()


@consequence(N_("the check was not made"))
def check_if_due(context: Context) -> tuple[str, ...]:
    """Run the full check of the collection once a week; return the problems found.

    The pages are checked in the file itself, the rest in a copy that is made page by page: a check
    locks its file for seconds, and a review must not wait for it.
    """
    now = context.clock.now_ms()
    with context.database.read() as connection:
        last = stored_settings.get(connection, _LAST_CHECK)
    if isinstance(last, int) and 0 <= now - last < _CHECK_INTERVAL_MS:
        return ()
    rebuild_if_due(context)
    problems = _check_copy(context)
    with context.database.transaction() as connection:
        stored_settings.put(connection, _LAST_CHECK, now)
    return problems


@consequence(N_("the check was not made"))
def check(context: Context) -> tuple[str, ...]:
    """Check the collection and return the problems: file, search index, memories and the log."""
    from flashdesign.storage.backup import integrity

    try:
        rebuild_if_due(context)
        with context.database.read() as connection:
            rules = rules_of(connection)
    except CollectionDamagedError as error:
        return (*integrity.page_problems(context.database), str(error))
    return integrity.check(context.database, rules)


def can_be_rebuilt(problems: Sequence[str]) -> bool:
    """Return whether a rebuild of the due dates fixes one of these problems of a check."""
    from flashdesign.storage.backup import integrity

    return any(isinstance(problem, integrity.RebuildProblem) for problem in problems)


def _check_copy(context: Context) -> tuple[str, ...]:
    from flashdesign.storage.backup import integrity
    from flashdesign.storage.connection.work_folder import work_folder

    problems = integrity.page_problems(context.database)
    # In the collection's folder, where the next start removes the leftovers of a killed process.
    with work_folder(Path(realpath(context.paths.collection))) as folder:
        copy = folder / context.paths.collection.name
        try:
            context.database.copy_to(copy)
            with closing(Database.open(copy)) as database:
                with database.read() as connection:
                    rules = rules_of(connection)
                return problems + integrity.check(database, rules)
        except CollectionDamagedError as error:
            return (*problems, str(error))


@consequence(N_("the due dates stay as they were"))
def rebuild(context: Context) -> int:
    """Recalculate every card's memory from the log; return how many cards changed."""
    with context.database.transaction() as connection:
        changed = rebuild_with(connection, rules_of(connection))
    if changed:
        context.broadcast.notify(Changes(cards=True, reviews=True))
    return changed


def rebuild_if_due(context: Context) -> int:
    """Rebuild if the rules changed and the memories have not been recalculated yet."""
    return rebuild(context) if is_rebuild_due(context) else 0


@consequence(_NOT_RESTORED)
def restore_closed(paths: AppPaths, copy: Path, clock: Clock) -> "RestoreResult":
    """Replace a collection that is not open, and may be damaged, with the backup `copy`."""
    from flashdesign.services.exports.archive import open_collection
    from flashdesign.storage.backup.restore import restore

    at = clock.now_ms()
    moment = StudyMoment(at, clock.zone_min(at))
    with open_collection(copy, paths.collection) as file:
        return restore(paths.collection, file, moment, rules_of)


@consequence(_NOT_RESTORED)
def restore(context: Context, copy: Path) -> "RestoreResult":
    """Close the collection and replace it with the backup `copy`; the old file is kept.

    Answers newer than the backup are carried over.
    """
    from flashdesign.services.exports.archive import open_collection
    from flashdesign.storage.backup import restore as backup_restore

    with context.database.read() as connection:
        moment = context.moment(stored_settings.load(connection))
    with open_collection(copy, context.paths.collection) as file:
        context.database.close()
        return backup_restore.restore(context.paths.collection, file, moment, rules_of)


@consequence(N_("the collection was not moved"))
def move(context: Context, target: Path) -> None:
    """Close the collection, copy it to `target` and use that from now on; the old file stays."""
    from flashdesign.storage.connection.new_file import copy_as_new

    try:
        str(target).encode()
    except UnicodeEncodeError as error:
        problem = LazyText(N_("the folder's name is not text."))
        advice = LazyText(N_("Rename it, or choose another folder."))
        raise CollectionError(target, problem, advice) from error
    copy_as_new(context.database, target)
    try:
        store_location(target)
    except BaseException:
        target.unlink()
        raise
    context.database.close()
