"""The bug report: complete, and without text of cards."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from flashdesign import __version__
from flashdesign.ui.window.dialogs import BugSheet
from tests.support.learner import Learner

SECRET = "the name of my employer"


def test_the_report_can_be_copied(qtbot: QtBot) -> None:
    sheet = BugSheet(ZeroDivisionError("division by zero"))
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied == sheet.report.toPlainText()
    assert __version__ in copied
    assert "ZeroDivisionError: division by zero" in copied
    assert "answers" not in copied, "the sheet says it once"


def test_the_report_has_no_text_of_a_card(qtbot: QtBot, learner: Learner) -> None:
    statement = text("INSERT INTO note (key, deck_id, body) VALUES (:secret, :secret, :secret)")
    with learner.context.database.read() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(statement, {"secret": SECRET})
    sheet = BugSheet(caught.value)
    qtbot.addWidget(sheet)
    assert "INSERT INTO note" in sheet.report.toPlainText()
    assert SECRET not in sheet.report.toPlainText()
