"""Rows are typed one by one, and removed if empty."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.edit.fields.row_list import RowList


def shown(qtbot: QtBot, *columns: str) -> RowList:
    rows = RowList("Pairs", columns)
    qtbot.addWidget(rows)
    with qtbot.waitActive(rows):
        rows.show()
    rows.take_focus()
    return rows


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)


def test_the_last_row_is_empty_and_not_part_of_the_value(qtbot: QtBot) -> None:
    rows = shown(qtbot, "This", "That")
    assert rows.texts() == ()
    rows.set_texts([("a", "b"), ("c",)])
    assert rows.texts() == (("a", "b"), ("c", ""))
    assert len(rows.rows) == 3


def test_return_and_the_arrows_go_to_another_row(qtbot: QtBot) -> None:
    rows = shown(qtbot, "This", "That")
    for text in ("a", "b"):
        write(text)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Up)
    write("b")
    assert rows.texts() == (("a", ""), ("bb", ""))


def test_backspace_removes_an_empty_row_and_goes_to_the_previous_one(qtbot: QtBot) -> None:
    rows = shown(qtbot, "Item")
    rows.set_texts([("a",), ("b",), ("c",)])
    rows.rows[1][0].setFocus()
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Backspace)
    with qtbot.waitSignal(rows.changed):
        press(Qt.Key.Key_Backspace)
    assert rows.texts() == (("a",), ("c",))
    press(Qt.Key.Key_End)
    write("z")
    assert rows.texts() == (("az",), ("c",))


def test_each_cell_has_an_accessible_name(qtbot: QtBot) -> None:
    rows = shown(qtbot, "This", "That")
    assert [cell.accessibleName() for cell in rows.rows[0]] == ["Pairs, This 1", "Pairs, That 1"]
