"""Hold the one connection to the collection: exclusive, durable, guarded by a lock."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import (
    ExitStack,
    closing,
    contextmanager,
    suppress,
)
from enum import Enum
from pathlib import Path
from threading import RLock

from sqlalchemy import Connection, Engine, StaticPool, create_engine

from flashdesign.errors import (
    CollectionClosedError,
    CollectionDamagedError,
    CollectionError,
    CollectionReadOnlyError,
    CollectionReplacedError,
    CollectionTooNewError,
    FlashDesignError,
    NotFoundError,
)
from flashdesign.i18n import N_
from flashdesign.storage.copies import give_others_a_turn, read_only, verified_copy
from flashdesign.storage.header import refuse_unfit
from flashdesign.storage.known_schema import refuse_foreign_schema
from flashdesign.storage.migrations import VERSION, migrate
from flashdesign.storage.new_file import create as create_file
from flashdesign.storage.open_file import GONE, REPLACED, OpenFile
from flashdesign.storage.page_checksums import PageChecksums, forget, pages_sentence
from flashdesign.storage.sqlite_connection import EndingConnection
from flashdesign.storage.stored_json import UNREADABLE
from flashdesign.storage.trouble import explain, translated

__all__ = ["Connection", "Database"]

_CACHE_KIB = 32_768
# The WAL is emptied when nobody waits; where that never comes, it is emptied at this size.
_MOST_WAL_BYTES = 6 << 20


class _Doing(Enum):
    NOTHING = ""
    READING = "BEGIN"
    WRITING = "BEGIN IMMEDIATE"


class Database:
    """An open collection. Threads take turns; results are to be read before their block ends."""

    def __init__(self, path: Path, raw: EndingConnection, file: OpenFile) -> None:
        self.path = path
        real = Path(os.path.realpath(path))
        # A string: it is looked up at each answer, and a Path takes several times as long.
        self._wal = f"{real}-wal"
        self._raw, self._file = raw, file
        # SQLite's own lower() knows the letters of English only.
        raw.create_function("casefold", 1, str.casefold, deterministic=True)
        # Saves a copy when the file turns out to be no longer at its path; returns where.
        self.save_state: Callable[[], Path] | None = None
        self._saved: Path | None = None
        self._lock, self._copying = RLock(), RLock()
        self._doing = _Doing.NOTHING
        self._is_open = True
        self._checksums = _checksums_of(real, raw)
        self.uses_wal = self._checksums is not None
        self._engine = _engine_over(raw)
        self._connection = self._engine.connect()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = True,
        migrate_backup: Callable[[Path], object] | None = None,
    ) -> "Database":
        """Open the collection at `path`, bringing an older one up to date after a backup.

        `migrate_backup` is called with the path while nobody holds the file; without it a verified
        copy is left beside it. A file that cannot be used is left as it is. A link is followed.
        """
        with translated(path):
            file = Path(os.path.realpath(path))
            if not file.exists():
                if not create:
                    raise NotFoundError(N_("There is no collection {name!r}."), name=str(path))
                create_file(file, migrate)
            header = refuse_unfit(file, VERSION)
            file.open("rb+").close()
            _refuse_unreadable(file)
            if header.user_version < VERSION and migrate_backup is not None:
                _refuse_foreign(file)
                migrate_backup(file)
            return cls._hold(path, file, keep_copy=migrate_backup is None)

    @classmethod
    def _hold(cls, path: Path, file: Path, *, keep_copy: bool) -> "Database":
        """Open the file; after a failure nothing stays open, or it could not be restored."""
        with ExitStack() as failing:
            watched = OpenFile(file)
            failing.callback(watched.close)
            raw = _connect(file, keep_copy=keep_copy)
            failing.callback(raw.close)
            watched.remember()
            database = cls(path, raw, watched)
            failing.pop_all()
            return database

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give the connection for reading and writing; all is stored at the end, or nothing.

        Within a transaction of the same thread it joins that one.
        """
        with self._lock, self._explained():
            if self._doing is _Doing.WRITING:
                yield self._connection
                return
            if self._doing is _Doing.READING:
                problem = "a transaction cannot begin inside a read"
                raise RuntimeError(problem)
            self.refuse_replaced()
            with self._begun(_Doing.WRITING) as connection:
                yield connection
            log_bytes = self.wal_bytes()
            self._file.remember_log(log_bytes)
            if log_bytes > _MOST_WAL_BYTES:
                # All is stored already: what fails here is done later.
                with suppress(sqlite3.Error, OSError):
                    self._checkpoint()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give the connection for reading."""
        with self._lock, self._explained():
            if self._doing is not _Doing.NOTHING:
                yield self._connection
                return
            with self._begun(_Doing.READING) as connection:
                yield connection

    def wal_bytes(self) -> int:
        """Return how much was written since the last checkpoint, in bytes of the WAL."""
        try:
            return os.stat(self._wal).st_size  # noqa: PTH116 - see where it is set
        except OSError:
            return 0

    def checkpoint(self) -> None:
        """Move what was written since the last time from the WAL into the file itself."""
        with self._lock, translated(self.path):
            self.refuse_replaced()
            if self._is_open:
                self._checkpoint()

    def changed_pages(self) -> list[int]:
        """Return the pages of the file that are not as they were written, read from the disk.

        Others have their turn meanwhile. Page 0 stands for the checksums themselves.
        """
        if self._checksums is None:
            return []
        found: list[int] = []
        following: int | None = 1
        while following is not None:
            with self._lock, translated(self.path):
                some, following = self._checksums.changed(following)
                found += some
            give_others_a_turn()
        return found if self._checksums.is_readable else [0, *found]

    def refuse_replaced(self) -> None:
        """Raise CollectionReplacedError where the path leads to another file now, or to none.

        What this program has is saved as a copy first, and the error says where.
        """
        with self._lock, translated(self.path):
            problem = self._file.problem(writes_elsewhere=self.uses_wal)
            if problem is None:
                return
            self._save_once()
            if problem == REPLACED and self._saved is not None:
                self._file.drop_log()
            raise CollectionReplacedError(self.path, problem, self._saved)

    def copy_to(self, target: Path) -> None:
        """Write a verified copy of the collection to `target`; others have their turn meanwhile."""
        with self._copying, translated(self.path):
            verified_copy(self._raw, target, self._lock)

    def close(self) -> None:
        """Checkpoint and let go of the file; a second call does nothing."""
        with self._copying, self._lock:
            if not self._is_open:
                return
            self._raw.close_cursors()
            try:
                self.checkpoint()
            except CollectionReplacedError as error:
                # `opening.close_collection` shows this error to the person.
                if not error.problem.startswith(GONE):
                    if self._saved is None:
                        self._file.keep_log()
                    self._file.empty_log()
            finally:
                self._is_open = False
                self._connection.close()
                self._engine.dispose()
                self._raw.close()
                if self._checksums is not None:
                    self._checksums.close()
                self._file.close()

    def refuse_damaged(self, cause: BaseException | None = None) -> None:
        """Raise CollectionDamagedError if pages of the file are not as they were written."""
        if not self._is_open:
            return
        if changed := self.changed_pages():
            raise CollectionDamagedError(self.path, pages_sentence(changed)) from cause

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Raise errors fit to show; what looks like a bug may come of a value that was damaged."""
        is_outermost = self._doing is _Doing.NOTHING
        try:
            yield
        except Exception as error:  # noqa: BLE001 - raised again, whatever it is
            try:
                with translated(self.path):
                    raise
            except FlashDesignError:
                raise
            except Exception:
                if is_outermost:
                    self.refuse_damaged(error)
                raise

    def _save_once(self) -> None:
        # Another thread that is copying waits for the lock that is held here: no waiting for it.
        # Its copy has all that is stored; the next call saves one under the usual name.
        if self._saved is not None or not self._copying.acquire(blocking=False):
            return
        try:
            if self.save_state is not None:
                # Of a file that another program wrote into no sound copy can be made.
                with suppress(CollectionError):
                    self._saved = self.save_state()
        finally:
            self._copying.release()

    def _checkpoint(self) -> None:
        try:
            if self._checksums is not None:
                self._checksums.checkpoint()
        finally:
            # One that fails, as the disk is full, may have written some of the pages.
            self._file.remember()

    @contextmanager
    def _begun(self, doing: _Doing) -> Iterator[Connection]:
        if not self._is_open:
            raise CollectionClosedError(self.path)
        self._doing = doing
        try:
            with self._connection.begin():
                # SQLAlchemy leaves BEGIN to the driver, and the driver, in autocommit, to us.
                self._raw.execute(doing.value)
                if doing is _Doing.WRITING and self._checksums is not None:
                    self._checksums.mark()
                yield self._connection
        except BaseException:
            if self._checksums is not None:
                self._checksums.forget_mark()
            raise
        finally:
            self._doing = _Doing.NOTHING


