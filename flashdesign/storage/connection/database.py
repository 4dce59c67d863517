"""The single connection to the collection: exclusive, durable, guarded by a lock."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from enum import Enum
from pathlib import Path
from threading import RLock

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
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.storage.connection.file_copy import (
    read_only,
    verified_copy,
    yield_to_other_threads,
)
from flashdesign.storage.connection.file_header import check_header
from flashdesign.storage.connection.file_identity import FileIdentity, FileProblem
from flashdesign.storage.connection.known_schema import check_schema_is_ours
from flashdesign.storage.connection.new_file import create as create_file
from flashdesign.storage.connection.page_checksums import (
    PageChecksums,
    changed_pages_text,
    delete_checksums,
)
from flashdesign.storage.connection.sqlite_connection import ClosingConnection, Connection
from flashdesign.storage.connection.sqlite_errors import (
    UNREADABLE,
    to_shown_error,
    translate_errors,
)
from flashdesign.storage.schema.migrations import VERSION, migrate

__all__ = ["Connection", "Database"]

_CACHE_KIB = 32_768
# The WAL is usually emptied while the user is idle; at this size it is emptied in any case.
_MAX_WAL_BYTES = 6 << 20


class _Activity(Enum):
    """What the connection is used for; the value is the statement that begins it."""

    NOTHING = ""
    READING = "BEGIN"
    WRITING = "BEGIN IMMEDIATE"


class Database:
    """An open collection, for one thread at a time; read all results inside the `with` block."""

    def __init__(self, path: Path, raw: ClosingConnection, file: FileIdentity) -> None:
        self.path = path
        real = Path(os.path.realpath(path))
        # A string: it is looked up at each answer, and a Path is several times slower.
        self._wal = f"{real}-wal"
        self._raw, self._file = raw, file
        # SQLite's own lower() changes ASCII letters only.
        raw.create_function("casefold", 1, str.casefold, deterministic=True)
        # Saves a copy when the file is found to be no longer at its path; returns the copy's path.
        self.save_state: Callable[[], Path] | None = None
        self._saved: Path | None = None
        self._file_problem: FileProblem | None = None
        self._lock, self._copying = RLock(), RLock()
        self._activity = _Activity.NOTHING
        self._is_open = True
        self._checksums = _open_checksums(real, raw)
        self.uses_wal = self._checksums is not None
        self._connection = Connection(raw)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = True,
        migrate_backup: Callable[[Path], object] | None = None,
    ) -> "Database":
        """Open the collection at `path`; back up one in an older format, then migrate it.

        `migrate_backup` is called with the path before the file is opened; without it, a verified
        copy is left next to the file. A file that cannot be used is left unchanged. A link is
        followed.
        """
        with translate_errors(path):
            file = Path(os.path.realpath(path))
            if not file.exists():
                if not create:
                    raise NotFoundError(N_("There is no collection {name!r}."), name=str(path))
                create_file(file, migrate)
            header = check_header(file, VERSION)
            file.open("rb+").close()
            _refuse_unreadable(file)
            if header.user_version < VERSION and migrate_backup is not None:
                _refuse_foreign(file)
                migrate_backup(file)
            return cls._open_file(path, file, keep_copy=migrate_backup is None)

    @classmethod
    def _open_file(cls, path: Path, file: Path, *, keep_copy: bool) -> "Database":
        """Open the file; close everything after a failure, so that it can be restored."""
        with ExitStack() as on_failure:
            watched = FileIdentity(file)
            on_failure.callback(watched.close)
            raw = _connect(file, keep_copy=keep_copy)
            on_failure.callback(raw.close)
            watched.record_state()
            database = cls(path, raw, watched)
            on_failure.pop_all()
            return database

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield the connection for reading and writing; all is stored at the end, or nothing.

        Inside a transaction of the same thread, join that one.
        """
        with self._lock, self._explain_errors():
            if self._activity is _Activity.WRITING:
                yield self._connection
                return
            if self._activity is _Activity.READING:
                problem = "a transaction cannot begin inside a read"
                raise RuntimeError(problem)
            self.refuse_replaced()
            with self._begin(_Activity.WRITING) as connection:
                yield connection
            log_bytes = self.wal_bytes()
            self._file.record_log_size(log_bytes)
            if log_bytes > _MAX_WAL_BYTES:
                # Everything is stored already: a checkpoint that fails here is made later.
                with suppress(sqlite3.Error, OSError):
                    self._checkpoint()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield the connection for reading."""
        with self._lock, self._explain_errors():
            if self._activity is not _Activity.NOTHING:
                yield self._connection
                return
            with self._begin(_Activity.READING) as connection:
                yield connection

    def wal_bytes(self) -> int:
        """Return the size of the WAL in bytes: how much was written since the last checkpoint."""
        try:
            return os.stat(self._wal).st_size  # noqa: PTH116 - see where it is set
        except OSError:
            return 0

    def checkpoint(self) -> None:
        """Move the content of the WAL into the file."""
        with self._lock, translate_errors(self.path):
            self.refuse_replaced()
            if self._is_open:
                self._checkpoint()

    def changed_pages(self) -> list[int]:
        """Return the pages of the file on the disk that differ from what was written.

        Other threads can use the database meanwhile. Page 0 stands for the checksums themselves.
        """
        if self._checksums is None:
            return []
        found: list[int] = []
        next_page: int | None = 1
        while next_page is not None:
            with self._lock, translate_errors(self.path):
                some, next_page = self._checksums.find_changed(next_page)
                found += some
            yield_to_other_threads()
        return found if self._checksums.is_readable else [0, *found]

    def refuse_replaced(self) -> None:
        """Raise CollectionReplacedError if the file at the path was replaced or deleted.

        A copy of the open collection is saved first; the error has its path.
        """
        with self._lock, translate_errors(self.path):
            problem = self._file.problem(writes_elsewhere=self.uses_wal)
            if problem is FileProblem.OVERWRITTEN and self._is_only_touched():
                self._file.record_time()
                problem = self._file.problem(writes_elsewhere=self.uses_wal)
            if problem is None:
                return
            self._file_problem = problem
            self._save_once()
            if problem is FileProblem.REPLACED and self._saved is not None:
                self._file.drop_log()
            raise CollectionReplacedError(self.path, problem.text, self._saved)

    def copy_to(self, target: Path) -> None:
        """Write a verified copy to `target`; other threads can use the database meanwhile."""
        with self._copying, translate_errors(self.path):
            verified_copy(self._raw, target, self._lock)

    def close(self) -> None:
        """Checkpoint and close the file; a second call does nothing."""
        with self._copying, self._lock:
            if not self._is_open:
                return
            self._raw.close_cursors()
            try:
                self.checkpoint()
            except CollectionReplacedError:
                # `lifecycle.close_collection` shows this error to the user.
                if self._file_problem is not FileProblem.GONE:
                    if self._saved is None:
                        self._file.keep_log()
                    self._file.empty_log()
            finally:
                self._is_open = False
                self._connection.close()
                self._raw.close()
                if self._checksums is not None:
                    self._checksums.close()
                self._file.close()

    def refuse_damaged(self, cause: BaseException | None = None) -> None:
        """Raise CollectionDamagedError if pages of the file differ from what was written."""
        if not self._is_open:
            return
        if changed := self.changed_pages():
            raise CollectionDamagedError(self.path, changed_pages_text(changed)) from cause

    def _is_only_touched(self) -> bool:
        """Return whether another program changed the time of the file but not its content."""
        if self._checksums is None or not self._file.has_only_another_time():
            return False
        return self._checksums.shows_no_change()

    @contextmanager
    def _explain_errors(self) -> Iterator[None]:
        """Turn SQLite errors, and errors due to damaged values, into errors to show to the user."""
        is_outermost = self._activity is _Activity.NOTHING
        try:
            yield
        except Exception as error:  # noqa: BLE001 - always raised again
            try:
                with translate_errors(self.path):
                    raise
            except FlashDesignError:
                raise
            except Exception:
                if is_outermost:
                    self.refuse_damaged(error)
                raise

    def _save_once(self) -> None:
        # A thread that is copying waits for the lock held here, so do not wait for it: deadlock.
        # Its copy has everything that is stored; the next call saves one under the usual name.
        if self._saved is not None or not self._copying.acquire(blocking=False):
            return
        try:
            if self.save_state is not None:
                # If another program wrote into the file, no sound copy can be made.
                with suppress(CollectionError):
                    self._saved = self.save_state()
        finally:
            self._copying.release()

    def _checkpoint(self) -> None:
        try:
            if self._checksums is not None:
                self._checksums.checkpoint()
        finally:
            # A failed checkpoint (disk full) may have written some of the pages.
            self._file.record_state()

    @contextmanager
    def _begin(self, activity: _Activity) -> Iterator[Connection]:
        if not self._is_open:
            raise CollectionClosedError(self.path)
        self._activity = activity
        try:
            # Neither SQLAlchemy nor the driver does this: the connection is in autocommit mode.
            self._raw.execute(activity.value)
            with self._connection.complete():
                if activity is _Activity.WRITING and self._checksums is not None:
                    self._checksums.mark()
                yield self._connection
        except BaseException:
            if self._checksums is not None:
                self._checksums.forget_mark()
            raise
        finally:
            self._activity = _Activity.NOTHING


def _open_checksums(path: Path, raw: sqlite3.Connection) -> PageChecksums | None:
    """Return the checksums of the file's pages; they need a write-ahead log, else None."""
    if raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return PageChecksums(path, raw)
    delete_checksums(raw)
    return None


