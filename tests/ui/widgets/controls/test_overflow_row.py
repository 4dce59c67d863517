"""Buttons that do not fit in the row are in its menu."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from flashdesign.ui.theme.styled_widgets import button
from flashdesign.ui.widgets.controls.overflow_row import OverflowRow

NAMES = ("edit", "flag", "tag", "delete")


@pytest.fixture
def acts() -> dict[str, QPushButton]:
    return {name: button(name.title()) for name in NAMES}


@pytest.fixture
def row(qtbot: QtBot, acts: dict[str, QPushButton]) -> OverflowRow:
    row = OverflowRow(acts, 4)
    qtbot.addWidget(row)
    row.resize(row.sizeHint())
    row.show()
    return row


def menu_texts(row: OverflowRow) -> list[str]:
    """Return the entries of the menu."""
    row.menu.aboutToShow.emit()
    return [entry.text() for entry in row.menu.actions()]


def test_all_buttons_are_shown_if_they_fit(row: OverflowRow, acts: dict[str, QPushButton]) -> None:
    assert all(press.isVisible() for press in acts.values())
    assert not row.more.isVisible()
    ends = [press.geometry().right() for press in acts.values()]
    assert ends == sorted(ends)
    assert ends[-1] < row.width()


@pytest.mark.parametrize("less_px", [1, 60, 120, 1_000])
def test_each_button_is_either_in_the_row_or_in_the_menu(
    row: OverflowRow, acts: dict[str, QPushButton], less_px: int
) -> None:
    row.resize(max(row.minimumSizeHint().width(), row.width() - less_px), row.height())
    shown = [press.text() for press in acts.values() if press.isVisible()]
    assert shown + menu_texts(row) == [name.title() for name in NAMES]
    assert row.more.isVisible()
    assert row.more.geometry().right() < row.width()
    for press in acts.values():
        assert not press.isVisible() or press.width() >= press.sizeHint().width()


def test_a_menu_entry_clicks_its_button(
    qtbot: QtBot, row: OverflowRow, acts: dict[str, QPushButton]
) -> None:
    row.resize(row.minimumSizeHint())
    acts["flag"].setEnabled(False)
    row.menu.aboutToShow.emit()
    entries = {entry.text(): entry for entry in row.menu.actions()}
    with qtbot.waitSignal(acts["delete"].clicked):
        entries["Delete"].trigger()
    assert not entries["Flag"].isEnabled()
    assert row.anchor("flag") is row.more


def test_a_menu_entry_shows_what_its_button_tells(
    row: OverflowRow, acts: dict[str, QPushButton]
) -> None:
    acts["flag"].setToolTip("Flag the card")
    row.resize(row.minimumSizeHint())
    row.menu.aboutToShow.emit()
    entry = next(action for action in row.menu.actions() if action.text() == "Flag")
    assert entry.toolTip() == "Flag the card"
    assert row.menu.toolTipsVisible()  # a menu of Qt shows none otherwise


def test_a_hidden_button_is_neither_in_the_row_nor_in_the_menu(
    row: OverflowRow, acts: dict[str, QPushButton]
) -> None:
    row.offer("edit", offered=False)
    assert not acts["edit"].isVisible()
    assert not row.is_offered("edit")
    row.resize(row.minimumSizeHint())
    assert menu_texts(row) == ["Flag", "Tag", "Delete"]
    row.offer("edit")
    assert "Edit" in menu_texts(row)


def test_a_longer_label_changes_the_layout(
    qtbot: QtBot, row: OverflowRow, acts: dict[str, QPushButton]
) -> None:
    acts["edit"].setText("Edit this one of all notes")
    qtbot.waitUntil(row.more.isVisible)
    assert "Delete" in menu_texts(row)
