"""The start of the program: its window, its language, its notices and the files it is given."""

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from flashdesign.domain.settings import ColorScheme
from flashdesign.errors import FlashDesignError, SettingError
from flashdesign.ui.app import desktop_app
from flashdesign.ui.app.startup import exception_hook
from flashdesign.ui.settings.screen import SettingsScreen
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
from flashdesign.ui.window import window_state
from flashdesign.ui.window.dialogs import BugSheet
from flashdesign.ui.window.window_state import WindowState
from tests.support.learner import Learner, ManualClock, basic_deck, finish
from tests.support.ui.desktop_app import Start, collection, foreign, is_home, page_text, shown


def test_the_window_opens_without_the_library_of_sockets(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("flashdesign.ui.window.single_instance", "PySide6.QtNetwork"):
        monkeypatch.setitem(sys.modules, name, None)
    program = start(collection(tmp_path))
    program.accept_connections()
    qtbot.waitUntil(lambda: is_home(program))
    assert not program.is_listening


def test_the_decks_are_shown_after_the_start_and_the_window_opens_where_it_was(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start(tmp_path / "collection.flashdesign")
    assert "Opening your cards" in page_text(program)
    qtbot.waitUntil(lambda: is_home(program))
    program.window.resize(700, 600)
    program.window.close()
    again = start(tmp_path / "collection.flashdesign")
    assert (again.window.width(), again.window.height()) == (700, 600)
    qtbot.waitUntil(lambda: is_home(again))


def test_a_clock_set_back_and_another_time_zone_are_reported(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    learner = Learner(tmp_path).store(basic_deck(2, parent=None))
    finish(learner.start_review())
    learner.close()
    clock = ManualClock(learner.clock.at)
    clock.set_back(days=3)
    clock.zone = lambda _: 120
    program = start(learner.paths.collection, clock)
    qtbot.waitUntil(lambda: is_home(program))
    qtbot.waitUntil(program.window.banner.isVisible)
    found = program.window.banner.text.text()
    assert "your last answer is from 2026-03-02" in found
    assert "The time zone has changed" in found


def test_an_expected_error_is_a_sentence_and_a_bug_a_report(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start(foreign(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in page_text(program))
    error: FlashDesignError = SettingError("retention", "2 is out of range.")
    program.report(error)
    assert program.window.banner.text.text() == "retention: 2 is out of range."
    program.report(ZeroDivisionError("division by zero"))
    assert program.window.sheet.findChild(BugSheet) is not None


def test_an_expected_error_writes_no_traceback(
    qtbot: QtBot, start: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = start(foreign(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in page_text(program))
    hook = exception_hook(program)
    error = SettingError("retention", "2 is out of range.")
    hook(SettingError, error, None)
    assert capsys.readouterr().err == "flashdesign: retention: 2 is out of range.\n"
    bug = ZeroDivisionError("division by zero")
    hook(ZeroDivisionError, bug, None)
    assert "ZeroDivisionError: division by zero" in capsys.readouterr().err


def test_damaged_window_state_is_ignored(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    window_state.store(tmp_path, WindowState(ColorScheme.DARK, 1.15, "not hexadecimal"))
    program = start(foreign(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in page_text(program))
    assert program.window.isVisible()


def test_a_chosen_language_is_remembered_for_the_next_start(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[str] = []
    monkeypatch.setattr(
        desktop_app, "choose_language", lambda _app, language: chosen.append(language)
    )
    program = start(collection(tmp_path))
    qtbot.waitUntil(lambda: is_home(program))
    program.window.triggered.emit("go.settings")
    page = shown(program)
    assert isinstance(page, SettingsScreen)
    page.changed.emit("language", "en")
    program.window.close()
    start(tmp_path / "collection.flashdesign")
    assert chosen == ["system", "en"]


def test_a_file_opens_with_its_import_plan(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    deck = tmp_path / "mine.yaml"
    card = "- {id: aa, kind: basic, front: Q, back: A}\n"
    deck.write_text(f"format: 1\nid: mine\ntitle: Mine\ncards:\n{card}", encoding="utf-8")
    program = start(tmp_path / "collection.flashdesign")
    program.open_file(deck)
    qtbot.waitUntil(lambda: isinstance(shown(program), ImportPlanScreen))
    program.window.triggered.emit("go.home")
    program.open_file(deck)
    qtbot.waitUntil(lambda: isinstance(shown(program), ImportPlanScreen))
