"""Grade buttons: clicks, keys, accessible names, and the suggestion."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.ui.cards.grade_bar import Grade, GradeBar
from flashdesign.ui.theme.colors import LIGHT

FOUR = (
    Grade(Rating.AGAIN, "Again", "10 min", "1", "again"),
    Grade(Rating.HARD, "Hard", "4 days", "2", "hard"),
    Grade(Rating.GOOD, "Good", "11 days", "3", "good"),
    Grade(Rating.EASY, "Easy", "26 days", "4", "easy"),
)
TWO = (
    Grade(Rating.AGAIN, "Missed", "", "1", "again"),
    Grade(Rating.GOOD, "Got it", "11 days", "Space", "good"),
)


@pytest.fixture
def bar(qtbot: QtBot) -> GradeBar:
    bar = GradeBar()
    bar.set_grades(FOUR, suggested=Rating.GOOD)
    qtbot.addWidget(bar)
    with qtbot.waitActive(bar):
        bar.show()
    return bar


@pytest.mark.parametrize("position", range(4))
def test_a_click_emits_the_rating(bar: GradeBar, qtbot: QtBot, position: int) -> None:
    received: list[Rating] = []
    bar.graded.connect(received.append)
    qtbot.mouseClick(bar.buttons[position], Qt.MouseButton.LeftButton)
    assert received == [FOUR[position].rating]
    assert isinstance(received[0], Rating)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return], ids=["space", "return"])
def test_the_focused_grade_is_clicked_by_key(bar: GradeBar, qtbot: QtBot, key: Qt.Key) -> None:
    bar.focus_suggested()
    assert bar.buttons[2].hasFocus()
    with qtbot.waitSignal(bar.graded) as graded:
        qtbot.keyClick(bar.buttons[2], key)
    assert graded.args == [Rating.GOOD]


def test_two_buttons_replace_four(bar: GradeBar, qtbot: QtBot) -> None:
    bar.set_grades(TWO)
    assert [button.text() for button in bar.buttons] == ["Missed", "Got it"]
    with qtbot.waitSignal(bar.graded) as graded:
        qtbot.mouseClick(bar.buttons[1], Qt.MouseButton.LeftButton)
    assert graded.args == [Rating.GOOD]
    bar.focus_suggested()
    assert bar.buttons[1].hasFocus()


def test_the_next_card_changes_the_intervals_and_keeps_the_buttons(bar: GradeBar) -> None:
    before = bar.buttons
    longer = tuple(Grade(g.rating, g.label, "9 months", g.key, g.color) for g in FOUR)
    bar.set_grades(longer, suggested=Rating.EASY)
    assert bar.buttons == before
    assert bar.buttons[3].is_suggested
    assert bar.buttons[3].accessibleName() == "Easy, next in 9 months"
    assert bar.buttons[3].accessibleDescription() == "suggested, key 4"
    assert not bar.buttons[2].is_suggested


def test_the_suggestion_is_a_ring_and_the_label_has_its_color(bar: GradeBar) -> None:
    picture = bar.buttons[2].grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 0) == QColor(LIGHT.focus)
    plain = bar.buttons[1].grab().toImage()
    assert plain.pixelColor(plain.width() // 2, 0) != QColor(LIGHT.focus)
