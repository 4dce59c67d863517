"""Options: choosing, several answers, and the verdict."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from flashdesign.ui.cards.inputs.choice_list import (
    ChoiceList,
    OptionState,
    ShownOption,
)
from tests.support.ui.checks.geometry import geometry_problems, settle

OPTIONS = (ShownOption("`one`", "A"), ShownOption("two", "B"), ShownOption("three", "C"))


@pytest.fixture
def choices(qtbot: QtBot) -> ChoiceList:
    choices = ChoiceList()
    choices.set_options(OPTIONS)
    qtbot.addWidget(choices)
    with qtbot.waitActive(choices):
        choices.show()
    return choices


def test_a_click_anywhere_on_a_row_chooses(choices: ChoiceList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(choices.chosen) as chosen:
        qtbot.mouseClick(choices.rows[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [1]


def test_tab_and_space_choose(choices: ChoiceList, qtbot: QtBot) -> None:
    choices.rows[0].setFocus()
    qtbot.keyClick(choices.rows[0], Qt.Key.Key_Tab)
    with qtbot.waitSignal(choices.chosen) as chosen:
        qtbot.keyClick(choices.rows[1], Qt.Key.Key_Space)
    assert chosen.args == [1]


def test_several_can_be_marked_before_the_answer(choices: ChoiceList) -> None:
    choices.set_marked({0, 2})
    assert [row.mark for row in choices.rows] == [
        OptionState.PICKED,
        OptionState.OPEN,
        OptionState.PICKED,
    ]


@pytest.mark.parametrize(
    ("right", "chosen", "marks"),
    [
        pytest.param([0], [0], [OptionState.RIGHT_CHOSEN, OptionState.NOT_CHOSEN], id="right"),
        pytest.param([0], [1], [OptionState.RIGHT, OptionState.WRONG_CHOSEN], id="wrong"),
        pytest.param([0], [], [OptionState.RIGHT, OptionState.NOT_CHOSEN], id="given up"),
    ],
)
def test_the_verdict(
    choices: ChoiceList, right: list[int], chosen: list[int], marks: list[OptionState]
) -> None:
    choices.show_verdict(right, chosen)
    assert [row.mark for row in choices.rows] == [*marks, OptionState.NOT_CHOSEN]


def test_the_accessible_name_has_the_verdict_and_its_reason(choices: ChoiceList) -> None:
    choices.show_verdict([0], [1], {1: "The *other* family."})
    assert choices.rows[0].accessibleName() == "one. Correct answer"
    assert choices.rows[1].accessibleName().startswith("two. Incorrect. The")


def test_after_the_verdict_a_click_is_ignored(choices: ChoiceList, qtbot: QtBot) -> None:
    choices.show_verdict([0], [1])
    with qtbot.assertNotEmitted(choices.chosen):
        qtbot.mouseClick(choices.rows[2], Qt.MouseButton.LeftButton)
    choices.set_options(OPTIONS)
    with qtbot.waitSignal(choices.chosen):
        qtbot.mouseClick(choices.rows[2], Qt.MouseButton.LeftButton)


def test_a_line_with_code_is_as_high_as_one_without(qtbot: QtBot) -> None:
    choices = ChoiceList()
    qtbot.addWidget(choices)
    choices.resize(760, 400)
    choices.set_options([ShownOption("at p99", "1"), ShownOption("at `p99`", "2")])
    choices.show()
    settle(choices)
    labels = [
        next(label for label in row.findChildren(QLabel) if "p99" in label.text())
        for row in choices.rows
    ]
    ascents = []
    for label in labels:
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setHtml(label.text())
        document.size()  # lays it out
        ascents.append(round(document.begin().layout().lineAt(0).ascent()))
    assert ascents[0] == ascents[1]


def test_the_verdict_is_below_the_text_where_there_is_no_room_beside_it(qtbot: QtBot) -> None:
    text = "Add read replicas behind the balancer and send all reads to them"
    choices = ChoiceList()
    qtbot.addWidget(choices)
    choices.set_options((ShownOption(text, "1"), ShownOption("two", "2")))
    choices.resize(760, 200)
    with qtbot.waitActive(choices):
        choices.show()
    choices.show_verdict([0], [1], {0: "It has `few` writes."})
    settle(choices)
    row = choices.rows[0]
    label, verdict = (
        next(part for part in row.findChildren(QLabel) if shown in part.text())
        for shown in (text, "Correct answer")
    )
    wide_px = label.width()
    assert verdict.mapTo(row, QPoint(0, 0)).x() >= label.mapTo(row, QPoint(0, 0)).x() + wide_px
    choices.resize(300, 600)
    settle(choices)
    assert (
        verdict.mapTo(row, QPoint(0, 0)).y() >= label.mapTo(row, QPoint(0, 0)).y() + label.height()
    )
    assert label.width() > 200
    assert geometry_problems(choices) == []
    assert row.accessibleName() == f"{text}. Correct answer. It has few writes."
