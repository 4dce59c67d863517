"""Validated picture files: type by content, size in bytes and pixels."""

from pathlib import Path

from flashdesign.content.pictures.picture_size import MAX_PIXELS, Size, size_of
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, LazyText, _, as_lazy_text

MAX_PICTURE_BYTES = 10_000_000
_HEAD_BYTES = 12
_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF87a": ".gif",
    b"GIF89a": ".gif",
}


class PictureError(FlashDesignError):
    """A picture of a deck cannot be imported; `problem` is a predicate: "cannot be read: ..."."""

    def __init__(self, name: str, problem: str | LazyText) -> None:
        super().__init__(
            N_("the picture {name!r} {problem}"), name=name, problem=as_lazy_text(problem)
        )


def suffix_of(data: bytes) -> str:
    """Return the file suffix for a picture with this content, or "" if it is not a picture."""
    head = data[:_HEAD_BYTES]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ".webp"
    return next((suffix for start, suffix in _SIGNATURES.items() if head.startswith(start)), "")


def read_picture(path: Path, name: str) -> bytes:
    """Return the bytes of a picture file; raise PictureError for other files and large ones."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_PICTURE_BYTES + 1)
    except OSError as error:
        problem = LazyText(N_("cannot be read: {reason}"), reason=error.strerror or error)
        raise PictureError(name, problem) from error
    check_picture(data, name)
    return data


def check_picture(data: bytes, name: str) -> None:
    """Raise PictureError if `data` is too large, in bytes or pixels, or not a picture."""
    if len(data) > MAX_PICTURE_BYTES:
        most = number(MAX_PICTURE_BYTES // 1_000_000)
        raise PictureError(name, LazyText(N_("is left out: it is larger than {n} MB"), n=most))
    if not suffix_of(data):
        raise PictureError(
            name, LazyText(N_("is left out: its content is not PNG, JPEG, GIF or WebP"))
        )
    if problem := size_problem(size_of(data)):
        raise PictureError(name, LazyText(N_("is left out: {problem}"), problem=problem))


def size_problem(size: Size | None) -> str | None:
    """Return why a picture of this size is too large to show, or None if it is not."""
    if size is None or size.pixels <= MAX_PIXELS:
        return None
    return _("it has {width} × {height} pixels, more than {most} million; make it smaller").format(
        width=number(size.width), height=number(size.height), most=number(MAX_PIXELS // 1_000_000)
    )
