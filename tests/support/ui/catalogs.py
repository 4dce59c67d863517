"""Message catalogs for tests."""

import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from flashdesign.i18n import translation
from flashdesign.i18n.translation import DOMAIN
from tools.messages import (
    MIRRORED_PSEUDO,
    PSEUDO,
    Project,
    catalog_path,
    entries,
    forms_of,
    read_catalog,
)

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
    before = translation.LANGUAGES
    is_mirrored = direction is Qt.LayoutDirection.RightToLeft
    translation.LANGUAGES = folder
    QGuiApplication.setLayoutDirection(direction)
    try:
        with shown_language(MIRRORED_PSEUDO if is_mirrored else PSEUDO):
            yield
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        translation.LANGUAGES = before


@contextmanager
def shown_language(code: str) -> Iterator[None]:
    """Show every window and Qt's own texts in another language in this block, on all threads."""
    before, translator = translation.language(), QTranslator()
    translation.set_language(code)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{code}", folder):
        QCoreApplication.installTranslator(translator)
    try:
        yield
    finally:
        QCoreApplication.removeTranslator(translator)
        translation.set_language(before)


def translated_texts(code: str) -> frozenset[str]:
    """Return every text of a language's catalog, without the placeholders that take values."""
    catalog = read_catalog(catalog_path(Project().languages, code))
    texts = (text for entry in entries(catalog) for text in forms_of(entry))
    return frozenset(text for text in texts if text and "{" not in text)
