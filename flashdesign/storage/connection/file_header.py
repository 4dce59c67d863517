"""The first bytes of a collection file, read and checked without opening it with SQLite."""

from dataclasses import dataclass
from pathlib import Path

from flashdesign.errors import CollectionDamagedError, CollectionError, CollectionTooNewError
from flashdesign.i18n.translation import N_, LazyText

APPLICATION_ID = 0x466C4473  # "FlDs"
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100


@dataclass(frozen=True, slots=True)
class Header:
    """Fields of an SQLite file's header, at the offsets of sqlite.org/fileformat.html."""

    application_id: int
    user_version: int
    page_bytes: int
    pages: int
    is_size_valid: bool


def read_header(path: Path) -> Header:
    """Return the header of the SQLite file at `path`, or raise CollectionDamagedError."""
    with path.open("rb") as file:
        raw = file.read(_HEADER_BYTES)
    if not raw:
        raise CollectionDamagedError(path, LazyText(N_("the file is empty")))
    if len(raw) < _HEADER_BYTES or not raw.startswith(_MAGIC):
        problem = LazyText(N_("its first bytes are not those of a collection"))
        raise CollectionDamagedError(path, problem)
    page_bytes = _number(raw, 16, 2)
    return Header(
        application_id=_number(raw, 68),
        user_version=_number(raw, 60),
        page_bytes=0x10000 if page_bytes == 1 else page_bytes,
        pages=_number(raw, 28),
        is_size_valid=raw[24:28] == raw[92:96],
    )


def check_header(path: Path, supported: int) -> Header:
    """Return the header; raise if the file is another program's, too new or truncated."""
    header = read_header(path)
    if header.application_id != APPLICATION_ID:
        raise CollectionError(
            path,
            N_("this is a database of another program."),
            N_("Choose another file with --collection; nothing was changed."),
        )
    if header.user_version > supported:
        raise CollectionTooNewError(path, header.user_version, supported)
    if header.is_size_valid and not path.with_name(path.name + "-wal").exists():
        expected = header.pages * header.page_bytes
        if path.stat().st_size < expected:
            raise CollectionDamagedError(path, LazyText(N_("the file is truncated")))
    return header


def _number(raw: bytes, offset: int, size: int = 4) -> int:
    return int.from_bytes(raw[offset : offset + size])
