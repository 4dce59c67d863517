"""The zip file of an untrusted package: names, counts and sizes are checked before unpacking."""

import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from flashdesign.content.anki.read import protobuf
from flashdesign.content.anki.read.errors import PackageError
from flashdesign.content.pictures.picture_file import size_problem, suffix_of
from flashdesign.content.pictures.picture_size import size_of
from flashdesign.i18n.translation import N_

MAX_ENTRIES = 60_000
MAX_DIRECTORY_BYTES = 6_000_000
MAX_ENTRY_BYTES = 1_000_000_000
MAX_TOTAL_BYTES = 8_000_000_000
MAX_DATABASE_BYTES = 600_000_000
MAX_MAP_BYTES = 8_000_000
MAX_PICTURE_BYTES = 10_000_000
MAX_RATIO = 200
_HARMLESS_AT_ANY_RATIO_BYTES = 20_000_000
_NEWEST_KNOWN = 3
_NAME_CHARACTERS = 255
_WINDOW_BYTES = 1 << 26
_CHUNK_BYTES = 1 << 18
_END = b"PK\x05\x06"
_ZIP64 = b"PK\x06\x07"
_END_BYTES, _LONGEST_END_BYTES = 22, 65_557
_ENCRYPTED = 1
_UNSAFE = re.compile(r"[/\\\x00-\x1f]|^[A-Za-z]:|^\.{1,2}$|^$")
_MODERN = "collection.anki21b"
_LAYOUTS = (_MODERN, "collection.anki21", "collection.anki2")
_TOO_LARGE = N_("it contains a file that is too large when unpacked.")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, OSError)


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """The SHA-256 and size of a media file; `suffix` is that of its picture format, "" if none.

    `problem` is a sentence if it has too many pixels.
    """

    digest: str
    size: int
    suffix: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """An open package: its newest collection, and the zip entry of each media name."""

    name: str
    archive: zipfile.ZipFile
    collection: str
    media: Mapping[str, str]

    @property
    def is_modern(self) -> bool:
        """Return whether entries are compressed with zstd and lists are protobuf, not JSON."""
        return self.collection == _MODERN

    def unpack(self, to: Path) -> None:
        """Write the collection's database to a file."""
        with to.open("xb") as file:
            for chunk in self._chunks(self.collection, MAX_DATABASE_BYTES):
                file.write(chunk)

    def measure(self, media: str) -> "MediaInfo | None":
        """Return digest, size and format of a media file, None if it is too large to import."""
        found, data = sha256(), bytearray()
        try:
            for chunk in self._chunks(self.media[media], MAX_PICTURE_BYTES):
                found.update(chunk)
                data += chunk
        except _TooLargeError:
            return None
        problem = size_problem(size_of(bytes(data)))
        return MediaInfo(found.hexdigest(), len(data), suffix_of(bytes(data[:100])), problem)

    def load(self, media: str) -> bytes:
        """Return a media file."""
        return b"".join(self._chunks(self.media[media], MAX_PICTURE_BYTES))

    def _chunks(self, entry: str, most: int) -> Iterator[bytes]:
        return _chunks(self.name, self.archive, entry, most, is_packed=self.is_modern)


class _TooLargeError(PackageError):
    """An entry is larger than its limit."""


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a package after checking all that it declares; raises PackageError."""
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_entries(path.name, archive.infolist())
            yield _open_package(path.name, archive)
    except (UnicodeError, RuntimeError, *_BROKEN) as error:
        raise PackageError(path.name, N_("the package is damaged or incomplete.")) from error


def load_picture(path: Path, media: str, digest: str) -> bytes:
    """Return a picture of a package that was read before; raises PackageError if it changed."""
    with open_package(path) as package:
        data = package.load(media) if media in package.media else b""
    if sha256(data).hexdigest() != digest:
        raise PackageError(path.name, N_("the file was changed since it was read; read it again."))
    return data


def _check_directory(path: Path) -> None:
    """Refuse a file that is not a zip, or whose list of entries would not fit in memory."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
            size = file.seek(0, 2)
            file.seek(max(0, size - _LONGEST_END_BYTES))
            tail = file.read()
    except OSError as error:
        raise PackageError(
            path.name, N_("it cannot be read: {detail}."), detail=error.strerror or error
        ) from error
    if not head.startswith(b"PK"):
        raise PackageError(path.name, N_("it is not an Anki package."))
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise PackageError(path.name, N_("the file is incomplete: its end is missing."))
    count, directory = struct.unpack_from("<HI", tail, at + 10)
    if count > MAX_ENTRIES or directory > MAX_DIRECTORY_BYTES or _ZIP64 in tail[:at][-20:]:
        raise PackageError(path.name, N_("it contains too many files."))


