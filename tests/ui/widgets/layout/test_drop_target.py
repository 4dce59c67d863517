"""Dropped files are copied and never moved."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.edit.fields.text_box import TextBox
from flashdesign.ui.window.main_window import MainWindow
from tests.support.learner import small_decks
from tests.support.ui.note_form import begin
from tests.ui.conftest import OpenWindow

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def data(tmp_path: Path) -> QMimeData:
    """The drag data of a picture file."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "ring.png"))])
    return data


def drop(onto: QWidget, data: QMimeData) -> list[tuple[bool, Qt.DropAction]]:
    """Drag and drop with a proposed move, and return the responses."""
    events = (
        QDragEnterEvent(QPoint(5, 5), COPY | MOVE, data, LEFT, SHIFT),
        QDragMoveEvent(QPoint(5, 5), COPY | MOVE, data, LEFT, SHIFT),
        QDropEvent(QPointF(5, 5), COPY | MOVE, data, LEFT, SHIFT),
    )
    assert {event.proposedAction() for event in events} == {MOVE}
    for event in events:
        QApplication.sendEvent(onto, event)
    return [(event.isAccepted(), event.dropAction()) for event in events]


def test_the_window_takes_a_copy(qtbot: QtBot, data: QMimeData) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.file_dropped):
        assert drop(window, data) == [(True, COPY)] * 3


def test_the_form_of_a_note_takes_a_copy_of_a_picture(
    open_window: OpenWindow, data: QMimeData
) -> None:
    screen = begin(open_window(*small_decks()), "basic")
    assert drop(screen, data) == [(True, COPY)] * 3


@pytest.mark.parametrize("suffix", ["png", "yaml"])
def test_a_text_takes_a_copy(qtbot: QtBot, suffix: str) -> None:
    box = TextBox()
    qtbot.addWidget(box)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/ring.{suffix}")])
    assert drop(box.viewport(), data)[-1] == (True, COPY)


def test_text_within_a_field_can_be_moved(qtbot: QtBot) -> None:
    box = TextBox()
    qtbot.addWidget(box)
    data = QMimeData()
    data.setText("shard")
    assert drop(box.viewport(), data)[-1] == (True, MOVE)
    assert box.toPlainText() == "shard"
