"""Private files and folders can be read only by their owner, whatever the umask."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flashdesign.private_files import make_file, make_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """A umask for the test."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    """Return the permissions of a file."""
    return path.stat().st_mode & 0o777


@pytest.mark.usefixtures("umask")
def test_folders_and_files_are_for_their_owner(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    make_folder(folder)
    make_file(folder / "c")
    assert [mode(folder.parent), mode(folder), mode(folder / "c")] == [0o700, 0o700, 0o600]


def test_an_existing_folder_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a").chmod(0o755)
    make_folder(tmp_path / "a")
    assert mode(tmp_path / "a") == 0o755


def test_an_existing_file_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("kept", "link"):
        with pytest.raises(FileExistsError):
            make_file(tmp_path / name)
    with pytest.raises(NotADirectoryError):
        make_folder(tmp_path / "kept")
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "kept"
    assert not (tmp_path / "nowhere").exists()
