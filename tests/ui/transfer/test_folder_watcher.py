"""Changed deck files in the watched folder are offered as imports."""

from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashdesign.services.browse import listing
from flashdesign.ui.transfer import folder_watcher
from flashdesign.ui.transfer.folder_watcher import FolderWatcher
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
from tests.support.collection import BASICS, small_decks
from tests.support.ui.driver import ESCAPE, RETURN, Seat
from tests.ui.conftest import Sit


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


def found(seat: Seat, word: str) -> int:
    return len(list(listing.iterate_cards(seat.learner.context, deck=None, search=word)))


def plan_shown(seat: Seat) -> bool:
    return isinstance(seat.window.pages.currentWidget(), ImportPlanScreen)


def watch(seat: Seat, folder: Path, *, at_once: bool = False) -> None:
    seat.desk.show_settings()
    seat.settings.changed.emit("deck_folder_at_once", at_once)
    seat.settings.changed.emit("deck_folder", str(folder))
    seat.desk.show_home()


def watcher(seat: Seat) -> FolderWatcher:
    (one,) = seat.window.findChildren(FolderWatcher)
    return one


def test_a_change_leads_to_the_plan_once(qtbot: QtBot, sit: Sit, folder: Path) -> None:
    seat = sit(*small_decks())
    write(folder, "Zebra")
    watch(seat, folder)
    qtbot.waitUntil(lambda: plan_shown(seat))
    seat.press(RETURN)
    qtbot.waitUntil(lambda: seat.toast.startswith("1 note added"))
    write(folder, "Zebra", "Yak")
    qtbot.waitUntil(lambda: plan_shown(seat))
    seat.press(ESCAPE)
    assert found(seat, "Yak") == 0
    seat.desk.show_home()
    with qtbot.waitSignal(watcher(seat).scanned):
        (folder / "note.txt").write_text("x", encoding="utf-8")
    assert not plan_shown(seat)


def test_a_new_deck_in_its_own_folder_is_offered(qtbot: QtBot, sit: Sit, folder: Path) -> None:
    seat = sit(*small_decks())
    inside = folder / "mine"
    inside.mkdir()
    watch(seat, folder, at_once=True)
    qtbot.waitUntil(lambda: str(inside) in watcher(seat).watched_paths)
    write(inside, "Zebra")
    qtbot.waitUntil(lambda: seat.toast == "mine.yaml: 1 note added, 0 changed.")


def test_a_change_is_applied_at_once_except_removals(qtbot: QtBot, sit: Sit, folder: Path) -> None:
    seat = sit(*small_decks())
    write(folder, "Zebra", "Yak")
    watch(seat, folder, at_once=True)
    qtbot.waitUntil(lambda: seat.toast == "mine.yaml: 2 notes added, 0 changed.")
    assert found(seat, "Yak") == 1
    write(folder, "Zebra")
    qtbot.waitUntil(lambda: plan_shown(seat))
    assert found(seat, "Yak") == 1


def test_a_session_is_not_interrupted(qtbot: QtBot, sit: Sit, folder: Path) -> None:
    seat = sit(*small_decks())
    watch(seat, folder)
    seat.desk.start_review()
    with qtbot.waitSignal(watcher(seat).scanned):
        write(folder, "Zebra")
    assert seat.review.isVisible()
    seat.desk.show_home()
    qtbot.waitUntil(lambda: plan_shown(seat))


def test_an_unreadable_file_is_reported_once(qtbot: QtBot, sit: Sit, folder: Path) -> None:
    seat = sit(*small_decks())
    (folder / "bad.yaml").write_text("format: 1\n", encoding="utf-8")
    write(folder, "Zebra")
    write(folder, "Shipped", deck=str(BASICS))
    watch(seat, folder)
    qtbot.waitUntil(lambda: plan_shown(seat))
    seat.press(RETURN)
    qtbot.waitUntil(lambda: found(seat, "Zebra") == 1)
    assert "bad.yaml:1:1: the key 'id' is missing (and 2 more" in seat.window.banner.text.text()
    assert f"'{BASICS}' is a built-in deck" in seat.window.banner.text.text()


def test_a_fixed_file_is_no_longer_reported(qtbot: QtBot, sit: Sit, folder: Path) -> None:
    seat = sit(*small_decks())
    for name in ("bad.yaml", "worse.yaml"):
        (folder / name).write_text("format: 1\n", encoding="utf-8")
    watch(seat, folder)
    qtbot.waitUntil(lambda: "worse.yaml" in seat.banner)
    write(folder, "Zebra", deck="bad")
    qtbot.waitUntil(lambda: plan_shown(seat))
    assert "worse.yaml" in seat.banner
    assert "bad.yaml" not in seat.banner
    seat.press(ESCAPE)
    write(folder, "Yak", deck="worse")
    qtbot.waitUntil(lambda: not seat.banner)


def test_the_folder_is_no_longer_watched(qtbot: QtBot, sit: Sit, folder: Path) -> None:
    seat = sit(*small_decks())
    watch(seat, folder)
    qtbot.waitUntil(lambda: watcher(seat).watched_paths == (str(folder),))
    seat.desk.show_settings()
    seat.settings.changed.emit("deck_folder", "")
    seat.desk.show_home()
    write(folder, "Zebra")
    assert watcher(seat).watched_paths == ()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    assert not plan_shown(seat)
