"""Tell whether bytes are a picture that may be shown, and read one from a file."""

from pathlib import Path

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
    """Raise PictureError where this is too large or no picture."""
    if len(data) > MAX_PICTURE_BYTES:
        raise PictureError(
            name, f"is left out: it is larger than {MAX_PICTURE_BYTES // 1_000_000} MB"
        )
    if not suffix_of(data):
        raise PictureError(name, "is left out: it is no PNG, JPEG, GIF or WebP inside")
