"""Widgets of drills: card, scale, step chain, scratch pad, tables."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.drills.grading import CLOSED, OPEN
from flashdesign.domain.settings import ColorScheme
from flashdesign.ui.drills.widgets.answer_table import AnswerTable, Column, Row
from flashdesign.ui.drills.widgets.chips import Chips
from flashdesign.ui.drills.widgets.drill_card import (
    DrillCard,
    DrillQuestion,
    GivensTable,
    ToolNames,
)
from flashdesign.ui.drills.widgets.log_scale import LogScale, ScaleFigures
from flashdesign.ui.drills.widgets.scratch_pad import ScratchPad
from flashdesign.ui.drills.widgets.step_chain import ChainStep, StepChain
from flashdesign.ui.drills.widgets.verdict import DrillVerdict, VerdictTexts
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.widgets.controls.markdown_label import MarkdownLabel

LOW = ScaleFigures("2,000 posts/s", "3,500 posts/s", "1.74x low", -0.24, CLOSED)
FACE = DrillQuestion(
    "How many posts per second?",
    (("users", "300 million"), ("posts", "2")),
    "posts/s",
    remark="Assume what is usual.",
    hints=("First the users of a day.",),
)


def show(qtbot: QtBot, widget: QWidget, width: int = 700, height: int = 500) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()


def texts(widget: QWidget) -> list[str]:
    return [text.text() for text in widget.findChildren(QLabel) if text.isVisible()]


def test_the_scale_has_a_summary_and_a_table(qtbot: QtBot) -> None:
    scale = LogScale()
    assert scale.accessibleDescription() == ""
    assert scale.tooltip_at(QPointF(5, 5)) == ""
    assert not scale.grab().isNull()
    scale.set_figures(LOW)
    show(qtbot, scale)
    summary = "Your answer: 2,000 posts/s, 1.74x low. Correct answer: 3,500 posts/s."
    assert scale.accessibleDescription() == summary
    assert ("Your answer", "2,000 posts/s") in scale.table().rows
    assert ("Good up to", "a factor of 1.58") in scale.table().rows
    scale.set_table_shown(shown=True)
    assert scale.sizeHint().height() > 200


def test_each_position_of_the_scale_has_a_grade(qtbot: QtBot) -> None:
    scale = LogScale()
    scale.set_figures(LOW)
    show(qtbot, scale)
    tooltips = [scale.tooltip_at(QPointF(x, 40)) for x in range(20, 680, 2)]
    assert {tooltip.split(": ")[1] for tooltip in tooltips} == {"Again", "Hard", "Good", "Easy"}
    assert tooltips[0].split(":")[0].endswith("low")
    assert tooltips[-1].split(":")[0].endswith("high")
    assert scale.tooltip_at(QPointF(699, 40)) == ""


@pytest.mark.parametrize("signed", [None, 0.0, 0.3, -1.2, 9.0, -70.0])
@pytest.mark.parametrize("bands", [CLOSED, OPEN], ids=["closed", "open"])
def test_any_answer_can_be_drawn(qtbot: QtBot, signed: float | None, bands: object) -> None:
    assert isinstance(bands, type(CLOSED))
    scale = LogScale()
    own = "" if signed is None else "3 TB"
    scale.set_figures(ScaleFigures(own, "5 TB", "", signed, bands))
    show(qtbot, scale, 320, 120)
    assert not scale.grab().isNull()
    assert ("No answer" in scale.accessibleDescription()) is (signed is None)


def test_the_givens_have_an_accessible_name_and_are_hidden_if_empty(qtbot: QtBot) -> None:
    table = GivensTable()
    table.set_rows([("users", "300 million"), ("posts", "2")])
    show(qtbot, table)
    assert table.accessibleName() == "Given: users 300 million, posts 2"
    table.set_rows([])
    assert table.isHidden()


def test_the_chain_shows_each_step_and_the_first_wrong_one(qtbot: QtBot) -> None:
    chain = StepChain()
    show(qtbot, chain)
    chain.set_steps([ChainStep("old", "1")])
    chain.set_steps(
        [
            ChainStep("users a day", "150 million", "70 million", "Here you left the path."),
            ChainStep("over **86,400**", "3,470 posts/s"),
        ]
    )
    qtbot.waitUntil(lambda: "3,470 posts/s" in texts(chain))
    names = [
        step.accessibleName() for step in chain.findChildren(MarkdownLabel) if step.isVisible()
    ]
    assert names == ["Step 1: users a day, 150 million", "Step 2: over 86,400, 3,470 posts/s"]
    assert "You had 70 million. Here you left the path." in texts(chain)


def test_the_pad_evaluates_each_line_and_shows_errors(qtbot: QtBot) -> None:
    pad = ScratchPad()
    show(qtbot, pad)
    pad.sheet.setFocus()
    QTest.keyClicks(pad.sheet, "dau = 300M * 50%")
    QTest.keyClick(pad.sheet, Qt.Key.Key_Return)
    QTest.keyClicks(pad.sheet, "dua * 2")
    assert [line.value for line in pad.results] == ["150 million", ""]
    assert pad.remark.text() == "'dua' is not defined. Did you mean dau?"
    assert pad.sheet.accessibleDescription() == pad.remark.text()
    QTest.keyClick(pad.sheet, Qt.Key.Key_Up)
    assert pad.sheet.accessibleDescription() == "150 million"
    assert not pad.grab().isNull()
    with qtbot.waitSignal(pad.sheet.left):
        QTest.keyClick(pad.sheet, Qt.Key.Key_Escape)
    pad.clear()
    assert pad.text() == ""


def test_chips_keep_the_selection_and_wrap(qtbot: QtBot) -> None:
    chips = Chips("Topics")
    chips.set_names([("QPS", 12), ("storage", 16), ("cache", 6)])
    show(qtbot, chips, 700, 60)
    with qtbot.waitSignal(chips.changed):
        QTest.mouseClick(chips.chips[1], Qt.MouseButton.LeftButton)
    assert chips.selected() == {"storage"}
    assert chips.chips[1].accessibleName() == "storage, 16"
    chips.set_names([("storage", 17), ("cache", 6), ("bandwidth", 2)])
    assert chips.selected() == {"storage"}
    assert chips.heightForWidth(120) > 2 * chips.heightForWidth(700)
    assert not chips.grab().isNull()


def test_the_table_of_answers_hides_columns_that_do_not_fit(
    qtbot: QtBot, appearance: Appearance
) -> None:
    columns = (Column("Question", is_number=False), Column("You", rank=2), Column("Grade"))
    table = AnswerTable("Answers", columns)
    table.set_rows([Row(("Posts", "3,500", "Good"), "good", "How many?"), Row(("A", "2", "Again"))])
    show(qtbot, table, 1_000, 300)
    assert not table.isColumnHidden(1)
    before = table.item(0, 2)
    assert before is not None
    light = before.foreground().color()
    appearance.apply(ColorScheme.DARK, 1.0)
    assert before.foreground().color() != light
    assert before.toolTip() == "How many?"
    table.resize(400, 300)
    assert table.isColumnHidden(1)
    assert not table.isColumnHidden(0)
    assert table.sizeHint().height() == table.minimumSizeHint().height()


def test_a_card_shows_the_question_and_hides_it_while_paused(qtbot: QtBot) -> None:
    card = DrillCard()
    card.set_question(FACE)
    card.set_tools(ToolNames(hint="Hint", pause="Pause"))
    card.set_clock(41.2, 50, "of 50 s")
    show(qtbot, card)
    assert card.question.accessibleName() == "How many posts per second?"
    assert card.hints[0].accessibleName() == "Hint: First the users of a day."
    assert not card.tools["steps"].isVisible()
    assert card.clock_note.text() == "of 50 s"
    with qtbot.waitSignal(card.tool_pressed) as pressed:
        card.tools["hint"].click()
    assert pressed.args == ["hint"]
    card.set_paused(paused=True)
    assert card.is_paused
    assert not card.question.isVisible()
    card.set_paused(paused=False)
    card.set_answering(answering=False)
    assert not card.field.isVisible()
    assert card.question.isVisible()


def test_a_narrow_card_has_the_time_in_a_line(qtbot: QtBot) -> None:
    card = DrillCard()
    card.set_question(FACE)
    card.set_clock(41.2, 50, "of 50 s")
    show(qtbot, card, 360, 500)
    assert not card.ring.isVisible()
    assert card.clock_note.text() == "42 s left of 50 s"


def test_a_verdict_hides_its_empty_parts(qtbot: QtBot) -> None:
    verdict = DrillVerdict()
    show(qtbot, verdict)
    whole = VerdictTexts(
        "Known.",
        "facts",
        "Hard",
        LOW,
        mistake="You counted months.",
        steps=(ChainStep("a", "1"),),
        shortcut="10^5 s",
        assumptions=("mails: **40**",),
        sources="[Report](https://example.org)",
    )
    verdict.set_figures(whole)
    assert verdict.accessibleName() == "Hard. Known."
    assert verdict.mistake.isVisible()
    assert verdict.scale.isVisible()
    with qtbot.waitSignal(verdict.link_opened) as opened:
        verdict.sources.linkActivated.emit("https://example.org")
    assert opened.args == ["https://example.org"]
    verdict.sources.linkActivated.emit("file:///etc/passwd")
    verdict.set_figures(VerdictTexts("No answer.", "facts", "Again", None))
    shown = (
        verdict.mistake,
        verdict.scale,
        verdict.short_cut,
        verdict.assumptions,
        verdict.sources,
    )
    assert not any(part.isVisible() for part in shown)


def test_a_link_gets_the_color_of_a_new_scheme(qtbot: QtBot, appearance: Appearance) -> None:
    text = MarkdownLabel()
    text.set_markdown("[Report](https://example.org)")
    show(qtbot, text)
    before = text.grab().toImage()
    appearance.apply(ColorScheme.DARK, 1.0)
    assert text.grab().toImage() != before
    assert text.focusPolicy() is Qt.FocusPolicy.TabFocus
    text.set_markdown("plain")
    assert text.focusPolicy() is Qt.FocusPolicy.NoFocus
