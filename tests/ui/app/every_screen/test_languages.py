"""The window in another language: what is shown, stored and recognized in it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from flashdesign.content.note_kinds.registry import form_fields
from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.question_kinds import Number
from flashdesign.domain.settings import SYSTEM_LANGUAGE
from flashdesign.i18n import translation
from flashdesign.services.editing import notes
from flashdesign.storage.undo import operations
from flashdesign.ui.app.language import choose_language
from flashdesign.ui.transfer import folder_watcher
from tests.support.learner import basic_deck, small_decks
from tests.support.message_catalog import write_catalog
from tests.support.ui.driver import RETURN, WindowDriver
from tests.support.ui.note_form import asked, begin, form
from tests.ui.conftest import OpenWindow

Speak = Callable[[str], None]
GERMAN: Mapping[str, str] = {
    "Undo": "Rückgängig machen",
    "Undone: {operation}.": "Rückgängig gemacht: {operation}.",
    "Deleting {n} note\0Deleting {n} notes": "Löschen von {n} Notiz\0Löschen von {n} Notizen",
    "Adding a note": "Hinzufügen einer Notiz",
    "Done from a terminal: {operation}": "In einem Terminal: {operation}",
    "Saved.": "Gespeichert.",
    "Added to “{deck}”.": "In „{deck}“ eingefügt.",
    "Unsaved changes": "Nicht gespeichert",
    "Keep editing": "Weiter bearbeiten",
    "tolerance\x04recall": "auswendig",
    "tolerance\x04open": "offen",
    "thousands separator\x04,": ".",
    "decimal separator\x04.": ",",
    "{name}: another file also contains the deck {deck!r}.": (
        "Den Stapel {deck!r} enthält auch {name}."
    ),
}


@pytest.fixture
def speak(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Speak]:
    """Return a function that chooses a language; English is chosen again at the end."""
    folder = tmp_path / "languages"
    write_catalog(folder, "de", GERMAN)
    monkeypatch.setattr(translation, "LANGUAGES", folder)
    monkeypatch.setattr(translation, "_catalogs", {})

    def choose(code: str) -> None:
        choose_language(qapp, code)

    yield choose
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    choose_language(qapp, translation.ENGLISH)


def test_an_edit_in_one_language_is_undone_in_another(
    qtbot: QtBot, open_window: OpenWindow, speak: Speak
) -> None:
    driver = open_window(basic_deck(3, parent=None))
    notes.delete_notes(driver.learner.context, [NoteKey("basics/q01"), NoteKey("basics/q02")])
    speak("de")
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: "Rückgängig gemacht: Löschen von 2 Notizen." in driver.toast)
    assert len(asked(driver, "q0")) == 3


def test_an_edit_of_an_older_version_is_undone_in_another_language(
    qtbot: QtBot, open_window: OpenWindow, speak: Speak
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    context = driver.learner.context
    with context.database.transaction() as connection:
        operations.begin_operation(connection, context.clock.now_ms(), "Moving 7 notes", [], [])
    speak("de")
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: "Rückgängig gemacht: Moving 7 notes." in driver.toast)


def test_the_button_of_a_toast_undoes_what_it_reports(
    qtbot: QtBot, open_window: OpenWindow, speak: Speak
) -> None:
    speak("de")
    driver = open_window(*small_decks())
    begin(driver, "basic")
    driver.write("Zebra?")
    form(driver).form.fields["back"].set_value("Yes.")
    driver.press(RETURN, ctrl=True)
    assert driver.toast == "In „Basics“ eingefügt."
    assert driver.window.toast.action.text() == "Rückgängig machen  (Strg+Z)"
    driver.click(driver.window.toast.action)
    qtbot.waitUntil(lambda: "Rückgängig gemacht: Hinzufügen einer Notiz." in driver.toast)
    assert asked(driver, "Zebra") == []


def test_the_reminder_of_an_unsaved_note_opens_it(open_window: OpenWindow, speak: Speak) -> None:
    speak("de")
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.edit(NoteKey("basics/q01"), "go.home")
    form(driver).form.fields["front"].set_value("Mended?")
    driver.press("4", ctrl=True)
    assert driver.toast == "Nicht gespeichert"
    driver.click(driver.window.toast.action)
    assert form(driver).form.form()["front"] == "Mended?"


def test_a_toast_with_the_same_words_is_not_taken_for_the_reminder(
    open_window: OpenWindow, speak: Speak
) -> None:
    speak("de")
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.edit(NoteKey("basics/q01"), "go.home")
    form(driver).form.fields["front"].set_value("Mended?")
    driver.press("4", ctrl=True)
    driver.window.toast.show_message("Nicht gespeichert", "Rückgängig machen")
    shown = driver.window.pages.currentWidget()
    driver.click(driver.window.toast.action)
    assert driver.window.pages.currentWidget() is shown


def test_a_tolerance_is_shown_translated_and_stored_as_its_keyword(
    open_window: OpenWindow, speak: Speak
) -> None:
    speak("de")
    driver = open_window(*small_decks())
    screen = begin(driver, "number")
    box = screen.form.fields["bands"].control
    assert isinstance(box, QComboBox)
    assert box.currentText() == "auswendig"
    box.setCurrentIndex(box.findText("offen"))
    for name, value in {"front": "Zebras?", "answer": "1200"}.items():
        screen.form.fields[name].set_value(value)
    driver.press(RETURN, ctrl=True)
    (card,) = asked(driver, "Zebras")
    stored = notes.note(driver.learner.context, NoteKey(card)).question
    assert isinstance(stored, Number)
    assert stored.bands == "open"


def test_every_choice_of_a_form_has_its_label() -> None:
    picks = [field for field in form_fields("number") if field.choices]
    assert [(field.choices, field.labels) for field in picks] == [
        (("recall", "exact", "closed", "open"), ("recall", "exact", "closed", "open")),
        (("2", "1", "3"), ("usual", "core", "extra")),
    ]


def test_numbers_are_shown_and_read_as_the_language_writes_them(
    open_window: OpenWindow, speak: Speak
) -> None:
    speak("de")
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    boxes = driver.settings.findChildren(QSpinBox)
    (box,) = [box for box in boxes if box.accessibleName() == "Reviews per day"]
    box.setValue(1_200)
    assert box.text() == "1.200"
    box.setFocus()
    box.selectAll()
    driver.write("2.500")
    driver.press(RETURN)
    assert box.value() == 2_500


def test_the_environment_sets_the_language_of_the_window_unless_one_is_chosen(
    qapp: QApplication, speak: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak("en")
    monkeypatch.setenv("FLASHDESIGN_LANGUAGE", "de")
    assert choose_language(qapp, SYSTEM_LANGUAGE) == "de"
    assert choose_language(qapp, "en") == "en"


def write_deck(path: Path, deck: str) -> None:
    path.parent.mkdir(exist_ok=True)
    aside = path.with_suffix(".aside")
    card = "- {id: c1, kind: basic, front: Zebra, back: A}\n"
    aside.write_text(f"format: 1\nid: {deck}\ntitle: Mine\ncards:\n{card}", encoding="utf-8")
    aside.replace(path)


def watch(driver: WindowDriver, folder: Path, *, at_once: bool) -> None:
    driver.controller.show_settings()
    driver.settings.changed.emit("deck_folder_at_once", at_once)
    driver.settings.changed.emit("deck_folder", str(folder))
    driver.controller.show_home()


def test_a_fixed_file_is_no_longer_reported_in_any_order_of_words(
    qtbot: QtBot,
    open_window: OpenWindow,
    speak: Speak,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(folder_watcher, "SETTLED_AFTER_MS", 20)
    monkeypatch.setattr(folder_watcher, "RETRY_AFTER_MS", 40)
    speak("de")
    folder = tmp_path / "decks"
    folder.mkdir()
    write_deck(folder / "a.yaml", "mine")
    write_deck(folder / "b.yaml", "mine")
    driver = open_window(*small_decks())
    watch(driver, folder, at_once=True)
    qtbot.waitUntil(lambda: driver.banner == "Den Stapel 'mine' enthält auch b.yaml.")
    write_deck(folder / "b.yaml", "other")
    qtbot.waitUntil(lambda: not driver.banner)
