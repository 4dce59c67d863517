"""Unpack the pictures of a card for the screen: within limits, and each only once."""

from collections import OrderedDict
from hashlib import blake2b

from PySide6.QtCore import QBuffer, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from flashdesign.content.picture_files import size_problem
from flashdesign.content.picture_size import Size, size_of

# A card may unpack so many pixels in all: about half a second on a slow computer.
MAX_CARD_PIXELS = 40_000_000
ALLOCATION_LIMIT_MB = 64
_MAX_HEIGHT_PX = 4_000
_KEPT_BYTES = 100_000_000
_KEEP_SHAPE = Qt.AspectRatioMode.KeepAspectRatio


def limit_allocation() -> None:
    """Let Qt unpack no picture that takes more memory than any should."""
    QImageReader.setAllocationLimit(ALLOCATION_LIMIT_MB)


class CardPictures:
    """Scaled copies of pictures, the most recently shown ones kept."""

    def __init__(self, column_px: int) -> None:
        self._column_px = column_px
        self._kept: OrderedDict[bytes, tuple[QImage, int]] = OrderedDict()
        self._kept_bytes = 0

    def load(self, data: bytes, left: int) -> "tuple[QImage | str | None, int]":
        """Return a picture as wide as the column at most, and how many pixels it has unpacked.

        In its place comes a sentence where it is too large, or where it has more pixels than the
        `left` ones; None where it is no picture.
        """
        key = blake2b(data, digest_size=16).digest()
        if key in self._kept and self._kept[key][1] <= left:
            self._kept.move_to_end(key)
            return self._kept[key]
        limit_allocation()
        buffer = QBuffer()
        buffer.setData(data)
        reader = QImageReader(buffer)
        size = _size(data, reader)
        if problem := _problem(size, reader):
            return f"A picture is not shown: {problem}.", 0
        if size is not None and size.pixels > left:
            return "A picture is not shown: this card has too many large ones.", 0
        _scale(reader, self._column_px)
        image = reader.read()
        pixels = 0 if size is None else size.pixels
        if image.isNull():
            return (None if size is None else _not_shown(size)), pixels
        self._keep(key, image, pixels)
        return image, pixels

    def _keep(self, key: bytes, image: QImage, pixels: int) -> None:
        self._kept[key] = (image, pixels)
        self._kept_bytes += image.sizeInBytes()
        while self._kept_bytes > _KEPT_BYTES and len(self._kept) > 1:
            _, (dropped, _) = self._kept.popitem(last=False)
            self._kept_bytes -= dropped.sizeInBytes()


def _size(data: bytes, reader: QImageReader) -> Size | None:
    """Return the larger of what the header says and of what Qt would unpack."""
    said, found = size_of(data), reader.size()
    here = Size(found.width(), found.height()) if found.isValid() else None
    known = [size for size in (said, here) if size is not None]
    return max(known, key=lambda size: size.pixels, default=None)


def _problem(size: Size | None, reader: QImageReader) -> str | None:
    """Return why a picture is too large to be shown, None where it is not."""
    if size is None or (problem := size_problem(size)):
        return None if size is None else problem
    # A JPEG is made smaller while it is unpacked; Qt counts four bytes for any pixel.
    if reader.format().data() == b"jpeg" or size.pixels * 4 <= ALLOCATION_LIMIT_MB << 20:
        return None
    return (
        f"it has {size.width:,} × {size.height:,} pixels, which take more than "
        f"{ALLOCATION_LIMIT_MB} MB of memory; make it smaller or a JPEG"
    )


def _not_shown(size: Size) -> str:
    return f"A picture of {size.width:,} × {size.height:,} pixels is damaged and cannot be shown."


def _scale(reader: QImageReader, column_px: int) -> None:
    size = reader.size()
    if size.width() > column_px or size.height() > _MAX_HEIGHT_PX:
        reader.setScaledSize(fitting(size, QSize(column_px, _MAX_HEIGHT_PX)))


def fitting(size: QSize, room: QSize) -> QSize:
    """Return the size of a picture made to fit; a thin one keeps a pixel."""
    return size.scaled(room, _KEEP_SHAPE).expandedTo(QSize(1, 1))
