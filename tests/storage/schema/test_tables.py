"""The tables in SQLAlchemy are identical to those that the migrations create."""

import re
import sqlite3
from pathlib import Path

from sqlalchemy import create_engine

from flashdesign.storage.schema.migrations import migrate
from flashdesign.storage.schema.tables import metadata

SCHEMA = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'note_fts%'"


def read(raw: sqlite3.Connection) -> dict[str, str]:
    """Return the schema by name, with white space normalized."""
    return {name: re.sub(r"\s+", " ", sql).strip() for name, sql in raw.execute(SCHEMA)}


def test_the_migrated_schema_is_the_mapped_one(tmp_path: Path) -> None:
    mapped = create_engine(f"sqlite:///{tmp_path / 'mapped.db'}")
    metadata.create_all(mapped)
    mapped.dispose()
    migrated = sqlite3.connect(tmp_path / "migrated.db", isolation_level=None)
    migrate(migrated)
    other = sqlite3.connect(tmp_path / "mapped.db")
    assert read(migrated) == read(other)
    migrated.close()
    other.close()


def test_every_table_is_strict() -> None:
    assert all(table.dialect_options["sqlite"]["strict"] for table in metadata.sorted_tables)
