"""Lines are requested when visible, as whole pages, and old ones are dropped."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from flashdesign.ui.browse.card_table_model import PAGE_LINES, CardTableModel, Column, format_cell

MANY = 100_000


@dataclass(frozen=True)
class Line:
    row: int
    question: str = "What is a shard?"
    deck_title: str = "Sharding"
    kind: str = "basic"
    state: str = "Review"
    due: date | datetime | None = date(2026, 3, 4)
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
    assert model.data(model.index(50_000, 1)) == "Sharding"
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
        pytest.param(Line(1), Column.DUE, "2026-03-04", id="a day"),
        pytest.param(Line(1, due=None), Column.DUE, "–", id="not due"),
        pytest.param(Line(1), Column.STABILITY, "12.3 d", id="days"),
        pytest.param(Line(1, stability=None), Column.STABILITY, "–", id="no memory"),
        pytest.param(Line(1), Column.REPS, "1,200", id="a number"),
        pytest.param(Line(1), Column.FLAG, "", id="no flag"),
        pytest.param(Line(1, flag=4), Column.FLAG, "4", id="a flag"),
    ],
)
def test_cells(line: Line, column: Column, text: str) -> None:
    assert format_cell(line, column) == text


def test_a_due_time_is_shown_to_the_minute() -> None:
    found = format_cell(Line(1, due=datetime(2026, 3, 4, 5, 6, tzinfo=UTC)), Column.DUE)
    assert found.endswith(":06")


def test_a_screen_reader_gets_the_heading_of_a_cell() -> None:
    model = CardTableModel()
    model.set_found((1,), lines((1,)))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, Column.LAPSES), role) == "Lapses: 2"
