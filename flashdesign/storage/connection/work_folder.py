"""Temporary work folders next to a file, and removal of those that killed processes left."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from flashdesign.private_files import is_own, make_folder

_SUFFIX = ".work"
# SQLite's file lock works the same on every system, and ends with its process.
_LOCK = "lock"
_ATTEMPTS = 3
_ERRNO = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}
_MAX_NAME_BYTES = 200


@contextmanager
def work_folder(file: Path) -> Iterator[Path]:
    """Create a folder on the same drive as `file`; it is removed at the end of the block.

    Raises OSError if it cannot be created: ENOLCK if the drive does not support locks.
    """
    make_folder(file.parent)
    folder, lock = _create_locked(file)
    try:
        yield folder
    finally:
        lock.close()
        _remove(folder)


def remove_abandoned(file: Path) -> None:
    """Remove the work folders of `file` whose program no longer runs."""
    remove_abandoned_in(file.parent, _prefix(file))


def remove_abandoned_in(parent: Path, prefix: str) -> None:
    """Remove the work folders in `parent` with this prefix whose program no longer runs."""
    for folder in _folders(parent, prefix):
        with suppress(OSError, sqlite3.Error):
            _remove_abandoned(folder)


def _folders(parent: Path, prefix: str) -> list[Path]:
    try:
        return [
            entry
            for entry in parent.iterdir()
            if entry.name.startswith(prefix)
            and entry.name.endswith(_SUFFIX)
            # In a shared folder, a work folder of another user is not ours.
            and is_own(entry)
        ]
    except OSError:
        return []


def _prefix(file: Path) -> str:
    # The name with prefix and suffix must not exceed 255 bytes.
    name = os.fsdecode(os.fsencode(file.name)[:_MAX_NAME_BYTES])
    return f".{name}."


def _create_locked(file: Path) -> tuple[Path, sqlite3.Connection]:
    for _attempt in range(_ATTEMPTS - 1):
        # Until it is locked, another program may consider the folder abandoned.
        with suppress(OSError):
            return _try_create(file)
    return _try_create(file)


def _try_create(file: Path) -> tuple[Path, sqlite3.Connection]:
    folder = Path(mkdtemp(prefix=_prefix(file), suffix=_SUFFIX, dir=file.parent))
    try:
        lock = sqlite3.connect(
            folder / _LOCK, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except BaseException:
            lock.close()
            raise
    except sqlite3.Error as error:
        shutil.rmtree(folder, ignore_errors=True)
        code = _ERRNO.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, errno.ENOLCK)
        raise OSError(code, os.strerror(code), str(folder)) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder, lock


def _remove_abandoned(folder: Path) -> None:
    lock = folder / _LOCK
    if not lock.exists():
        # Its program was killed before locking it, so it is empty; otherwise it is not ours.
        folder.rmdir()
        return
    with closing(sqlite3.connect(f"{lock.as_uri()}?mode=rw", uri=True, timeout=0)) as held:
        held.execute("BEGIN EXCLUSIVE")
    _remove(folder)


def _remove(folder: Path) -> None:
    """Remove the folder, the lock file last: without it, the rest is not recognized as ours."""
    with suppress(OSError):
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name != _LOCK:
                entry.unlink()
        (folder / _LOCK).unlink(missing_ok=True)
        folder.rmdir()
