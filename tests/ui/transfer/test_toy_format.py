"""The window imports a toy format that only the table of formats knows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from flashdesign.services.browse import listing
from flashdesign.ui.transfer import folder_watcher
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
from tests.support.collection import small_decks
from tests.support.toy_format import qa_format, write_qa
from tests.support.ui.driver import RETURN, Seat
from tests.ui.conftest import Sit


@pytest.fixture(autouse=True)
def _qa() -> Iterator[None]:
    with qa_format():
        yield


def is_plan_shown(seat: Seat) -> bool:
    return isinstance(seat.window.pages.currentWidget(), ImportPlanScreen)


def found(seat: Seat, word: str) -> int:
    return len(list(listing.iterate_cards(seat.learner.context, deck=None, search=word)))


def test_the_page_and_its_file_dialog_offer_a_toy_format(
    qtbot: QtBot, sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat, file = sit(*small_decks()), write_qa(tmp_path / "zoo.qa", "Zebra? :: striped")
    offered: list[str] = []

    def choose(_parent: object, _title: str, _folder: str, kinds: str) -> tuple[str, str]:
        offered.append(kinds)
        return str(file), kinds

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    seat.press("5", ctrl=True)
    shown = " ".join(label.text() for label in seat.window.findChildren(QLabel))
    assert "a list of questions" in shown
    seat.click_text("Choose a file…")
    qtbot.waitUntil(lambda: is_plan_shown(seat))
    assert offered[0].endswith("*.md *.markdown *.qa)")
    seat.press(RETURN)
    qtbot.waitUntil(lambda: seat.toast.startswith("1 note added"))
    assert found(seat, "Zebra") == 1
    seat.press("z", ctrl=True)
    qtbot.waitUntil(lambda: "Undone: " in seat.toast)
    assert found(seat, "Zebra") == 0


def test_a_toy_format_dropped_on_the_window_is_planned(
    qtbot: QtBot, sit: Sit, tmp_path: Path
) -> None:
    seat, file = sit(*small_decks()), write_qa(tmp_path / "zoo.qa", "Zebra? :: striped")
    seat.window.file_dropped.emit(str(file))
    qtbot.waitUntil(lambda: is_plan_shown(seat))
    assert found(seat, "Zebra") == 0


def test_a_toy_format_in_a_watched_folder_is_imported(
    qtbot: QtBot, sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_watcher, "SETTLED_AFTER_MS", 20)
    monkeypatch.setattr(folder_watcher, "RETRY_AFTER_MS", 40)
    seat, folder = sit(*small_decks()), tmp_path / "decks"
    folder.mkdir()
    write_qa(folder / "zoo.qa", "Zebra? :: striped")
    seat.desk.show_settings()
    for name, value in (("deck_folder_at_once", True), ("deck_folder", str(folder))):
        seat.settings.changed.emit(name, value)
    seat.desk.show_home()
    qtbot.waitUntil(lambda: seat.toast == "zoo.qa: 1 note added, 0 changed.")
    assert found(seat, "Zebra") == 1
