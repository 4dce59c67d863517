"""Unfinished work is in a separate folder, which is removed when its program ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from flashdesign.storage.connection.work_folder import remove_abandoned, work_folder
from tests.support.storage.disk_limit import no_file_above

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from pathlib import Path
from flashdesign.storage.connection.work_folder import work_folder
with work_folder(Path(sys.argv[1])) as folder:
    (folder / "half").write_text("half")
    print(folder, flush=True)
    sys.stdin.read()
"""


def names(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def test_it_is_removed_at_the_end(path: Path) -> None:
    with work_folder(path) as folder:
        (folder / "half").write_text("half")
        assert folder.parent == path.parent
    assert names(path) == []


def test_a_folder_in_use_is_not_removed(path: Path) -> None:
    with work_folder(path) as folder:
        remove_abandoned(path)
        assert folder.is_dir()


def test_only_the_folder_of_a_killed_program_is_removed(path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as holder:
        assert holder.stdout is not None
        folder = Path(holder.stdout.readline().strip())
        remove_abandoned(path)
        assert (folder / "half").exists()
        holder.kill()
        holder.wait()
    assert folder.is_dir()
    remove_abandoned(path)
    assert names(path) == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(".collection.db.mine", id="a folder of another name"),
        pytest.param(".other.db.abc.work", id="work on another collection"),
        pytest.param(".collection.db.abc.work", id="a folder of that name with other files"),
    ],
)
def test_other_folders_are_kept(path: Path, name: str) -> None:
    folder = path.with_name(name)
    folder.mkdir()
    (folder / "letter.txt").write_text("dear diary")
    remove_abandoned(path)
    assert (folder / "letter.txt").exists()


def test_a_folder_left_before_it_was_locked_is_removed(path: Path) -> None:
    path.with_name(f".{path.name}.abc.work").mkdir()
    remove_abandoned(path)
    assert names(path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes cannot be limited there")
def test_where_nothing_can_be_written_the_disk_is_named_and_nothing_is_left(path: Path) -> None:
    with (
        no_file_above(0),
        pytest.raises(OSError, match=r"Input/output|No space"),
        work_folder(path),
    ):
        pass
    assert names(path) == []
