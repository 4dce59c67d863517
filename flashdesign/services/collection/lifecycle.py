"""Opening and closing of the collection, and notices about its state."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

from flashdesign.domain.scheduling.study_day import MS_PER_HOUR, StudyMoment, as_utc
from flashdesign.domain.settings import Settings
from flashdesign.errors import (
    CollectionError,
    CollectionReplacedError,
    DiskError,
    FlashDesignError,
    consequence,
)
from flashdesign.i18n.formatting import date_time
from flashdesign.i18n.translation import N_, _
from flashdesign.paths import AppPaths, LocationSource, delete_temporary_files
from flashdesign.private_files import make_folder
from flashdesign.services.collection import maintenance
from flashdesign.services.collection.missing_collection import refuse_if_missing
from flashdesign.services.context import Clock, Context, IdGenerator
from flashdesign.storage import stored_settings
from flashdesign.storage.connection import leftovers, new_file
from flashdesign.storage.connection.database import Database
from flashdesign.storage.connection.sqlite_errors import translate_errors
from flashdesign.storage.review_log import reviews

# Tolerated difference from the clock that wrote the newest answer.
_CLOCK_SLACK_MS = MS_PER_HOUR
_SYNCED_FOLDERS = ("dropbox", "onedrive", "google drive", "icloud", "mobile documents", "nextcloud")

_SETTINGS_LOST = N_(
    "Your settings could not be read, so they were reset to the defaults. Set them again, or "
    "restore a backup."
)


class NoticeKind(StrEnum):
    """The subject of a notice."""

    NEW = "new"
    PATH = "place"
    CLOCK = "clock"
    ZONE = "zone"
    SYNCED = "synced"
    JOURNAL = "journal"
    DAMAGE = "damage"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the user about an unusual state of the collection; the program still works."""

    concern: NoticeKind
    sentence: str


def open_collection(
    paths: AppPaths, clock: Clock, random: Random, *, decimal_comma: bool = False
) -> Context:
    """Open the collection, or create it if there never was one; raises `CollectionError`."""
    with consequence(N_("the collection was not opened"), paths.collection):
        with translate_errors(paths.collection):
            refuse_if_missing(paths)
            is_new = not paths.collection.exists()
        make_folder(paths.collection.parent)
    at = clock.now_ms()
    moment = StudyMoment(at, clock.zone_min(at))
    with consequence(N_("the collection was not opened")):
        database = Database.open(
            paths.collection,
            migrate_backup=lambda path: _back_up(path, paths, moment),
        )
    delete_temporary_files(paths)
    leftovers.remove_leftovers(paths.collection, paths.backups)
    database.save_state = lambda: _save_state(database, paths, clock)
    with database.read() as connection:
        newest = reviews.newest_uid(connection)
    uids = IdGenerator(random, newest)
    named_new = is_new and paths.choice is LocationSource.COMMAND_LINE
    return Context(
        database, clock, random, paths, uids, decimal_comma=decimal_comma, is_named_new=named_new
    )


def create_empty_collection(paths: AppPaths) -> None:
    """Create an empty collection where one is missing; files of the old one are kept."""
    new_file.create_missing(paths.collection)


def _save_state(database: Database, paths: AppPaths, clock: Clock) -> Path:
    """Save the open collection as a backup that is never deleted automatically."""
    path = paths.collection
    name = f"{path.stem}-rescued-{as_utc(clock.now_ms()):%Y%m%d-%H%M%S}{path.suffix}"
    copy = paths.backups / name
    database.copy_to(copy)
    return copy


def _back_up(path: Path, paths: AppPaths, moment: StudyMoment) -> None:
    from flashdesign.storage.backup import backup  # needed only for a migration

    backup.back_up_file(path, paths.backups, moment, before="upgrade")


def close_collection(context: Context) -> FlashDesignError | None:
    """Make a backup if anything changed since the last one, and close the collection.

    Returns the failure, if any: the changes are saved anyway, and the next start shows the
    failure again. Raises CollectionReplacedError if another file is at the collection's path.
    """
    failed: FlashDesignError | None = None
    try:
        context.database.refuse_replaced()
        if _needs_backup(context):
            maintenance.back_up(context)
    except CollectionReplacedError:
        raise
    except CollectionError as error:
        failed = error
        maintenance.save_backup_failure(context.paths, error)
    finally:
        try:
            context.database.close()
        except DiskError as error:
            # The rest stays in the write-ahead log, where the next start reads it.
            failed = failed or error
    return failed


