"""Lines are requested when visible, as whole pages, and old ones are dropped."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from flashdesign.services.browse.search import CardMark
from flashdesign.ui.browse.card_table_model import (
    MARK_ROLE,
    PAGE_LINES,
    CardTableModel,
    Column,
    format_cell,
    format_days_left,
)

MANY = 100_000


@dataclass(frozen=True)
class Line:
    row: int
    question: str = "What is a shard?"
    answer: str = "A part of the rows"
    deck_title: str = "Sharding"
    kind: str = "basic"
    state: str = "Review"
    mark: CardMark = CardMark.REVIEW
    due: date | datetime | None = date(2026, 3, 4)
    days_left: int | None = 3
    stability: float | None = 12.34
    reps: int = 1_200
    lapses: int = 2
    flag: int = 0
    is_inactive: bool = False
    is_suspended: bool = False


def lines(rows: tuple[int, ...]) -> list[Line]:
    return [Line(row) for row in rows]


def test_a_line_outside_the_view_is_requested_with_its_page(qtbot: QtBot) -> None:
    model = CardTableModel()
    QAbstractItemModelTester(model)
    rows = tuple(range(MANY, 0, -1))
    model.set_found(rows[:PAGE_LINES], lines(rows[:PAGE_LINES]))
    assert model.extend(rows)
    assert model.data(model.index(0, 0)) == "What is a shard?"
    model.take_missing()
    with qtbot.waitSignal(model.lines_missing):
        assert model.data(model.index(50_000, 0)) == "…"
    wanted = model.take_missing()
    assert rows[50_000] in wanted
    assert len(wanted) <= 2 * PAGE_LINES
    model.set_lines(lines(wanted))
    assert model.data(model.index(50_000, Column.DECK)) == "Sharding"
    assert model.take_missing() == ()


def test_old_lines_are_dropped_for_new_ones() -> None:
    model = CardTableModel()
    rows = tuple(range(MANY))
    model.set_found(rows, lines(rows[:PAGE_LINES]))
    for start in range(PAGE_LINES, 60 * PAGE_LINES, PAGE_LINES):
        model.set_lines(lines(rows[start : start + PAGE_LINES]))
    assert model.line(0) is None
    assert model.line(59 * PAGE_LINES) is not None


def test_other_cards_do_not_extend_the_table() -> None:
    model = CardTableModel()
    model.set_found((3, 2), lines((3, 2)))
    assert not model.extend((2, 3, 4))
    assert model.rows == (3, 2)


@pytest.mark.parametrize(
    ("line", "column", "text"),
    [
        pytest.param(Line(1), Column.DUE, "in 3 d", id="a day"),
        pytest.param(Line(1, due=None, days_left=None), Column.DUE, "–", id="not due"),
        pytest.param(Line(1), Column.ANSWER, "A part of the rows", id="the answer"),
        pytest.param(Line(1), Column.STANDING, "Review", id="the state in a word"),
        pytest.param(Line(1), Column.STABILITY, "12.3 d", id="days"),
        pytest.param(Line(1, stability=None), Column.STABILITY, "–", id="no memory"),
        pytest.param(Line(1), Column.REPS, "1,200", id="a number"),
        pytest.param(Line(1), Column.FLAG, "", id="no flag"),
        pytest.param(Line(1, flag=4), Column.FLAG, "4", id="a flag"),
    ],
)
def test_cells(line: Line, column: Column, text: str) -> None:
    assert format_cell(line, column) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (None, "–"), (0, "today"), (1, "in 1 d"), (99, "in 99 d"), (150, "in 5 mo"),
        (1_000, "in 2.7 y"), (-2, "2 d late"), (-400, "13 mo late"),
    ],
)  # fmt: skip
def test_days_left_are_as_short_as_possible(days: int | None, text: str) -> None:
    assert format_days_left(days) == text


@pytest.mark.parametrize(
    ("column", "due", "text"),
    [
        pytest.param(Column.DUE, date(2026, 3, 4), "2026-03-04", id="the day"),
        pytest.param(Column.STANDING, None, "Review", id="the state in a word"),
        pytest.param(Column.QUESTION, None, "What is a shard?", id="the whole question"),
        pytest.param(Column.DUE, None, None, id="not due"),
        pytest.param(Column.REPS, None, None, id="what is shown already"),
    ],
)
def test_the_tooltip_tells_what_the_cell_does_not(
    column: Column, due: date | None, text: str | None
) -> None:
    model = CardTableModel()
    model.set_found((1,), [Line(1, due=due)])
    assert model.data(model.index(0, column), Qt.ItemDataRole.ToolTipRole) == text


def test_a_due_time_is_told_to_the_minute() -> None:
    model = CardTableModel()
    model.set_found((1,), [Line(1, due=datetime(2026, 3, 4, 5, 6, tzinfo=UTC), days_left=0)])
    cell, reader = model.index(0, Column.DUE), Qt.ItemDataRole.AccessibleTextRole
    assert str(model.data(cell, Qt.ItemDataRole.ToolTipRole)).endswith(":06")
    assert str(model.data(cell, reader)).startswith("Due: today (2026-03-0")


def test_the_mark_of_a_state_is_in_its_column_only() -> None:
    model = CardTableModel()
    model.set_found((1,), lines((1,)))
    marks = [model.data(model.index(0, column), MARK_ROLE) for column in Column]
    assert [mark for mark in marks if mark] == ["review"]
    assert marks[Column.STANDING] == "review"


def test_a_screen_reader_gets_the_heading_of_a_cell() -> None:
    model = CardTableModel()
    model.set_found((1,), lines((1,)))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, Column.LAPSES), role) == "Lapses: 2"
