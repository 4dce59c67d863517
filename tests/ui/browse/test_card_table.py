"""Selecting very many cards is as fast as selecting a few."""

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashdesign.ui.browse.card_table import CardTable
from flashdesign.ui.browse.card_table_model import CardTableModel, Column

MANY = 100_000


class Counting(CardTableModel):
    """A model that counts its calls."""

    asked = 0

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:  # noqa: N802 - Qt names it
        self.asked += 1
        return super().columnCount(parent or QModelIndex())


def shown(qtbot: QtBot, width: int = 900) -> tuple[Counting, CardTable]:
    model = Counting()
    model.set_found(range(MANY), ())
    table = CardTable(model)
    qtbot.addWidget(table)
    table.resize(width, 400)
    table.show()
    QApplication.processEvents()
    return model, table


def test_selecting_all_does_not_read_each_row(qtbot: QtBot) -> None:
    model, table = shown(qtbot)
    model.asked = 0
    table.selectAll()
    table.grab()
    QApplication.processEvents()
    assert table.selected_count() == MANY
    assert model.asked < MANY // 10


def test_rows_are_selected_in_runs(qtbot: QtBot) -> None:
    _, table = shown(qtbot)
    places = [*range(10, 50_000), *range(60_000, MANY)]
    table.select_rows(places, 60_000)
    assert table.selected_rows() == places
    assert table.currentIndex().row() == 60_000
    assert table.selectionModel().selection().size() == 2


@pytest.mark.parametrize("rows", [0, 1, 5])
def test_the_first_step_down_selects_the_first_card(qtbot: QtBot, rows: int) -> None:
    model, table = shown(qtbot)
    model.set_found(range(rows), ())
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.selected_rows() == [0][:rows]
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_rows() == [0, 1][:rows]


def test_a_narrow_table_keeps_the_question(qtbot: QtBot) -> None:
    _, table = shown(qtbot, 300)
    assert [table.isColumnHidden(column) for column in Column] == [False] + [True] * 8
    table.resize(1_600, 400)
    assert not any(table.isColumnHidden(column) for column in Column)
