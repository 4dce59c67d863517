"""Damaged variants of valid files: each is soon read or refused with a sentence."""

import io
import tempfile
import zipfile
from pathlib import Path
from random import Random
from time import process_time

import pytest
import zstandard

from flashdesign.domain.transfer.import_plan import ImportBundle
from flashdesign.errors import FlashDesignError
from flashdesign.services.imports.read_file import read_file

DATA = Path(__file__).parents[1] / "content" / "data"
IMPORTS = DATA / "imports"
MODERN = "collection.anki21b"
MAX_BYTES_OF_DAMAGE = 40
SECONDS = 5
GOOD = [
    IMPORTS / "anki_basic_legacy.apkg",
    IMPORTS / "anki_basic_modern.apkg",
    IMPORTS / "anki_scheduled.apkg",
    IMPORTS / "script_html.apkg",
    DATA / "sample.yaml",
    DATA / "kinds.yaml",
    IMPORTS / "anki_notes.csv",
    IMPORTS / "embedded_newlines.csv",
    IMPORTS / "quizlet.tsv",
]
FEW, MANY = 17, 1_112


def damaged(data: bytes, chance: Random) -> bytes:
    """Return the bytes with some changed, removed or doubled, or without their end."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, size = chance.randrange(len(out) + 1), chance.randrange(1, MAX_BYTES_OF_DAMAGE)
        match chance.randrange(6):
            case 0:
                out[at : at + size] = chance.randbytes(size)
            case 1:
                del out[at : at + size]
            case 2:
                out[at:at] = out[at : at + size] * chance.randrange(1, 50)
            case 3:
                del out[max(1, at) :]
            case 4:
                out[at : at + 1] = bytes([chance.choice((0, 0xFF, 0x7F, 0x80, 0x22, 0x3C, 0x7B))])
            case _:
                out[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(out)


def damaged_within(data: bytes, chance: Random) -> bytes:
    """Return a package that is a valid zip with one damaged file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    collections = [name for name in ("collection.anki21", MODERN) if name in files]
    name = chance.choice([*collections * 3, "media", "meta"])
    content = files[name]
    packed = MODERN in files and name in (MODERN, "media") and chance.random() < 0.9
    if packed:
        with zstandard.ZstdDecompressor().stream_reader(content) as reader:
            content = reader.read()
    content = damaged(content or b"{}", chance)
    files[name] = zstandard.compress(content, 1) if packed else content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for entry, content in files.items():
            archive.writestr(entry, content)
    return out.getvalue()


def read_or_refusal(path: Path) -> ImportBundle | str:
    try:
        return read_file(path)
    except FlashDesignError as error:
        return str(error)


def read_damaged(good: Path, folder: Path, seed: int, times: int) -> tuple[int, int]:
    """Read damaged variants of a file; return how many were read and how many refused."""
    chance = Random(f"{good.name} {seed}")
    data = good.read_bytes()
    path = folder / good.name
    read = refused = 0
    for _ in range(times):
        is_inner = good.suffix == ".apkg" and chance.random() < 0.8
        path.write_bytes((damaged_within if is_inner else damaged)(data, chance))
        begin = process_time()
        found = read_or_refusal(path)
        assert isinstance(found, ImportBundle) or found
        read += isinstance(found, ImportBundle)
        refused += isinstance(found, str)
        assert process_time() - begin < SECONDS
    return read, refused


def look(good: Path, folder: Path, seed: int, times: int, patch: pytest.MonkeyPatch) -> None:
    temporary = folder / "temporary"
    temporary.mkdir()
    patch.setattr(tempfile, "tempdir", str(temporary))
    read, refused = read_damaged(good, folder, seed, times)
    assert read + refused == times
    assert refused
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("good", GOOD, ids=lambda path: path.name)
def test_a_damaged_file_is_read_or_refused(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(good, tmp_path, 1, FEW, monkeypatch)


@pytest.mark.nightly
@pytest.mark.parametrize("good", GOOD, ids=lambda path: path.name)
def test_many_damaged_files_are_read_or_refused(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(good, tmp_path, 2, MANY, monkeypatch)
