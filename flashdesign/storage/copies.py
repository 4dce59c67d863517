"""Copy a database so that the copy is whole, checked and on the disk before it has its name."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, RLock
from typing import Protocol

from flashdesign.errors import CollectionDamagedError
from flashdesign.private_files import make_file
from flashdesign.storage.page_checksums import forget
from flashdesign.storage.sqlite_connection import EndingConnection
from flashdesign.storage.work_folder import work_folder

SIDECARS = ("-wal", "-shm", "-journal")
_PAGES_AT_ONCE = 1_000
_PAUSE_S = 0.001


class Lock(Protocol):
    """What is held by one at a time."""

    def acquire(self) -> bool: ...
    def release(self) -> None: ...


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for reading, wait for nobody, and leave neither change nor sidecar behind."""
    sidecars = [path.with_name(path.name + suffix) for suffix in SIDECARS]
    new = [sidecar for sidecar in sidecars if not sidecar.exists()]
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=0, factory=EndingConnection)) as raw:
            yield raw
    finally:
        for sidecar in new:
            # A read-only drive refuses to remove even what is not there.
            if sidecar.exists():
                sidecar.unlink(missing_ok=True)


def verified_copy(source: sqlite3.Connection, target: Path, lock: Lock | None = None) -> None:
    """Copy the database of `source` to `target`, or raise and leave `target` as it was.

    `lock` is what others hold the source with, too: they have their turn in between, and what they
    write is in the copy.
    """
    with work_folder(target) as folder:
        aside = folder / target.name
        make_file(aside)
        with closing(sqlite3.connect(aside, isolation_level=None)) as copy:
            _copy(source, copy, lock or RLock())
            # A backup is one file: the WAL mode of the original is not to leave a second beside it.
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()
            forget(copy)
            complaint = quick_check(copy)
        if complaint:
            raise CollectionDamagedError(target, complaint)
        flush(aside)
        aside.replace(target)
        flush_folder(target.parent)


def _copy(source: sqlite3.Connection, copy: sqlite3.Connection, lock: Lock) -> None:
    def give_way(*_: object) -> None:
        lock.release()
        give_others_a_turn()
        lock.acquire()

    lock.acquire()
    try:
        # What is copied comes from the disk, not from memory: else nobody would see it go bad.
        source.execute("PRAGMA shrink_memory").fetchall()
        # `backup` would wait for ever where another holds the file; this fails at once.
        source.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        source.backup(copy, pages=_PAGES_AT_ONCE, progress=give_way)
    finally:
        lock.release()


def give_others_a_turn() -> None:
    """Wait a moment: who only lets go of a lock takes hold of it again before anybody else does."""
    Event().wait(_PAUSE_S)


def quick_check(raw: sqlite3.Connection) -> str | None:
    """Return the first thing that SQLite's quick check finds wrong."""
    try:
        first = str(raw.execute("PRAGMA quick_check(1)").fetchone()[0])
    except UnicodeDecodeError:
        # It names what it finds by names that are damaged, too.
        return "its schema is not text"
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
