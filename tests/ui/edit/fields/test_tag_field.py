"""Known tags complete the one being typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashdesign.ui.edit.fields.tag_field import TagField

# Offscreen, a list of completions cannot grab the keyboard.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@pytest.fixture
def field(qtbot: QtBot) -> TagField:
    made = TagField()
    made.set_known(["cache", "consistency", "quorum"])
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    return made


def test_matches_of_the_last_word_are_offered(field: TagField) -> None:
    QTest.keyClicks(field, "cache c")
    assert field.shown_completions() == ("cache", "consistency")
    QTest.keyClicks(field, "on")
    assert field.shown_completions() == ("consistency",)
    QTest.keyClicks(field, "zz")
    assert field.shown_completions() == ()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_tab_or_return_inserts_the_tag_and_keeps_the_others(field: TagField, key: Qt.Key) -> None:
    field.setText("old  last")
    field.setCursorPosition(4)
    QTest.keyClicks(field, "quo")
    offers = QApplication.activePopupWidget()
    assert offers is not None
    QTest.keyClick(offers, key)
    assert field.text() == "old quorum last"
    assert field.hasFocus()


def test_a_tag_typed_in_full_is_not_offered(field: TagField) -> None:
    QTest.keyClicks(field, "quorum")
    assert field.shown_completions() == ()
