"""Detection that the open collection file is no longer the file at its path."""

import os
import shutil
from contextlib import suppress
from enum import Enum
from pathlib import Path

from flashdesign.i18n.translation import N_, LazyText


class FileProblem(Enum):
    """What happened to an open file; the value is the message to show."""

    GONE = N_("the file was deleted or moved away while it was open")
    REPLACED = N_("another program replaced the file while it was open")
    OVERWRITTEN = N_("another program wrote into the file while it was open")
    LOG_CHANGED = N_("another program changed the file's write-ahead log while it was open")

    @property
    def text(self) -> LazyText:
        """Return the message to show."""
        return LazyText(self.value)


class FileIdentity:
    """A separate handle on the collection file, to compare with the file at the path.

    Close it after SQLite has closed the file: on POSIX systems, closing any handle of a process
    releases all its locks. On Windows an open file cannot be replaced or deleted, so this class
    does nothing there.
    """

    def __init__(self, path: Path) -> None:
        self._wal_path = path.with_name(f"{path.name}-wal")
        # Strings: both are looked up at each answer, and a Path is several times slower.
        self._name, self._wal_name = os.fspath(path), os.fspath(self._wal_path)
        self._handle = None if os.name == "nt" else os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._wal: os.stat_result | None = None
        self._remembered = (0, 0)
        self._log_bytes = 0
        self.record_state()

    def record_state(self) -> None:
        """Record the present size and time of the file as written by this program."""
        if self._handle is None:
            return
        status = os.fstat(self._handle)
        self._remembered = (status.st_size, status.st_mtime_ns)
        if self._wal is None:
            with suppress(OSError):
                self._wal = self._wal_path.stat()
        self._log_bytes = 0

    def has_only_another_time(self) -> bool:
        """Return whether the file has its recorded size, but another time of its last change."""
        if self._handle is None:
            return False
        status = os.fstat(self._handle)
        return status.st_size == self._remembered[0] and status.st_mtime_ns != self._remembered[1]

    def record_time(self) -> None:
        """Record the present time of a file whose content is as this program wrote it."""
        if self._handle is not None:
            self._remembered = (self._remembered[0], os.fstat(self._handle).st_mtime_ns)

    def record_log_size(self, log_bytes: int) -> None:
        """Record the size of the log that this program wrote; a smaller log is a problem."""
        self._log_bytes = log_bytes

    def problem(self, *, writes_elsewhere: bool) -> FileProblem | None:
        """Return what happened to the file, or None if nothing did.

        `writes_elsewhere`: since `record_state`, this program wrote only to the write-ahead log.
        """
        if self._handle is None:
            return None
        status = os.fstat(self._handle)
        try:
            status_at_path = os.stat(self._name)  # noqa: PTH116 - see where it is set
        except (FileNotFoundError, NotADirectoryError):
            return FileProblem.GONE
        if not os.path.samestat(status, status_at_path):
            return FileProblem.REPLACED
        is_as_remembered = (status.st_size, status.st_mtime_ns) == self._remembered
        if writes_elsewhere and not is_as_remembered:
            return FileProblem.OVERWRITTEN
        return FileProblem.LOG_CHANGED if writes_elsewhere and not self._has_whole_log() else None

    def drop_log(self) -> None:
        """Remove our log, so that SQLite does not read it into the other program's file."""
        if self._has_own_log():
            with suppress(OSError):
                self._wal_path.unlink()

    def keep_log(self) -> None:
        """Copy our log to a name that SQLite does not read: only it has the newest answers."""
        log = self._own_log()
        if log is None or not log.st_size:
            return
        number = 1
        while (kept := self._wal_path.with_name(f"{self._wal_path.name}-kept-{number}")).exists():
            number += 1
        with suppress(OSError):
            shutil.copy(self._wal_path, kept)

    def empty_log(self) -> None:
        """Empty our log and remove it, so that it is not written into the other program's file."""
        if self._has_own_log():
            with suppress(OSError):
                os.truncate(self._wal_path, 0)
                self._wal_path.unlink()

    def close(self) -> None:
        """Close the handle."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _has_own_log(self) -> bool:
        return self._own_log() is not None

    def _has_whole_log(self) -> bool:
        """Return whether the log has all that was written: SQLite would read zeros for the rest."""
        if self._wal is None or not self._log_bytes:
            return True
        log = self._own_log()
        return log is not None and log.st_size >= self._log_bytes

    def _own_log(self) -> os.stat_result | None:
        try:
            log = os.stat(self._wal_name)  # noqa: PTH116 - see where it is set
        except OSError:
            return None
        return log if self._wal is not None and os.path.samestat(self._wal, log) else None
