"""Import settings of a table: each change updates the preview."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from flashdesign.services.imports import table_form
from flashdesign.services.imports.table_form import TableForm
from flashdesign.ui.transfer.table_screen import ImportTableScreen

IMPORTS = Path(__file__).parents[2] / "content" / "data" / "imports"


@pytest.fixture
def screen(qtbot: QtBot) -> ImportTableScreen:
    return shown(qtbot, "anki_notes_plain.csv")


def shown(qtbot: QtBot, name: str | Path) -> ImportTableScreen:
    """Return the screen, connected to a reader of tables."""
    form = table_form.default_form(IMPORTS / name)
    screen = ImportTableScreen(form)
    qtbot.addWidget(screen)
    screen.changed.connect(lambda form: screen.render_reading(table_form.preview_table(form)))
    screen.render_reading(table_form.preview_table(form))
    screen.show()
    return screen


def choose(screen: ImportTableScreen, column: int, role: str) -> None:
    box = screen.roles[column]
    box.setCurrentIndex(box.findData(role))


def test_the_likely_columns_are_selected(screen: ImportTableScreen) -> None:
    assert [box.currentText() for box in screen.roles] == ["Question", "Answer", "Tags"]
    assert screen.primary.text() == "Continue with 12 notes"
    assert screen.notes.toPlainText().count("→") == 12
    assert screen.primary.isEnabled()


def test_another_role_changes_the_preview(screen: ImportTableScreen) -> None:
    before = screen.notes.toPlainText().splitlines()[0]
    choose(screen, 2, "")
    assert screen.notes.toPlainText().splitlines()[0] == before.partition(" [")[0]


def test_without_a_question_the_button_is_disabled(screen: ImportTableScreen) -> None:
    choose(screen, 0, "")
    assert not screen.primary.isEnabled()
    assert screen.problem.isVisible()
    assert "No column is the question" in screen.problem.text()
    choose(screen, 0, "front")
    assert screen.primary.isEnabled()
    assert not screen.problem.isVisible()


def test_a_header_is_not_a_note(screen: ImportTableScreen) -> None:
    screen.first_line.click()
    assert screen.primary.text() == "Continue with 11 notes"


def test_an_encoding_is_asked_for(qtbot: QtBot) -> None:
    screen = shown(qtbot, "latin1.csv")
    assert not screen.primary.isEnabled()
    assert "not UTF-8" in screen.unreadable.text()
    assert screen.unreadable.isVisible()
    assert not screen.problem.isVisible()
    assert not screen.separator.isEnabled()
    with qtbot.waitActive(screen):
        screen.activateWindow()
    screen.take_focus()
    assert screen.encoding.hasFocus()
    assert screen.roles == []
    screen.encoding.setCurrentIndex(screen.encoding.findData("iso-8859-1"))
    assert "Café crème" in screen.notes.toPlainText()
    assert screen.primary.isEnabled()
    assert screen.separator.isEnabled()
    assert not screen.unreadable.isVisible()


def test_it_is_told_that_a_table_holds_no_progress(screen: ImportTableScreen) -> None:
    shown = [text.text() for text in screen.findChildren(QLabel) if text.isVisible()]
    assert any(text.startswith("A table holds no progress") for text in shown)


def test_accepting_and_leaving(qtbot: QtBot, screen: ImportTableScreen) -> None:
    with qtbot.waitSignal(screen.accepted):
        screen.primary.click()
    with qtbot.waitSignal(screen.canceled):
        screen.press("transfer.leave")


def test_the_deck_has_the_title_that_is_typed(qtbot: QtBot, screen: ImportTableScreen) -> None:
    asked: list[TableForm] = []
    screen.changed.connect(asked.append)
    screen.title_field.selectAll()
    qtbot.keyClicks(screen.title_field, "Mine")
    screen.title_field.editingFinished.emit()
    assert asked[-1].title == "Mine"


def pick(box: QComboBox, data: str) -> None:
    box.setCurrentIndex(box.findData(data))


def test_the_text_format_can_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("<b>x</b>,*y*\n", encoding="utf-8")
    screen = shown(qtbot, path)
    assert screen.text_format.currentText() == "Plain text, shown as it is"
    assert screen.notes.toPlainText().splitlines()[0] == "<b>x</b> → *y*"
    assert "looks like HTML" in screen.notes.toPlainText()
    pick(screen.text_format, "html")
    assert screen.notes.toPlainText() == "x → *y*"
    pick(screen.text_format, "markdown")
    assert screen.notes.toPlainText() == "<b>x</b> → y"


def test_separators_of_columns_and_rows_can_be_typed_and_chosen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "t.txt"
    path.write_text("CAP=>theorem;RAFT=>consensus", encoding="utf-8")
    screen = shown(qtbot, path)
    pick(screen.row_separator, ";")
    line = screen.separator.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "=>")
    line.editingFinished.emit()
    assert screen.notes.toPlainText().splitlines() == ["CAP → theorem", "RAFT → consensus"]
    assert screen.separator.currentText() == "=>"


def test_the_default_deck_is_from_the_table(qtbot: QtBot) -> None:
    screen = shown(qtbot, "directives.txt")
    assert screen.title_field.text() == "Interview::Storage"
    assert screen.notes.toPlainText().startswith("A B-tree page is usually […] →")
