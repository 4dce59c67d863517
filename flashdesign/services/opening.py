"""Open a collection, say what is odd about it, close it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

from flashdesign.domain.moments import MS_PER_HOUR, Moment, as_utc
from flashdesign.domain.preferences import Preferences
from flashdesign.errors import CollectionError, DiskError, FlashDesignError, consequence
from flashdesign.paths import Places
from flashdesign.services import keeping
from flashdesign.services.context import Clock, Context, Uids
from flashdesign.storage import reviews, settings
from flashdesign.storage.database import Database

# A clock may differ this much from the one that wrote the newest answer.
_CLOCK_SLACK_MS = MS_PER_HOUR
_SYNCED_FOLDERS = ("dropbox", "onedrive", "google drive", "icloud", "mobile documents", "nextcloud")


class Concern(StrEnum):
    """What a notice is about."""

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
    """Open the collection, made anew where there is none; raises `CollectionError`."""
    with consequence("the collection was not opened", places.collection):
        places.collection.parent.mkdir(parents=True, exist_ok=True)
    at = clock.now_ms()
    moment = Moment(at, clock.zone_min(at))
    with consequence("the collection was not opened"):
        database = Database.open(
            places.collection,
            migrate_backup=lambda path: _back_up(path, places, moment),
        )
    with database.read() as connection:
        newest = reviews.newest_uid(connection)
    uids = Uids(random, newest)
    return Context(database, clock, random, places, uids, decimal_comma=decimal_comma)


def _back_up(path: Path, places: Places, moment: Moment) -> None:
    from flashdesign.storage import backup  # wanted only where a file is brought up to date

    backup.back_up_file(path, places.backups, moment, before="upgrade")


def close_collection(context: Context) -> FlashDesignError | None:
    """Keep a copy if anything was answered or written since the last, and close the collection.

    Returns why that failed, if it did: it takes nothing back of what was done, and the next start
    tells it again.
    """
    failed: FlashDesignError | None = None
    try:
        if _wants_backup(context):
            keeping.back_up(context)
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
    with context.database.read() as connection:
        newest = reviews.newest(connection)
        moment = context.moment(settings.load(connection))
    found: list[Notice] = []
    if _renew_preferences(context):
        sentence = (
            "Your settings could not be read, so they have their defaults again. Set them anew, "
            "or restore a backup."
        )
        found.append(Notice(Concern.DAMAGE, sentence))
    if backup_failure := keeping.backup_failure(context.places):
        found.append(Notice(Concern.BACKUP, f"At the last closing: {backup_failure}"))
    if newest is not None and newest.moment.at > moment.at + _CLOCK_SLACK_MS:
        found.append(_clock_notice(newest.moment.at, moment.at))
    if newest is not None and newest.moment.zone_min != context.clock.zone_min(newest.moment.at):
        sentence = (
            f"You are in another time zone than at your last answer. From now on the day begins "
            f"at {moment.rollover_h}:00 here; your due dates stay as they are."
        )
        found.append(Notice(Concern.ZONE, sentence))
    if not context.database.uses_wal:
        sentence = (
            "This folder cannot hold SQLite's write-ahead log (a network drive?). Answers are "
            "safe, but slower; a folder on a local disk is better."
        )
        found.append(Notice(Concern.JOURNAL, sentence))
    if _is_synced(context.places.collection):
        sentence = (
            "The collection lies in a synced folder. Let the sync finish before you open it on "
            "another computer, or keep it elsewhere and sync the backups."
        )
        found.append(Notice(Concern.SYNCED, sentence))
    return tuple(found)


def _renew_preferences(context: Context) -> bool:
    """Store the default preferences in the place of unreadable ones; tell whether so."""
    with context.database.read() as connection:
        if settings.are_preferences_readable(connection):
            return False
    with context.database.transaction() as connection:
        settings.save(connection, Preferences())
    return True


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
