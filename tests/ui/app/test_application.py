"""The start of the program: what cannot be opened is reported, left unchanged and tried again."""

import errno
import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.preferences import ColorScheme
from flashdesign.errors import CollectionOpenError, FlashDesignError, SettingError
from flashdesign.paths import AppPaths, decks_folder
from flashdesign.services.collection import maintenance, shipped_decks
from flashdesign.services.collection.lifecycle import close_collection, open_collection
from flashdesign.services.context import Context
from flashdesign.ui.app import running_window
from flashdesign.ui.app.application import exception_hook
from flashdesign.ui.app.running_window import Application
from flashdesign.ui.home.screen import HomeScreen
from flashdesign.ui.settings.screen import SettingsScreen
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
from flashdesign.ui.window import window_state
from flashdesign.ui.window.dialogs import BugSheet
from flashdesign.ui.window.window_state import WindowState
from tests.support.collection import HandClock, Learner, basic_deck, finish

Start = Callable[..., Application]
HOLD = """
import sys
from pathlib import Path
from flashdesign.storage.connection.database import Database
database = Database.open(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
database.close()
"""


def opened_by(clock: HandClock) -> Callable[[AppPaths], Context]:
    """Return an opener with this clock."""
    return lambda places: open_collection(places, clock, Random(1))


def restored_by(clock: HandClock) -> Callable[[AppPaths, Path], object]:
    """Return a function that restores with this clock."""
    return lambda places, copy: maintenance.restore_closed(places, copy, clock)


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, appearance: Appearance) -> Iterator[Start]:
    """Return a function that starts the program on a collection; it is closed at the end."""
    started: list[Application] = []

    def begin(collection: Path, clock: HandClock | None = None) -> Application:
        clock = clock or HandClock()
        program = Application(qapp, AppPaths(collection), opened_by(clock), restored_by(clock))
        started.append(program)
        qtbot.addWidget(program.window)
        return program

    yield begin
    QThreadPool.globalInstance().waitForDone()
    for program in started:
        program.window.close()
        program.deleteLater()
    # The program set its own style.
    appearance.apply(ColorScheme.DARK, 1.0)


def shown(program: Application) -> QWidget:
    """Return the page that is on screen."""
    page = program.window.pages.currentWidget()
    assert page is not None
    return page


def said(program: Application) -> str:
    """Return all text of the page."""
    page = shown(program)
    return "\n".join(text.text() for text in page.findChildren(QLabel) if text.isVisible())


def try_again(program: Application) -> QPushButton:
    """Return the button of the failure page."""
    (button,) = [
        one for one in shown(program).findChildren(QPushButton) if one.text() == "Try again"
    ]
    return button


def is_home(program: Application) -> bool:
    """Return whether the decks are on screen."""
    return isinstance(program.window.pages.currentWidget(), HomeScreen)


def collection(folder: Path) -> Path:
    """Return an intact, closed collection."""
    learner = Learner(folder).store(basic_deck(3, parent=None))
    learner.close()
    return learner.places.collection


def newer(folder: Path) -> Path:
    """Return a collection of a later version."""
    path = collection(folder)
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version=99")
    raw.close()
    return path


def damaged(folder: Path) -> Path:
    """Return a collection whose pages were overwritten."""
    path = collection(folder)
    data = bytearray(path.read_bytes())
    data[100 : len(data)] = b"\x5a" * (len(data) - 100)
    path.write_bytes(bytes(data))
    return path


def foreign(folder: Path) -> Path:
    """Return a file that was never a collection."""
    path = folder / "collection.flashdesign"
    path.write_text("Dear diary,\n" * 100, encoding="utf-8")
    return path


def other_database(folder: Path) -> Path:
    """Return a database of another program."""
    path = folder / "collection.flashdesign"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE bookmarks (url TEXT)")
    raw.close()
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        pytest.param(newer, "format 99", id="a file of a later version"),
        pytest.param(damaged, "damaged", id="a damaged file"),
        pytest.param(foreign, "collection.flashdesign", id="a text"),
        pytest.param(other_database, "collection.flashdesign", id="a database of another program"),
    ],
)
def test_an_unusable_file_is_reported_and_left_unchanged(
    qtbot: QtBot, start: Start, tmp_path: Path, make: Callable[[Path], Path], sentence: str
) -> None:
    path = make(tmp_path)
    before = path.read_bytes()
    program = start(path)
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    assert sentence in said(program)
    assert str(path) in said(program)
    assert try_again(program).isVisible()
    assert path.read_bytes() == before


