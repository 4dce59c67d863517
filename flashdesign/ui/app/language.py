"""The language of the window."""

import os
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from flashdesign.domain.settings import SYSTEM_LANGUAGE
from flashdesign.i18n import translation


def choose_language(app: QApplication, setting: str = SYSTEM_LANGUAGE) -> str:
    """Set the language of the window before its first widget; return its code.

    `setting` is a code of `i18n.languages()`, or `SYSTEM_LANGUAGE`: that of the environment
    variable if it is set, else that of the system. Qt's own texts follow if Qt has that language.
    English opens no file.
    """
    named = os.environ.get(translation.VARIABLE, "")
    code = find_language(setting, [*filter(None, [named]), *QLocale.system().uiLanguages()])
    translation.set_language(code)
    QLocale.setDefault(_locale(code))
    if code != translation.ENGLISH:
        translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{code}", folder):
            app.installTranslator(translator)
    app.setLayoutDirection(QLocale(code).textDirection())
    return code


def _locale(code: str) -> QLocale:
    """Return the locale of the number boxes: that of the system if it has the same language."""
    system, locale = QLocale.system(), QLocale(code)
    return system if system.language() == locale.language() and "_" not in code else locale


def find_language(setting: str, system: Sequence[str]) -> str:
    """Return the code of the preferred language, else of the first of the system with a catalog.

    `system` are names as Qt reads them from the settings or from `LANGUAGE` and `LC_MESSAGES`, the
    preferred one first: "pt-Latn-BR", "pt-BR", "pt-Latn", "pt".
    """
    if setting == translation.ENGLISH:
        return setting
    if setting != SYSTEM_LANGUAGE and setting in translation.languages():
        return setting
    for name in system:
        code = name.replace("-", "_")
        if code.split("_")[0] in (translation.ENGLISH, "C"):
            break  # before a look for catalogs: English has none
        if code in translation.languages():
            return code
    return translation.ENGLISH
