"""Make files and folders that nobody but their owner can read, whatever the umask says."""

import os
import stat
import sys
from contextlib import suppress
from errno import ENOTDIR
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o600, 0o700


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents; an existing one keeps its permissions.

    Raises NotADirectoryError where there is a file of this name.
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
    """Tell whether this is a folder, not a link, and ours."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and (sys.platform == "win32" or found.st_uid == os.getuid())


def is_private(folder: Path) -> bool:
    """Tell whether this is a folder, not a link, that is ours and that nobody else can enter."""
    others = stat.S_IRWXG | stat.S_IRWXO
    return is_own(folder) and (sys.platform == "win32" or not folder.lstat().st_mode & others)


def make_file(path: Path) -> None:
    """Make an empty file; raises FileExistsError where there is anything of that name."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    path.chmod(FILE_MODE)
