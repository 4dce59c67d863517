"""Only the owner can read a collection, its copies and the files next to them."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flashdesign.paths import HOME_VARIABLE, resolve_paths, store_location
from flashdesign.services.collection import maintenance
from flashdesign.services.collection.lifecycle import open_collection
from flashdesign.services.exports import archive, export
from tests.support.learner import BASICS, Learner, answer, basic_deck

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")


@pytest.fixture(autouse=True, params=[0o000, 0o022], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """A umask that allows others to read."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """A user with a new home folder."""
    person = Learner(tmp_path / "new" / "home").store(basic_deck(3, parent=None))
    answer(person.start_review())
    yield person
    person.context.database.close()


def reopen(learner: Learner) -> None:
    """Open the collection that a restore closed."""
    learner.context = open_collection(learner.paths, learner.clock, learner.random)


def open_to_others(folder: Path) -> dict[str, str]:
    """Return what others can read, write or enter below the folder, with its permissions."""
    return {
        path.relative_to(folder).as_posix(): oct(path.stat().st_mode & 0o777)
        for path in (folder, *folder.rglob("*"))
        if path.stat().st_mode & 0o077
    }


def test_all_that_a_home_holds_is_private(
    learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The new place of a moved collection is stored in the home folder.
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "new" / "home"))
    maintenance.back_up(learner.context)
    assert learner.paths.collection.with_name("collection.flashdesign-wal").exists()
    assert open_to_others(tmp_path / "new") == {}
    learner.restart()
    copies = maintenance.list_backups(learner.context)
    maintenance.restore(learner.context, copies[0].path)
    reopen(learner)
    maintenance.move(learner.context, tmp_path / "new" / "away" / "collection.flashdesign")
    assert open_to_others(tmp_path / "new") == {}


def test_an_archive_is_private_and_an_export_is_as_any_file(
    learner: Learner, tmp_path: Path, umask: int
) -> None:
    archive.write(learner.context, tmp_path / "all.zip")
    export.export(learner.context, BASICS, tmp_path / "out.csv")
    assert (tmp_path / "all.zip").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.parametrize("rights", [0o600, 0o640], ids=oct)
def test_a_collection_keeps_its_rights_when_a_copy_takes_its_place(
    learner: Learner, rights: int
) -> None:
    collection = learner.paths.collection
    collection.chmod(rights)
    copy = maintenance.back_up(learner.context)
    maintenance.restore(learner.context, copy)
    assert collection.stat().st_mode & 0o777 == rights
    reopen(learner)
    learner.restart()
    assert collection.stat().st_mode & 0o777 == rights


def test_an_archive_brings_a_private_collection(learner: Learner, tmp_path: Path) -> None:
    archive.write(learner.context, tmp_path / "all.zip")
    other = Learner(tmp_path / "other")
    other.close()
    other.paths.collection.unlink()
    maintenance.restore_closed(other.paths, tmp_path / "all.zip", other.clock)
    assert open_to_others(tmp_path / "other") == {}


def test_where_the_collection_lies_is_private(tmp_path: Path) -> None:
    environ = {HOME_VARIABLE: str(tmp_path / "new")}
    store_location(tmp_path / "x.flashdesign", environ)
    assert resolve_paths(environ=environ).collection == tmp_path / "x.flashdesign"
    assert open_to_others(tmp_path / "new") == {}
