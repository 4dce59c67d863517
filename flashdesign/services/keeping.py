"""Keep the collection safe: verified copies, restoring one, checks, a place of its own."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from flashdesign.domain.cards import DeckId
from flashdesign.domain.moments import MS_PER_DAY, Moment
from flashdesign.domain.scheduling import Rules
from flashdesign.errors import CollectionError
from flashdesign.paths import Places, remember_place
from flashdesign.services.answering import rules_by_deck
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


def copies(context: Context) -> "tuple[Backup, ...]":
    """Return the copies there are, the newest first."""
    from flashdesign.storage import backup

    return tuple(backup.list_backups(context.places.backups))


def back_up(context: Context) -> Path:
    """Make a verified copy of the collection, and thin out the old ones."""
    from flashdesign.storage import backup

    with context.database.read() as connection:
        moment = context.moment(settings.load(connection))
    copy = backup.back_up(context.database, context.places.backups, moment)
    with context.database.transaction() as connection:
        settings.put(connection, _LAST_BACKUP, moment.at)
    return copy


def check_if_due(context: Context) -> tuple[str, ...]:
    """Check the collection whole, once a week; return what is wrong with it.

    The newest copy is checked in its place: a check holds its file for seconds, and whoever is at
    their cards must not wait for it.
    """
    now = context.clock.now_ms()
    with context.database.read() as connection:
        last = settings.get(connection, _LAST_CHECK)
    if isinstance(last, int) and 0 <= now - last < _CHECK_EVERY_MS:
        return ()
    problems = _check_copy(_newest_copy(context))
    with context.database.transaction() as connection:
        settings.put(connection, _LAST_CHECK, now)
    return problems


def check(context: Context) -> tuple[str, ...]:
    """Check the collection whole: file, search index, and memory against the log."""
    from flashdesign.storage import integrity

    with context.database.read() as connection:
        rules = rules_of(connection)
    return integrity.check(context.database, rules)


def _newest_copy(context: Context) -> Path:
    """Return a copy that has all answers; it is made where there is none."""
    with context.database.read() as connection:
        newest, last = reviews.newest(connection), last_backup_at(connection)
    made = copies(context)
    if made and newest is not None and last is not None and newest.moment.at <= last:
        return made[0].path
    return back_up(context)


def _check_copy(copy: Path) -> tuple[str, ...]:
    from flashdesign.storage import integrity

    with TemporaryDirectory(prefix="flashdesign-") as folder:
        file = Path(copyfile(copy, Path(folder) / copy.name))
        with closing(Database.open(file)) as database:
            with database.read() as connection:
                rules = rules_of(connection)
            return integrity.check(database, rules)


def rebuild(context: Context) -> int:
    """Work out every card's memory anew from the log, as after a change of retention."""
    with context.database.transaction() as connection:
        return reviews.rebuild(connection, rules_of(connection))


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
    reviews.rebuild(connection, now.__getitem__)
    return True


def restore_closed(places: Places, copy: Path, clock: Clock) -> "Restored":
    """Put `copy` in the place of a collection that nobody has open, damaged as it may be."""
    from flashdesign.services.archive import collection_in
    from flashdesign.storage.restore import restore

    at = clock.now_ms()
    moment = Moment(at, clock.zone_min(at))
    with collection_in(copy, places.collection) as file:
        return restore(places.collection, file, moment, rules_of)


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


def move(context: Context, target: Path) -> None:
    """Close the collection and let it live at `target` from now on; the old file stays."""
    from flashdesign.storage.new_file import copy_as_new

    try:
        str(target).encode()
    except UnicodeEncodeError as error:
        problem, advice = "the folder's name is not text.", "Rename it, or choose another folder."
        raise CollectionError(target, problem, advice) from error
    copy_as_new(context.database, target)
    context.database.close()
    remember_place(target)
