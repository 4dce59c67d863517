"""A picture's size is read from its header only, in every format."""

import struct
from base64 import b64decode
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.pictures.picture_file import PictureError, check_picture
from flashdesign.content.pictures.picture_size import MAX_PIXELS, Size, size_of


def png(width: int, height: int) -> bytes:
    """Return the beginning of a PNG."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)


def gif(width: int, height: int, first: bytes = b"", flags: int = 0) -> bytes:
    """Return the beginning of a GIF."""
    return b"GIF89a" + struct.pack("<HHBBB", width, height, flags, 0, 0) + first


def frame(left: int, top: int, width: int, height: int) -> bytes:
    """Return the beginning of a picture within a GIF."""
    return b"," + struct.pack("<HHHHB", left, top, width, height, 0)


def jpeg(width: int, height: int, marker: int = 0xC0, before: bytes = b"") -> bytes:
    """Return the beginning of a JPEG."""
    start = b"\xff" + bytes([marker]) + struct.pack(">HBHH", 17, 8, height, width)
    return b"\xff\xd8" + before + start


def webp(kind: bytes, body: bytes) -> bytes:
    """Return the beginning of a WebP."""
    return b"RIFF\0\0\0\0WEBP" + kind + struct.pack("<I", len(body)) + body


def extended(width: int, height: int) -> bytes:
    """Return a WebP's extended header."""
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp(b"VP8X", bytes(4) + sizes)


LIMIT_S = 0.5
EXIF = b"\xff\xe1" + struct.pack(">H", 60_000) + b"\xff\xc0" * 29_999
LOSSY = b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640, 480 | 0x4000)
LOSSLESS = b"\x2f" + struct.pack("<I", (640 - 1) | (480 - 1) << 14)
COMMENT = b"!\xfe\x03abc\x02de\0"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        pytest.param(png(640, 480), (640, 480), id="PNG"),
        pytest.param(gif(640, 480), (640, 480), id="GIF"),
        pytest.param(gif(640, 480, frame(0, 0, 10, 10)), (640, 480), id="GIF, a small picture"),
        pytest.param(
            gif(1, 1, frame(600, 0, 40, 480)), (640, 480), id="GIF, larger than its screen"
        ),
        pytest.param(
            gif(1, 1, bytes(6) + COMMENT + frame(0, 0, 640, 480), flags=0x80),
            (640, 480),
            id="GIF, after colors and a comment",
        ),
        pytest.param(jpeg(640, 480), (640, 480), id="JPEG"),
        pytest.param(jpeg(640, 480, 0xC2), (640, 480), id="JPEG, progressive"),
        pytest.param(jpeg(640, 480, before=EXIF), (640, 480), id="JPEG, after a false one in Exif"),
        pytest.param(jpeg(640, 480, before=b"\xff\xff\xff"), (640, 480), id="JPEG, padding"),
        pytest.param(jpeg(640, 480, before=b"\xff\xd0"), (640, 480), id="JPEG, a bare marker"),
        pytest.param(jpeg(640, 480, before=b"\xff\xda"), None, id="JPEG, data before its size"),
        pytest.param(webp(b"VP8 ", LOSSY), (640, 480), id="WebP"),
        pytest.param(webp(b"VP8L", LOSSLESS), (640, 480), id="WebP, lossless"),
        pytest.param(extended(640, 480), (640, 480), id="WebP, extended"),
        pytest.param(webp(b"JUNK", b"x" * 20), None, id="WebP of a kind that is not known"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIDAT" + b"x" * 20, None, id="PNG without a header"),
        pytest.param(b"BM" + b"\0" * 60, None, id="a picture of another kind"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_the_size_is_what_the_header_says(data: bytes, size: tuple[int, int] | None) -> None:
    assert size_of(data) == size


REAL_PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAC0lEQVR4nGNgwAQAABQAAQlZUbcAAAAASUVORK5CYII="
)
REAL_WEBP = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="


@pytest.mark.parametrize(
    ("data", "size"), [(REAL_PNG, (3, 2)), (REAL_WEBP, (1, 1))], ids=["PNG", "WebP"]
)
def test_real_pictures(data: str, size: tuple[int, int]) -> None:
    assert size_of(b64decode(data)) == size


@given(st.sampled_from([png(9, 9), gif(9, 9), jpeg(9, 9), extended(9, 9)]), st.binary(max_size=60))
def test_any_bytes_have_a_size_or_none(start: bytes, rest: bytes) -> None:
    for cut in range(0, len(start), 3):
        found = size_of(start[:cut] + rest)
        assert found is None or found.pixels >= 0


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xff\xd8" + b"\xff" * 10_000_000, id="padding of a JPEG"),
        pytest.param(b"\xff\xd8" + b"\xff\xd0" * 5_000_000, id="markers of a JPEG"),
        pytest.param(gif(1, 1) + b"!\xfe" + b"\1a" * 5_000_000, id="a comment of a GIF"),
        pytest.param(gif(1, 1) + b"!\xfe\0" * 3_000_000, id="comments of a GIF"),
    ],
)
def test_the_longest_header_is_read_fast(data: bytes) -> None:
    before = process_time()
    size_of(data)
    assert process_time() - before < LIMIT_S


@pytest.mark.parametrize(
    ("size", "is_taken"),
    [
        pytest.param((5_000, 5_000), True, id="25 million"),
        pytest.param((5_001, 5_000), False, id="more than 25 million"),
        pytest.param((8_000, 8_000), False, id="64 million"),
        pytest.param((1_000_000, 10), True, id="a long line"),
    ],
)
def test_a_picture_with_too_many_pixels_is_refused(size: tuple[int, int], is_taken: bool) -> None:
    assert (Size(*size).pixels <= MAX_PIXELS) is is_taken
    if is_taken:
        check_picture(png(*size), "a.png")
    else:
        message = (
            rf"'a\.png' is left out: it has {size[0]:,} × {size[1]:,} pixels, more than 25 million"
        )
        with pytest.raises(PictureError, match=message):
            check_picture(png(*size), "a.png")
