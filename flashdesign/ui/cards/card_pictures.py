"""Decoding and caching of the pictures of a card, with limits on size and memory."""

from collections import OrderedDict
from collections.abc import Iterable
from hashlib import blake2b

from PySide6.QtCore import QBuffer, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QImageReader, QPainter, QPen, QPolygonF

from flashdesign.content.pictures.picture_file import size_problem
from flashdesign.content.pictures.picture_size import Size, size_of
from flashdesign.content.rendering.picture_masks import Mask
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _
from flashdesign.ui.theme.colors import Tokens

_LINE_PX = 2


def apply_masks(image: QImage, masks: Iterable[Mask], tokens: Tokens) -> QImage:
    """Return the picture with its masks painted; the asked one has the accent color."""
    # A picture with a color palette may lack the colors of the masks.
    painted = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(painted)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.line), _LINE_PX))
    for mask in masks:
        color = QColor(tokens.accent if mask.is_question else tokens.muted)
        painter.setBrush(QBrush(color, Qt.BrushStyle.SolidPattern))
        _paint_mask(painter, mask, painted.width(), painted.height())
    painter.end()
    return painted


def _paint_mask(painter: QPainter, mask: Mask, width: int, height: int) -> None:
    across, down = mask.numbers[0::2], mask.numbers[1::2]
    if mask.kind == "p":
        corners = [QPointF(x * width, y * height) for x, y in zip(across, down, strict=True)]
        painter.drawPolygon(QPolygonF(corners))
        return
    left, top, wide, high = mask.numbers
    box = QRectF(left * width, top * height, wide * width, high * height)
    if mask.kind == "e":
        painter.drawEllipse(box)
    else:
        painter.drawRect(box)


# Limit for all pictures of a card: about half a second on a slow computer.
MAX_CARD_PIXELS = 40_000_000
ALLOCATION_LIMIT_MB = 64
_MAX_HEIGHT_PX = 4_000
_MAX_CACHED_BYTES = 100_000_000
_KEEP_RATIO = Qt.AspectRatioMode.KeepAspectRatio


def limit_allocation() -> None:
    """Limit the memory that Qt may use to decode one picture."""
    QImageReader.setAllocationLimit(ALLOCATION_LIMIT_MB)


class PictureCache:
    """A cache of scaled pictures, the most recently used ones."""

    def __init__(self, column_px: int) -> None:
        self._column_px = column_px
        self._cache: OrderedDict[bytes, tuple[QImage, int]] = OrderedDict()
        self._cached_bytes = 0

    def load(self, data: bytes, left: int) -> "tuple[QImage | str | None, int]":
        """Return a picture scaled to the column width, and the number of decoded pixels.

        If the picture is too large or has more than `left` pixels, an error message is returned
        in its place; None if `data` is not a picture.
        """
        key = blake2b(data, digest_size=16).digest()
        if key in self._cache and self._cache[key][1] <= left:
            self._cache.move_to_end(key)
            return self._cache[key]
        limit_allocation()
        buffer = QBuffer()
        buffer.setData(data)
        reader = QImageReader(buffer)
        size = _read_size(data, reader)
        if problem := _find_problem(size, reader):
            return _("A picture is not shown: {problem}.").format(problem=problem), 0
        if size is not None and size.pixels > left:
            return _("A picture is not shown: this card has too many large pictures."), 0
        _scale(reader, self._column_px)
        image = reader.read()
        pixels = 0 if size is None else size.pixels
        if image.isNull():
            return (None if size is None else _format_damaged(size)), pixels
        self._store(key, image, pixels)
        return image, pixels

    def _store(self, key: bytes, image: QImage, pixels: int) -> None:
        self._cache[key] = (image, pixels)
        self._cached_bytes += image.sizeInBytes()
        while self._cached_bytes > _MAX_CACHED_BYTES and len(self._cache) > 1:
            _key, (dropped, _pixels) = self._cache.popitem(last=False)
            self._cached_bytes -= dropped.sizeInBytes()


def _read_size(data: bytes, reader: QImageReader) -> Size | None:
    """Return the larger of the size in the header and the size that Qt would decode."""
    decoded = reader.size()
    qt_size = Size(decoded.width(), decoded.height()) if decoded.isValid() else None
    sizes = [size for size in (size_of(data), qt_size) if size is not None]
    return max(sizes, key=lambda size: size.pixels, default=None)


def _find_problem(size: Size | None, reader: QImageReader) -> str | None:
    """Return why a picture is too large to show, None if it is not."""
    if size is None or (problem := size_problem(size)):
        return None if size is None else problem
    # A JPEG is scaled down while it is decoded; Qt counts four bytes per pixel.
    if reader.format().data() == b"jpeg" or size.pixels * 4 <= ALLOCATION_LIMIT_MB << 20:
        return None
    return _(
        "it has {width} × {height} pixels, which take more than {n} MB of memory; "
        "make it smaller or a JPEG"
    ).format(width=number(size.width), height=number(size.height), n=ALLOCATION_LIMIT_MB)


def _format_damaged(size: Size) -> str:
    return _("A picture of {width} × {height} pixels is damaged and cannot be shown.").format(
        width=number(size.width), height=number(size.height)
    )


def _scale(reader: QImageReader, column_px: int) -> None:
    size = reader.size()
    if size.width() > column_px or size.height() > _MAX_HEIGHT_PX:
        reader.setScaledSize(fit_size(size, QSize(column_px, _MAX_HEIGHT_PX)))


def fit_size(size: QSize, room: QSize) -> QSize:
    """Return `size` scaled to fit `room`, at least 1 × 1 pixel."""
    return size.scaled(room, _KEEP_RATIO).expandedTo(QSize(1, 1))
