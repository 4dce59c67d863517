"""The digest changes with any byte of any deck file, and with nothing else."""

from pathlib import Path

import pytest

from flashdesign.services.collection.built_in_decks import built_in_digest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.yaml").write_text("a: 1", encoding="utf-8")
    (tmp_path / "two.yaml").write_text("b: 2", encoding="utf-8")
    return tmp_path


def test_the_same_files_have_the_same_digest(folder: Path) -> None:
    before = built_in_digest(folder)
    (folder / "remark.txt").write_text("no deck", encoding="utf-8")
    assert built_in_digest(folder) == before
    assert len(before) == 64


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("one.yaml", "a: 2", id="a changed byte"),
        pytest.param("three.yaml", "", id="a new file, though empty"),
        pytest.param("one.yaml", "a: 1two.yamlb: 2", id="a file that looks like both"),
    ],
)
def test_a_changed_file_changes_the_digest(folder: Path, name: str, text: str) -> None:
    before = built_in_digest(folder)
    (folder / name).write_text(text, encoding="utf-8")
    assert built_in_digest(folder) != before


def test_files_in_folders_count(folder: Path) -> None:
    before = built_in_digest(folder)
    (folder / "more").mkdir()
    (folder / "more" / "three.yaml").write_text("c: 3", encoding="utf-8")
    assert built_in_digest(folder) != before


def test_a_renamed_file_changes_the_digest(folder: Path) -> None:
    before = built_in_digest(folder)
    (folder / "one.yaml").rename(folder / "other.yaml")
    assert built_in_digest(folder) != before
