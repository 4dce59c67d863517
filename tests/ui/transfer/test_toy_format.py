"""The window imports a toy format that only the table of formats knows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from flashdesign.services.browse import card_listing
from flashdesign.ui.transfer import folder_watcher
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
from tests.support.learner import small_decks
from tests.support.toy_format import qa_format, write_qa
from tests.support.ui.driver import RETURN, WindowDriver
from tests.ui.conftest import OpenWindow


@pytest.fixture(autouse=True)
def _qa() -> Iterator[None]:
    with qa_format():
        yield


def is_plan_shown(driver: WindowDriver) -> bool:
    return isinstance(driver.window.pages.currentWidget(), ImportPlanScreen)


def found(driver: WindowDriver, word: str) -> int:
    return len(list(card_listing.iterate_cards(driver.learner.context, deck=None, search=word)))


def test_the_page_and_its_file_dialog_offer_a_toy_format(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, file = open_window(*small_decks()), write_qa(tmp_path / "zoo.qa", "Zebra? :: striped")
    offered: list[str] = []

    def choose(_parent: object, _title: str, _folder: str, kinds: str) -> tuple[str, str]:
        offered.append(kinds)
        return str(file), kinds

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    driver.press("5", ctrl=True)
    shown = " ".join(label.text() for label in driver.window.findChildren(QLabel))
    assert "a list of questions" in shown
    driver.click_text("Choose a file…")
    qtbot.waitUntil(lambda: is_plan_shown(driver))
    assert offered[0].endswith("*.md *.markdown *.qa)")
    driver.press(RETURN)
    qtbot.waitUntil(lambda: driver.toast.startswith("1 note added"))
    assert found(driver, "Zebra") == 1
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert found(driver, "Zebra") == 0


def test_a_toy_format_dropped_on_the_window_is_planned(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    driver, file = open_window(*small_decks()), write_qa(tmp_path / "zoo.qa", "Zebra? :: striped")
    driver.window.file_dropped.emit(str(file))
    qtbot.waitUntil(lambda: is_plan_shown(driver))
    assert found(driver, "Zebra") == 0


def test_a_toy_format_in_a_watched_folder_is_imported(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_watcher, "SETTLED_AFTER_MS", 20)
    monkeypatch.setattr(folder_watcher, "RETRY_AFTER_MS", 40)
    driver, folder = open_window(*small_decks()), tmp_path / "decks"
    folder.mkdir()
    write_qa(folder / "zoo.qa", "Zebra? :: striped")
    driver.controller.show_settings()
    for name, value in (("deck_folder_at_once", True), ("deck_folder", str(folder))):
        driver.settings.changed.emit(name, value)
    driver.controller.show_home()
    qtbot.waitUntil(lambda: driver.toast == "zoo.qa: 1 note added, 0 changed.")
    assert found(driver, "Zebra") == 1
