"""The badge of Review is right after any change and on any page."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Basic
from flashdesign.services.browse import overview
from flashdesign.services.editing import decks, notes
from flashdesign.ui.home.due_badge import DueBadge
from flashdesign.ui.transfer.screen import TransferScreen
from flashdesign.ui.window.sidebar import SidebarItem
from tests.support.collection import basic_deck
from tests.support.ui.driver import RETURN, SPACE, Seat
from tests.ui.conftest import Sit


def badge(seat: Seat) -> str:
    (item,) = [
        one for one in seat.window.findChildren(SidebarItem) if one.text().startswith("Review")
    ]
    return item.accessibleName().removeprefix("Review").strip()


def counting(seat: Seat) -> QTimer:
    """Return a wait for the next recount of the badge."""
    (left,) = seat.desk.findChildren(DueBadge)
    (timer,) = left.findChildren(QTimer)
    return timer


def add_a_note(seat: Seat) -> None:
    context = seat.learner.context
    notes.add_note(context, Note(decks.create(context, "Mine"), "zebra", Basic("Q", "A")))


def test_imported_cards_are_counted_at_once(qtbot: QtBot, sit: Sit, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "format: 1\nid: mine\ntitle: Mine\ncards:\n- {id: aa, kind: basic, front: Q, back: A}\n"
    )
    seat = sit(basic_deck(2, parent=None))
    assert badge(seat) == "2"
    seat.desk.open_file(file)
    qtbot.waitUntil(lambda: not isinstance(seat.window.pages.currentWidget(), TransferScreen))
    seat.press(RETURN)
    qtbot.waitUntil(lambda: badge(seat) == "3")
    assert isinstance(seat.window.pages.currentWidget(), TransferScreen)
    seat.press("z", ctrl=True)
    qtbot.waitUntil(lambda: badge(seat) == "2")


def test_a_session_reports_its_remaining_cards_itself(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, SPACE, "4")
    assert badge(seat) == "1"
    with qtbot.waitSignal(counting(seat).timeout):
        add_a_note(seat)
    assert badge(seat) == "1"
    seat.press("1", ctrl=True)
    assert badge(seat) == str(overview.left_today(seat.learner.context)) == "2"


def test_nothing_is_counted_after_the_pages_are_removed(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press("4", ctrl=True)
    with qtbot.waitSignal(seat.desk.destroyed):
        seat.desk.leave()
    assert seat.window.findChildren(DueBadge) == []
    add_a_note(seat)
    QApplication.processEvents()
    assert badge(seat) == "2"
