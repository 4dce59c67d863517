"""Message catalogs for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from flashdesign.i18n import translation
from tools.messages import (
    MIRRORED_PSEUDO,
    PSEUDO,
    Project,
    catalog_path,
    entries,
    forms_of,
    read_catalog,
)


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
