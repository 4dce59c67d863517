"""The wheel does not change a combo box in a form."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashdesign.ui.edit.fields.field import FormCombo


def test_the_wheel_scrolls_the_page(qtbot: QtBot) -> None:
    pick = FormCombo()
    qtbot.addWidget(pick)
    pick.addItems(["a", "b"])
    pick.show()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's own order
    )
    QApplication.sendEvent(pick, event)
    assert pick.currentText() == "a"
    assert not event.isAccepted()
