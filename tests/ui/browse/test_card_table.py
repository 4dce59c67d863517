"""Selecting very many cards is as fast as selecting a few."""

import json

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.services.browse.search import BrowseRow, CardMark
from flashdesign.ui.browse.card_table import CardTable
from flashdesign.ui.browse.card_table_model import CardTableModel, Column
from flashdesign.ui.theme import painting

MANY = 100_000
LINE = BrowseRow(
    row=0,
    key=CardKey("mine/n"),
    note=NoteKey("mine/n"),
    deck=DeckId("mine"),
    deck_title="Mine",
    kind="basic",
    question="What is a shard?",
    answer="A part of the rows",
    state="Review",
    mark=CardMark.REVIEW,
    due=None,
    days_left=None,
    stability=None,
    reps=1,
    lapses=0,
    flag=0,
    is_inactive=False,
    is_suspended=False,
)


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


def hidden(table: CardTable) -> set[Column]:
    return {column for column in Column if table.isColumnHidden(column)}


USUAL = {Column.QUESTION, Column.DECK, Column.STANDING, Column.DUE, Column.LAPSES}


def test_a_narrow_table_keeps_the_question(qtbot: QtBot) -> None:
    _, table = shown(qtbot, 220)
    assert hidden(table) == {*Column} - {Column.QUESTION}
    table.resize(1_600, 400)
    assert hidden(table) == {*Column} - USUAL


@pytest.mark.parametrize("width", [500, 700, 900, 1_600])
def test_the_question_has_about_half_of_the_width_and_no_room_is_left(
    qtbot: QtBot, width: int
) -> None:
    _, table = shown(qtbot, width)
    whole = table.viewport().width()
    assert table.columnWidth(Column.QUESTION) >= 0.45 * whole
    assert sum(table.columnWidth(column) for column in Column) == whole


def test_columns_are_chosen_in_the_menu(qtbot: QtBot) -> None:
    _, table = shown(qtbot, 1_400)
    menu = QMenu()
    qtbot.addWidget(menu)

    def press(text: str) -> None:
        table.columns.fill_menu(menu)
        (entry,) = [entry for entry in menu.actions() if entry.text() == text]
        entry.trigger()

    with qtbot.waitSignal(table.columns.changed):
        press("Answer")
    press("Lapses")
    assert hidden(table) == {*Column} - (USUAL | {Column.ANSWER}) | {Column.LAPSES}
    (question,) = [entry for entry in menu.actions() if entry.text() == "Question"]
    assert not question.isEnabled()
    table.resize(420, 400)
    press("Answer (no room)")
    table.resize(1_400, 400)
    press("Reset columns")
    assert hidden(table) == {*Column} - USUAL


def test_order_and_widths_are_kept(qtbot: QtBot) -> None:
    _, table = shown(qtbot, 1_000)
    header = table.horizontalHeader()
    with qtbot.waitSignal(table.columns.changed):
        header.moveSection(header.visualIndex(Column.DUE), 0)
    header.resizeSection(Column.STANDING, 150)
    question = table.columnWidth(Column.QUESTION)
    header.resizeSection(Column.QUESTION, question - 60)
    assert table.columnWidth(Column.QUESTION) == question - 60, "the next column has the rest"
    table.columns.show_column(Column.FLAG, shown=True)
    state = json.loads(json.dumps(table.columns.state()))
    _, other = shown(qtbot, 1_000)
    other.columns.restore(state)
    assert other.horizontalHeader().visualIndex(Column.DUE) == 0
    assert hidden(other) == hidden(table)
    assert [other.columnWidth(column) for column in Column] == [
        table.columnWidth(column) for column in Column
    ]


@pytest.mark.parametrize(
    "state",
    [
        None,
        "text",
        {"shown": 1, "order": "x", "widths": []},
        {"shown": ["NONE"], "order": ["NONE", "DUE", "DUE"], "widths": {"DUE": "wide", "X": 1}},
        {"widths": {"DUE": -5, "DECK": 10**9}},
    ],
)
def test_a_state_that_cannot_be_read_is_ignored(qtbot: QtBot, state: object) -> None:
    _, table = shown(qtbot, 900)
    table.columns.restore(state)
    assert not table.isColumnHidden(Column.QUESTION)
    assert table.columnWidth(Column.QUESTION) >= 32
    assert sorted(table.columns.state()["order"]) == sorted(column.name for column in Column)


def test_painting_measures_no_words_of_states(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, table = shown(qtbot)
    model.set_lines([LINE])
    measured, measure = [], painting.text_width

    def note_words(words: str, font: QFont) -> int:
        measured.append(words)
        return measure(words, font)

    monkeypatch.setattr(painting, "text_width", note_words)
    table.grab()
    assert model.data(model.index(0, Column.STANDING)) == "Review"
    assert measured == []
