"""Distinction between a first start and a missing collection."""

import os
from pathlib import Path

from flashdesign.errors import CollectionMissingError, InterruptedRestoreError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.paths import AppPaths, LocationSource
from flashdesign.storage.connection import work_folder
from flashdesign.storage.connection.leftovers import replaced_files, unfinished_restore


def refuse_if_missing(paths: AppPaths) -> None:
    """Raise CollectionMissingError if there is no collection although there was one.

    A new collection is allowed only if there is no trace of an earlier one. An unfinished restore
    of an earlier version, killed between its two renames, raises InterruptedRestoreError.
    """
    file = Path(os.path.realpath(paths.collection))
    if file.exists():
        if prepared := unfinished_restore(file):
            raise InterruptedRestoreError(file, prepared)
        return
    work_folder.remove_abandoned(file)
    traces = _find_traces(paths, file)
    # With two first starts at once, the other may have created the file in the meantime.
    if traces and not file.exists():
        raise CollectionMissingError(paths.collection, tuple(traces), unfinished_restore(file))


def _find_traces(paths: AppPaths, file: Path) -> list[str]:
    """Return a sentence for each trace of an earlier collection."""
    traces = []
    if paths.location_problem:
        message = _("{problem} The collection may be somewhere else.")
        traces.append(message.format(problem=paths.location_problem))
    if paths.choice is LocationSource.SETTINGS:
        traces.append(_("It was moved there in Settings."))
    if paths.collection.is_symlink():
        traces.append(_("It is a link to {file}, which does not exist.").format(file=file))
    if paths.choice is not LocationSource.DEFAULT and not file.parent.is_dir():
        traces.append(_("The folder {folder} does not exist.").format(folder=file.parent))
    if prepared := unfinished_restore(file):
        message = _("A restore was interrupted; its result so far is {name}.")
        traces.append(message.format(name=prepared.name))
    return [*traces, *_find_files(paths, file)]


def _find_files(paths: AppPaths, file: Path) -> list[str]:
    traces = []
    for folder in dict.fromkeys((file.parent, paths.collection.parent)):
        if kept := replaced_files(folder / file.name):
            message = _("An earlier restore kept {name} in the same folder.")
            traces.append(message.format(name=kept[-1].name))
        if (folder / "window.json").exists():
            message = _("FlashDesign was used with the folder {folder} before.")
            traces.append(message.format(folder=folder))
    for suffix in ("-wal", "-journal"):
        log = file.with_name(file.name + suffix)
        if log.exists() and log.stat().st_size:
            message = _("Its latest changes are still there, in {name}.")
            traces.append(message.format(name=log.name))
    return [*traces, *_find_backups(paths)]


def _find_backups(paths: AppPaths) -> list[str]:
    folder = paths.backups
    if not folder.is_dir():
        return []
    # Not the unfinished copies of killed processes, nor the files of a file manager.
    suffix = paths.collection.suffix
    copies = sorted(copy.name for copy in folder.iterdir() if _is_copy(copy, suffix))
    if not copies:
        return [_("Its backup folder exists but is empty ({folder}).").format(folder=folder)]
    message = ngettext(
        "{n} backup is in {folder}; the last is {name}.",
        "{n} backups are in {folder}; the last is {name}.",
        len(copies),
    )
    return [message.format(n=number(len(copies)), folder=folder, name=copies[-1])]


def _is_copy(file: Path, suffix: str) -> bool:
    return file.suffix == suffix and not file.name.startswith(".") and file.is_file()
