"""A file is written whole, or stays as it was."""

from pathlib import Path

import pytest

from flashdesign.services import whole_file


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("old", encoding="utf-8")
    whole_file.write(path, "new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_one(tmp_path: Path) -> None:
    path, link = tmp_path / "deck.yaml", tmp_path / "link.yaml"
    path.write_text("old", encoding="utf-8")
    link.symlink_to(path)
    whole_file.write(link, "new")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").mkdir()
    with pytest.raises(OSError, match=r"deck\.yaml"):
        whole_file.write(tmp_path / "deck.yaml", "new")
    assert [one.name for one in tmp_path.iterdir()] == ["deck.yaml"]
