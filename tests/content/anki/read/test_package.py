"""A hostile or broken package is refused in one sentence, and no file is left behind."""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from flashdesign.content.anki.read import package
from flashdesign.content.anki.read.errors import PackageError
from flashdesign.content.anki.read.importer import read_package
from tests.support.anki.packages import card, note, write_package

IMPORTS = Path(__file__).parents[2] / "data" / "imports"
BOMB_BYTES = 300_000_000


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files, to check that none is left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def refusal(path: Path, temporary: Path) -> str:
    before = sorted(path.parent.rglob("*"))
    with pytest.raises(PackageError) as caught:
        read_package(path)
    assert sorted(path.parent.rglob("*")) == before
    assert list(temporary.iterdir()) == []
    message = str(caught.value)
    assert message.startswith(f"{path.name} was refused: ")
    assert message.count("\n") == 0
    return message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("zip_slip.apkg", "an unsafe file name", id="names that lead elsewhere"),
        pytest.param("corrupt_db.apkg", "the database in the package is damaged", id="damage"),
        pytest.param("truncated.apkg", "the file is incomplete", id="the end is missing"),
        pytest.param("not_a_zip.apkg", "it is not an Anki package", id="another kind of file"),
        pytest.param("trigger_view.apkg", "has triggers or views", id="a database with code"),
    ],
)
def test_a_hostile_package_is_refused(temporary: Path, name: str, message: str) -> None:
    assert message in refusal(IMPORTS / name, temporary)


def bomb(path: Path, *, modern: bool) -> Path:
    """Write a package whose picture or database is far larger when unpacked."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if modern:
            packed = io.BytesIO()
            with zstandard.ZstdCompressor().stream_writer(packed, closefd=False) as writer:
                for _ in range(BOMB_BYTES // 1_000_000):
                    writer.write(bytes(1_000_000))
            archive.writestr("collection.anki21b", packed.getvalue())
            return path
        archive.writestr("collection.anki2", b"")
        archive.writestr("media", json.dumps({"0": "a.png"}))
        with archive.open("0", "w") as entry:
            for _ in range(BOMB_BYTES // 1_000_000):
                entry.write(bytes(1_000_000))
    return path


@pytest.mark.parametrize(
    "modern", [pytest.param(False, id="a zip in a zip"), pytest.param(True, id="zstd in a zip")]
)
def test_a_bomb_is_refused(tmp_path: Path, temporary: Path, *, modern: bool) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    assert "too large when unpacked" in refusal(bomb(folder / "b.apkg", modern=modern), temporary)


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        pytest.param({"readme": b""}, "it contains no collection", id="some other zip"),
        pytest.param(
            {"collection.anki21b": b"", "meta": b"\x08\x09"}, "a newer Anki", id="a newer format"
        ),
        pytest.param(
            {"collection.anki2": b"", "media": b'{"0": "../a.png"}'},
            "an unsafe",
            id="the media map",
        ),
        pytest.param({"collection.anki2": b"", "media": b"["}, "list of media", id="a damaged map"),
        pytest.param({"collection.anki2": b"", "a\\b": b""}, "an unsafe", id="a backslash"),
        pytest.param({"collection.anki2": b"x" * 999}, "the database", id="no database"),
        pytest.param({"collection.anki21b": b"x" * 9}, "is damaged", id="no zstd"),
        pytest.param({"collection.anki21b": b"", "meta": b"\x0f"}, "its version", id="no version"),
    ],
)
def test_a_broken_package_is_refused(
    tmp_path: Path, temporary: Path, entries: dict[str, bytes], message: str
) -> None:
    path = tmp_path / "files" / "a.apkg"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    assert message in refusal(path, temporary)


def test_too_many_files_are_refused(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MAX_ENTRIES", 3)
    path = tmp_path / "files" / "a.apkg"
    path.parent.mkdir()
    write_package(path, [], [], media={"a.png": b"", "b.png": b""})
    assert "too many files" in refusal(path, temporary)


def test_a_picture_that_is_too_large_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MAX_PICTURE_BYTES", 10)
    shown = note(1, '<img src="a.png">', "x")
    path = write_package(tmp_path / "a.apkg", [shown], [card(1, 1)], media={"a.png": bytes(11)})
    bundle = read_package(path)
    assert bundle.pictures == ()
    assert "too large" in bundle.problems[-1].message


def test_a_picture_of_too_many_pixels_is_reported(tmp_path: Path) -> None:
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (8_000).to_bytes(4) * 2
    shown = note(1, '<img src="a.png">', "x")
    path = write_package(tmp_path / "a.apkg", [shown], [card(1, 1)], media={"a.png": header})
    bundle = read_package(path)
    assert bundle.pictures == ()
    assert "8,000 × 8,000 pixels, more than 25 million" in bundle.problems[-1].message


def test_a_picture_of_a_package_that_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    shown = note(1, '<img src="a.png">', "x")
    write_package(path, [shown], [card(1, 1)], media={"a.png": b"one"})
    (picture,) = read_package(path).pictures
    path.unlink()
    write_package(path, [shown], [card(1, 1)], media={"a.png": b"two"})
    with pytest.raises(PackageError, match="was changed since it was read"):
        picture.load()
    path.unlink()
    with pytest.raises(PackageError, match="cannot be read"):
        picture.load()
