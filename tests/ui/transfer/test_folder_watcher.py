"""Changed deck files in the watched folder are offered as imports."""

from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashdesign.services.browse import card_listing
from flashdesign.ui.transfer import folder_watcher
from flashdesign.ui.transfer.folder_watcher import FolderWatcher
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
from tests.support.learner import BASICS, small_decks
from tests.support.ui.driver import ESCAPE, RETURN, WindowDriver
from tests.ui.conftest import OpenWindow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for decks."""
    path = tmp_path / "decks"
    path.mkdir()
    return path


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_watcher, "SETTLED_AFTER_MS", 20)
    monkeypatch.setattr(folder_watcher, "RETRY_AFTER_MS", 40)


def write(folder: Path, *fronts: str, deck: str = "mine") -> None:
    cards = "".join(
        f"- {{id: c{at}, kind: basic, front: {front}, back: A}}\n"
        for at, front in enumerate(fronts)
    )
    text = f"format: 1\nid: {deck}\ntitle: Mine\ncards:\n{cards}"
    # Like an editor: written next to it, then renamed.
    (folder / "aside").write_text(text, encoding="utf-8")
    (folder / "aside").replace(folder / f"{deck}.yaml")


def found(driver: WindowDriver, word: str) -> int:
    return len(list(card_listing.iterate_cards(driver.learner.context, deck=None, search=word)))


def plan_shown(driver: WindowDriver) -> bool:
    return isinstance(driver.window.pages.currentWidget(), ImportPlanScreen)


def watch(driver: WindowDriver, folder: Path, *, at_once: bool = False) -> None:
    driver.controller.show_settings()
    driver.settings.changed.emit("deck_folder_at_once", at_once)
    driver.settings.changed.emit("deck_folder", str(folder))
    driver.controller.show_home()


def watcher(driver: WindowDriver) -> FolderWatcher:
    (watcher,) = driver.window.findChildren(FolderWatcher)
    return watcher


def test_a_change_leads_to_the_plan_once(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    driver = open_window(*small_decks())
    write(folder, "Zebra")
    watch(driver, folder)
    qtbot.waitUntil(lambda: plan_shown(driver))
    driver.press(RETURN)
    qtbot.waitUntil(lambda: driver.toast.startswith("1 note added"))
    write(folder, "Zebra", "Yak")
    qtbot.waitUntil(lambda: plan_shown(driver))
    driver.press(ESCAPE)
    assert found(driver, "Yak") == 0
    driver.controller.show_home()
    with qtbot.waitSignal(watcher(driver).scanned):
        (folder / "note.txt").write_text("x", encoding="utf-8")
    assert not plan_shown(driver)


def test_a_new_deck_in_its_own_folder_is_offered(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    driver = open_window(*small_decks())
    inside = folder / "mine"
    inside.mkdir()
    watch(driver, folder, at_once=True)
    qtbot.waitUntil(lambda: str(inside) in watcher(driver).watched_paths)
    write(inside, "Zebra")
    qtbot.waitUntil(lambda: driver.toast == "mine.yaml: 1 note added, 0 changed.")


def test_a_change_is_applied_at_once_except_removals(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    driver = open_window(*small_decks())
    write(folder, "Zebra", "Yak")
    watch(driver, folder, at_once=True)
    qtbot.waitUntil(lambda: driver.toast == "mine.yaml: 2 notes added, 0 changed.")
    assert found(driver, "Yak") == 1
    write(folder, "Zebra")
    qtbot.waitUntil(lambda: plan_shown(driver))
    assert found(driver, "Yak") == 1


def test_a_change_that_is_applied_at_once_shows_on_home(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    driver = open_window(*small_decks())
    watch(driver, folder, at_once=True)
    write(folder, "Zebra")
    qtbot.waitUntil(lambda: driver.toast == "mine.yaml: 1 note added, 0 changed.")
    assert driver.home.today.headline.text().startswith("9 cards, ")


def test_a_session_is_not_interrupted(qtbot: QtBot, open_window: OpenWindow, folder: Path) -> None:
    driver = open_window(*small_decks())
    watch(driver, folder)
    driver.controller.start_review()
    with qtbot.waitSignal(watcher(driver).scanned):
        write(folder, "Zebra")
    assert driver.review.isVisible()
    driver.controller.show_home()
    qtbot.waitUntil(lambda: plan_shown(driver))


def test_an_unreadable_file_is_reported_once(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    driver = open_window(*small_decks())
    (folder / "bad.yaml").write_text("format: 1\n", encoding="utf-8")
    write(folder, "Zebra")
    write(folder, "Shipped", deck=str(BASICS))
    watch(driver, folder)
    qtbot.waitUntil(lambda: plan_shown(driver))
    driver.press(RETURN)
    qtbot.waitUntil(lambda: found(driver, "Zebra") == 1)
    assert "bad.yaml:1:1: the key 'id' is missing (and 2 more" in driver.window.banner.text.text()
    assert f"'{BASICS}' is a built-in deck" in driver.window.banner.text.text()


def test_a_fixed_file_is_no_longer_reported(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    driver = open_window(*small_decks())
    for name in ("bad.yaml", "worse.yaml"):
        (folder / name).write_text("format: 1\n", encoding="utf-8")
    watch(driver, folder)
    qtbot.waitUntil(lambda: "worse.yaml" in driver.banner)
    write(folder, "Zebra", deck="bad")
    qtbot.waitUntil(lambda: plan_shown(driver))
    assert "worse.yaml" in driver.banner
    assert "bad.yaml" not in driver.banner
    driver.press(ESCAPE)
    write(folder, "Yak", deck="worse")
    qtbot.waitUntil(lambda: not driver.banner)


def test_the_folder_is_no_longer_watched(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    driver = open_window(*small_decks())
    watch(driver, folder)
    qtbot.waitUntil(lambda: watcher(driver).watched_paths == (str(folder),))
    driver.controller.show_settings()
    driver.settings.changed.emit("deck_folder", "")
    driver.controller.show_home()
    write(folder, "Zebra")
    assert watcher(driver).watched_paths == ()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    assert not plan_shown(driver)
