"""Restore of a backup, into which the reviews made since it are merged."""

import filecmp
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from flashdesign.domain.scheduling.study_day import StudyMoment, as_utc
from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    CollectionOpenError,
    CollectionReadOnlyError,
    FlashDesignError,
)
from flashdesign.storage.backup.row_removal import remove_unreadable
from flashdesign.storage.backup.salvage import recover_into
from flashdesign.storage.connection.database import Connection, Database
from flashdesign.storage.connection.file_copy import (
    SIDECARS,
    flush,
    flush_folder,
    read_only,
    verified_copy,
)
from flashdesign.storage.connection.file_header import check_header
from flashdesign.storage.connection.known_schema import (
    check_schema_is_complete,
    check_schema_is_ours,
    drop_foreign_triggers_and_views,
)
from flashdesign.storage.connection.leftovers import prepared_name, replaced_files, sidecars_of
from flashdesign.storage.connection.new_file import free_name, keep_stray_sidecars, link_or_rename
from flashdesign.storage.connection.sqlite_errors import to_shown_error, translate_errors
from flashdesign.storage.connection.work_folder import remove_abandoned, work_folder
from flashdesign.storage.review_log.replay import RulesOf, rebuild
from flashdesign.storage.schema.migrations import VERSION


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """The path of the old file, the number of merged later log rows, and whether all were merged.

    `unreadable` counts the parts of the backup that could not be read and were left out.
    """

    old_file: Path | None
    merged_count: int
    is_whole: bool
    unreadable_count: int = 0


def restore(
    path: Path, backup: Path, moment: StudyMoment, rules: Callable[[Connection], RulesOf]
) -> RestoreResult:
    """Replace the collection at `path`, which must not be open, with `backup`.

    The old file is kept under another name, and the readable rows of its log that the backup lacks
    are merged; `rules` reads the scheduling rules of the restored collection. A backup that cannot
    be used is refused before anything changes. The result is built and fully read in a work folder,
    and replaces the old file with one rename: a kill leaves either the old or the new file.
    """
    path = Path(os.path.realpath(path))
    _refuse_if_open(path)
    remove_abandoned(path)
    with work_folder(path) as folder:
        before = _file_state(path)
        new_collection = folder / path.name
        _copy_backup(backup, new_collection)
        with closing(Database.open(new_collection, migrate_backup=lambda _: None)) as database:
            unreadable = _make_readable(database, backup, rules)
            merged, is_whole = _merge_later_rows(path, folder, database, rules)
        _refuse_if_open(path)
        if _file_state(path) != before:
            raise CollectionOpenError(path)
        with translate_errors(path):
            kept = _replace_file(path, new_collection, moment)
    if backup == prepared_name(path):
        backup.unlink(missing_ok=True)
    return RestoreResult(kept, merged, is_whole, unreadable)


def _copy_backup(backup: Path, new_collection: Path) -> None:
    with translate_errors(backup):
        check_header(backup, VERSION)
        with read_only(backup) as raw:
            check_schema_is_ours(backup, raw)
            check_schema_is_complete(backup, raw)
            verified_copy(raw, new_collection)


def _make_readable(database: Database, backup: Path, rules: Callable[[Connection], RulesOf]) -> int:
    """Read all rows, and rebuild the memories from the log, as theirs may be damaged too."""
    try:
        with database.transaction() as conn:
            unreadable = remove_unreadable(conn)
            rebuild(conn, rules(conn))
    except CollectionError:
        raise
    except (FlashDesignError, ValueError, TypeError, LookupError, ArithmeticError) as error:
        raise CollectionDamagedError(backup, str(error)) from error
    return unreadable