def _check_entries(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a package by what it declares, before anything is unpacked."""
    for entry in entries:
        # The name as it is in the file: zipfile cuts it at a zero byte.
        if _UNSAFE.search(entry.orig_filename) or len(entry.filename) > _NAME_CHARACTERS:
            raise PackageError(
                name, N_("it contains an unsafe file name, which points outside the package.")
            )
        if entry.flag_bits & _ENCRYPTED:
            raise PackageError(name, N_("it is encrypted."))
        if entry.file_size > MAX_ENTRY_BYTES or _is_bomb(entry.compress_size, entry.file_size):
            raise PackageError(name, _TOO_LARGE)
    if len({entry.filename for entry in entries}) != len(entries):
        raise PackageError(name, N_("it contains two files of the same name."))
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise PackageError(name, N_("it is too large when unpacked."))


def _is_bomb(packed: int, unpacked: int) -> bool:
    return unpacked > _HARMLESS_AT_ANY_RATIO_BYTES and unpacked > MAX_RATIO * max(1, packed)


def _open_package(name: str, archive: zipfile.ZipFile) -> Package:
    entries = set(archive.namelist())
    collection = next((layout for layout in _LAYOUTS if layout in entries), None)
    if collection is None:
        raise PackageError(name, N_("it is not an Anki package: it contains no collection."))
    if "meta" in entries and _version(name, archive) > _NEWEST_KNOWN:
        raise PackageError(
            name, N_("it was made by a newer Anki; export it there for older versions.")
        )
    is_modern = collection == _MODERN
    found: dict[str, str] = {}
    if "media" in entries:
        data = b"".join(_chunks(name, archive, "media", MAX_MAP_BYTES, is_packed=is_modern))
        found = _media(name, data, is_modern=is_modern)
    if any(_UNSAFE.search(media) for media in found):
        raise PackageError(
            name, N_("its media have an unsafe file name, which points outside the package.")
        )
    media = {media: entry for media, entry in found.items() if entry in entries}
    return Package(name, archive, collection, media)


def _version(name: str, archive: zipfile.ZipFile) -> int:
    data = b"".join(_chunks(name, archive, "meta", _CHUNK_BYTES, is_packed=False))
    try:
        return protobuf.number(data, 1)
    except ValueError as error:
        raise PackageError(
            name, N_("the package is damaged: its version cannot be read.")
        ) from error


def _media(name: str, data: bytes, *, is_modern: bool) -> dict[str, str]:
    """Return the entry of each media name."""
    try:
        if is_modern:
            listed = protobuf.messages(data, 1)
            return {protobuf.text(entry, 1): str(at) for at, entry in enumerate(listed)}
        found = json.loads(data) if data else {}
        return {str(media): str(entry) for entry, media in found.items()}
    except (ValueError, AttributeError, RecursionError) as error:
        raise PackageError(
            name, N_("the package is damaged: its list of media cannot be read.")
        ) from error


def _chunks(
    name: str, archive: zipfile.ZipFile, entry: str, most: int, *, is_packed: bool
) -> Iterator[bytes]:
    """Yield an entry's bytes, decompressed if `is_packed`; never more than `most`."""
    packed = archive.getinfo(entry).file_size
    total = 0
    with archive.open(entry) as file:
        for chunk in _decompress(name, file) if is_packed else _read(file):
            total += len(chunk)
            if total > most or (is_packed and _is_bomb(packed, total)):
                raise _TooLargeError(name, _TOO_LARGE)
            yield chunk


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK_BYTES):
        yield chunk


def _decompress(name: str, file: IO[bytes]) -> Iterator[bytes]:
    # Imported late: only packages of newer Anki versions need it.
    import zstandard

    reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES).stream_reader(file)
    try:
        while chunk := reader.read(_CHUNK_BYTES):
            yield chunk
    except zstandard.ZstdError as error:
        raise PackageError(
            name, N_("the package is damaged: a file in it cannot be unpacked.")
        ) from error
