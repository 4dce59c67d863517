"""The whole collection is exported as one file and restored on another computer."""

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from flashdesign.content.archive import ArchiveError, extract_collection
from flashdesign.errors import CollectionDamagedError
from flashdesign.services.collection import maintenance
from flashdesign.services.collection.lifecycle import open_collection
from flashdesign.services.exports import archive
from flashdesign.services.exports.export import ExportError
from flashdesign.services.imports.read_file import UnreadableFileError, read_file
from flashdesign.storage.connection.work_folder import work_folder
from tests.support.learner import BASICS, Learner, finish, small_decks


@pytest.fixture
def written(learner: Learner, tmp_path: Path) -> Path:
    """An archive of four decks with some answers."""
    learner.store(*small_decks())
    finish(learner.start_review())
    path = tmp_path / "all.zip"
    assert archive.write(learner.context, path) == 8
    return path


def test_another_computer_has_the_same_answers_and_cards(
    learner: Learner, written: Path, tmp_path: Path
) -> None:
    other = Learner(tmp_path / "other", learner.clock)
    assert maintenance.restore(other.context, written).old_file is not None
    other = Learner(tmp_path / "other", learner.clock)
    assert other.log() == learner.log()
    assert other.left() == learner.left()
    other.assert_sound()
    other.close()


def test_importing_an_archive_advises_to_restore_it(written: Path, tmp_path: Path) -> None:
    other_name = written.rename(tmp_path / "all.apkg")
    with pytest.raises(UnreadableFileError, match=r"all.apkg: .*`flashdesign restore FILE`"):
        read_file(other_name)


def test_its_decks_are_deck_files(written: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(written) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        opened.extract("decks/basics/deck.yaml", tmp_path)
    (deck,) = read_file(tmp_path / "decks" / "basics" / "deck.yaml").decks
    assert deck.notes == next(
        small_deck.notes for small_deck in small_decks() if small_deck.id == BASICS
    )
    assert {item["id"]: item["notes"] for item in manifest["decks"]}["basics"] == 2


def changed(path: Path, name: str, data: bytes | None) -> None:
    """Replace or remove a part of an archive."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    parts = {part: value for part, value in parts.items() if part != name}
    with zipfile.ZipFile(path, "w") as new:
        for part, value in (parts | ({name: data} if data is not None else {})).items():
            new.writestr(part, value)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("manifest.json", None, "not an archive", id="a zip of another kind"),
        pytest.param("manifest.json", b"[1]", "not an archive", id="another manifest"),
        pytest.param("manifest.json", b"{", "damaged", id="no manifest"),
        pytest.param(
            "manifest.json", b'{"format": 9, "collection": {}}', "newer", id="a newer format"
        ),
        pytest.param("collection.flashdesign", None, "no collection", id="no collection"),
        pytest.param("collection.flashdesign", b"x", "not the one", id="another collection"),
    ],
)
def test_an_invalid_archive_changes_nothing(
    learner: Learner, written: Path, name: str, data: bytes | None, message: str
) -> None:
    changed(written, name, data)
    before = learner.log()
    with pytest.raises(ArchiveError, match=message):
        maintenance.restore(learner.context, written)
    assert learner.log() == before, "the collection is still open"


def packed(path: Path, collection: bytes) -> Path:
    """Write an archive of these bytes with the correct hash."""
    digest = sha256(collection).hexdigest()
    manifest = {"format": 1, "collection": {"sha256": digest}}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("collection.flashdesign", collection)
        new.writestr("manifest.json", json.dumps(manifest))
    return path


@pytest.mark.parametrize(
    ("length", "message"),
    [
        pytest.param(1 << 20, "larger than its header says", id="bytes after its end"),
        pytest.param(65 << 20, "too large when unpacked", id="a bomb of zeros"),
    ],
)
def test_a_collection_with_a_wrong_length_is_refused(
    learner: Learner, tmp_path: Path, length: int, message: str
) -> None:
    copy = maintenance.back_up(learner.store(*small_decks()).context).read_bytes()
    bomb = packed(tmp_path / "bomb.zip", copy + bytes(length))
    with pytest.raises(ArchiveError, match=message):
        extract_collection(bomb, tmp_path / "read")
    assert not (tmp_path / "read").exists()


TRAPS = {
    "trigger": "CREATE TRIGGER evil AFTER INSERT ON review BEGIN DELETE FROM review; END",
    "view": "CREATE VIEW v AS SELECT load_extension('x')",
    "check": "CREATE TABLE note2 (x CHECK (length(randomblob(300000000)) > 0)); "
    "INSERT INTO note2 VALUES (1)",
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_a_hostile_archive_is_refused_and_the_collection_is_unchanged(
    learner: Learner, tmp_path: Path, trap: str
) -> None:
    learner.store(*small_decks())
    finish(learner.start_review())
    copy = maintenance.back_up(learner.context)
    with closing(sqlite3.connect(copy)) as raw:
        raw.executescript(trap)
    archived = packed(tmp_path / "trap.zip", copy.read_bytes())
    log = learner.log()
    with pytest.raises(CollectionDamagedError, match="not written by FlashDesign"):
        maintenance.restore(learner.context, archived)
    learner.context = open_collection(learner.paths, learner.clock, learner.random)
    assert learner.log() == log


def test_leftovers_of_a_killed_archive_or_restore_are_deleted(
    learner: Learner, tmp_path: Path
) -> None:
    with work_folder(learner.paths.collection) as folder:
        (folder / "collection.flashdesign").write_bytes(b"a whole copy")
        left = tmp_path / ".collection.flashdesign.killed.work"
        shutil.copytree(folder, left)
    learner.restart()
    assert not left.exists()


def test_an_archive_ends_in_zip(learner: Learner, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"end in \.zip"):
        archive.write(learner.context, tmp_path / "all.apkg")


def test_a_damaged_archive_is_refused_or_read_completely(written: Path, tmp_path: Path) -> None:
    whole, chance, target = written.read_bytes(), Random(7), tmp_path / "read"
    extract_collection(written, target)
    expected, refused = target.read_bytes(), 0
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            near_the_end = chance.randrange(len(whole) - 400, len(whole))
            place = chance.choice((chance.randrange(len(whole)), near_the_end))
            damaged[place] = chance.randrange(256)
        written.write_bytes(damaged)
        try:
            extract_collection(written, target)
        except ArchiveError:
            refused += 1
        else:
            assert target.read_bytes() == expected
    assert refused > 50
