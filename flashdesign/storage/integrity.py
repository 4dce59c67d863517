"""Say whether a collection is sound: the file, the search index, the log and what hangs on it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from flashdesign.domain.cards import CardKey
from flashdesign.domain.scheduling import NEW, Memory, replay
from flashdesign.errors import CollectionError, FlashDesignError
from flashdesign.storage import memories, pictures
from flashdesign.storage.copies import quick_check, read_only
from flashdesign.storage.database import Connection, Database
from flashdesign.storage.decks import deck_keys
from flashdesign.storage.header import refuse_unfit
from flashdesign.storage.known_schema import refuse_foreign_schema
from flashdesign.storage.log_hashes import changed_months
from flashdesign.storage.migrations import VERSION
from flashdesign.storage.page_checksums import pages_sentence
from flashdesign.storage.rebuild import RulesOf, logs_by_card
from flashdesign.storage.row_checks import unreadable_rows
from flashdesign.storage.stored_json import UNREADABLE
from flashdesign.storage.tables import card, day_stat
from flashdesign.storage.tallies import Totals, tallies
from flashdesign.storage.trouble import translated

_MOST_COMPLAINTS = 20
_SIGNIFICANT_DIGITS = 6
_MEMORIES = select(card.c.id, card.c.key, *memories.COLUMNS).order_by(card.c.id)
_FTS_CHECK = "INSERT INTO note_fts(note_fts, rank) VALUES ('integrity-check', 1)"


def check(database: Database, rules_of: RulesOf) -> tuple[str, ...]:
    """Check an open collection whole and return what is wrong with it, in sentences."""
    problems = [*check_pages(database)]
    try:
        with database.transaction() as conn:
            for look in (_file_problems, _picture_problems, unreadable_rows):
                problems += _attempted(partial(_within, database, look, conn))
            log_problems = partial(_log_problems, rules_of=rules_of)
            problems += _attempted(partial(_within, database, log_problems, conn))
    except CollectionError as error:
        problems.append(str(error))
    return tuple(dict.fromkeys(problems))


def _attempted(look: Callable[[], Iterable[str]]) -> list[str]:
    """Return what a part of the check finds; what keeps it from the end is a finding, too."""
    found: list[str] = []
    try:
        for problem in look():
            found.append(problem)
    except FlashDesignError as error:
        found.append(str(error))
    except UNREADABLE as error:
        found.append(f"A value in the collection is damaged ({type(error).__name__}: {error}).")
    return found


def _within(
    database: Database, look: Callable[[Connection], Iterable[str]], conn: Connection
) -> Iterator[str]:
    with translated(database.path):
        yield from look(conn)


def check_pages(database: Database) -> tuple[str, ...]:
    """Compare the pages of an open collection, as they are on the disk, with what was written."""
    return tuple(_attempted(partial(_page_problems, database)))


def check_file(path: Path) -> tuple[str, ...]:
    """Check a file that nobody has open, without changing it."""
    try:
        with translated(path):
            refuse_unfit(path, VERSION)
            with read_only(path) as raw:
                refuse_foreign_schema(path, raw)
                complaint = quick_check(raw)
    except (CollectionError, FileNotFoundError) as error:
        return (str(error),)
    return () if complaint is None else (f"{path.name}: {complaint}",)


def _page_problems(database: Database) -> Iterator[str]:
    if changed := database.changed_pages():
        yield (
            f"The file is damaged: {pages_sentence(changed)}; either the disk changed it or "
            "another program did. Restore a backup: newer answers are carried over."
        )


def _file_problems(conn: Connection) -> Iterator[str]:
    found = conn.exec_driver_sql(f"PRAGMA integrity_check({_MOST_COMPLAINTS})").scalars().all()
    if found != ["ok"]:
        yield from (f"The file is damaged: {complaint}" for complaint in found)
    dangling = len(conn.exec_driver_sql("PRAGMA foreign_key_check").all())
    if dangling:
        yield f"{dangling} rows belong to something that does not exist."
    try:
        conn.exec_driver_sql(_FTS_CHECK)
    except DatabaseError:
        yield "The search index does not match the notes."


def _picture_problems(conn: Connection) -> Iterator[str]:
    for digest, names in pictures.damaged(conn):
        yield (
            f"A picture is damaged ({', '.join(names) or digest}); bring its file in again, or "
            "restore a backup."
        )
    lost = pictures.missing(conn)
    if lost:
        deck, name = lost[0]
        what = f"{len(lost)} pictures are" if len(lost) > 1 else "1 picture is"
        yield (
            f"{what} missing (the first is {name} of {deck}); import the decks that show them "
            "again."
        )


def _log_problems(conn: Connection, rules_of: RulesOf) -> Iterator[str]:
    differing, totals = _replayed(conn, rules_of)
    if differing:
        which = f"{len(differing)} cards" if len(differing) > 1 else "1 card"
        yield (
            f"The schedule of {which} does not match the answers (the first is {differing[0]}); "
            "Rebuild due dates in Settings, or `flashdesign rebuild`, fixes it."
        )
    if totals.rows() != {tuple(row) for row in conn.execute(select(day_stat))}:
        yield (
            "The daily counts do not match the answers; Rebuild due dates in Settings, or "
            "`flashdesign rebuild`, fixes them."
        )
    for month in changed_months(conn):
        yield (
            f"Answers of {month} were changed after they were stored; a backup may still have the "
            "originals."
        )


def _replayed(conn: Connection, rules_of: RulesOf) -> tuple[list[CardKey], Totals]:
    """Return the cards whose memory is not what replaying gives, and the log's counts."""
    rules = {rowid: rules_of(key) for rowid, key in deck_keys(conn).items()}
    differing: list[CardKey] = []
    totals = Totals()
    logs = logs_by_card(conn)
    logged = next(logs, None)
    for rowid, key, *values in conn.execute(_MEMORIES):
        expected = NEW
        if logged is not None and logged[0] == rowid:
            _, deck_row, _, rows = logged
            expected = replay(CardKey(key), rows, rules[deck_row])
            totals.include(deck_row, tallies(rows))
            logged = next(logs, None)
        if not _is_memory(values, expected):
            differing.append(CardKey(key))
    return differing, totals


def _is_memory(values: Sequence[Any], expected: Memory) -> bool:
    try:
        return _rounded(memories.to_memory(tuple(values))) == _rounded(expected)
    except UNREADABLE:
        return False


def _rounded(memory: Memory) -> tuple[object, ...]:
    # Another machine's last digits are no damage; the due date is an integer and must be equal.
    return tuple(
        f"{value:.{_SIGNIFICANT_DIGITS}g}" if isinstance(value, float) else value
        for value in (getattr(memory, name) for name in memories.NAMES)
    )
