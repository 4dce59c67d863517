"""Say what a file is that was saved under the name of a deck, a table or a package by mistake."""

import re
from pathlib import Path

_HEAD_BYTES = 8_192
_LFS = b"version https://git-lfs.github.com/spec/"
_WEB_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html)", re.IGNORECASE | re.DOTALL
)
_PART_OF_PAGE = re.compile(rb"<(?:head|body|title|meta|script|html)\b", re.IGNORECASE)
_MARKUP_ERROR = re.compile(rb"\s*<\?xml[^>]*>\s*<Error>", re.IGNORECASE)
_JSON_ERROR = re.compile(rb'\s*\{\s*"(?:error|errors|message|detail|status)"\s*:')
_STARTS = {
    b"SQLite format 3\0": "a bare database; if it is Anki's, export a package (.apkg) there",
    b"%PDF": "a PDF",
    b"{\\rtf": "a word processor document (RTF); save it as plain text or CSV",
    b"\xd0\xcf\x11\xe0": "an old Office file; save its table as CSV (UTF-8)",
    b"\x1f\x8b": "packed with gzip; unpack it first",
    b"7z\xbc\xaf\x27\x1c": "packed with 7-Zip; unpack it first",
    b"Rar!": "packed with RAR; unpack it first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


def mistaken(path: Path) -> str | None:
    """Return a sentence on what the file really is, None where it may be what it is called."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    head = head.removeprefix(b"\xef\xbb\xbf")
    if not head.strip(b"\0 \t\r\n"):
        return "the file is empty."
    if head.startswith(_LFS) or b"/annex/objects/" in head[:200]:
        return (
            "this is not a deck but a Git LFS or git-annex pointer to it: fetch "
            "the file itself (`git lfs pull`), or use “Download raw file” on its web page."
        )
    begin = _WEB_PAGE.match(head)
    if begin and _PART_OF_PAGE.search(head, begin.end()):
        return (
            "this is a web page, perhaps one that asks to log in, saved under the name of a file: "
            "download the file itself again."
        )
    if _MARKUP_ERROR.match(head) or (path.suffix.lower() != ".json" and _JSON_ERROR.match(head)):
        return "this is the error message of a server, not a deck: download the file again."
    return next(
        (f"this is {what}." for start, what in _STARTS.items() if head.startswith(start)), None
    )
