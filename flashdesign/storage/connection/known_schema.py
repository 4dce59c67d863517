"""Refusal of a file whose schema FlashDesign did not write: triggers and views can run code.

The text of each CREATE statement is compared with those that FlashDesign's own migrations leave in
an empty database after each step.
"""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from flashdesign.errors import CollectionDamagedError, CollectionError
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.storage.connection.sqlite_errors import to_shown_error
from flashdesign.storage.schema.migrations import STEPS, format_1, format_2, format_3
from flashdesign.storage.schema.migrations import migrate as take_steps

Migrate = Callable[[sqlite3.Connection], None]
_Rows = list[tuple[str, str, str | None]]

_ROWS = (
    "SELECT CAST(type AS TEXT), CAST(name AS TEXT), CAST(sql AS TEXT) FROM sqlite_schema"
    " WHERE type <> 'index' OR name NOT LIKE 'sqlite_autoindex_%' OR sql IS NOT NULL"
)
# Format 1 had these before the first release; format 2 drops or replaces them.
_EARLIER = frozenset(
    {
        "CREATE INDEX card_deck_due ON card (deck_id, state, due, position) WHERE suspended = 0",
        "CREATE INDEX card_due ON card (state, due) WHERE suspended = 0",
        "CREATE INDEX card_mastery ON card (deck_id, suspended, state, stability)",
        "CREATE INDEX note_kind ON note (kind)",
    }
)
_TABLE = re.compile(r"""CREATE TABLE ["'`\[]?(\w+)["'`\]]?\s*\((.*)\)([^()]*)""", re.DOTALL)
# Written by SQLite itself; another version of SQLite may spell them differently.
_WRITTEN_BY_SQLITE = re.compile(r"""CREATE TABLE ["']?\w+["']?\s*\([\w\s,()]*\)[\w\s,]*""")
_RUNS_CODE = frozenset({"check", "default", "generated", "as", "references", "collate"})


@dataclass
class _Schema:
    """The parts of CREATE TABLE statements by the table's name, and all other statements."""

    tables: dict[str, set[str]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)

    def add(self, rows: _Rows) -> None:
        for _, name, sql in rows:
            parts = _parts(sql or "")
            if parts is None:
                self.others.add(_normalize(sql or ""))
            else:
                self.tables.setdefault(name, set()).update(parts)


def check_schema_is_ours(
    path: Path, raw: sqlite3.Connection, migrate: Migrate = take_steps
) -> None:
    """Raise CollectionDamagedError if the database of `raw` has a part that is not ours.

    Call it before anything else is read: reading the schema does not run it, a query may.
    """
    raw.execute("PRAGMA trusted_schema=OFF")
    rows, _ = _read(path, raw)
    written = _written()
    for kind, name, sql in rows:
        # Running all migrations takes 20 ms, which a usual start avoids.
        if _is_ours(kind, name, sql or "", written):
            continue
        if not _is_ours(kind, name, sql or "", _known(migrate).allowed):
            problem = LazyText(
                N_("its {kind} {name!r} was not written by FlashDesign and could change data"),
                kind=kind,
                name=name,
            )
            raise CollectionDamagedError(path, problem)
    # Our own triggers write the search index, which SQLite only allows in a trusted schema.
    raw.execute("PRAGMA trusted_schema=ON")


def check_schema_is_complete(path: Path, raw: sqlite3.Connection) -> None:
    """Raise CollectionDamagedError if a file of the newest format lacks a part."""
    rows, version = _read(path, raw)
    known = _known(take_steps)
    if version != known.version:
        return
    found = _Schema()
    found.add(rows)
    incomplete = sorted(
        name
        for name, parts in known.newest.tables.items()
        if not name.startswith(_index_prefixes(known.newest))
        and not parts <= found.tables.get(name, set())
    )
    if incomplete:
        problem = LazyText(N_("its table {name} is incomplete"), name=incomplete[0])
        raise CollectionDamagedError(path, problem)
    if not known.newest.others <= found.others:
        raise CollectionDamagedError(path, LazyText(N_("an index or trigger is missing")))