def _refuse_unreadable(path: Path) -> None:
    """Raise if SQLite cannot read the file: opened for writing, SQLite would delete its log."""
    if not path.with_name(f"{path.name}-wal").exists():
        return
    try:
        with read_only(path) as raw:
            raw.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except sqlite3.Error as error:
        # An unfinished transaction of a killed process, to be rolled back first, is not damage.
        if not isinstance(to_shown_error(path, error), CollectionReadOnlyError):
            raise


def _refuse_foreign(path: Path) -> None:
    # Not read-only: an unfinished transaction of a killed process may have to be rolled back.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=0, factory=ClosingConnection)) as raw:
        check_schema_is_ours(path, raw)


def _connect(path: Path, *, keep_copy: bool) -> ClosingConnection:
    raw = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=0,
        isolation_level=None,
        check_same_thread=False,
        factory=ClosingConnection,
    )
    try:
        raw.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        check_schema_is_ours(path, raw, migrate)
        configure(raw)
        _migrate(path, raw, keep_copy=keep_copy)
    except BaseException:
        raw.close()
        raise
    return raw


def configure(raw: sqlite3.Connection) -> str:
    """Lock the file for this connection; return the journal mode that its folder allows."""
    raw.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("PRAGMA foreign_keys=ON")
    raw.execute("PRAGMA temp_store=MEMORY")
    raw.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    mode = _set_journal_mode(raw)
    raw.execute("PRAGMA wal_autocheckpoint=0").fetchall()
    raw.execute("BEGIN EXCLUSIVE")
    raw.execute("COMMIT")
    return mode


def _set_journal_mode(raw: sqlite3.Connection) -> str:
    try:
        mode = str(raw.execute("PRAGMA journal_mode=WAL").fetchone()[0])
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise
        mode = "refused"
    if mode == "wal":
        return mode
    return str(raw.execute("PRAGMA journal_mode=TRUNCATE").fetchone()[0])


def _migrate(path: Path, raw: sqlite3.Connection, *, keep_copy: bool) -> None:
    version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise CollectionTooNewError(path, version, VERSION)
    if version == VERSION:
        return
    if version == 0:
        raise CollectionDamagedError(path, LazyText(N_("it has no format number")))
    if keep_copy:
        verified_copy(raw, path.with_name(f"{path.name}.format-{version}"))
    delete_checksums(raw)
    try:
        migrate(raw)
    except (sqlite3.Error, *UNREADABLE) as error:
        # A migration cannot fail on an undamaged file of that format.
        problem = LazyText(N_("it cannot be updated to the new format: {error}"), error=str(error))
        raise to_shown_error(path, error) or CollectionDamagedError(path, problem) from error
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
