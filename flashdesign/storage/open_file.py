"""Watch that the file which is open is still the one that lies at its path."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

GONE = "the file was deleted or moved away while it was open"
REPLACED = "another program replaced the file while it was open"
OVERWRITTEN = "another program wrote into the file while it was open"
LOG_CHANGED = "another program changed the log of writes beside the file while it was open"


class OpenFile:
    """A handle of its own on the collection's file, to compare with what the path leads to.

    Close it after SQLite has let go of the file: on POSIX systems, closing any handle of a process
    ends the locks of all. Windows lets nobody replace or delete an open file, so there it is idle.
    """

    def __init__(self, path: Path) -> None:
        self._wal_path = path.with_name(f"{path.name}-wal")
        # Strings: both are looked up at each answer, and a Path takes several times as long.
        self._name, self._wal_name = os.fspath(path), os.fspath(self._wal_path)
        self._handle = None if os.name == "nt" else os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._wal: os.stat_result | None = None
        self._seen = (0, 0)
        self._log_bytes = 0
        self.remember()

    def remember(self) -> None:
        """Take the file as it is now for what this program wrote."""
        if self._handle is None:
            return
        status = os.fstat(self._handle)
        self._seen = (status.st_size, status.st_mtime_ns)
        if self._wal is None:
            with suppress(OSError):
                self._wal = self._wal_path.stat()
        self._log_bytes = 0

    def remember_log(self, log_bytes: int) -> None:
        """Note that this program wrote so much to the log: it must not become less by itself."""
        self._log_bytes = log_bytes

    def problem(self, *, writes_elsewhere: bool) -> str | None:
        """Return what happened to the file, or None while all is well.

        `writes_elsewhere`: this program wrote only to the log beside the file since `remember`.
        """
        if self._handle is None:
            return None
        status = os.fstat(self._handle)
        try:
            there = os.stat(self._name)  # noqa: PTH116 - see where it is set
        except (FileNotFoundError, NotADirectoryError):
            return GONE
        if not os.path.samestat(status, there):
            return REPLACED
        is_as_seen = (status.st_size, status.st_mtime_ns) == self._seen
        if writes_elsewhere and not is_as_seen:
            return OVERWRITTEN
        return LOG_CHANGED if writes_elsewhere and not self._has_whole_log() else None

    def drop_log(self) -> None:
        """Remove our log's name, lest SQLite reads the log into the other program's file."""
        if self._has_own_log():
            with suppress(OSError):
                self._wal_path.unlink()

    def keep_log(self) -> None:
        """Copy our log to a name that SQLite does not read: nothing else has the newest answers."""
        log = self._own_log()
        if log is None or not log.st_size:
            return
        number = 1
        while (kept := self._wal_path.with_name(f"{self._wal_path.name}-kept-{number}")).exists():
            number += 1
        with suppress(OSError):
            shutil.copy(self._wal_path, kept)

    def empty_log(self) -> None:
        """Empty our log and remove it, so that nobody writes it into the other program's file."""
        if self._has_own_log():
            with suppress(OSError):
                os.truncate(self._wal_path, 0)
                self._wal_path.unlink()

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _has_own_log(self) -> bool:
        return self._own_log() is not None

    def _has_whole_log(self) -> bool:
        """Tell whether the log has all that was written: SQLite would read zeros for the rest."""
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