def _checksums_of(path: Path, raw: sqlite3.Connection) -> PageChecksums | None:
    """Return what watches over the file's pages; without a write-ahead log nothing can."""
    if raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return PageChecksums(path, raw)
    forget(raw)
    return None


def _engine_over(raw: sqlite3.Connection) -> Engine:
    # Texts of cards are no part of an error, which may be sent to a stranger.
    return create_engine(
        "sqlite://", creator=lambda: raw, poolclass=StaticPool, hide_parameters=True
    )


def _refuse_unreadable(path: Path) -> None:
    """Raise where SQLite cannot read the file: opened for writing, it would delete its log."""
    if not path.with_name(f"{path.name}-wal").exists():
        return
    try:
        with read_only(path) as raw:
            raw.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except sqlite3.Error as error:
        # A transaction of a killed program that must be rolled back first is no damage.
        if not isinstance(explain(path, error), CollectionReadOnlyError):
            raise


def _refuse_foreign(path: Path) -> None:
    # Not for reading alone: the transaction of a killed program may have to be rolled back.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=0, factory=EndingConnection)) as raw:
        refuse_foreign_schema(path, raw)


def _connect(path: Path, *, keep_copy: bool) -> EndingConnection:
    raw = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=0,
        isolation_level=None,
        check_same_thread=False,
        factory=EndingConnection,
    )
    try:
        raw.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        refuse_foreign_schema(path, raw, migrate)
        configure(raw)
        _bring_up_to_date(path, raw, keep_copy=keep_copy)
    except BaseException:
        raw.close()
        raise
    return raw


