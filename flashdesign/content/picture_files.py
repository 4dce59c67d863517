"""Tell whether bytes are a picture that may be shown, and read one from a file."""

from pathlib import Path

from flashdesign.content.picture_size import MAX_PIXELS, Size, size_of
from flashdesign.errors import FlashDesignError

MAX_PICTURE_BYTES = 10_000_000
_HEAD_BYTES = 12
_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF87a": ".gif",
    b"GIF89a": ".gif",
}


class PictureError(FlashDesignError):
    """A picture of a deck cannot be taken."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"the picture {name!r} {problem}")


def suffix_of(data: bytes) -> str:
    """Return the suffix for a picture of this content, or "" where it is none."""
    head = data[:_HEAD_BYTES]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ".webp"
    return next((known for start, known in _SIGNATURES.items() if head.startswith(start)), "")


def read_picture(path: Path, name: str) -> bytes:
    """Return what the file holds; raise PictureError where it is too large or no picture."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_PICTURE_BYTES + 1)
    except OSError as error:
        raise PictureError(name, f"cannot be read: {error.strerror or error}") from error
    check_picture(data, name)
    return data


def check_picture(data: bytes, name: str) -> None:
    """Raise PictureError where this is too large, in bytes or in pixels, or no picture."""
    if len(data) > MAX_PICTURE_BYTES:
        raise PictureError(
            name, f"is left out: it is larger than {MAX_PICTURE_BYTES // 1_000_000} MB"
        )
    if not suffix_of(data):
        raise PictureError(name, "is left out: it is no PNG, JPEG, GIF or WebP inside")
    if problem := size_problem(size_of(data)):
        raise PictureError(name, f"is left out: {problem}")


def size_problem(size: Size | None) -> str | None:
    """Return why a picture of this size is not shown, None where it is, or where none is known."""
    if size is None or size.pixels <= MAX_PIXELS:
        return None
    return (
        f"it has {size.width:,} × {size.height:,} pixels, more than {MAX_PIXELS // 1_000_000} "
        "million; make it smaller"
    )
