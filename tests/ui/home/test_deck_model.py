"""The deck model: positions, texts and totals."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from flashdesign.ui.home.deck_model import (
    COUNT_ROLE,
    DETAIL_ROLE,
    HEADINGS,
    ID_ROLE,
    IS_TOTAL_ROLE,
    MASTERY_ROLE,
    Column,
    DeckModel,
    DeckRow,
    make_total_row,
)

PARENT = DeckRow("p", "Parent", None, 4, 1, 12, 0.5, 80)
CHILD = DeckRow("c", "Child", "p", 4, 0, 2, 0.25, 40)
OTHER = DeckRow("o", "Other", None, 0, 0, 3, None, 0)


def model_of(*rows: DeckRow) -> DeckModel:
    model = DeckModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(rows)
    return model


def texts(index: QModelIndex) -> list[str]:
    return [
        str(index.siblingAtColumn(column).data()) for column in Column if column < Column.BUTTONS
    ]


def test_children_may_come_before_their_parents() -> None:
    model = model_of(CHILD, PARENT)
    top = model.index(0, 0)
    assert texts(top) == ["Parent", "4", "1", "12", "50 %"]
    assert texts(model.index(0, 0, top)) == ["Child", "4", "0", "2", "25 %"]
    assert model.index_of("c").parent() == top
    assert model.has_children


def test_one_top_deck_needs_no_totals() -> None:
    assert model_of(PARENT, CHILD).rowCount() == 1


def test_totals_are_the_last_row_and_count_each_card_once() -> None:
    model = model_of(PARENT, CHILD, OTHER)
    last = model.index(2, 0)
    assert texts(last) == ["All decks", "4", "1", "15", "50 %"]
    assert last.data(IS_TOTAL_ROLE) is True
    assert model.flags(last) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_mastery_of_all_is_weighted_by_cards_and_unknown_without_any() -> None:
    assert make_total_row([PARENT, DeckRow("x", "X", None, 0, 0, 0, 1.0, 80)]).mastery == 0.75
    assert make_total_row([OTHER, OTHER]).mastery is None


def test_a_deck_with_an_unknown_parent_is_a_top_deck() -> None:
    assert model_of(CHILD).index_of("c").parent() == QModelIndex()


@pytest.mark.parametrize("column", list(Column))
def test_headings_are_aligned_with_their_numbers(column: Column) -> None:
    model = model_of(PARENT)
    side = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    cell = model.index(0, column)
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) == side
    assert model.headerData(column, Qt.Orientation.Horizontal) == HEADINGS[column]
    assert model.headerData(column, Qt.Orientation.Vertical) is None


def test_roles_for_the_delegate() -> None:
    model = model_of(PARENT)
    assert model.index(0, Column.TITLE).data(ID_ROLE) == "p"
    assert model.index(0, Column.DUE).data(COUNT_ROLE) == 12
    assert model.index(0, Column.TITLE).data(COUNT_ROLE) is None
    assert model.index(0, Column.MASTERY).data(MASTERY_ROLE) == 0.5
    spoken = model.index(0, Column.DUE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Due: 12"
    assert model.data(QModelIndex()) is None
    assert not model.index_of("nowhere").isValid()


def test_the_total_is_what_the_limits_leave_not_the_sum() -> None:
    total = make_total_row([PARENT, OTHER], today=(3, 1, 9))
    assert (total.new, total.learning, total.due, total.total) == (3, 1, 9, 80)
    assert make_total_row([PARENT, OTHER]).due == 15


@pytest.mark.parametrize(
    ("seen", "beyond", "told"),
    [(0, 0, "80 cards"), (14, 0, "80 cards · 14 seen"), (14, 3, "80 cards · 14 seen · 3 more due")],
)
def test_what_a_line_tells_of_its_cards(seen: int, beyond: int, told: str) -> None:
    model = model_of(replace(PARENT, seen=seen, due_beyond=beyond))
    title = model.index(0, Column.TITLE)
    assert title.data(DETAIL_ROLE) == told
    assert title.data(Qt.ItemDataRole.AccessibleDescriptionRole) == told
