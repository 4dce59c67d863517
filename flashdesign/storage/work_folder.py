"""Lend a folder beside a file for unfinished work, and sweep away what killed programs left."""

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
# SQLite locks a file in the same way on every system, and the lock ends with its process.
_LOCK = "lock"
_ATTEMPTS = 3
_ERRNO = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}
_LONGEST_NAME_BYTES = 200


@contextmanager
def work_folder(file: Path) -> Iterator[Path]:
    """Yield a new folder on the same drive as `file`, and remove it at the end.

    Raises OSError where it cannot be made: ENOLCK where the drive locks no files.
    """
    make_folder(file.parent)
    folder, lock = _locked_folder(file)
    try:
        yield folder
    finally:
        lock.close()
        _remove(folder)


def sweep(file: Path) -> None:
    """Remove the folders of work on `file` whose program no longer runs."""
    sweep_all(file.parent, _prefix(file))


def sweep_all(parent: Path, prefix: str) -> None:
    """Remove the folders of work in `parent` with this prefix whose program no longer runs."""
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
            # In a folder that is shared, one that somebody else laid there is no work of ours.
            and is_own(entry)
        ]
    except OSError:
        return []


def _prefix(file: Path) -> str:
    # With what is added, the name must not be longer than a name may be: 255 bytes.
    name = os.fsdecode(os.fsencode(file.name)[:_LONGEST_NAME_BYTES])
    return f".{name}."


def _locked_folder(file: Path) -> tuple[Path, sqlite3.Connection]:
    for _ in range(_ATTEMPTS - 1):
        # Until it is locked, another program may take the folder for abandoned.
        with suppress(OSError):
            return _try_folder(file)
    return _try_folder(file)


def _try_folder(file: Path) -> tuple[Path, sqlite3.Connection]:
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
        # Killed before it was locked, when it was still empty; else it is not ours.
        folder.rmdir()
        return
    with closing(sqlite3.connect(f"{lock.as_uri()}?mode=rw", uri=True, timeout=0)) as held:
        held.execute("BEGIN EXCLUSIVE")
    _remove(folder)


def _remove(folder: Path) -> None:
    """Remove the folder with the lock last: without it, nobody knows the rest for ours."""
    with suppress(OSError):
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name != _LOCK:
                entry.unlink()
        (folder / _LOCK).unlink(missing_ok=True)
        folder.rmdir()
