"""Make files and folders that nobody but their owner can read, whatever the umask says."""

import os
from contextlib import suppress
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o600, 0o700


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing; one that is there stays as it is."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    with suppress(FileExistsError):  # raised again below where it is no folder
        folder.mkdir(FOLDER_MODE)
        folder.chmod(FOLDER_MODE)
        return
    folder.mkdir(exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file; raises FileExistsError where there is anything of that name."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    path.chmod(FILE_MODE)
