"""Verified copies of a database: complete, checked and on the disk before they get their name."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, RLock
from typing import Protocol

from flashdesign.errors import CollectionDamagedError
from flashdesign.i18n.translation import _
from flashdesign.private_files import make_file
from flashdesign.storage.connection.page_checksums import delete_checksums
from flashdesign.storage.connection.sqlite_connection import ClosingConnection
from flashdesign.storage.connection.work_folder import work_folder

SIDECARS = ("-wal", "-shm", "-journal")
_PAGES_AT_ONCE = 1_000
_PAUSE_S = 0.001


class Lock(Protocol):
    """A lock that one thread holds at a time."""

    def acquire(self) -> bool: ...
    def release(self) -> None: ...


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for reading without waiting for locks, and leave no change and no sidecar."""
    sidecars = [path.with_name(path.name + suffix) for suffix in SIDECARS]
    new = [sidecar for sidecar in sidecars if not sidecar.exists()]
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=0, factory=ClosingConnection)) as raw:
            yield raw
    finally:
        for sidecar in new:
            # A read-only drive refuses to remove even a file that does not exist.
            if sidecar.exists():
                sidecar.unlink(missing_ok=True)


def verified_copy(source: sqlite3.Connection, target: Path, lock: Lock | None = None) -> None:
    """Copy the database of `source` to `target`, or raise and leave `target` as it was.

    `lock` guards the source: it is released now and then for other threads, and what they write
    is in the copy.
    """
    with work_folder(target) as folder:
        unverified = folder / target.name
        make_file(unverified)
        with closing(sqlite3.connect(unverified, isolation_level=None)) as copy:
            _copy(source, copy, lock or RLock())
            # A backup is one file: the WAL mode of the original would add a second one.
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()
            delete_checksums(copy)
            problem = quick_check(copy)
        if problem:
            raise CollectionDamagedError(target, problem)
        flush(unverified)
        unverified.replace(target)
        flush_folder(target.parent)


def _copy(source: sqlite3.Connection, copy: sqlite3.Connection, lock: Lock) -> None:
    def give_way(*_progress: object) -> None:
        lock.release()
        yield_to_other_threads()
        lock.acquire()

    lock.acquire()
    try:
        # Copy from the disk, not from the page cache: otherwise damage would go unnoticed.
        source.execute("PRAGMA shrink_memory").fetchall()
        # `backup` would wait forever if another process holds the file; this fails at once.
        source.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        source.backup(copy, pages=_PAGES_AT_ONCE, progress=give_way)
    finally:
        lock.release()


def yield_to_other_threads() -> None:
    """Wait 1 ms: releasing and re-acquiring a lock at once would starve the other threads."""
    Event().wait(_PAUSE_S)


def quick_check(raw: sqlite3.Connection) -> str | None:
    """Return the first problem that SQLite's quick check finds, in SQLite's words, or None."""
    try:
        first = str(raw.execute("PRAGMA quick_check(1)").fetchone()[0])
    except UnicodeDecodeError:
        # SQLite's message contains names that are damaged too.
        return _("its schema is not text")
    return None if first == "ok" else first


def flush(path: Path) -> None:
    """Write the file's bytes to the disk (fsync)."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Write a rename in `folder` to the disk (fsync), where the system supports that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
