"""A toy language: only its catalog is added, and Settings offer it and the window shows it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QComboBox

from flashdesign.i18n import translation
from flashdesign.services.collection import settings
from flashdesign.ui.app.language import choose_language
from flashdesign.ui.window.main_window import MainWindow
from flashdesign.ui.window.sidebar import SidebarItem
from tests.support.learner import basic_deck
from tests.ui.conftest import OpenWindow
from tools import messages
from tools.messages import Project

ROOT = Path(__file__).resolve().parents[3]
SIDEBAR = Path("flashdesign") / "ui" / "window" / "main_window.py"


@pytest.fixture
def esperanto(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Add Esperanto as a translator does, in a copy of one module; remove it at the end."""
    project = Project(tmp_path)
    (tmp_path / SIDEBAR).parent.mkdir(parents=True)
    shutil.copy(ROOT / SIDEBAR, tmp_path / SIDEBAR)
    assert messages.main(["extract"], project) == 0
    assert messages.main(["update", "eo"], project) == 0
    catalog = messages.catalog_path(project.languages, "eo")
    empty = 'msgid "Home"\nmsgstr ""'
    text = catalog.read_text(encoding="utf-8")
    assert empty in text
    catalog.write_text(text.replace(empty, 'msgid "Home"\nmsgstr "Hejmo"'), encoding="utf-8")
    assert messages.main(["compile"], project) == 0
    monkeypatch.setattr(translation, "LANGUAGES", project.languages)
    monkeypatch.setattr(translation, "_catalogs", {})
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    choose_language(qapp, translation.ENGLISH)


def entries(window: MainWindow) -> list[str]:
    return [item.text() for item in window.sidebar.findChildren(SidebarItem)]


@pytest.mark.usefixtures("esperanto")
def test_it_is_offered_in_the_settings_and_shown_at_the_next_start(
    qapp: QApplication, open_window: OpenWindow
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    (box,) = (
        box for box in driver.settings.findChildren(QComboBox) if box.findText("Esperanto") >= 0
    )
    box.setCurrentIndex(box.findText("Esperanto"))
    box.activated.emit(box.currentIndex())
    chosen = settings.load(driver.learner.context).language
    assert chosen == "eo"
    assert "Home" in entries(driver.window)
    assert choose_language(qapp, chosen) == "eo"
    window = MainWindow()
    assert "Hejmo" in entries(window)
    assert "Review" in entries(window)  # what is not translated yet stays in English
    window.deleteLater()


@pytest.mark.usefixtures("esperanto")
def test_it_can_be_chosen_for_commands() -> None:
    assert translation.language_from({"FLASHDESIGN_LANGUAGE": "eo"}) == "eo"
    with translation.in_language("eo"):
        assert translation._("Home") == "Hejmo"


def test_without_its_catalog_it_is_not_offered(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    assert all(box.findText("Esperanto") < 0 for box in driver.settings.findChildren(QComboBox))
