"""Open a collection, say what is odd about it, close it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

from flashdesign.domain.moments import MS_PER_HOUR, Moment, as_utc
from flashdesign.domain.preferences import Preferences
from flashdesign.errors import (
    CollectionError,
    CollectionReplacedError,
    DiskError,
    FlashDesignError,
    consequence,
)
from flashdesign.paths import Choice, Places, sweep_unfinished
from flashdesign.private_files import make_folder
from flashdesign.services import keeping
from flashdesign.services.context import Clock, Context, Uids
from flashdesign.services.missing_collection import refuse_if_missing
from flashdesign.storage import leftovers, new_file, reviews, settings
from flashdesign.storage.database import Database
from flashdesign.storage.trouble import translated

# A clock may differ this much from the one that wrote the newest answer.
_CLOCK_SLACK_MS = MS_PER_HOUR
_SYNCED_FOLDERS = ("dropbox", "onedrive", "google drive", "icloud", "mobile documents", "nextcloud")

_SETTINGS_LOST = (
    "Your settings could not be read, so they are back to their defaults. Set them again, or "
    "restore a backup."
)


class Concern(StrEnum):
    """What a notice is about."""

    NEW = "new"
    PLACE = "place"
    CLOCK = "clock"
    ZONE = "zone"
    SYNCED = "synced"
    JOURNAL = "journal"
    DAMAGE = "damage"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the learner on something odd that stops nothing."""

    concern: Concern
    sentence: str


def open_collection(
    places: Places, clock: Clock, random: Random, *, decimal_comma: bool = False
) -> Context:
    """Open the collection, made anew where there never was one; raises `CollectionError`."""
    with consequence("the collection was not opened", places.collection):
        with translated(places.collection):
            refuse_if_missing(places)
            is_new = not places.collection.exists()
        make_folder(places.collection.parent)
    at = clock.now_ms()
    moment = Moment(at, clock.zone_min(at))
    with consequence("the collection was not opened"):
        database = Database.open(
            places.collection,
            migrate_backup=lambda path: _back_up(path, places, moment),
        )
    sweep_unfinished(places)
    leftovers.sweep(places.collection, places.backups)
    database.save_state = lambda: _save_state(database, places, clock)
    with database.read() as connection:
        newest = reviews.newest_uid(connection)
    uids = Uids(random, newest)
    named_new = is_new and places.choice is Choice.NAMED
    return Context(
        database, clock, random, places, uids, decimal_comma=decimal_comma, is_named_new=named_new
    )


def begin_collection(places: Places) -> None:
    """Make an empty collection where one is missing; what is left of the old one is kept."""
    new_file.begin(places.collection)


def _save_state(database: Database, places: Places, clock: Clock) -> Path:
    """Save what is open as a copy that no later backup thins out."""
    path = places.collection
    name = f"{path.stem}-rescued-{as_utc(clock.now_ms()):%Y%m%d-%H%M%S}{path.suffix}"
    copy = places.backups / name
    database.copy_to(copy)
    return copy


def _back_up(path: Path, places: Places, moment: Moment) -> None:
    from flashdesign.storage import backup  # wanted only where a file is brought up to date

    backup.back_up_file(path, places.backups, moment, before="upgrade")


def close_collection(context: Context) -> FlashDesignError | None:
    """Keep a copy if anything was answered or written since the last, and close the collection.

    Returns why that failed, if it did: it takes nothing back of what was done, and the next start
    tells it again. Raises CollectionReplacedError where another file lies at its place.
    """
    failed: FlashDesignError | None = None
    try:
        context.database.refuse_replaced()
        if _wants_backup(context):
            keeping.back_up(context)
    except CollectionReplacedError:
        raise
    except CollectionError as error:
        failed = error
        keeping.note_backup_failure(context.places, error)
    finally:
        try:
            context.database.close()
        except DiskError as error:
            # What could not be moved into the file stays beside it, and is read from there.
            failed = failed or error
    return failed


def _wants_backup(context: Context) -> bool:
    from flashdesign.storage import operations  # no start waits for it

    with context.database.read() as connection:
        answered = reviews.newest(connection)
        written = operations.newest_at(connection)
        last = keeping.last_backup_at(connection)
    acts = [] if answered is None else [answered.moment.at]
    acts += [] if written is None else [written]
    now = context.clock.now_ms()
    # A copy from the future was made before the clock was set right: it says nothing.
    return bool(acts) and (last is None or not max(acts) <= last <= now)


def notices(context: Context) -> tuple[Notice, ...]:
    """Return what the learner should know about this start."""
    return (*_file_notices(context), *_time_notices(context), *_folder_notices(context))


def _file_notices(context: Context) -> Iterator[Notice]:
    if _renew_preferences(context):
        yield Notice(Concern.DAMAGE, _SETTINGS_LOST)
    if backup_failure := keeping.backup_failure(context.places):
        yield Notice(Concern.BACKUP, f"When FlashDesign was last closed: {backup_failure}")
    if context.places.unread:
        yield Notice(Concern.PLACE, place_sentence(context))
    if context.is_named_new:
        yield Notice(Concern.NEW, new_sentence(context))


def _time_notices(context: Context) -> Iterator[Notice]:
    with context.database.read() as connection:
        newest = reviews.newest(connection)
        moment = context.moment(settings.load(connection))
    if newest is not None and newest.moment.at > moment.at + _CLOCK_SLACK_MS:
        yield _clock_notice(newest.moment.at, moment.at)
    if newest is not None and newest.moment.zone_min != context.clock.zone_min(newest.moment.at):
        sentence = (
            f"You are in another time zone than at your last answer. From now on the day begins "
            f"at {moment.rollover_h}:00 here; your due dates stay as they are."
        )
        yield Notice(Concern.ZONE, sentence)


def _folder_notices(context: Context) -> Iterator[Notice]:
    if not context.database.uses_wal:
        sentence = (
            "This folder cannot hold SQLite's write-ahead log (a network drive?). Answers are "
            "safe, but slower; a folder on a local disk is better."
        )
        yield Notice(Concern.JOURNAL, sentence)
    if _is_synced(context.places.collection):
        sentence = (
            "The collection is in a synced folder. Let the sync finish before you open it on "
            "another computer, or keep it elsewhere and sync the backups."
        )
        yield Notice(Concern.SYNCED, sentence)


def _renew_preferences(context: Context) -> bool:
    """Store the default preferences in the place of unreadable ones; tell whether so."""
    with context.database.read() as connection:
        if settings.are_preferences_readable(connection):
            return False
    with context.database.transaction() as connection:
        settings.save(connection, Preferences())
    return True


def place_sentence(context: Context) -> str:
    """Say that the note of where the collection lies cannot be used, and what was opened."""
    return f"{context.places.unread} So the one at {context.places.collection} was opened."


def new_sentence(context: Context) -> str:
    """Say that a collection was made under the name that the program was called with."""
    return f"There was no collection at {context.places.collection}; a new, empty one was created."


def _clock_notice(newest: int, now: int) -> Notice:
    return Notice(
        Concern.CLOCK,
        f"This computer's clock says {as_utc(now):%Y-%m-%d %H:%M} UTC, but your last answer is "
        f"from {as_utc(newest):%Y-%m-%d %H:%M}. Check the date; until then all is kept, but "
        "due dates may be off.",
    )


def _is_synced(collection: Path) -> bool:
    folders = str(collection.parent).casefold()
    return any(name in folders for name in _SYNCED_FOLDERS)
