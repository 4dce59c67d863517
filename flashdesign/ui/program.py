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

    `preference` is a code of `i18n.languages()`, or `SYSTEM_LANGUAGE`. Qt's own texts follow if Qt
    has that language. English opens no file.
    """
    code = find_language(preference, QLocale.system().uiLanguages())
    i18n.set_language(code)
    if code != i18n.ENGLISH:
        translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{code}", folder):
            app.installTranslator(translator)
    app.setLayoutDirection(QLocale(code).textDirection())
    return code


def find_language(preference: str, system: Sequence[str]) -> str:
    """Return the code of the preferred language, else of the first of the system with a catalog.

    `system` are names as Qt reads them from the settings or from `LANGUAGE` and `LC_MESSAGES`, the
    preferred one first: "pt-Latn-BR", "pt-BR", "pt-Latn", "pt".
    """
    if preference == i18n.ENGLISH:
        return preference
    if preference != SYSTEM_LANGUAGE and preference in i18n.languages():
        return preference
    for name in system:
        code = name.replace("-", "_")
        if code.split("_")[0] in (i18n.ENGLISH, "C"):
            break  # before a look for catalogs: English has none
        if code in i18n.languages():
            return code
    return i18n.ENGLISH
