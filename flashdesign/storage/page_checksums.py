"""Keep a checksum of each page of the file, so that what the disk changed by itself is found.

The checksums lie in the collection itself (table `page_checksum`, one row) and are renewed at each
checkpoint, for the pages that are written there: answering costs nothing. The pages of that row
have none, since writing them would change them. Order makes it safe to be killed at any time: the
pages about to be written are marked unknown, then written, then read from the file.
"""

import os
import sqlite3
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from weakref import finalize

_UNKNOWN, _DAMAGED = 0, 0xFFFFFFFF
_HEADER_BYTES, _SUM_BYTES = 8, 4
_SPARE_PAGES = 256
_PAGES_AT_ONCE = 250
_WAL_HEADER_BYTES, _FRAME_HEADER_BYTES = 32, 24
# The fixed parts of a table's leaf page and of a cell, see sqlite.org/fileformat.html.
_LEAF_HEADER_BYTES = 8
_MORE = 0x80
_TABLE = "page_checksum"
_ROW = 1
_HAS_TABLE = "SELECT 1 FROM sqlite_schema WHERE name = 'page_checksum'"
_ROOT = "SELECT rootpage FROM sqlite_schema WHERE name = 'page_checksum'"
_SIZE = "SELECT length(checksums) FROM page_checksum WHERE id = 1"
_PUT = "INSERT OR REPLACE INTO page_checksum (id, checksums) VALUES (1, ?)"


