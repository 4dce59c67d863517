"""Open a collection, say what is odd about it, close it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

from flashdesign.domain.moments import MS_PER_HOUR, Moment, as_utc
from flashdesign.domain.preferences import Preferences
from flashdesign.errors import CollectionReadOnlyError
from flashdesign.paths import Places
from flashdesign.services import keeping
from flashdesign.services.context import Clock, Context, Uids
from flashdesign.storage import reviews, settings
from flashdesign.storage.database import Database

# A clock may differ this much from the one that wrote the newest answer.
_CLOCK_SLACK_MS = MS_PER_HOUR
_SYNCED_FOLDERS = ("dropbox", "onedrive", "google drive", "icloud", "mobile documents", "nextcloud")

_SETTINGS_LOST = (
    "Your settings could not be read, so they have their defaults again. Set them anew, or restore "
    "a backup."
)


class Concern(StrEnum):
    """What a notice is about."""

    CLOCK = "clock"
    ZONE = "zone"
    SYNCED = "synced"
    JOURNAL = "journal"
    DAMAGE = "damage"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the learner on something odd that stops nothing."""

    concern: Concern
    sentence: str


def open_collection(
    places: Places, clock: Clock, random: Random, *, decimal_comma: bool = False
) -> Context:
    """Open the collection, made anew where there is none; raises `CollectionError`."""
    try:
        places.collection.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CollectionReadOnlyError(places.collection) from error
    at = clock.now_ms()
    moment = Moment(at, clock.zone_min(at))
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

    backup.back_up_file(path, places.backups, moment)


def close_collection(context: Context) -> None:
    """Keep a copy if anything was answered or written since the last, and close the collection."""
    from flashdesign.storage import operations  # no start waits for it

    try:
        with context.database.read() as connection:
            answered = reviews.newest(connection)
            written = operations.newest_at(connection)
            last = keeping.last_backup_at(connection)
        acts = [] if answered is None else [answered.moment.at]
        acts += [] if written is None else [written]
        now = context.clock.now_ms()
        # A copy from the future was made before the clock was set right: it says nothing.
        if acts and (last is None or not max(acts) <= last <= now):
            keeping.back_up(context)
    finally:
        context.database.close()


def notices(context: Context) -> tuple[Notice, ...]:
    """Return what the learner should know about this start."""
    with context.database.read() as connection:
        newest = reviews.newest(connection)
        moment = context.moment(settings.load(connection))
    found: list[Notice] = []
    if _renew_preferences(context):
        found.append(Notice(Concern.DAMAGE, _SETTINGS_LOST))
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
