"""The pixel size of a picture, from its header and without decoding it."""

import struct
from typing import NamedTuple

# A phone photo has 12 million pixels, a 4K screen 8 million.
MAX_PIXELS = 25_000_000

# Comments, color profiles and a thumbnail may come before the size.
_HEADER_BYTES = 1_000_000
_PNG, _RIFF = b"\x89PNG\r\n\x1a\n", b"RIFF"
_GIFS = (b"GIF87a", b"GIF89a")
_JPEG = b"\xff\xd8"
# Start of frame: C0 to CF except Huffman tables (C4), extension (C8), arithmetic coding (CC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MARKER = 0xFF
_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD9)})
_END_MARKERS = frozenset({0xD9, 0xDA})
_VP8_START, _VP8L_START = b"\x9d\x01\x2a", b"\x2f"


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        """The number of pixels."""
        return self.width * self.height


def size_of(data: bytes) -> Size | None:
    """Return the size of a PNG, JPEG, GIF or WebP, or None if its header does not have it."""
    data = data[:_HEADER_BYTES]
    try:
        if data.startswith(_PNG):
            return Size(*struct.unpack_from(">II", data, 16)) if data[12:16] == b"IHDR" else None
        if data.startswith(_GIFS):
            return _gif(data)
        if data.startswith(_RIFF) and data[8:12] == b"WEBP":
            return _webp(data)
        if data.startswith(_JPEG):
            return _jpeg(data)
    except struct.error:
        return None
    return None


def _gif(data: bytes) -> Size:
    """Return the size of the logical screen, or of the first frame if that is larger."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    while data[at : at + 1] == b"!":  # an extension: its kind, then blocks with their lengths
        at += 2
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
    if data[at : at + 1] == b"," and len(data) >= at + 9:
        left, top, frame_width, frame_height = struct.unpack_from("<HHHH", data, at + 1)
        width, height = max(width, left + frame_width), max(height, top + frame_height)
    return Size(width, height)


def _webp(data: bytes) -> Size | None:
    kind, body = data[12:16], 20
    if kind == b"VP8X":
        width_bytes, height_bytes = data[body + 4 : body + 7], data[body + 7 : body + 10]
        if not height_bytes:
            return None
        width, height = (int.from_bytes(part, "little") for part in (width_bytes, height_bytes))
        return Size(width + 1, height + 1)
    if kind == b"VP8L" and data[body : body + 1] == _VP8L_START:
        (bits,) = struct.unpack_from("<I", data, body + 1)
        return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and data[body + 3 : body + 6] == _VP8_START:
        width, height = struct.unpack_from("<HH", data, body + 6)
        return Size(width & 0x3FFF, height & 0x3FFF)
    return None


def _jpeg(data: bytes) -> Size | None:
    at = 2
    while at + 1 < len(data):
        if data[at] != _MARKER:
            return None
        marker = data[at + 1]
        if marker == _MARKER:  # padding
            at += 1
        elif marker in _BARE_MARKERS:
            at += 2
        elif marker in _END_MARKERS:
            return None
        elif marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Size(width, height)
        else:
            (length,) = struct.unpack_from(">H", data, at + 2)
            at += 2 + max(2, length)
    return None
