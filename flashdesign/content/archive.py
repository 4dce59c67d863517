"""A whole collection as one file: a zip of its database, and of its decks for any editor."""

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
from flashdesign.content.deck_text import text_of
from flashdesign.domain.cards import Deck
from flashdesign.domain.moments import as_utc
from flashdesign.domain.parcels import Picture
from flashdesign.errors import FlashDesignError

FORMAT = 1
COLLECTION = "collection.flashdesign"
_MANIFEST = "manifest.json"
_MANIFEST_BYTES = 1 << 20
_COLLECTION_BYTES = 8 << 30
_CHUNK_BYTES = 1 << 20
_HEADER_BYTES = 100
# Up to here a file may shrink as far as it likes: an empty collection is mostly zeros.
_PLAIN_BYTES = 64 << 20
_HIGHEST_RATIO = 100
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class ArchiveError(FlashDesignError):
    """A file is no archive that can be read."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into an archive; `collection` is a sound copy, `at` is UTC ms."""

    collection: Path
    decks: Sequence[Deck]
    pictures: Iterable[Picture]
    at: int


def write_archive(file: BinaryIO, contents: Contents) -> int:
    """Write an archive, and return how many notes it has."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(contents.collection, COLLECTION)
        for deck in contents.decks:
            archive.writestr(_deck_file(deck.id), text_of(deck))
        for picture in contents.pictures:
            name = f"{_folder(picture.deck)}/{picture.name}"
            archive.writestr(name, picture.load(), zipfile.ZIP_STORED)
        archive.writestr(_MANIFEST, json.dumps(_manifest(contents), ensure_ascii=False, indent=1))
    return sum(len(deck.notes) for deck in contents.decks)


def is_archive(path: Path) -> bool:
    """Tell whether the file is a zip, and so no bare copy of a collection."""
    return zipfile.is_zipfile(path)


def holds_collection(path: Path) -> bool:
    """Tell whether the file is an archive of a collection, sound or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return COLLECTION in archive.namelist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def read_collection(path: Path, target: Path) -> None:
    """Write the collection that an archive holds to `target`, checked against its hash."""
    try:
        with zipfile.ZipFile(path) as archive:
            said = _read_manifest(path, archive)
            names = archive.namelist()
            if names.count(COLLECTION) != 1:
                raise ArchiveError(path, "it holds no collection.")
            _refuse_bomb(path, archive)
            with archive.open(COLLECTION) as source, target.open("wb") as copy:
                found = _copied(source, copy)
    except _BROKEN as error:
        raise ArchiveError(path, "the archive is damaged or incomplete.") from error
    except OSError as error:
        # A place in the file that lies nowhere; else it is the disk that fails.
        if error.errno != EINVAL:
            raise
        raise ArchiveError(path, "the archive is damaged or incomplete.") from error
    if found != said:
        raise ArchiveError(path, "the collection in it is not the one that was written.")


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a collection that unpacks to far more than it holds."""
    entry = archive.getinfo(COLLECTION)
    is_large = entry.file_size > _PLAIN_BYTES
    ratio = entry.file_size / max(1, entry.compress_size)
    if entry.file_size > _COLLECTION_BYTES or (is_large and ratio > _HIGHEST_RATIO):
        raise ArchiveError(path, "the collection in it is larger than any should be.")
    with archive.open(COLLECTION) as source:
        header = source.read(_HEADER_BYTES)
    page_bytes = int.from_bytes(header[16:18])
    said = int.from_bytes(header[28:32]) * (0x10000 if page_bytes == 1 else page_bytes)
    # Where these differ, the size in the header counts for nothing, as SQLite has it.
    if header[24:28] == header[92:96] and entry.file_size > said > 0:
        raise ArchiveError(path, "the collection in it has more bytes than it says.")


def _manifest(contents: Contents) -> dict[str, object]:
    with contents.collection.open("rb") as file:
        digest = _copied(file, None)
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
    """Return the hash that the manifest names for the collection."""
    if _MANIFEST not in archive.namelist():
        raise ArchiveError(path, "this is no archive of a collection.")
    with archive.open(_MANIFEST) as file:
        manifest: Any = json.loads(file.read(_MANIFEST_BYTES))
    if not isinstance(manifest, dict) or not isinstance(manifest.get("collection"), dict):
        raise ArchiveError(path, "this is no archive of a collection.")
    if manifest.get("format") != FORMAT:
        raise ArchiveError(path, "a newer FlashDesign wrote it; install that one first.")
    return str(manifest["collection"].get("sha256"))


def _copied(source: IO[bytes], target: IO[bytes] | None) -> str:
    """Copy bytes, if anywhere, and return their hash."""
    hashed = sha256()
    while chunk := source.read(_CHUNK_BYTES):
        hashed.update(chunk)
        if target is not None:
            target.write(chunk)
    return hashed.hexdigest()


def _folder(deck: str) -> str:
    return f"decks/{deck.replace('/', '_').replace('..', '_')}"


def _deck_file(deck: str) -> str:
    return f"{_folder(deck)}/deck.yaml"
