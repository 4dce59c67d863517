"""Copy a database so that the copy is whole, checked and on the disk before it has its name."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from flashdesign.errors import CollectionDamagedError

SIDECARS = ("-wal", "-shm", "-journal")


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for reading, wait for nobody, and leave neither change nor sidecar behind."""
    sidecars = [path.with_name(path.name + suffix) for suffix in SIDECARS]
    new = [sidecar for sidecar in sidecars if not sidecar.exists()]
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=0)) as raw:
            yield raw
    finally:
        for sidecar in new:
            sidecar.unlink(missing_ok=True)


def verified_copy(
    source: sqlite3.Connection, target: Path, held: AbstractContextManager[Any] | None = None
) -> None:
    """Copy the database of `source` to `target`, or raise and leave `target` as it was.

    `held` is what the source is held with: only while it is read, as the check takes longer.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f"{target.name}.part")
    aside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(aside, isolation_level=None)) as copy:
            with held or nullcontext():
                # `backup` would wait for ever where another holds the file; this fails at once.
                source.execute("SELECT count(*) FROM sqlite_schema").fetchall()
                source.backup(copy)
            # A backup is one file: the WAL mode of the original is not to leave a second beside it.
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()
            complaint = quick_check(copy)
        if complaint:
            raise CollectionDamagedError(target, complaint)
        flush(aside)
        aside.replace(target)
        flush_folder(target.parent)
    finally:
        aside.unlink(missing_ok=True)


def quick_check(raw: sqlite3.Connection) -> str | None:
    """Return the first thing that SQLite's quick check finds wrong."""
    first = str(raw.execute("PRAGMA quick_check(1)").fetchone()[0])
    return None if first == "ok" else first


def flush(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until a renaming in `folder` is on the disk, where the system can be asked to."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
