"""Backups are verified, named by their time, and deleted by a rule."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import CollectionOpenError
from flashdesign.storage.backup.backup import (
    MAX_KEPT_BEFORE,
    back_up,
    back_up_file,
    list_backups,
    stamps_to_keep,
)
from flashdesign.storage.notes import cards
from tests.support.storage.collections import LRU, TODAY, StorageLearner, at, opened


def days_ago(*days: float) -> list[datetime]:
    """Return moments before the evening of Sunday, March 15, 2026."""
    return [datetime(2026, 3, 15, 20, tzinfo=UTC) - timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        pytest.param([], [], id="none"),
        pytest.param([0], [0], id="the only one"),
        pytest.param([0, 0.1, 0.2], [0], id="the last of a day"),
        pytest.param(range(7), range(7), id="seven days"),
        pytest.param(range(14), range(8), id="only the last day of the week before"),
        pytest.param(range(40), [*range(7), 7, 14, 21], id="four weeks"),
        pytest.param([400, 401, 402], [400, 401, 402], id="no backup is dropped because of a gap"),
        pytest.param(
            [0, 35, 70, 105, 140, 175, 210, 245], [0, 35, 70, 105, 140, 175, 210], id="rare"
        ),
    ],
)
def test_thinned(made: list[float], kept: list[float]) -> None:
    assert stamps_to_keep(days_ago(*made)) == set(days_ago(*kept))


START = datetime(2024, 1, 1, tzinfo=UTC)
MOMENTS = st.lists(st.integers(0, 30_000).map(lambda hours: START + timedelta(hours=hours)))


@given(MOMENTS)
def test_thinning_keeps_the_newest_and_few_and_is_idempotent(made: list[datetime]) -> None:
    kept = stamps_to_keep(made)
    assert len(kept) <= 11
    assert not made or max(made) in kept
    assert stamps_to_keep(kept) == kept


def test_a_backup_has_the_answers(learner: StorageLearner, tmp_path: Path) -> None:
    memory = learner.answer(LRU, Rating.GOOD, at(TODAY))
    copy = back_up(learner.database, tmp_path / "backups", at(TODAY))
    assert copy.name == "collection-20241004-120000.db"
    learner.answer(LRU, Rating.GOOD, at(TODAY + 1))
    with opened(copy) as database, database.read() as conn:
        assert cards.card(conn, LRU).memory == memory


def test_old_backups_are_deleted_and_the_rest_listed(
    learner: StorageLearner, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    assert list_backups(folder) == []
    for hour in (12, 13, 36):
        back_up(learner.database, folder, at(TODAY, hour))
    strangers = [folder / "other-20240101-000000.db", folder / "notes.txt"]
    for stranger in strangers:
        stranger.write_text("mine")
    back_up(learner.database, folder, at(TODAY, 37))
    names = [backup.path.name for backup in list_backups(folder)]
    assert names == [
        "collection-20241005-130000.db",
        "collection-20241004-130000.db",
        "other-20240101-000000.db",
    ]
    assert all(stranger.exists() for stranger in strangers)


def before(folder: Path) -> list[str]:
    return [backup.path.name for backup in list_backups(folder) if backup.before]


def test_a_backup_made_before_an_import_is_kept_for_a_week(
    learner: StorageLearner, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    for hour in (12, 13, 13):
        back_up(learner.database, folder, at(TODAY, hour), before="import")
    back_up(learner.database, folder, at(TODAY, 14))
    expected = [
        "collection-20241004-130000-before-import.db",
        "collection-20241004-130000-before-import-2.db",
        "collection-20241004-120000-before-import.db",
    ]
    assert sorted(before(folder)) == sorted(expected), "including two in one second"
    back_up(learner.database, folder, at(TODAY + 6, 23))
    assert sorted(before(folder)) == sorted(expected)
    back_up(learner.database, folder, at(TODAY + 7, 12.5))
    assert sorted(before(folder)) == sorted(expected[:2]), "after a week the usual rule applies"
    back_up(learner.database, folder, at(TODAY + 30))
    assert before(folder) == []


def test_at_most_twenty_backups_made_before_an_action_are_kept(
    learner: StorageLearner, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for minute in range(30):
        name = f"collection-20241004-12{minute:02}00-before-import.db"
        (folder / name).write_bytes(b"a copy")
    back_up(learner.database, folder, at(TODAY, 13))
    assert len(before(folder)) == MAX_KEPT_BEFORE
    assert before(folder)[-1] == "collection-20241004-121000-before-import.db", "the newest"


def test_a_closed_file_is_backed_up_unchanged(path: Path, tmp_path: Path) -> None:
    with opened(path), pytest.raises(CollectionOpenError):
        back_up_file(path, tmp_path / "backups", at(TODAY))
    copy = back_up_file(path, tmp_path / "backups", at(TODAY))
    assert list_backups(copy.parent)[0].at == datetime(2024, 10, 4, 12, tzinfo=UTC)
