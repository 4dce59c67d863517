"""Archives: a zip of a collection's database, and of its decks as text files."""

import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from errno import EINVAL
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, BinaryIO

import flashdesign
from flashdesign.content.decks.writing.writer import write_deck
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.scheduling.study_day import as_utc
from flashdesign.domain.transfer.import_plan import Picture
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_, LazyText, as_lazy_text

FORMAT = 1
COLLECTION = "collection.flashdesign"
_MANIFEST = "manifest.json"
_MANIFEST_BYTES = 1 << 20
_COLLECTION_BYTES = 8 << 30
_CHUNK_BYTES = 1 << 20
_HEADER_BYTES = 100
# No ratio is checked up to this size: an empty collection is mostly zeros.
_MAX_UNCHECKED_BYTES = 64 << 20
_MAX_RATIO = 100
_DAMAGE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class ArchiveError(FlashDesignError):
    """A file is not a readable archive."""

    def __init__(self, path: Path, problem: str | LazyText) -> None:
        super().__init__("{name}: {problem}", name=path.name, problem=as_lazy_text(problem))
        self.path = path


@dataclass(frozen=True, slots=True)
class ArchiveContents:
    """The contents of an archive; `collection` is a verified copy, `at` is UTC ms."""

    collection: Path
    decks: Sequence[Deck]
    pictures: Iterable[Picture]
    at: int


def write_archive(file: BinaryIO, contents: ArchiveContents) -> int:
    """Write an archive, and return its number of notes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(contents.collection, COLLECTION)
        for deck in contents.decks:
            archive.writestr(_deck_file(deck.id), write_deck(deck))
        for picture in contents.pictures:
            name = f"{_folder(picture.deck)}/{picture.name}"
            archive.writestr(name, picture.load(), zipfile.ZIP_STORED)
        archive.writestr(_MANIFEST, json.dumps(_manifest(contents), ensure_ascii=False, indent=1))
    return sum(len(deck.notes) for deck in contents.decks)


def is_archive(path: Path) -> bool:
    """Return whether the file is a zip, rather than a plain copy of a collection."""
    return zipfile.is_zipfile(path)


def has_collection(path: Path) -> bool:
    """Return whether the file is an archive of a collection, valid or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return COLLECTION in archive.namelist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def extract_collection(path: Path, target: Path) -> None:
    """Write the collection in an archive to `target`, checked against its hash."""
    try:
        with zipfile.ZipFile(path) as archive:
            expected_hash = _read_manifest(path, archive)
            names = archive.namelist()
            if names.count(COLLECTION) != 1:
                raise ArchiveError(path, N_("it contains no collection."))
            _refuse_bomb(path, archive)
            with archive.open(COLLECTION) as source, target.open("wb") as copy:
                actual_hash = _copy(source, copy)
    except _DAMAGE_ERRORS as error:
        raise ArchiveError(path, N_("the archive is damaged or incomplete.")) from error
    except OSError as error:
        # EINVAL is an offset outside the file; any other error is the disk's.
        if error.errno != EINVAL:
            raise
        raise ArchiveError(path, N_("the archive is damaged or incomplete.")) from error
    if actual_hash != expected_hash:
        raise ArchiveError(path, N_("the collection in it is not the one that was archived."))


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise ArchiveError where the collection would unpack to an implausible size."""
    entry = archive.getinfo(COLLECTION)
    is_large = entry.file_size > _MAX_UNCHECKED_BYTES
    ratio = entry.file_size / max(1, entry.compress_size)
    if entry.file_size > _COLLECTION_BYTES or (is_large and ratio > _MAX_RATIO):
        raise ArchiveError(path, N_("the collection in it is too large when unpacked."))
    with archive.open(COLLECTION) as source:
        header = source.read(_HEADER_BYTES)
    page_bytes = int.from_bytes(header[16:18])
    header_size = int.from_bytes(header[28:32]) * (0x10000 if page_bytes == 1 else page_bytes)
    # SQLite ignores the size in the header where these two counters differ.
    if header[24:28] == header[92:96] and entry.file_size > header_size > 0:
        raise ArchiveError(path, N_("the collection in it is larger than its header says."))


def _manifest(contents: ArchiveContents) -> dict[str, object]:
    with contents.collection.open("rb") as file:
        digest = _copy(file, None)
    return {
        "format": FORMAT,
        "program": flashdesign.__version__,
        "made_at": as_utc(contents.at).isoformat(),
        "collection": {"file": COLLECTION, "sha256": digest},
        "decks": [
            {
                "id": deck.id,
                "title": deck.title,
                "file": _deck_file(deck.id),
                "notes": len(deck.notes),
            }
            for deck in contents.decks
        ],
    }


def _read_manifest(path: Path, archive: zipfile.ZipFile) -> str:
    """Return the hash of the collection in the manifest."""
    if _MANIFEST not in archive.namelist():
        raise ArchiveError(path, N_("this is not an archive of a collection."))
    with archive.open(_MANIFEST) as file:
        manifest: Any = json.loads(file.read(_MANIFEST_BYTES))
    if not isinstance(manifest, dict) or not isinstance(manifest.get("collection"), dict):
        raise ArchiveError(path, N_("this is not an archive of a collection."))
    if manifest.get("format") != FORMAT:
        raise ArchiveError(
            path, N_("it was written by a newer FlashDesign; install that version first.")
        )
    return str(manifest["collection"].get("sha256"))


def _copy(source: IO[bytes], target: IO[bytes] | None) -> str:
    """Copy bytes to `target`, if given, and return their hash."""
    digest = sha256()
    while chunk := source.read(_CHUNK_BYTES):
        digest.update(chunk)
        if target is not None:
            target.write(chunk)
    return digest.hexdigest()


def _folder(deck: str) -> str:
    return f"decks/{deck.replace('/', '_').replace('..', '_')}"


def _deck_file(deck: str) -> str:
    return f"{_folder(deck)}/deck.yaml"
