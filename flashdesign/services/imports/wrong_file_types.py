"""Recognition of files that have the suffix of a deck, table or package by mistake."""

import re

from flashdesign.i18n.translation import N_, _

HEAD_BYTES = 8_192
_LFS = b"version https://git-lfs.github.com/spec/"
_WEB_PAGE = re.compile(
    rb"\s*+(?><!--.*?-->\s*)*+(?:<!doctype\s+html|<html)", re.IGNORECASE | re.DOTALL
)
_PART_OF_PAGE = re.compile(rb"<(?:head|body|title|meta|script|html)\b", re.IGNORECASE)
_MARKUP_ERROR = re.compile(rb"\s*<\?xml[^>]*>\s*<Error>", re.IGNORECASE)
_JSON_ERROR = re.compile(rb'\s*\{\s*"(?:error|errors|message|detail|status)"\s*:')
_STARTS = {
    b"SQLite format 3\0": N_(
        "this is a bare database; if it is Anki's, export a package (.apkg) from Anki."
    ),
    b"%PDF": N_("this is a PDF."),
    b"{\\rtf": N_("this is a word processor document (RTF); save it as plain text or CSV."),
    b"\xd0\xcf\x11\xe0": N_("this is an old Office file; save its table as CSV (UTF-8)."),
    b"\x1f\x8b": N_("this is compressed with gzip; unpack it first."),
    b"7z\xbc\xaf\x27\x1c": N_("this is compressed with 7-Zip; unpack it first."),
    b"Rar!": N_("this is compressed with RAR; unpack it first."),
    b"\x89PNG": N_("this is a picture."),
    b"\xff\xd8\xff": N_("this is a picture."),
}


def wrong_type_sentence(head: bytes, *, is_json: bool) -> str | None:
    """Return a sentence on the real type of a file, or None where its suffix may be right.

    `head` are its first `HEAD_BYTES`; `is_json` whether its suffix is one of JSON.
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    if not head.strip(b"\0 \t\r\n"):
        return _("the file is empty.")
    if head.startswith(_LFS) or b"/annex/objects/" in head[:200]:
        return _(
            "this is not a deck but a Git LFS or git-annex pointer to it: fetch "
            "the file itself (`git lfs pull`), or use “Download raw file” on its web page."
        )
    start = _WEB_PAGE.match(head)
    if start and _PART_OF_PAGE.search(head, start.end()):
        return _(
            "this is a web page, perhaps a login page, saved under the name of a file: "
            "download the file itself again."
        )
    if _MARKUP_ERROR.match(head) or (not is_json and _JSON_ERROR.match(head)):
        return _("this is the error message of a server, not a deck: download the file again.")
    sentence = next((text for magic, text in _STARTS.items() if head.startswith(magic)), None)
    return None if sentence is None else _(sentence)
