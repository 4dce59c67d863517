"""Atomic writing of files: after a failure, the file is as it was before."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from flashdesign.private_files import FILE_MODE
from flashdesign.storage.connection.file_copy import flush_folder
from flashdesign.storage.connection.new_file import link_or_rename
from flashdesign.storage.connection.work_folder import remove_abandoned, work_folder

_DEFAULT_MODE = 0o666  # less what the umask takes away
_NEW_FILE_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_text(path: Path, text: str) -> None:
    """Write a text; raises OSError on failure."""
    write_with(path, lambda file: file.write(text.encode()))


def write_with(path: Path, write_to: Callable[[BinaryIO], int], *, private: bool = False) -> int:
    """Write to a new file, flush and rename it; return what `write_to` returns.

    An existing file keeps its mode, and a link stays a link: its target is written. Only the owner
    can read a new file if it is `private`. Raises OSError on failure.
    """
    target = Path(os.path.realpath(path))
    before = _status(target)
    target.parent.stat()  # raises OSError if there is no such folder
    remove_abandoned(target)
    with _temporary_folder(target) as folder:
        new_file = folder / "new"
        mode = _DEFAULT_MODE if before is None and not private else FILE_MODE
        with os.fdopen(os.open(new_file, _NEW_FILE_FLAGS, mode), "w+b") as file:
            result = write_to(file)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            _copy_permissions(new_file, before)
        new_file.replace(target)
        flush_folder(target.parent)
    return result


def create_file(path: Path, data: bytes) -> None:
    """Write a new file; raises FileExistsError if the name is in use."""
    if not stat.S_ISDIR(path.parent.stat().st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path.parent))
    if os.path.lexists(path):
        raise FileExistsError(path)
    with _temporary_folder(path) as folder:
        new_file = folder / "new"
        with os.fdopen(os.open(new_file, _NEW_FILE_FLAGS, _DEFAULT_MODE), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        link_or_rename(new_file, path)
        flush_folder(path.parent)


@contextmanager
def _temporary_folder(path: Path) -> Iterator[Path]:
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(work_folder(path))
        except OSError as error:
            if error.errno != errno.ENOLCK:
                raise
            # Some network drives do not support locks: this folder stays if the process is killed.
            plain = TemporaryDirectory(prefix=".flashdesign-", dir=path.parent)
            folder = Path(stack.enter_context(plain))
        yield folder


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _copy_permissions(path: Path, before: os.stat_result) -> None:
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, before.st_uid, before.st_gid)
    path.chmod(stat.S_IMODE(before.st_mode))
