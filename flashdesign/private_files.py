"""Files and folders that only their owner can read, whatever the umask."""

import os
import stat
import sys
from contextlib import suppress
from errno import ENOTDIR
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o600, 0o700


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents; an existing one keeps its permissions.

    Raises NotADirectoryError if a file has this name.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(FOLDER_MODE)
        folder.chmod(FOLDER_MODE)
        return
    if not folder.is_dir():
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(folder))


def is_own(folder: Path) -> bool:
    """Return whether this is a folder, not a link, and the current user owns it."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    is_owner = sys.platform == "win32" or status.st_uid == os.getuid()
    return stat.S_ISDIR(status.st_mode) and is_owner


def is_private(folder: Path) -> bool:
    """Return whether this is a folder, not a link, that only the current user can enter."""
    others = stat.S_IRWXG | stat.S_IRWXO
    return is_own(folder) and (sys.platform == "win32" or not folder.lstat().st_mode & others)


def make_file(path: Path) -> None:
    """Create an empty file; raises FileExistsError if the name is taken."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    path.chmod(FILE_MODE)
