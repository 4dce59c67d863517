"""Number field: signals while typing, and the line with the reading."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.controls.number_field import NumberField


@pytest.fixture
def field(qtbot: QtBot) -> NumberField:
    field = NumberField()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    field.setFocus()
    return field


def test_typing_and_return(field: NumberField, qtbot: QtBot) -> None:
    typed: list[str] = []
    field.changed.connect(typed.append)
    with qtbot.waitSignal(field.submitted) as submitted:
        qtbot.keyClicks(field.edit, "3.5k")
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert typed == ["3", "3.", "3.5", "3.5k"]
    assert submitted.args == ["3.5k"]


def test_the_reading_changes_its_role_with_an_error(field: NumberField) -> None:
    field.set_reading("Reads as 3,500", is_error=False)
    assert field.reading() == "Reads as 3,500"
    height = field.sizeHint().height()
    field.set_reading("", is_error=False)
    assert field.sizeHint().height() == height
    field.set_reading("Not a number", is_error=True)
    assert field.reading() == "Not a number"


def test_the_unit_is_in_the_accessible_description_and_not_over_the_text(
    field: NumberField,
) -> None:
    field.set_unit("bytes")
    assert field.edit.accessibleDescription() == "in bytes"
    assert field.edit.textMargins().right() > 0
    field.set_unit("")
    assert field.edit.textMargins().right() == 0


def test_a_locked_field_keeps_its_text(field: NumberField, qtbot: QtBot) -> None:
    field.set_text("12")
    field.set_locked(locked=True)
    qtbot.keyClicks(field.edit, "3")
    assert field.text() == "12"
    field.set_locked(locked=False)
    qtbot.keyClicks(field.edit, "3")
    assert field.text() == "123"
    field.set_placeholder("e.g. 3.5k")
    assert field.edit.placeholderText() == "e.g. 3.5k"
