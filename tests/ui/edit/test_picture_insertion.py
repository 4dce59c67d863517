"""Pictures in a note: from a file, pasted or dropped."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from flashdesign.domain.ids import CardKey, note_of
from flashdesign.services import deck_pictures
from flashdesign.services.browse import card_listing
from flashdesign.services.editing import notes
from flashdesign.ui.edit.fields.text_box import TextBox
from tests.support.learner import basic_deck, small_decks
from tests.support.ui.driver import RETURN, WindowDriver
from tests.support.ui.note_form import begin, form
from tests.ui.conftest import OpenWindow

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def image() -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return image


@pytest.fixture
def file(tmp_path: Path, image: QImage) -> Path:
    path = tmp_path / "hash ring.png"
    image.save(str(path))
    return path


def box(driver: WindowDriver, name: str) -> TextBox:
    found = form(driver).form.fields[name].control
    assert isinstance(found, TextBox)
    return found


def test_a_picture_from_a_file_is_shown_stored_and_asked(
    open_window: OpenWindow, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    driver.write("Zebra ")
    QTest.keyClick(box(driver, "front"), Qt.Key.Key_I, BOTH)
    assert box(driver, "front").toPlainText().startswith("Zebra \n\n![hash ring](")
    box(driver, "back").setPlainText("A")
    screen.settle()
    (name,) = screen.preview.trial.new_pictures
    assert screen.preview.trial.picture(name) == file.read_bytes()
    driver.press(RETURN, ctrl=True)
    assert driver.toast == "Added to “Basics”."
    context = driver.learner.context
    (line,) = card_listing.iterate_cards(context, deck=None, search="Zebra")
    assert deck_pictures.load(context, screen.head.selected_deck(), name) == file.read_bytes()
    assert name in str(notes.note(context, note_of(CardKey(line.key))).question)


def test_a_copied_picture_of_too_many_pixels_is_refused(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    huge = QImage(5_001, 5_000, QImage.Format.Format_Mono)
    QGuiApplication.clipboard().setImage(huge)
    driver.press("v", ctrl=True)
    assert "it has 5,001 × 5,000 pixels, more than 25 million" in driver.banner
    assert screen.preview.trial.new_pictures == {}
    assert box(driver, "front").toPlainText() == ""


def test_a_picture_file_of_too_many_pixels_is_refused(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    file = tmp_path / "huge.png"
    QImage(8_000, 8_000, QImage.Format.Format_Mono).save(str(file))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    QTest.keyClick(box(driver, "front"), Qt.Key.Key_I, BOTH)
    assert "'huge.png' is left out: it has 8,000 × 8,000 pixels" in driver.banner
    assert screen.preview.trial.new_pictures == {}


def test_a_pasted_picture_is_inserted_at_the_cursor_and_undone(
    open_window: OpenWindow, image: QImage
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.write("Q")
    back = box(driver, "back")
    back.setFocus()
    QGuiApplication.clipboard().setImage(image)
    driver.press("v", ctrl=True)
    (name,) = screen.preview.trial.new_pictures
    assert back.toPlainText() == f"![describe]({name})"
    driver.write("a ring")  # the description is selected
    assert back.toPlainText() == f"![a ring]({name})"
    driver.press("z", ctrl=True)
    driver.press("z", ctrl=True)
    assert back.toPlainText() == ""


def test_a_picture_file_dropped_on_a_text_is_inserted(open_window: OpenWindow, file: Path) -> None:
    driver = open_window(*small_decks())
    begin(driver, "basic")
    front = box(driver, "front")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    front.insertFromMimeData(data)
    assert front.toPlainText().startswith("![hash ring](")


def test_a_picture_dropped_outside_the_texts_is_not_imported_as_a_deck(
    open_window: OpenWindow, file: Path
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    comes = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, NO_KEY)
    falls = QDropEvent(QPointF(5, 5), COPY, data, LEFT, NO_KEY)
    for event in (comes, falls):
        QApplication.sendEvent(screen, event)
        assert event.isAccepted()
    assert form(driver) is screen
    assert box(driver, "front").toPlainText().startswith("![hash ring](")


def test_text_is_pasted_as_text(open_window: OpenWindow, image: QImage) -> None:
    driver = open_window(*small_decks())
    begin(driver, "basic")
    data = QMimeData()
    data.setImageData(image)
    data.setText("a table's cells")
    box(driver, "front").insertFromMimeData(data)
    assert box(driver, "front").toPlainText() == "a table's cells"


def test_a_file_that_is_not_a_picture_is_reported(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    screen = begin(driver, "basic")
    (tmp_path / "a.png").write_text("text", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "a.png"), ""))
    driver.click(screen.bar.buttons["picture"])
    assert "not PNG, JPEG, GIF or WebP" in driver.banner
    assert not screen.is_changed
