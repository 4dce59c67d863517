"""QApplication that handles macOS file-open events, and the language of the window."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from flashdesign import i18n
from flashdesign.domain.preferences import SYSTEM_LANGUAGE
from flashdesign.ui.widgets.card_pictures import limit_allocation


class Program(QApplication):
    """The running program.

    Signals:
        file_opened: a file (its path) was opened with the program, at its start or later.
    """

    file_opened = Signal(str)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        limit_allocation()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.file_opened.emit(event.file())
            return True
        return super().event(event)


def choose_language(app: QApplication, preference: str = SYSTEM_LANGUAGE) -> str:
    """Set the language of the window before its first widget; return its code.

    `preference` is a code of `i18n.languages()`, or `SYSTEM_LANGUAGE` for the first language of
    the system that has a catalog. An unknown code counts as `SYSTEM_LANGUAGE`. Qt's own texts
    follow if Qt has them. English opens no file.
    """
    code = _find_language(preference)
    i18n.set_language(code)
    if code != i18n.ENGLISH:
        translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{code}", folder):
            app.installTranslator(translator)
    app.setLayoutDirection(QLocale(code).textDirection())
    return code


def _find_language(preference: str) -> str:
    if preference != SYSTEM_LANGUAGE:
        if preference == i18n.ENGLISH or preference in i18n.languages():
            return preference
        return _find_language(SYSTEM_LANGUAGE)
    # Qt reads them from `LANGUAGE` and `LC_MESSAGES` where there are such variables.
    for name in QLocale.system().uiLanguages():
        parts = name.split("-")
        if parts[0] in (i18n.ENGLISH, "C"):
            return i18n.ENGLISH
        known = i18n.languages()
        codes = ("_".join(parts[:size]) for size in range(len(parts), 0, -1))
        code = next((code for code in codes if code in known), "")
        if code:
            return code
    return i18n.ENGLISH
