"""Write a file so that it is there whole, or as it was before."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from flashdesign.private_files import FILE_MODE
from flashdesign.storage.copies import flush_folder
from flashdesign.storage.new_file import link_or_rename
from flashdesign.storage.work_folder import sweep, work_folder

_USUAL_MODE = 0o666  # less what the umask takes away
_FRESH = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write(path: Path, text: str) -> None:
    """Write a text; raises OSError where that cannot be done."""
    fill(path, lambda file: file.write(text.encode()))


def fill(path: Path, write_to: Callable[[BinaryIO], int], *, private: bool = False) -> int:
    """Write aside, flush, and rename; raises OSError where that cannot be done.

    A file that is there keeps its mode, and a link its nature: what it leads to is written. A new
    file is for its owner alone if it is `private`.
    """
    target = Path(os.path.realpath(path))
    before = _status(target)
    target.parent.stat()  # it is not made here
    sweep(target)
    with _work_on(target) as folder:
        aside = folder / "new"
        mode = _USUAL_MODE if before is None and not private else FILE_MODE
        with os.fdopen(os.open(aside, _FRESH, mode), "w+b") as file:
            filled = write_to(file)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            _keep_rights(aside, before)
        aside.replace(target)
        flush_folder(target.parent)
    return filled


def create(path: Path, data: bytes) -> None:
    """Write a new file; raises FileExistsError where there is anything of that name."""
    if not stat.S_ISDIR(path.parent.stat().st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path.parent))
    if os.path.lexists(path):
        raise FileExistsError(path)
    with _work_on(path) as folder:
        aside = folder / "new"
        with os.fdopen(os.open(aside, _FRESH, _USUAL_MODE), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        link_or_rename(aside, path)
        flush_folder(path.parent)


@contextmanager
def _work_on(path: Path) -> Iterator[Path]:
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(work_folder(path))
        except OSError as error:
            if error.errno != errno.ENOLCK:
                raise
            # Some drives of a network lock nothing: such a folder is not swept after a kill.
            plain = TemporaryDirectory(prefix=".flashdesign-", dir=path.parent)
            folder = Path(stack.enter_context(plain))
        yield folder


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _keep_rights(path: Path, before: os.stat_result) -> None:
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, before.st_uid, before.st_gid)
    path.chmod(stat.S_IMODE(before.st_mode))