def test_the_window_opens_without_the_library_of_sockets(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("flashdesign.ui.window.single_instance", "PySide6.QtNetwork"):
        monkeypatch.setitem(sys.modules, name, None)
    program = start(collection(tmp_path))
    program.accept_connections()
    qtbot.waitUntil(lambda: is_home(program))
    assert not program.is_listening


def test_a_damaged_collection_can_be_restored_from_its_page(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    copy = collection(tmp_path).rename(tmp_path / "copy.flashdesign")
    program = start(damaged(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    buttons = shown(program).findChildren(QPushButton)
    assert "Restore a backup…" in [one.text() for one in buttons if one.isVisible()]
    program.restore_from(copy)
    qtbot.waitUntil(lambda: isinstance(shown(program), HomeScreen))
    assert [path.name for path in tmp_path.iterdir() if "replaced" in path.name]


def button(program: Application, title: str) -> QPushButton:
    """Return the button of the failure page with the text `title`."""
    (found,) = [one for one in shown(program).findChildren(QPushButton) if one.text() == title]
    return found


def buttons(program: Application) -> list[str]:
    """Return the texts of the buttons of the page."""
    found = shown(program).findChildren(QPushButton)
    return [one.text() for one in found if one.isVisible() and one.text()]


def test_a_missing_collection_is_reported_with_all_options(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = collection(tmp_path)
    away = path.rename(tmp_path / "away")
    window_state.store(tmp_path, WindowState())
    program = start(path)
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    assert f"The collection is not at {path}. Is the drive connected?" in said(program)
    assert buttons(program) == ["Try again", "Restore a backup…", "Start a new collection"]
    assert not path.exists()
    away.rename(path)
    qtbot.mouseClick(try_again(program), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_home(program))


def test_a_new_collection_is_created_where_one_is_missing(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = collection(tmp_path)
    path.rename(tmp_path / "collection-replaced-20260302-120000.flashdesign")
    program = start(path)
    qtbot.waitUntil(lambda: "n earlier restore kept" in said(program))
    new = button(program, "Start a new collection")
    qtbot.mouseClick(new, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_home(program))
    assert path.is_file()
    assert len(list(tmp_path.glob("*-replaced-*"))) == 1


def test_an_interrupted_restore_is_finished_from_its_page(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = collection(tmp_path)
    prepared = path.rename(tmp_path / f"{path.name}.restoring")
    program = start(path)
    qtbot.waitUntil(lambda: "restore was interrupted" in said(program))
    finish_it = button(program, "Finish the interrupted restore")
    qtbot.mouseClick(finish_it, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_home(program))
    assert not prepared.exists()


def test_a_window_without_a_collection_writes_no_file(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "folder" / "collection.flashdesign"
    (tmp_path / "folder").write_text("in the way", encoding="utf-8")
    program = start(path)
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    program.window.close()
    (tmp_path / "folder").unlink()
    again = start(path)
    qtbot.waitUntil(lambda: is_home(again))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("UPDATE deck SET title = CAST(x'ff' AS TEXT)", id="a text that is not UTF-8"),
        pytest.param("UPDATE card SET deck_id = 99999", id="cards without a deck"),
        pytest.param("UPDATE review SET zone_min = 1099511627776", id="an invalid time zone"),
    ],
)
def test_damage_found_while_drawing_the_decks_leads_to_the_page_with_the_backups(
    qtbot: QtBot, start: Start, tmp_path: Path, damage: str
) -> None:
    learner = Learner(tmp_path).store(basic_deck(2, parent=None))
    finish(learner.sit())
    path = learner.places.collection
    shipped_decks.update_shipped_decks(learner.context, decks_folder())
    copy = maintenance.back_up(learner.context)
    learner.context.database.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute(damage)
    raw.close()
    program = start(path)
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    assert "damaged" in said(program)
    first, *_ = (one for one in shown(program).findChildren(QPushButton) if one.isVisible())
    assert first.text() == "Restore a backup…"
    program.restore_from(copy)
    qtbot.waitUntil(lambda: is_home(program))


def test_a_folder_in_place_of_the_file_is_reported(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "collection.flashdesign"
    path.mkdir()
    program = start(path)
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    assert "this is a folder" in said(program)
    assert list(path.iterdir()) == []


def test_a_backup_that_fails_at_closing_is_reported_at_the_next_start(
    qtbot: QtBot, start: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    learner = Learner(tmp_path)
    finish(learner.store(basic_deck(1, parent=None)).sit())
    learner.context.database.close()
    blocked = learner.places.backups.parent
    blocked.write_bytes(b"")
    program = start(learner.places.collection)
    qtbot.waitUntil(lambda: isinstance(shown(program), HomeScreen))
    program.window.close()
    assert "so the backup was not made" in capsys.readouterr().err
    again = start(learner.places.collection)
    qtbot.waitUntil(lambda: isinstance(shown(again), HomeScreen))
    assert again.window.banner.text.text().startswith("When FlashDesign was last closed: ")
    blocked.unlink()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param(errno.EROFS, "cannot write in", id="a read-only drive"),
        pytest.param(errno.EIO, "the disk or share failed", id="a broken disk"),
        pytest.param(errno.ENOSPC, "the disk is full", id="a full disk"),
    ],
)
def test_a_disk_that_fails_while_opening_is_reported_on_the_page(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, code: int, said: str
) -> None:
    def fail(_: AppPaths) -> Context:
        raise OSError(code, os.strerror(code))

    places = AppPaths(tmp_path / "collection.flashdesign")
    program = Application(qapp, places, fail, restored_by(HandClock()))
    qtbot.addWidget(program.window)
    sentence = re.compile(f"{said}.*so the collection was not opened")
    qtbot.waitUntil(
        lambda: any(sentence.search(one.text()) for one in shown(program).findChildren(QLabel)),
        timeout=60_000,
    )
    program.report(OSError(code, os.strerror(code)))
    assert said in program.window.banner.text.text()
    program.window.close()
    program.deleteLater()


def test_a_folder_that_cannot_be_created_is_reported(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    program = start(tmp_path / "file" / "collection.flashdesign")
    qtbot.waitUntil(lambda: "cannot write in" in said(program))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_reported(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = collection(tmp_path)
    before = path.read_bytes()
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    program = start(path)
    qtbot.waitUntil(lambda: "cannot write in" in said(program))
    tmp_path.chmod(0o700)
    assert path.read_bytes() == before


def test_a_collection_in_use_opens_once_the_other_process_closes_it(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = collection(tmp_path)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == "held\n"
    program = start(path)
    qtbot.waitUntil(lambda: "open in another window" in said(program))
    holder.stdin.close()
    holder.wait()
    holder.stdout.close()
    qtbot.mouseClick(try_again(program), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_home(program))


def test_the_decks_are_shown_after_the_start_and_the_window_opens_where_it_was(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start(tmp_path / "collection.flashdesign")
    assert "Opening your cards" in said(program)
    qtbot.waitUntil(lambda: is_home(program))
    program.window.resize(700, 600)
    program.window.close()
    again = start(tmp_path / "collection.flashdesign")
    assert (again.window.width(), again.window.height()) == (700, 600)
    qtbot.waitUntil(lambda: is_home(again))


def test_quitting_works_without_an_open_collection(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start(foreign(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    qtbot.keyClick(program.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not program.window.isVisible()


def test_closing_makes_a_backup_of_new_answers(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "collection.flashdesign"
    learner = Learner(tmp_path).store(basic_deck(1, parent=None))
    finish(learner.sit())
    learner.context.database.close()
    program = start(path)
    qtbot.waitUntil(lambda: is_home(program))
    program.window.close()
    assert list(AppPaths(path).backups.iterdir())


def test_a_clock_set_back_and_another_time_zone_are_reported(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    learner = Learner(tmp_path).store(basic_deck(2, parent=None))
    finish(learner.sit())
    learner.close()
    clock = HandClock(learner.clock.at)
    clock.set_back(days=3)
    clock.zone = lambda _: 120
    program = start(learner.places.collection, clock)
    qtbot.waitUntil(lambda: is_home(program))
    qtbot.waitUntil(program.window.banner.isVisible)
    told = program.window.banner.text.text()
    assert "your last answer is from 2026-03-02" in told
    assert "The time zone has changed" in told


def test_an_expected_error_is_a_sentence_and_a_bug_a_report(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start(foreign(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    error: FlashDesignError = SettingError("retention", "2 is out of range.")
    program.report(error)
    assert program.window.banner.text.text() == "retention: 2 is out of range."
    program.report(ZeroDivisionError("division by zero"))
    assert program.window.sheet.findChild(BugSheet) is not None


def test_an_expected_error_writes_no_traceback(
    qtbot: QtBot, start: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = start(foreign(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    hook = exception_hook(program)
    error = SettingError("retention", "2 is out of range.")
    hook(SettingError, error, None)
    assert capsys.readouterr().err == "flashdesign: retention: 2 is out of range.\n"
    bug = ZeroDivisionError("division by zero")
    hook(ZeroDivisionError, bug, None)
    assert "ZeroDivisionError: division by zero" in capsys.readouterr().err


def can_be_opened(path: Path) -> bool:
    """Return whether no process has the collection open."""
    try:
        close_collection(open_collection(AppPaths(path), HandClock(), Random(1)))
    except CollectionOpenError:
        return False
    return True


def test_a_window_closed_before_its_first_paint_opens_nothing(
    qapp: QApplication, tmp_path: Path
) -> None:
    opened: list[AppPaths] = []

    def open_never(places: AppPaths) -> Context:
        opened.append(places)
        raise CollectionOpenError(places.collection)

    path = collection(tmp_path)
    program = Application(qapp, AppPaths(path), open_never, restored_by(HandClock()))
    program.window.close()
    # A paint event that was pending when the window closed opens the collection.
    QApplication.sendEvent(program.window, QPaintEvent(program.window.rect()))
    QApplication.processEvents()
    program.deleteLater()
    QThreadPool.globalInstance().waitForDone()
    assert opened == []
    assert can_be_opened(path)


def test_a_window_closed_while_opening_leaves_the_collection_intact(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    path, began, go_on = collection(tmp_path), threading.Event(), threading.Event()

    def open_slowly(places: AppPaths) -> Context:
        began.set()
        go_on.wait()
        return open_collection(places, HandClock(), Random(1))

    program = Application(qapp, AppPaths(path), open_slowly, restored_by(HandClock()))
    qtbot.addWidget(program.window)
    qtbot.waitUntil(began.is_set)
    program.window.close()
    go_on.set()
    QThreadPool.globalInstance().waitForDone()
    qtbot.waitUntil(lambda: can_be_opened(path))
    program.deleteLater()


def test_a_failure_after_the_window_was_closed_shows_nothing(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    began, go_on = threading.Event(), threading.Event()

    def fail_slowly(places: AppPaths) -> Context:
        began.set()
        go_on.wait()
        raise CollectionOpenError(places.collection)

    path = tmp_path / "collection.flashdesign"
    program = Application(qapp, AppPaths(path), fail_slowly, restored_by(HandClock()))
    qtbot.addWidget(program.window)
    qtbot.waitUntil(began.is_set)
    before = shown(program)
    program.window.close()
    go_on.set()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    assert shown(program) is before
    program.deleteLater()


def test_damaged_window_state_is_ignored(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    window_state.store(tmp_path, WindowState(ColorScheme.DARK, 1.15, "not hexadecimal"))
    program = start(foreign(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    assert program.window.isVisible()


def test_a_chosen_language_is_remembered_for_the_next_start(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[str] = []
    monkeypatch.setattr(
        running_window, "choose_language", lambda _app, language: chosen.append(language)
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
