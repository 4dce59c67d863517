"""Say whether a collection is sound: the file, the search index, the log and what hangs on it."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from flashdesign.domain.cards import CardKey
from flashdesign.domain.scheduling import NEW, Memory, replay
from flashdesign.errors import CollectionError
from flashdesign.storage import memories, pictures
from flashdesign.storage.copies import quick_check, read_only
from flashdesign.storage.database import Connection, Database
from flashdesign.storage.decks import deck_keys
from flashdesign.storage.header import refuse_unfit
from flashdesign.storage.known_schema import refuse_foreign_schema
from flashdesign.storage.log_hashes import changed_months
from flashdesign.storage.migrations import VERSION
from flashdesign.storage.rebuild import RulesOf, logs_by_card
from flashdesign.storage.tables import card, day_stat
from flashdesign.storage.tallies import Totals, tallies
from flashdesign.storage.trouble import translated

_MOST_COMPLAINTS = 20
_SIGNIFICANT_DIGITS = 6
_MEMORIES = select(card.c.id, card.c.key, *memories.COLUMNS).order_by(card.c.id)
_FTS_CHECK = "INSERT INTO note_fts(note_fts, rank) VALUES ('integrity-check', 1)"


def check(database: Database, rules_of: RulesOf) -> tuple[str, ...]:
    """Check an open collection whole and return what is wrong with it, in sentences."""
    problems: list[str] = []
    try:
        with database.transaction() as conn:
            problems += _file_problems(conn)
            problems += _picture_problems(conn)
            problems += _log_problems(conn, rules_of)
    except CollectionError as error:
        problems.append(str(error))
    return tuple(problems)


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
    lost = pictures.missing(conn)
    if lost:
        deck, name = lost[0]
        yield (
            f"{len(lost)} pictures are named and not there (the first is {name} of {deck}); "
            "bring their files in again."
        )


def _log_problems(conn: Connection, rules_of: RulesOf) -> Iterator[str]:
    differing, totals = _replayed(conn, rules_of)
    if differing:
        yield (
            f"The memory of {len(differing)} cards is not what their answers amount to "
            f"(the first is {differing[0]}); rebuilding sets it right."
        )
    if totals.rows() != {tuple(row) for row in conn.execute(select(day_stat))}:
        yield "The daily counts are not what the answers amount to; rebuilding sets them right."
    for month in changed_months(conn):
        yield f"Answers of {month} are no longer as they were stored; a backup may still have them."


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
        if _rounded(memories.to_memory(tuple(values))) != _rounded(expected):
            differing.append(CardKey(key))
    return differing, totals


def _rounded(memory: Memory) -> tuple[object, ...]:
    # Another machine's last digits are no damage; the due date is an integer and must be equal.
    return tuple(
        f"{value:.{_SIGNIFICANT_DIGITS}g}" if isinstance(value, float) else value
        for value in (getattr(memory, name) for name in memories.NAMES)
    )
