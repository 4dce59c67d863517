"""Backups: verified copies of the collection, and deletion of the old ones."""

import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flashdesign.domain.scheduling.study_day import StudyMoment, as_utc
from flashdesign.storage.backup.restore import RestoreResult, restore
from flashdesign.storage.connection.database import Database
from flashdesign.storage.connection.file_copy import verified_copy
from flashdesign.storage.connection.sqlite_errors import translate_errors

__all__ = [
    "Backup",
    "RestoreResult",
    "back_up",
    "back_up_file",
    "list_backups",
    "restore",
    "stamps_to_keep",
]

KEPT_DAYS, KEPT_WEEKS = 7, 4
# A backup made before an action is kept for this time, but at most this many of them.
KEPT_BEFORE, MAX_KEPT_BEFORE = timedelta(days=7), 20
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(
    r"(?P<stem>.+)-(?P<stamp>\d{8}-\d{6})(?:-before-(?P<act>[a-z]+)(?:-\d+)?)?(?P<suffix>\.[^.]*)?"
)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup, when it was made, and the action before which it was made ("" if none)."""

    path: Path
    at: datetime
    before: str = ""


def back_up(database: Database, folder: Path, moment: StudyMoment, before: str = "") -> Path:
    """Write a verified copy of the open collection to `folder` and delete old backups.

    One made `before` an action, such as "import", is kept for a week.
    """
    target = _target(database.path, folder, moment, before)
    database.copy_to(target)
    if not database.changed_pages():
        # A backup of a damaged file may lack data that an older one still has.
        _delete_old(database.path, folder, moment)
    return target


def back_up_file(path: Path, folder: Path, moment: StudyMoment, before: str = "") -> Path:
    """Write a verified copy of a collection that is not open, in any format."""
    target = _target(path, folder, moment, before)
    with (
        translate_errors(path),
        closing(sqlite3.connect(_read_write_uri(path), uri=True, timeout=0)) as source,
    ):
        verified_copy(source, target)
    _delete_old(path, folder, moment)
    return target


def list_backups(folder: Path) -> list[Backup]:
    """Return the backups in `folder`, the newest first."""
    if not folder.is_dir():
        return []
    found = [(path, _NAME.fullmatch(path.name)) for path in folder.iterdir()]
    backups = [
        Backup(path, _read_stamp(match["stamp"]), match["act"] or "")
        for path, match in found
        if match
    ]
    return sorted(backups, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def stamps_to_keep(stamps: Iterable[datetime]) -> set[datetime]:
    """Return which of the backups made at `stamps` to keep.

    Those are the last one of each of the seven latest days and of the four latest weeks that have
    any; no backup is dropped because of a gap.
    """
    newest_first = sorted(stamps, reverse=True)
    days = _last_of_each(newest_first, lambda stamp: stamp.date().isoformat())
    weeks = _last_of_each(newest_first, lambda stamp: f"{stamp:%G-%V}")
    return {*days[:KEPT_DAYS], *weeks[:KEPT_WEEKS]}


def _last_of_each(
    newest_first: list[datetime], period: Callable[[datetime], str]
) -> list[datetime]:
    first: dict[str, datetime] = {}
    for stamp in newest_first:
        first.setdefault(period(stamp), stamp)
    return list(first.values())


def _target(path: Path, folder: Path, moment: StudyMoment, before: str) -> Path:
    stem = f"{path.stem}-{as_utc(moment.at):{_STAMP}}"
    if not before:
        return folder / f"{stem}{path.suffix}"
    stem += f"-before-{before}"
    target, number = folder / f"{stem}{path.suffix}", 1
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}{path.suffix}"
    return target


def _read_write_uri(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=rw"


def _delete_old(path: Path, folder: Path, moment: StudyMoment) -> None:
    own_backups = [backup for backup in list_backups(folder) if _is_of(path, backup.path.name)]
    oldest = as_utc(moment.at) - KEPT_BEFORE
    protected = [backup for backup in own_backups if backup.before and backup.at > oldest][
        :MAX_KEPT_BEFORE
    ]
    others = [backup for backup in own_backups if backup not in protected]
    kept = stamps_to_keep(backup.at for backup in others)
    for backup in others:
        if backup.at not in kept:
            backup.path.unlink(missing_ok=True)


def _is_of(path: Path, name: str) -> bool:
    match = _NAME.fullmatch(name)
    return match is not None and (match["stem"], match["suffix"] or "") == (path.stem, path.suffix)


def _read_stamp(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