def configure(raw: sqlite3.Connection) -> str:
    """Take the file for this connection alone; return the journal mode that its folder allows."""
    raw.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("PRAGMA foreign_keys=ON")
    raw.execute("PRAGMA temp_store=MEMORY")
    raw.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    mode = _journal(raw)
    raw.execute("PRAGMA wal_autocheckpoint=0").fetchall()
    raw.execute("BEGIN EXCLUSIVE")
    raw.execute("COMMIT")
    return mode


def _journal(raw: sqlite3.Connection) -> str:
    try:
        mode = str(raw.execute("PRAGMA journal_mode=WAL").fetchone()[0])
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise
        mode = "refused"
    if mode == "wal":
        return mode
    return str(raw.execute("PRAGMA journal_mode=TRUNCATE").fetchone()[0])


def _bring_up_to_date(path: Path, raw: sqlite3.Connection, *, keep_copy: bool) -> None:
    version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise CollectionTooNewError(path, version, VERSION)
    if version == VERSION:
        return
    if version == 0:
        raise CollectionDamagedError(path, "it has no format number")
    if keep_copy:
        verified_copy(raw, path.with_name(f"{path.name}.format-{version}"))
    forget(raw)
    try:
        migrate(raw)
    except (sqlite3.Error, *UNREADABLE) as error:
        # What holds for every sound file of that format does not hold for this one.
        problem = f"it cannot be brought up to date: {error}"
        raise explain(path, error) or CollectionDamagedError(path, problem) from error
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
