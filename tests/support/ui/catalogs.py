"""Message catalogs for tests."""

import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from flashdesign.i18n import translation
from flashdesign.i18n.translation import DOMAIN
from tools.messages import MIRRORED_PSEUDO, PSEUDO

_HEADER = "Content-Type: text/plain; charset=UTF-8\n"
_MAGIC, _START = 0x950412DE, 28


def write_catalog(folder: Path, code: str, messages: Mapping[str, str]) -> None:
    """Write the compiled catalog of a language, as gettext reads it, below `folder`."""
    pairs = sorted({"": _HEADER, **messages}.items())
    texts = [text.encode() for pair in zip(*pairs, strict=True) for text in pair]
    offset, table = _START + 8 * len(texts), b""
    for text in texts:
        table += struct.pack("<II", len(text), offset)
        offset += len(text) + 1
    header = struct.pack(
        "<7I", _MAGIC, 0, len(pairs), _START, _START + 8 * len(pairs), 0, _START + len(table)
    )
    path = folder / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(header + table + b"".join(text + b"\0" for text in texts))


@contextmanager
def pseudo_language(folder: Path, direction: Qt.LayoutDirection) -> Iterator[None]:
    """Show a pseudo-translation in this block, in windows that are laid out in a direction.

    `folder` has the catalogs of `messages.make_pseudo`.
    """
    before = translation.LANGUAGES, translation.language()
    is_mirrored = direction is Qt.LayoutDirection.RightToLeft
    translation.LANGUAGES = folder
    translation.set_language(MIRRORED_PSEUDO if is_mirrored else PSEUDO)
    QGuiApplication.setLayoutDirection(direction)
    try:
        yield
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        translation.LANGUAGES, language = before
        translation.set_language(language)
