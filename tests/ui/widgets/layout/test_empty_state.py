"""The placeholder of an empty page."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.layout.empty_state import EmptyState


def test_a_message_and_a_button(qtbot: QtBot) -> None:
    empty = EmptyState("No cards match", "Clear the search", "browse", detail="Try fewer words.")
    qtbot.addWidget(empty)
    with qtbot.waitActive(empty):
        empty.show()
    assert empty.accessibleName() == "No cards match"
    with qtbot.waitSignal(empty.triggered):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(empty.triggered):
        qtbot.keyClick(empty.button, Qt.Key.Key_Return)
    empty.set_text("Nothing due")
    assert empty.accessibleName() == "Nothing due"


def test_without_an_action_there_is_no_button(qtbot: QtBot) -> None:
    empty = EmptyState("Nothing here")
    qtbot.addWidget(empty)
    empty.show()
    assert not empty.button.isVisible()
