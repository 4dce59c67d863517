"""Put a backup in the collection's place without losing what was answered since."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flashdesign.domain.moments import Moment, as_utc
from flashdesign.errors import CollectionDamagedError, CollectionError, CollectionOpenError
from flashdesign.storage.copies import SIDECARS, flush_folder, read_only, verified_copy
from flashdesign.storage.database import Connection, Database
from flashdesign.storage.header import refuse_unfit
from flashdesign.storage.migrations import VERSION
from flashdesign.storage.rebuild import RulesOf
from flashdesign.storage.salvage import merge_from
from flashdesign.storage.trouble import translated

_PRIMARY = 0xFF


@dataclass(frozen=True, slots=True)
class Restored:
    """Where the old file went, how many later rows of its log were saved, and whether all were."""

    kept: Path | None
    merged: int
    is_whole: bool


def restore(
    path: Path, backup: Path, moment: Moment, rules: Callable[[Connection], RulesOf]
) -> Restored:
    """Make `backup` the collection at `path`, which nobody may have open.

    The old file is kept under another name, and the rows of its log that the backup lacks are
    merged in, as far as they can be read; `rules` reads the restored collection's. An unfit
    backup is refused before anything changes.
    """
    _refuse_if_open(path)
    aside = path.with_name(f"{path.name}.restoring")
    _remove(aside)
    try:
        with translated(backup):
            refuse_unfit(backup, VERSION)
            with read_only(backup) as raw:
                verified_copy(raw, aside)
        with closing(Database.open(aside, migrate_backup=lambda _: None)) as database:
            merged, is_whole = _merge_later_rows(path, database, rules)
        with translated(path):
            kept = _set_aside(path, moment)
            aside.replace(path)
            flush_folder(path.parent)
    finally:
        _remove(aside)
    return Restored(kept, merged, is_whole)


def _merge_later_rows(
    path: Path, database: Database, rules: Callable[[Connection], RulesOf]
) -> tuple[int, bool]:
    if not path.exists():
        return 0, True
    with _scratch_copy(path) as copy:
        try:
            old = Database.open(copy, create=False, migrate_backup=lambda _: None)
        except CollectionError:
            return 0, False
        try:
            return merge_from(old, database, rules)
        finally:
            _close_damaged(old)


@contextmanager
def _scratch_copy(path: Path) -> Iterator[Path]:
    """Copy the file with its sidecars: reading alone may change a damaged or unfinished one."""
    copy = path.with_name(f"{path.name}.salvaged")
    _remove(copy)
    try:
        for suffix in ("", *SIDECARS):
            part = path.with_name(path.name + suffix)
            if part.exists():
                shutil.copyfile(part, copy.with_name(copy.name + suffix))
        yield copy
    finally:
        _remove(copy)


def _close_damaged(database: Database) -> None:
    try:
        database.close()
    except CollectionDamagedError:
        return


def _refuse_if_open(path: Path) -> None:
    if not path.exists():
        return
    try:
        with read_only(path) as raw:
            raw.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except sqlite3.Error as error:
        # Any other failure is why one restores.
        if getattr(error, "sqlite_errorcode", 0) & _PRIMARY == sqlite3.SQLITE_BUSY:
            raise CollectionOpenError(path) from error


def _set_aside(path: Path, moment: Moment) -> Path | None:
    if not path.exists():
        return None
    kept = _free_name(path, f"{path.stem}-replaced-{as_utc(moment.at):%Y%m%d-%H%M%S}")
    for suffix in SIDECARS:
        sidecar = path.with_name(path.name + suffix)
        if sidecar.exists():
            sidecar.replace(kept.with_name(kept.name + suffix))
    return path.replace(kept)


def _free_name(path: Path, stem: str) -> Path:
    wanted, number = path.with_name(stem + path.suffix), 1
    while wanted.exists():
        number += 1
        wanted = path.with_name(f"{stem}-{number}{path.suffix}")
    return wanted


def _remove(path: Path) -> None:
    for suffix in ("", *SIDECARS):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
