"""Checks of a collection: the file, the search index, the review log and the derived data."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.fsrs_scheduler import replay
from flashdesign.domain.scheduling.memory import NEW, Memory
from flashdesign.errors import CollectionError, FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.storage.backup.row_checks import unreadable_rows
from flashdesign.storage.connection.database import Connection, Database
from flashdesign.storage.connection.file_copy import quick_check, read_only
from flashdesign.storage.connection.file_header import check_header
from flashdesign.storage.connection.known_schema import check_schema_is_ours
from flashdesign.storage.connection.page_checksums import changed_pages_text
from flashdesign.storage.connection.sqlite_errors import UNREADABLE, translate_errors
from flashdesign.storage.notes import stored_pictures
from flashdesign.storage.notes.decks import deck_keys
from flashdesign.storage.review_log.month_hashes import changed_months
from flashdesign.storage.review_log.replay import RulesOf, logs_by_card
from flashdesign.storage.rows import memory_row
from flashdesign.storage.rows.day_stat_rows import DayTotals, card_counts
from flashdesign.storage.schema.migrations import VERSION
from flashdesign.storage.schema.tables import card, day_stat

_MAX_PROBLEMS = 20
_SIGNIFICANT_DIGITS = 6
_ROWS_AT_ONCE = 1_000
_MEMORIES = select(card.c.id, card.c.key, *memory_row.COLUMNS).order_by(card.c.id)
_FTS_CHECK = "INSERT INTO note_fts(note_fts, rank) VALUES ('integrity-check', 1)"


def check(database: Database, rules_of: RulesOf) -> tuple[str, ...]:
    """Check all of an open collection; return the problems as sentences to show."""
    problems = [*page_problems(database)]
    try:
        with database.transaction() as conn:
            for check_part in (_file_problems, _picture_problems, unreadable_rows):
                problems += _collect(partial(_run, database, check_part, conn))
            log_problems = partial(_log_problems, rules_of=rules_of)
            problems += _collect(partial(_run, database, log_problems, conn))
    except CollectionError as error:
        problems.append(str(error))
    return tuple(dict.fromkeys(problems))


def _collect(check_part: Callable[[], Iterable[str]]) -> list[str]:
    """Return the problems that a part of the check finds; an error that ends it is one too."""
    found: list[str] = []
    try:
        for problem in check_part():
            found.append(problem)
    except FlashDesignError as error:
        found.append(str(error))
    except UNREADABLE as error:
        detail = f"{type(error).__name__}: {error}"
        found.append(_("A value in the collection is damaged ({detail}).").format(detail=detail))
    return found


def _run(
    database: Database, check_part: Callable[[Connection], Iterable[str]], conn: Connection
) -> Iterator[str]:
    with translate_errors(database.path):
        yield from check_part(conn)


def page_problems(database: Database) -> tuple[str, ...]:
    """Compare the pages of an open collection on the disk with what was written."""
    return tuple(_collect(partial(_page_problems, database)))


def check_file(path: Path) -> tuple[str, ...]:
    """Check a file that is not open, without changing it."""
    try:
        with translate_errors(path):
            check_header(path, VERSION)
            with read_only(path) as raw:
                check_schema_is_ours(path, raw)
                problem = quick_check(raw)
    except (CollectionError, FileNotFoundError) as error:
        return (str(error),)
    return () if problem is None else (f"{path.name}: {problem}",)


def _page_problems(database: Database) -> Iterator[str]:
    if changed := database.changed_pages():
        yield _(
            "The file is damaged: {pages}. The disk or another program changed it. Restore a "
            "backup: newer reviews are merged into it."
        ).format(pages=changed_pages_text(changed))


def _file_problems(conn: Connection) -> Iterator[str]:
    found = conn.exec_driver_sql(f"PRAGMA integrity_check({_MAX_PROBLEMS})").scalars().all()
    if found != ["ok"]:
        for problem in found:
            yield _("The file is damaged: {problem}").format(problem=problem)
    dangling = len(conn.exec_driver_sql("PRAGMA foreign_key_check").all())
    if dangling:
        yield ngettext(
            "{n} row refers to something that does not exist.",
            "{n} rows refer to something that does not exist.",
            dangling,
        ).format(n=number(dangling))
    try:
        conn.exec_driver_sql(_FTS_CHECK)
    except DatabaseError:
        yield _("The search index does not match the notes.")


def _picture_problems(conn: Connection) -> Iterator[str]:
    for digest, names in stored_pictures.damaged_pictures(conn):
        yield _(
            "A picture is damaged ({names}). Import its file again, or restore a backup."
        ).format(names=", ".join(names) or digest)
    missing = stored_pictures.missing_pictures(conn)
    if missing:
        deck, name = missing[0]
        yield ngettext(
            "{n} picture is missing: {name} of {deck}. Import the deck again.",
            "{n} pictures are missing (the first is {name} of {deck}). Import the decks that show "
            "them again.",
            len(missing),
        ).format(n=number(len(missing)), name=name, deck=deck)


class RebuildProblem(str):
    """The sentence on a problem that a rebuild of the due dates fixes."""

    __slots__ = ()


def _log_problems(conn: Connection, rules_of: RulesOf) -> Iterator[str]:
    differing, totals = _replay(conn, rules_of)
    if differing:
        message = ngettext(
            "{n} card has a due date that does not match its reviews ({first}). Rebuild due dates "
            "in Settings, or `flashdesign rebuild`, fixes it.",
            "{n} cards have due dates that do not match their reviews (the first is {first}). "
            "Rebuild due dates in Settings, or `flashdesign rebuild`, fixes them.",
            len(differing),
        )
        yield RebuildProblem(message.format(n=number(len(differing)), first=differing[0]))
    if totals.rows() != {tuple(row) for row in conn.execute(select(day_stat))}:
        yield RebuildProblem(
            _(
                "The daily counts do not match the reviews. Rebuild due dates in Settings, or "
                "`flashdesign rebuild`, fixes them."
            )
        )
    for month in changed_months(conn):
        yield _(
            "Reviews of {month} were changed after they were stored. A backup may still have the "
            "originals."
        ).format(month=month)


def _replay(conn: Connection, rules_of: RulesOf) -> tuple[list[CardKey], DayTotals]:
    """Return the cards whose memory differs from the replayed one, and the log's counts."""
    rules = {rowid: rules_of(key) for rowid, key in deck_keys(conn).items()}
    differing: list[CardKey] = []
    totals = DayTotals()
    logs = logs_by_card(conn)
    card_log = next(logs, None)
    memories = chain.from_iterable(conn.execute(_MEMORIES).partitions(_ROWS_AT_ONCE))
    for rowid, key, *values in memories:
        expected = NEW
        if card_log is not None and card_log[0] == rowid:
            deck_row, rows = card_log[1], card_log[3]
            expected = replay(CardKey(key), rows, rules[deck_row])
            totals.include(deck_row, card_counts(rows))
            card_log = next(logs, None)
        if not _is_memory(values, expected):
            differing.append(CardKey(key))
    return differing, totals


def _is_memory(values: Sequence[Any], expected: Memory) -> bool:
    try:
        stored = memory_row.to_memory(tuple(values))
        return stored == expected or _round(stored) == _round(expected)
    except UNREADABLE:
        return False


def _round(memory: Memory) -> tuple[object, ...]:
    # Last digits may differ between machines; the due date is an integer and must be equal.
    return tuple(
        f"{value:.{_SIGNIFICANT_DIGITS}g}" if isinstance(value, float) else value
        for value in (getattr(memory, name) for name in memory_row.NAMES)
    )