def _needs_backup(context: Context) -> bool:
    from flashdesign.storage.undo import operations  # not needed at the start

    with context.database.read() as connection:
        newest_answer = reviews.newest_review(connection)
        newest_operation = operations.newest_at(connection)
        last = maintenance.last_backup_at(connection)
    times = [] if newest_answer is None else [newest_answer.moment.at]
    times += [] if newest_operation is None else [newest_operation]
    now = context.clock.now_ms()
    # Ignore a backup dated in the future: the clock was wrong when it was made.
    return bool(times) and (last is None or not max(times) <= last <= now)


def notices(context: Context) -> tuple[Notice, ...]:
    """Return the notices to show after this start."""
    return (*_file_notices(context), *_time_notices(context), *_folder_notices(context))


def _file_notices(context: Context) -> Iterator[Notice]:
    if _reset_unreadable_settings(context):
        yield Notice(NoticeKind.DAMAGE, _(_SETTINGS_LOST))
    if problem := maintenance.backup_failure(context.paths):
        sentence = _("When FlashDesign was last closed: {problem}")
        yield Notice(NoticeKind.BACKUP, sentence.format(problem=problem))
    if context.paths.location_problem:
        yield Notice(NoticeKind.PATH, collection_path_notice(context))
    if context.is_named_new:
        yield Notice(NoticeKind.NEW, new_collection_notice(context))


def _time_notices(context: Context) -> Iterator[Notice]:
    with context.database.read() as connection:
        newest = reviews.newest_review(connection)
        moment = context.moment(stored_settings.load(connection))
    if newest is not None and newest.moment.at > moment.at + _CLOCK_SLACK_MS:
        yield _clock_notice(newest.moment.at, moment.at)
    if newest is not None and newest.moment.zone_min != context.clock.zone_min(newest.moment.at):
        sentence = _(
            "The time zone has changed since your last answer. From now on, the day begins at "
            "{hour}:00 in the new time zone; your due dates stay as they are."
        )
        yield Notice(NoticeKind.ZONE, sentence.format(hour=moment.rollover_h))


def _folder_notices(context: Context) -> Iterator[Notice]:
    if not context.database.uses_wal:
        sentence = _(
            "The collection's folder does not support SQLite's write-ahead log (a network drive?). "
            "Your answers are safe, but saving is slower; use a folder on a local disk."
        )
        yield Notice(NoticeKind.JOURNAL, sentence)
    if _is_synced(context.paths.collection):
        sentence = _(
            "The collection is in a synced folder. Let the sync finish before you open it on "
            "another computer, or keep it elsewhere and sync the backups."
        )
        yield Notice(NoticeKind.SYNCED, sentence)


def _reset_unreadable_settings(context: Context) -> bool:
    """Replace unreadable settings with the defaults; return whether they were unreadable."""
    with context.database.read() as connection:
        if stored_settings.are_settings_readable(connection):
            return False
    with context.database.transaction() as connection:
        stored_settings.save(connection, Settings())
    return True


def collection_path_notice(context: Context) -> str:
    """Return a sentence on why the collection's configured path is not used, and which one is."""
    return _("{problem} So the collection at {path} was opened.").format(
        problem=context.paths.location_problem, path=context.paths.collection
    )


def new_collection_notice(context: Context) -> str:
    """Return a sentence on the collection that was created at the path given by the user."""
    return _("There was no collection at {path}; a new, empty one was created.").format(
        path=context.paths.collection
    )


def _clock_notice(newest: int, now: int) -> Notice:
    sentence = _(
        "This computer's clock shows {now} UTC, but your last answer is "
        "from {newest} UTC. Check the date and time. Your answers are "
        "saved, but due dates may be wrong until the clock is correct."
    )
    return Notice(
        NoticeKind.CLOCK,
        sentence.format(now=date_time(as_utc(now)), newest=date_time(as_utc(newest))),
    )


def _is_synced(collection: Path) -> bool:
    folders = str(collection.parent).casefold()
    return any(name in folders for name in _SYNCED_FOLDERS)