def _merge_later_rows(
    path: Path, folder: Path, database: Database, rules: Callable[[Connection], RulesOf]
) -> tuple[int, bool]:
    if not path.exists():
        return 0, True
    # Copied first, since even reading may change a damaged or unfinished file.
    copy = folder / "old"
    for suffix, part in _parts(path):
        shutil.copyfile(part, copy.with_name(copy.name + suffix))
    # A malicious trigger in the old file must not prevent merging its reviews.
    with suppress(sqlite3.Error), closing(sqlite3.connect(copy, isolation_level=None)) as raw:
        drop_foreign_triggers_and_views(raw)
    try:
        old = Database.open(copy, create=False, migrate_backup=lambda _: None)
    except CollectionError:
        return 0, False
    try:
        return recover_into(old, database, rules)
    finally:
        _close_damaged(old)


def _parts(path: Path) -> Iterator[tuple[str, Path]]:
    """Yield the file and its SQLite sidecars, each with its suffix."""
    log_owner = path
    if not any(sidecar.exists() for sidecar in sidecars_of(path)):
        # A killed restore may have moved the log of a damaged file away already.
        log_owner = next(_twins_with_log(path), path)
    yield "", path
    for suffix in SIDECARS:
        sidecar = log_owner.with_name(log_owner.name + suffix)
        if sidecar.exists():
            yield suffix, sidecar


def _twins_with_log(path: Path) -> Iterator[Path]:
    """Yield the kept files that equal the file at `path` and still have their log."""
    for kept in replaced_files(path):
        with suppress(OSError):
            if sidecars_of(kept) and filecmp.cmp(kept, path, shallow=False):
                yield kept


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
        # Other failures are expected: a damaged file is the reason to restore.
        if isinstance(to_shown_error(path, error), CollectionOpenError):
            raise CollectionOpenError(path) from error


def _file_state(path: Path) -> list[tuple[int, int]]:
    """Return sizes and times that change when a program writes to the collection."""
    state = []
    for part in (path, *(path.with_name(path.name + suffix) for suffix in ("-wal", "-journal"))):
        with suppress(FileNotFoundError):
            status = part.stat()
            state.append((status.st_size, status.st_mtime_ns))
    return state


def _replace_file(path: Path, new_collection: Path, moment: StudyMoment) -> Path | None:
    """Keep the old file under another name, then replace it with the new one by one rename."""
    kept = free_name(path, f"{path.stem}-replaced-{as_utc(moment.at):%Y%m%d-%H%M%S}")
    flush(new_collection)
    if not path.exists():
        keep_stray_sidecars(path, kept)
        new_collection.replace(path)
        flush_folder(path.parent)
        return None
    shutil.copymode(path, new_collection)
    _write_log_into_file(path)
    _keep(path, kept, new_collection.parent)
    # The log of the old file must not stay: SQLite would read it into the new file.
    for sidecar in sidecars_of(path):
        sidecar.unlink()
    new_collection.replace(path)
    flush_folder(path.parent)
    return kept


def _write_log_into_file(path: Path) -> None:
    """Let SQLite move the log that a killed process left into the file."""
    if not sidecars_of(path) or not _can_be_opened(path):
        # SQLite deletes the log of a file that it cannot open for writing, so keep that log.
        return
    uri = f"{path.as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=0)) as raw:
            raw.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
            raw.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error as error:
        if isinstance(to_shown_error(path, error), CollectionOpenError):
            raise


def _can_be_opened(path: Path) -> bool:
    try:
        with read_only(path) as raw:
            raw.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except sqlite3.Error as error:
        # An unfinished transaction of a killed process, to be rolled back first, is not damage.
        return isinstance(to_shown_error(path, error), CollectionReadOnlyError)
    return True


def _keep(path: Path, kept: Path, folder: Path) -> None:
    for sidecar in sidecars_of(path):
        if sidecar.stat().st_size:
            suffix = sidecar.name.removeprefix(path.name)
            _copy(sidecar, kept.with_name(kept.name + suffix), folder)
    try:
        os.link(path, kept)
    except OSError:
        # This drive has no hard links.
        _copy(path, kept, folder)
    flush_folder(kept.parent)


def _copy(file: Path, name: Path, folder: Path) -> None:
    copy = folder / name.name
    shutil.copy(file, copy)
    flush(copy)
    link_or_rename(copy, name)
