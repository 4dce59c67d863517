"""Files that the system opens with the program, the limit of pictures, and the language."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from flashdesign.domain.settings import SYSTEM_LANGUAGE
from flashdesign.i18n import translation
from flashdesign.ui.app import language
from flashdesign.ui.app.language import choose_language, find_language
from flashdesign.ui.window.main_window import MainWindow
from flashdesign.ui.window.sidebar import SidebarItem
from tests.support.message_catalog import write_catalog

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from PySide6.QtGui import QFileOpenEvent, QImageReader
from flashdesign.ui.app.startup import QtApplication
program = QtApplication(["flashdesign", "-platform", "offscreen"])
program.file_opened.connect(print)
assert QImageReader.allocationLimit() == 64
program.sendEvent(program, QFileOpenEvent("/decks/mine.yaml"))
"""


def test_an_opened_file_is_reported() -> None:
    # A process can have one application only, and the tests already have one.
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT)], capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()) == Path("/decks/mine.yaml")


IMPORTS = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from PySide6.QtCore import QThreadPool, QTimer
from flashdesign.ui.app import desktop_app
from flashdesign.ui.app.startup import QtApplication
from tests.support.learner import AppPaths, ManualClock
from tests.support.ui.desktop_app import opened_by, restored_by
FEATURES = {"flashdesign.services.browse.search", "flashdesign.storage.undo.apply"}
desktop_app._IMPORT_AFTER_MS = 0
application = QtApplication(["flashdesign", "-platform", "offscreen"])
clock = ManualClock()
program = desktop_app.DesktopApp(
    application, AppPaths(Path(sys.argv[2])), opened_by(clock), restored_by(clock)
)
assert not FEATURES & {*sys.modules}
def look():
    if FEATURES <= {*sys.modules}:
        QThreadPool.globalInstance().waitForDone()
        print(type(program.window.pages.currentWidget()).__name__)
        program.window.close()
        application.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
QTimer.singleShot(60_000, application.quit)
application.exec()
"""


def test_other_features_are_imported_while_home_is_shown(tmp_path: Path) -> None:
    # In the process of the tests they are imported already.
    collection = tmp_path / "collection.flashdesign"
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS, str(ROOT), str(collection)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "HomeScreen"


@pytest.fixture
def catalogs(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder for catalogs; English is chosen again at the end."""
    monkeypatch.setattr(translation, "LANGUAGES", tmp_path)
    monkeypatch.setattr(translation, "_catalogs", {})
    yield tmp_path
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    choose_language(qapp, translation.ENGLISH)


@pytest.mark.parametrize(
    ("setting", "system", "expected"),
    [
        pytest.param(SYSTEM_LANGUAGE, ["de-Latn-DE", "de-DE", "de"], "de", id="of the system"),
        pytest.param(SYSTEM_LANGUAGE, ["pt-Latn-BR", "pt-BR", "pt"], "pt_BR", id="of a country"),
        pytest.param(SYSTEM_LANGUAGE, ["fr-FR", "fr", "de-DE", "de"], "de", id="second choice"),
        pytest.param(SYSTEM_LANGUAGE, ["en-US", "en", "de-DE", "de"], "en", id="English first"),
        pytest.param(SYSTEM_LANGUAGE, ["fr-FR", "fr"], "en", id="none of them"),
        pytest.param(SYSTEM_LANGUAGE, ["C"], "en", id="no locale"),
        pytest.param(SYSTEM_LANGUAGE, [], "en", id="nothing known"),
        pytest.param("de", ["pt-BR"], "de", id="preferred"),
        pytest.param("en", ["de-DE", "de"], "en", id="English preferred"),
        pytest.param("fr", ["de-DE", "de"], "de", id="preferred without a catalog"),
        pytest.param("../../etc", ["C"], "en", id="not a language"),
    ],
)
def test_the_language_is_the_preferred_one_else_one_of_the_system(
    monkeypatch: pytest.MonkeyPatch, setting: str, system: list[str], expected: str
) -> None:
    monkeypatch.setattr(translation, "languages", lambda: ("en", "de", "pt_BR"))
    assert find_language(setting, system) == expected


@pytest.mark.parametrize("setting", [SYSTEM_LANGUAGE, "en"])
def test_english_looks_for_no_catalog(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(translation, "languages", fail)
    monkeypatch.setattr(language, "QTranslator", fail)
    assert find_language(setting, ["en-US", "de"]) == "en"
    assert choose_language(qapp, "en") == "en"
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_language_from_right_to_left_mirrors_the_window_and_translates_qt(
    qapp: QApplication, catalogs: Path
) -> None:
    write_catalog(catalogs, "ar", {"Home": "الرئيسية"})
    assert choose_language(qapp, "ar") == "ar"
    window = MainWindow()
    assert window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert "الرئيسية" in [item.text() for item in window.sidebar.findChildren(SidebarItem)]
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") != "Cancel"
    window.deleteLater()


def test_a_language_that_qt_does_not_have_is_chosen_too(qapp: QApplication, catalogs: Path) -> None:
    write_catalog(catalogs, "eo", {"Home": "Hejmo"})
    assert choose_language(qapp, "eo") == "eo"
    assert translation._("Home") == "Hejmo"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
