"""A checksum of each page of the file, to find pages that the disk changed.

The checksums are stored in the collection itself (table `page_checksum`, one row). Each checkpoint
updates those of the pages that it writes, so an answer costs no extra time. The pages of that row
have no checksum, since writing it would change them. The order of steps makes it safe to be killed
at any time: the pages about to be written are marked unknown, then written, then read from the
file.
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

from flashdesign.i18n.formatting import number as format_number
from flashdesign.i18n.translation import N_, LazyText

_UNKNOWN, _DAMAGED = 0, 0xFFFFFFFF
_HEADER_BYTES, _SUM_BYTES = 8, 4
_SPARE_PAGES = 256
_PAGES_AT_ONCE = 250
_WAL_HEADER_BYTES, _FRAME_HEADER_BYTES = 32, 24
# Fixed sizes in a table's leaf page and in a cell, see sqlite.org/fileformat.html.
_LEAF_HEADER_BYTES = 8
_MORE = 0x80
_TABLE = "page_checksum"
_ROW = 1
_HAS_TABLE = "SELECT 1 FROM sqlite_schema WHERE name = 'page_checksum'"
_ROOT = "SELECT rootpage FROM sqlite_schema WHERE name = 'page_checksum'"
_SIZE = "SELECT length(checksums) FROM page_checksum WHERE id = 1"
_PUT = "INSERT OR REPLACE INTO page_checksum (id, checksums) VALUES (1, ?)"


class PageChecksums:
    """The checksums of an open collection; the caller must hold the database's lock."""

    def __init__(self, path: Path, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self._wal = path.with_name(f"{path.name}-wal")
        self._page_bytes = int(raw.execute("PRAGMA page_size").fetchone()[0])
        # Open until the end: closing it earlier would release SQLite's lock on the file.
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._closing = finalize(self, os.close, self._file)
        self.is_readable = True
        is_complete = self._is_complete()
        has_log = self._wal.exists() and self._wal.stat().st_size > _WAL_HEADER_BYTES
        # A restore or another program that was killed may have moved part of it already.
        self._may_be_moved = has_log
        # If pages were written and no log lists them, no checksum can be trusted.
        self._is_trusted = is_complete is not None and (is_complete or has_log)
        self._is_current = self._is_trusted and not has_log
        # Whether the stored row is marked as incomplete.
        self._is_marked = not is_complete

    def close(self) -> None:
        """Close the file; call it after SQLite has closed it."""
        self._closing()

    def forget_mark(self) -> None:
        """Mark again at the next transaction: the mark of a failed one may not be stored."""
        self._is_marked = False

    def mark(self) -> None:
        """Mark the row, within a transaction, as incomplete: pages are about to be written."""
        if self._is_marked:
            return
        # Saving an answer must not fail because of checksums; a damaged row is not trusted later.
        with suppress(sqlite3.Error):
            if self._capacity() is not None:
                with self._raw.blobopen(_TABLE, "checksums", _ROW) as blob:
                    blob.write(bytes(4))
        self._is_marked = True
        self._is_current = False

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file, and update the checksums of the pages written."""
        if not self._is_current:
            try:
                self._renew()
            except (sqlite3.Error, OSError, IndexError):
                # Not fatal: all checksums are computed again at the next checkpoint.
                self._is_trusted = self._is_marked = False
        self._move_log()

    def _renew(self) -> None:
        known = self._load()
        self._reserve(known)
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
                known[number - 1] = self._compute(number)
        self._store(known, is_current=True)
        self._is_trusted = self._is_current = self.is_readable = True
        self._is_marked = self._may_be_moved = False

    def find_changed(self, first: int = 1) -> tuple[list[int], int | None]:
        """Return the changed pages among some from `first` on, and the page to continue at.

        Pages are read from the disk; the second value is None at the end of the file.
        """
        if not self._is_trusted:
            return [], None
        known = self._load()
        last = min(first + _PAGES_AT_ONCE - 1, len(known))
        moved = _pages_in_log(self._wal, self._page_bytes) if self._may_be_moved else set()
        found = [
            number
            for number in range(first, last + 1)
            if known[number - 1] == _DAMAGED
            or (number not in moved and self._differs(number, known))
        ]
        return found, None if last >= len(known) else last + 1

    def shows_no_change(self) -> bool:
        """Return whether each page has a checksum that can be trusted, and none has changed."""
        next_page: int | None = 1
        while next_page is not None:
            found, next_page = self.find_changed(next_page)
            if found:
                return False
        return self._is_trusted and self.is_readable

    def _move_log(self) -> None:
        self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _differs(self, number: int, known: "array[int]") -> bool:
        expected = known[number - 1]
        return expected not in (_UNKNOWN, _DAMAGED) and expected != self._compute(number)

    def _compute(self, number: int) -> int:
        checksum = zlib.crc32(self._read_page(number), number)
        return checksum if checksum not in (_UNKNOWN, _DAMAGED) else 1

    def _read_page(self, number: int) -> bytes:
        os.lseek(self._file, (number - 1) * self._page_bytes, os.SEEK_SET)
        return os.read(self._file, self._page_bytes)

    def _resize(self, known: "array[int]") -> None:
        """Add or remove checksums until there is one for each page of the file."""
        pages = int(self._raw.execute("PRAGMA page_count").fetchone()[0])
        del known[pages:]
        known.extend([_UNKNOWN] * (pages - len(known)))

    def _is_complete(self) -> bool | None:
        """Return whether all pages have a current checksum; None if there are no checksums."""
        try:
            if self._raw.execute(_HAS_TABLE).fetchone() is None:
                self.is_readable = False
            if self._capacity() is None:
                return None
            with self._raw.blobopen(_TABLE, "checksums", _ROW, readonly=True) as blob:
                return any(blob.read(4))
        except sqlite3.DatabaseError:
            self.is_readable = False
            return None

    def _capacity(self) -> int | None:
        """Return the number of pages that fit in the stored row; None if there is no row."""
        if self._raw.execute(_HAS_TABLE).fetchone() is None:
            return None
        size = self._raw.execute(_SIZE).fetchone()
        return None if size is None else max(0, size[0] - _HEADER_BYTES) // _SUM_BYTES

    def _load(self) -> "array[int]":
        """Return the checksums by page; an empty array if they cannot be trusted."""
        known: array[int] = array("I")
        if not self._is_trusted:
            return known
        with self._raw.blobopen(_TABLE, "checksums", _ROW, readonly=True) as blob:
            whole = blob.read()
        content = whole[_HEADER_BYTES:]
        if zlib.crc32(content) != int.from_bytes(whole[4:_HEADER_BYTES], "little"):
            # The pages of this row have no checksum, so the row itself has one.
            self.is_readable = self._is_trusted = self._is_current = False
            return known
        known.frombytes(content)
        if sys.byteorder == "big":
            known.byteswap()
        return known

    def _reserve(self, known: "array[int]") -> None:
        """Store the checksums in a row that is large enough, so that later writes add no page."""
        pages = int(self._raw.execute("PRAGMA page_count").fetchone()[0])
        capacity = self._capacity()
        if capacity is None or capacity < pages:
            self._raw.execute(_PUT, (_pack(known, pages + pages // 4 + _SPARE_PAGES),))

    def _store(self, known: "array[int]", *, is_current: bool) -> None:
        # SQLite reports a failure to write at COMMIT; closing a blob would not report it.
        self._raw.execute("BEGIN IMMEDIATE")
        try:
            with self._raw.blobopen(_TABLE, "checksums", _ROW) as blob:
                capacity = (len(blob) - _HEADER_BYTES) // _SUM_BYTES
                blob.write(_pack(known, capacity, is_current=is_current))
            self._raw.execute("COMMIT")
        except BaseException:
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
            raise

    def _own_pages(self) -> Iterator[int]:
        """Yield the pages of the row with the checksums: a leaf and a chain of overflow pages."""
        root = int(self._raw.execute(_ROOT).fetchone()[0])
        yield root
        page = self._read_page(root)
        start = int.from_bytes(page[_LEAF_HEADER_BYTES : _LEAF_HEADER_BYTES + 2])
        payload, at = _read_varint(page, start)
        _rowid, at = _read_varint(page, at)
        local = _bytes_in_leaf(payload, self._page_bytes - page_reserve(self._read_page(1)))
        next_page = 0 if local == payload else int.from_bytes(page[at + local : at + local + 4])
        seen: set[int] = set()
        while next_page and next_page not in seen:
            seen.add(next_page)
            yield next_page
            next_page = int.from_bytes(self._read_page(next_page)[:4])


def delete_checksums(raw: sqlite3.Connection) -> None:
    """Delete the checksums: the pages of a copy are not those of the original."""
    if raw.execute(_HAS_TABLE).fetchone() is not None:
        raw.execute("DELETE FROM page_checksum")


def changed_pages_text(changed: Sequence[int]) -> LazyText:
    """Return the text to show about changed pages; page 0 stands for the checksums themselves."""
    numbered = [number for number in changed if number]
    if not numbered:
        return LazyText(N_("the checksums of its pages cannot be read"))
    return LazyText.counted(
        "{n} page is not as stored: page {first}",
        "{n} pages are not as stored, the first is page {first}",
        len(numbered),
        n=format_number(len(numbered)),
        first=numbered[0],
    )


def page_reserve(first_page: bytes) -> int:
    """Return how many bytes at the end of each page SQLite does not use."""
    return first_page[20]


def _pack(known: Iterable[int], capacity: int, *, is_current: bool = False) -> bytes:
    sums = array("I", known)
    sums.extend([_UNKNOWN] * (capacity - len(sums)))
    if sys.byteorder == "big":
        sums.byteswap()
    content = sums.tobytes()
    header = int(is_current).to_bytes(4, "little") + zlib.crc32(content).to_bytes(4, "little")
    return header + content


def _pages_in_log(wal: Path, page_bytes: int) -> set[int]:
    """Return the pages in the write-ahead log, perhaps with some of an unfinished write."""
    found: set[int] = set()
    if not wal.exists():
        return found
    with wal.open("rb") as file:
        salts = file.read(_WAL_HEADER_BYTES)[16:24]
        frame_bytes = _FRAME_HEADER_BYTES + page_bytes
        # A few hundred at a time: an answer may wait for this.
        while frames := file.read(frame_bytes * _PAGES_AT_ONCE):
            for at in range(0, len(frames) - _FRAME_HEADER_BYTES + 1, frame_bytes):
                if frames[at + 8 : at + 16] == salts:
                    found.add(int.from_bytes(frames[at : at + 4]))
    return found - {0}


def _read_varint(page: bytes, at: int) -> tuple[int, int]:
    """Return SQLite's variable-length integer at an offset, and the offset where it ends."""
    value = 0
    for _byte in range(8):
        byte = page[at]
        at += 1
        value = value << 7 | byte & ~_MORE
        if byte < _MORE:
            return value, at
    return value << 8 | page[at], at + 1


def _bytes_in_leaf(payload: int, usable: int) -> int:
    """Return how many bytes of a row are in its leaf; the rest is in overflow pages."""
    maximum = usable - 35
    if payload <= maximum:
        return payload
    minimum = (usable - 12) * 32 // 255 - 23
    local = minimum + (payload - minimum) % (usable - 4)
    return local if local <= maximum else minimum
