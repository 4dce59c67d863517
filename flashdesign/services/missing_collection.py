"""Tell a first start from one whose collection is away, and say what lies at its place."""

import os
from pathlib import Path

from flashdesign.errors import CollectionMissingError, InterruptedRestoreError
from flashdesign.paths import Choice, Places
from flashdesign.storage import work_folder
from flashdesign.storage.leftovers import replaced_files, unfinished_restore


def refuse_if_missing(places: Places) -> None:
    """Raise CollectionMissingError where there is no collection though there was one.

    Only where no trace of an earlier one is found may a new one begin. A restore that was killed
    between two renamings, as earlier versions did them, raises InterruptedRestoreError.
    """
    file = Path(os.path.realpath(places.collection))
    if file.exists():
        if prepared := unfinished_restore(file):
            raise InterruptedRestoreError(file, prepared)
        return
    work_folder.sweep(file)
    found = _traces(places, file)
    # Two first starts at once: the other may have made it meanwhile.
    if found and not file.exists():
        raise CollectionMissingError(places.collection, tuple(found), unfinished_restore(file))


def _traces(places: Places, file: Path) -> list[str]:
    """Return a sentence for each thing that shows that there was a collection."""
    found = [f"{places.unread} The collection may be somewhere else."] if places.unread else []
    if places.choice is Choice.MOVED:
        found.append("It was moved there in Settings.")
    if places.collection.is_symlink():
        found.append(f"It is a link to {file}, which does not exist.")
    if places.choice is not Choice.DEFAULT and not file.parent.is_dir():
        found.append(f"The folder {file.parent} does not exist.")
    if prepared := unfinished_restore(file):
        found.append(f"A restore was interrupted; its result so far is {prepared.name}.")
    return [*found, *_files(places, file)]


def _files(places: Places, file: Path) -> list[str]:
    found = []
    for folder in dict.fromkeys((file.parent, places.collection.parent)):
        if kept := replaced_files(folder / file.name):
            found.append(f"An earlier restore kept {kept[-1].name} in the same folder.")
        if (folder / "window.json").exists():
            found.append(f"FlashDesign has used this folder before ({folder} has its window.json).")
    for suffix in ("-wal", "-journal"):
        log = file.with_name(file.name + suffix)
        if log.exists() and log.stat().st_size:
            found.append(f"Its write-ahead log is still there ({log.name}).")
    return [*found, *_backups(places)]


def _backups(places: Places) -> list[str]:
    folder = places.backups
    if not folder.is_dir():
        return []
    # Not what a killed program left of a copy, nor what a file manager keeps there.
    suffix = places.collection.suffix
    copies = sorted(copy.name for copy in folder.iterdir() if _is_copy(copy, suffix))
    if not copies:
        return [f"Its backup folder exists but is empty ({folder})."]
    count = f"{len(copies)} backups are" if len(copies) > 1 else "1 backup is"
    return [f"{count} in {folder}; the last is {copies[-1]}."]


def _is_copy(file: Path, suffix: str) -> bool:
    return file.suffix == suffix and not file.name.startswith(".") and file.is_file()
