"""A file is written completely or stays as it was; files next to it are not touched."""

import errno
import os
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

import pytest

from flashdesign.services.exports import atomic_write

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")


def mode(path: Path) -> int:
    """Return the permissions of a file."""
    return path.stat().st_mode & 0o777


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("old", encoding="utf-8")
    atomic_write.write_text(path, "new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_one(tmp_path: Path) -> None:
    path, link = tmp_path / "deck.yaml", tmp_path / "link.yaml"
    path.write_text("old", encoding="utf-8")
    link.symlink_to(path)
    atomic_write.write_text(link, "new")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"


def test_a_link_to_nothing_stays_one(tmp_path: Path) -> None:
    path, link = tmp_path / "deck.yaml", tmp_path / "link.yaml"
    link.symlink_to(path)
    atomic_write.write_text(link, "new")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").mkdir()
    with pytest.raises(OSError, match=r"deck\.yaml"):
        atomic_write.write_text(tmp_path / "deck.yaml", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["deck.yaml"]


def test_links_in_a_ring_are_an_error_of_the_system(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(OSError, match="one"):
        atomic_write.write_text(one, "new")


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        atomic_write.write_text(tmp_path / "nowhere" / "deck.yaml", "new")
    with pytest.raises(FileNotFoundError):
        atomic_write.create_file(tmp_path / "nowhere" / "deck.yaml", b"new")
    assert list(tmp_path.iterdir()) == []


def test_the_old_file_stays_where_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("old", encoding="utf-8")

    def fail(file: BinaryIO) -> int:
        file.write(b"half of the ne")
        raise LookupError

    with pytest.raises(LookupError):
        atomic_write.write_with(path, fail)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["deck.yaml.new", "deck.yaml.part", ".deck.yaml.mine.work"])
def test_a_file_of_a_persons_own_beside_it_stays(tmp_path: Path, name: str) -> None:
    path, own = tmp_path / "deck.yaml", tmp_path / name
    own.write_text("mine", encoding="utf-8")
    for text in ("one", "two"):
        atomic_write.write_text(path, text)
        assert own.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["deck.csv.new", "new", ".deck.csv.new"])
def test_nothing_is_written_through_a_link_that_lies_in_wait(tmp_path: Path, name: str) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    (tmp_path / name).symlink_to(victim)
    atomic_write.write_text(tmp_path / "deck.csv", "new")
    assert victim.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / name).is_symlink()


@posix
@pytest.mark.parametrize("rights", [0o600, 0o640, 0o664, 0o755], ids=oct)
def test_a_file_keeps_its_rights(tmp_path: Path, rights: int) -> None:
    path = tmp_path / "deck.yaml"
    path.touch()
    path.chmod(rights)
    atomic_write.write_text(path, "new")
    assert mode(path) == rights


@posix
@pytest.mark.parametrize(("umask", "rights"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_rights_that_the_umask_leaves(
    tmp_path: Path, umask: int, rights: int
) -> None:
    before = os.umask(umask)
    try:
        atomic_write.write_text(tmp_path / "deck.yaml", "new")
        atomic_write.create_file(tmp_path / "other.yaml", b"new")
        atomic_write.write_with(
            tmp_path / "mine.zip", lambda file: file.write(b"new"), private=True
        )
    finally:
        os.umask(before)
    assert mode(tmp_path / "deck.yaml") == mode(tmp_path / "other.yaml") == rights
    assert mode(tmp_path / "mine.zip") == 0o600


@posix
def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("ü" * 125 + ".yaml")
    atomic_write.write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("there", ["a file", "a link to nothing"])
def test_what_is_there_is_never_made_anew(tmp_path: Path, there: str) -> None:
    path = tmp_path / "picture.png"
    if there == "a file":
        path.write_bytes(b"mine")
    else:
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        atomic_write.create_file(path, b"new")
    assert list(tmp_path.iterdir()) == [path]
    assert path.is_symlink() or path.read_bytes() == b"mine"


def test_a_drive_that_locks_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> AbstractContextManager[Path]:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(atomic_write, "work_folder", refuse)
    atomic_write.write_text(tmp_path / "deck.yaml", "new")
    atomic_write.create_file(tmp_path / "other.yaml", b"new")
    assert (tmp_path / "deck.yaml").read_text(encoding="utf-8") == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deck.yaml", "other.yaml"]


def test_a_new_file_is_made_whole(tmp_path: Path) -> None:
    atomic_write.create_file(tmp_path / "picture.png", b"new")
    assert (tmp_path / "picture.png").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["picture.png"]