def drop_foreign_triggers_and_views(raw: sqlite3.Connection) -> None:
    """Drop the triggers and views that are not ours, so that the rows can be read."""
    raw.execute("PRAGMA trusted_schema=OFF")
    known = _known(take_steps).allowed
    for kind, name, sql in raw.execute(_ROWS).fetchall():
        if kind in ("trigger", "view") and not _is_ours(kind, name, sql or "", known):
            quoted = name.replace('"', '""')
            raw.execute(f'DROP {kind} "{quoted}"')


def _read(path: Path, raw: sqlite3.Connection) -> tuple[_Rows, int]:
    try:
        rows = raw.execute(_ROWS).fetchall()
        version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error as error:
        raise _to_shown_error(path, error) from error
    return rows, version


def _to_shown_error(path: Path, error: sqlite3.Error) -> CollectionError:
    return to_shown_error(path, error) or CollectionDamagedError(path, str(error))


def _is_ours(kind: str, name: str, sql: str, allowed: _Schema) -> bool:
    parts = _parts(sql) if kind == "table" else None
    if parts is None:
        return _normalize(sql) in allowed.others
    if name in allowed.tables and parts <= allowed.tables[name]:
        return True
    is_written_by_sqlite = name.startswith(("sqlite_", *_index_prefixes(allowed)))
    words = set(re.findall(r"\w+", sql.lower()))
    return (
        is_written_by_sqlite
        and _WRITTEN_BY_SQLITE.fullmatch(sql) is not None
        and not words & _RUNS_CODE
    )


def _index_prefixes(allowed: _Schema) -> tuple[str, ...]:
    """Return the prefixes of the names of tables that belong to a full-text index."""
    return tuple(
        f"{other.split()[3]}_" for other in allowed.others if other.startswith("CREATE VIRTUAL ")
    )


@dataclass(frozen=True)
class _Known:
    """The schema that any format may have, and that of the newest format."""

    allowed: _Schema
    newest: _Schema
    version: int


@lru_cache(maxsize=4)
def _known(migrate: Migrate) -> _Known:
    allowed, newest = _Schema(others=set(_EARLIER)), _Schema()
    raw = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for count in range(1, len(STEPS)):
            take_steps(raw, STEPS[:count])
            allowed.add(raw.execute(_ROWS).fetchall())
        migrate(raw)
        newest.add(raw.execute(_ROWS).fetchall())
        version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    finally:
        raw.close()
    for name, parts in newest.tables.items():
        allowed.tables.setdefault(name, set()).update(parts)
    allowed.others |= newest.others
    return _Known(allowed, newest, version)


@lru_cache(maxsize=1)
def _written() -> _Schema:
    """Return the statements and columns in the tuples of the migration modules."""
    schema = _Schema(others=set(_EARLIER))
    for step in (format_1, format_2, format_3):
        for value in vars(step).values():
            for item in value if isinstance(value, tuple) else ():
                if isinstance(item, str) and item.lstrip().startswith("CREATE "):
                    schema.add([("", _name(item), item.strip())])
                elif isinstance(item, tuple) and all(isinstance(part, str) for part in item):
                    table, *column = item
                    schema.tables.setdefault(table, set()).add(_normalize(" ".join(column)))
    return schema


def _name(sql: str) -> str:
    match = _TABLE.fullmatch(sql.strip())
    return match[1] if match else ""


def _parts(sql: str) -> set[str] | None:
    """Return columns, constraints and options of a table, or None if it is not a plain table."""
    match = _TABLE.fullmatch(sql.strip())
    if match is None:
        return None
    return {*_split(match[2]), f"options={_normalize(match[3])}"}


def _split(columns: str) -> list[str]:
    """Split at the commas outside parentheses."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(columns):
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            parts.append(_normalize(columns[start:at]))
            start = at + 1
    return [*parts, _normalize(columns[start:])]


def _normalize(sql: str) -> str:
    return " ".join(sql.split())