class PageChecksums:
    """The checksums of an open collection; whoever calls holds the database's lock."""

    def __init__(self, path: Path, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self._wal = path.with_name(f"{path.name}-wal")
        self._page_bytes = int(raw.execute("PRAGMA page_size").fetchone()[0])
        # Held open to the end: closing it would give up the lock that SQLite has on the file.
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._closing = finalize(self, os.close, self._file)
        self.is_readable = True
        is_complete = self._is_complete()
        has_log = self._wal.exists() and self._wal.stat().st_size > _WAL_HEADER_BYTES
        # A restore or another program that was killed may have moved a part of it already.
        self._may_be_moved = has_log
        # Where pages were written and no log tells which, nothing is known any more.
        self._is_trusted = is_complete is not None and (is_complete or has_log)
        self._is_current = self._is_trusted and not has_log
        # Whether the stored row says that it does not hold for all pages.
        self._is_marked = not is_complete

    def close(self) -> None:
        """Let go of the file, once SQLite has done so."""
        self._closing()

    def forget_mark(self) -> None:
        """Mark again at the next transaction: the mark of one that failed may not be stored."""
        self._is_marked = False

    def mark(self) -> None:
        """Mark, within a transaction, that pages are written whose checksums are yet to come."""
        if self._is_marked:
            return
        # No answer depends on checksums: a row that is damaged cannot be trusted later either.
        with suppress(sqlite3.Error):
            if self._room() is not None:
                with self._raw.blobopen(_TABLE, "checksums", _ROW) as blob:
                    blob.write(bytes(4))
        self._is_marked = True
        self._is_current = False

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file, and take the checksums of what is written."""
        if not self._is_current:
            try:
                self._renew()
            except (sqlite3.Error, OSError, IndexError):
                # No answer depends on checksums: all are taken again at the next checkpoint.
                self._is_trusted = self._is_marked = False
        self._move_log()

    def _renew(self) -> None:
        known = self._loaded()
        self._make_room(known)
        self._resize(known)
        for number in _pages_in_log(self._wal, self._page_bytes):
            if number <= len(known):
                is_damaged = not self._may_be_moved and self._differs(number, known)
                known[number - 1] = _DAMAGED if is_damaged else _UNKNOWN
        self._store(known, is_current=False)
        self._move_log()
        self._resize(known)
        own = set(self._own_pages())
        for number, checksum in enumerate(known, start=1):
            if number in own:
                known[number - 1] = _UNKNOWN
            elif checksum == _UNKNOWN:
                known[number - 1] = self._checksum(number)
        self._store(known, is_current=True)
        self._is_trusted = self._is_current = self.is_readable = True
        self._is_marked = self._may_be_moved = False

    def changed(self, first: int = 1) -> tuple[list[int], int | None]:
        """Return pages of the file that are not as they were written, and where to go on, if so.

        It looks at some pages from `first` on, as they are on the disk.
        """
        if not self._is_trusted:
            return [], None
        known = self._loaded()
        last = min(first + _PAGES_AT_ONCE - 1, len(known))
        moved = _pages_in_log(self._wal, self._page_bytes) if self._may_be_moved else set()
        found = [
            number
            for number in range(first, last + 1)
            if known[number - 1] == _DAMAGED
            or (number not in moved and self._differs(number, known))
        ]
        return found, None if last >= len(known) else last + 1

    def _move_log(self) -> None:
        self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _differs(self, number: int, known: "array[int]") -> bool:
        wanted = known[number - 1]
        return wanted not in (_UNKNOWN, _DAMAGED) and wanted != self._checksum(number)

    def _checksum(self, number: int) -> int:
        found = zlib.crc32(self._page(number), number)
        return found if found not in (_UNKNOWN, _DAMAGED) else 1

    def _page(self, number: int) -> bytes:
        os.lseek(self._file, (number - 1) * self._page_bytes, os.SEEK_SET)
        return os.read(self._file, self._page_bytes)

    def _resize(self, known: "array[int]") -> None:
        """Make the checksums as many as the file has pages."""
        pages = int(self._raw.execute("PRAGMA page_count").fetchone()[0])
        del known[pages:]
        known.extend([_UNKNOWN] * (pages - len(known)))

    def _is_complete(self) -> bool | None:
        """Tell whether all pages are accounted for; None where there are no checksums."""
        try:
            if self._raw.execute(_HAS_TABLE).fetchone() is None:
                self.is_readable = False
            if self._room() is None:
                return None
            with self._raw.blobopen(_TABLE, "checksums", _ROW, readonly=True) as blob:
                return any(blob.read(4))
        except sqlite3.DatabaseError:
            self.is_readable = False
            return None

    def _room(self) -> int | None:
        """Return for how many pages the stored row has room; None where there is none."""
        if self._raw.execute(_HAS_TABLE).fetchone() is None:
            return None
        size = self._raw.execute(_SIZE).fetchone()
        return None if size is None else max(0, size[0] - _HEADER_BYTES) // _SUM_BYTES

    def _loaded(self) -> "array[int]":
        """Return the checksums by page, none where they cannot be trusted."""
        known: array[int] = array("I")
        if not self._is_trusted:
            return known
        with self._raw.blobopen(_TABLE, "checksums", _ROW, readonly=True) as blob:
            whole = blob.read()
        content = whole[_HEADER_BYTES:]
        if zlib.crc32(content) != int.from_bytes(whole[4:_HEADER_BYTES], "little"):
            # The one thing whose own pages have no checksums.
            self.is_readable = self._is_trusted = self._is_current = False
            return known
        known.frombytes(content)
        if sys.byteorder == "big":
            known.byteswap()
        return known

    def _make_room(self, known: "array[int]") -> None:
        """Store the checksums in a row that is large enough: from then on no page is added."""
        pages = int(self._raw.execute("PRAGMA page_count").fetchone()[0])
        room = self._room()
        if room is None or room < pages:
            self._raw.execute(_PUT, (_packed(known, pages + pages // 4 + _SPARE_PAGES),))

    def _store(self, known: "array[int]", *, is_current: bool) -> None:
        # SQLite tells a failure to write at COMMIT, which the end of a blob would leave unsaid.
        self._raw.execute("BEGIN IMMEDIATE")
        try:
            with self._raw.blobopen(_TABLE, "checksums", _ROW) as blob:
                room = (len(blob) - _HEADER_BYTES) // _SUM_BYTES
                blob.write(_packed(known, room, is_current=is_current))
            self._raw.execute("COMMIT")
        except BaseException:
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
            raise

    def _own_pages(self) -> Iterator[int]:
        """Yield the pages of the row that holds the checksums: a leaf, and a chain of others."""
        root = int(self._raw.execute(_ROOT).fetchone()[0])
        yield root
        page = self._page(root)
        start = int.from_bytes(page[_LEAF_HEADER_BYTES : _LEAF_HEADER_BYTES + 2])
        payload, at = _varint(page, start)
        _, at = _varint(page, at)
        local = _bytes_in_leaf(payload, self._page_bytes - page_reserve(self._page(1)))
        following = 0 if local == payload else int.from_bytes(page[at + local : at + local + 4])
        seen: set[int] = set()
        while following and following not in seen:
            seen.add(following)
            yield following
            following = int.from_bytes(self._page(following)[:4])


def forget(raw: sqlite3.Connection) -> None:
    """Delete the checksums: the pages of a copy are not those of the original."""
    if raw.execute(_HAS_TABLE).fetchone() is not None:
        raw.execute("DELETE FROM page_checksum")


def pages_sentence(changed: Sequence[int]) -> str:
    """Return what to say of pages that are not as they were written."""
    numbered = [number for number in changed if number]
    if not numbered:
        return "the checksums of its pages cannot be read"
    what = "page is" if len(numbered) == 1 else "pages are"
    return f"{len(numbered)} {what} not as stored, the first is page {numbered[0]}"


def page_reserve(first_page: bytes) -> int:
    """Return how many bytes at the end of each page SQLite leaves to others."""
    return first_page[20]


def _packed(known: Iterable[int], room: int, *, is_current: bool = False) -> bytes:
    sums = array("I", known)
    sums.extend([_UNKNOWN] * (room - len(sums)))
    if sys.byteorder == "big":
        sums.byteswap()
    content = sums.tobytes()
    header = int(is_current).to_bytes(4, "little") + zlib.crc32(content).to_bytes(4, "little")
    return header + content


def _pages_in_log(wal: Path, page_bytes: int) -> set[int]:
    """Return the pages that the write-ahead log holds, and perhaps some of an unfinished write."""
    found: set[int] = set()
    if not wal.exists():
        return found
    with wal.open("rb") as file:
        salts = file.read(_WAL_HEADER_BYTES)[16:24]
        frame_bytes = _FRAME_HEADER_BYTES + page_bytes
        # Some hundred at once: an answer may wait for this.
        while frames := file.read(frame_bytes * _PAGES_AT_ONCE):
            for at in range(0, len(frames) - _FRAME_HEADER_BYTES + 1, frame_bytes):
                if frames[at + 8 : at + 16] == salts:
                    found.add(int.from_bytes(frames[at : at + 4]))
    return found - {0}


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """Return SQLite's number of variable length at an offset, and where it ends."""
    value = 0
    for _ in range(8):
        byte = page[at]
        at += 1
        value = value << 7 | byte & ~_MORE
        if byte < _MORE:
            return value, at
    return value << 8 | page[at], at + 1


def _bytes_in_leaf(payload: int, usable: int) -> int:
    """Return how much of a row lies in its leaf; the rest is in a chain of other pages."""
    most = usable - 35
    if payload <= most:
        return payload
    least = (usable - 12) * 32 // 255 - 23
    wanted = least + (payload - least) % (usable - 4)
    return wanted if wanted <= most else least
