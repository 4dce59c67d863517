"""The program as it starts: what cannot be opened is told, left as it was, and tried again."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.preferences import Scheme
from flashdesign.errors import FlashDesignError, SettingError
from flashdesign.paths import Places, decks_folder
from flashdesign.services import keeping, library
from flashdesign.services.context import Context
from flashdesign.services.opening import close_collection, open_collection
from flashdesign.ui import window_memory
from flashdesign.ui.application import Application
from flashdesign.ui.dialogs import BugSheet
from flashdesign.ui.screens.home import HomeScreen
from flashdesign.ui.screens.import_plan import ImportPlanScreen
from flashdesign.ui.theme import Appearance
from flashdesign.ui.window_memory import WindowMemory
from tests.fakes import HandClock, Learner, basic_deck, finish

Start = Callable[..., Application]
HOLD = """
import sys
from pathlib import Path
from flashdesign.storage.database import Database
database = Database.open(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
database.close()
"""


def opened_by(clock: HandClock) -> Callable[[Places], Context]:
    """Return an opener with this clock."""
    return lambda places: open_collection(places, clock, Random(1))


def restored_by(clock: HandClock) -> Callable[[Places, Path], object]:
    """Return who restores with this clock."""
    return lambda places, copy: keeping.restore_closed(places, copy, clock)


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, appearance: Appearance) -> Iterator[Start]:
    """Return who starts the program on a collection; it is closed at the end."""
    started: list[Application] = []

    def begin(collection: Path, clock: HandClock | None = None) -> Application:
        clock = clock or HandClock()
        program = Application(qapp, Places(collection), opened_by(clock), restored_by(clock))
        started.append(program)
        qtbot.addWidget(program.window)
        return program

    yield begin
    QThreadPool.globalInstance().waitForDone()
    for program in started:
        program.window.close()
        program.deleteLater()
    # The program put its own look on.
    appearance.choose(Scheme.DARK, 1.0)


def shown(program: Application) -> QWidget:
    """Return the page that is on screen."""
    page = program.window.pages.currentWidget()
    assert page is not None
    return page


def said(program: Application) -> str:
    """Return all that can be read on the page."""
    page = shown(program)
    return "\n".join(text.text() for text in page.findChildren(QLabel) if text.isVisible())


def try_again(program: Application) -> QPushButton:
    """Return the button of the failure page."""
    (button,) = [
        one for one in shown(program).findChildren(QPushButton) if one.text() == "Try again"
    ]
    return button


def is_home(program: Application) -> bool:
    """Tell whether the decks are on screen."""
    return isinstance(program.window.pages.currentWidget(), HomeScreen)


def collection(folder: Path) -> Path:
    """Return a sound collection that nobody has open."""
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
def test_a_file_that_cannot_be_used_is_told_and_left_as_it_was(
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


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("UPDATE deck SET title = CAST(x'ff' AS TEXT)", id="a text that is none"),
        pytest.param("UPDATE card SET deck_id = 99999", id="cards of no deck"),
        pytest.param("UPDATE review SET zone_min = 1099511627776", id="a zone that is none"),
    ],
)
def test_damage_that_shows_while_the_decks_are_drawn_leads_to_the_page_with_the_backups(
    qtbot: QtBot, start: Start, tmp_path: Path, damage: str
) -> None:
    learner = Learner(tmp_path).store(basic_deck(2, parent=None))
    finish(learner.sit())
    path = learner.places.collection
    library.refresh(learner.context, decks_folder())
    copy = keeping.back_up(learner.context)
    learner.context.database.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute(damage)
    raw.close()
    program = start(path)
    qtbot.waitUntil(lambda: "could not be opened" in said(program), timeout=10_000)
    assert "damaged" in said(program)
    first, *_ = (one for one in shown(program).findChildren(QPushButton) if one.isVisible())
    assert first.text() == "Restore a backup…"
    program.restore_from(copy)
    qtbot.waitUntil(lambda: is_home(program), timeout=10_000)


def test_a_folder_in_place_of_the_file_is_told(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "collection.flashdesign"
    path.mkdir()
    program = start(path)
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    assert "this is a folder" in said(program)
    assert list(path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    program = start(tmp_path / "file" / "collection.flashdesign")
    qtbot.waitUntil(lambda: "cannot write in" in said(program))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = collection(tmp_path)
    before = path.read_bytes()
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    program = start(path)
    qtbot.waitUntil(lambda: "cannot write in" in said(program))
    tmp_path.chmod(0o700)
    assert path.read_bytes() == before


def test_a_collection_held_by_another_process_opens_once_it_lets_go(
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
    qtbot.waitUntil(lambda: is_home(program), timeout=10_000)


def test_the_decks_are_there_after_the_start_and_the_window_opens_where_it_was(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start(tmp_path / "collection.flashdesign")
    assert "Opening your cards" in said(program)
    qtbot.waitUntil(lambda: is_home(program), timeout=10_000)
    program.window.resize(700, 600)
    program.window.close()
    again = start(tmp_path / "collection.flashdesign")
    assert (again.window.width(), again.window.height()) == (700, 600)
    qtbot.waitUntil(lambda: is_home(again), timeout=10_000)


def test_quitting_works_while_nothing_could_be_opened(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start(foreign(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    qtbot.keyClick(program.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not program.window.isVisible()


def test_closing_makes_a_copy_of_what_was_answered(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "collection.flashdesign"
    learner = Learner(tmp_path).store(basic_deck(1, parent=None))
    finish(learner.sit())
    learner.context.database.close()
    program = start(path)
    qtbot.waitUntil(lambda: is_home(program), timeout=10_000)
    program.window.close()
    assert list(Places(path).backups.iterdir())


def test_a_clock_set_back_and_another_zone_are_told(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    learner = Learner(tmp_path).store(basic_deck(2, parent=None))
    finish(learner.sit())
    learner.close()
    clock = HandClock(learner.clock.at)
    clock.set_back(days=3)
    clock.zone = lambda _: 120
    program = start(learner.places.collection, clock)
    qtbot.waitUntil(lambda: is_home(program), timeout=10_000)
    qtbot.waitUntil(program.window.banner.isVisible)
    told = program.window.banner.text.text()
    assert "your last answer is from 2026-03-02" in told
    assert "another time zone" in told


def test_an_expected_error_is_a_sentence_and_any_other_a_report(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start(foreign(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    error: FlashDesignError = SettingError("retention", "2 is out of range.")
    program.report(error)
    assert program.window.banner.text.text() == "retention: 2 is out of range."
    program.report(ZeroDivisionError("division by zero"))
    assert program.window.sheet.findChild(BugSheet) is not None


def test_a_window_that_is_closed_while_it_opens_leaves_the_collection_whole(
    start: Start, tmp_path: Path
) -> None:
    path = collection(tmp_path)
    program = start(path)
    QApplication.processEvents()
    program.window.close()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    again = open_collection(Places(path), HandClock(), Random(1))
    close_collection(again)


def test_damaged_memory_of_the_window_counts_as_none(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    window_memory.keep(tmp_path, WindowMemory(Scheme.DARK, 1.15, "not hexadecimal"))
    program = start(foreign(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in said(program))
    assert program.window.isVisible()


def test_a_file_opens_with_its_plan(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    deck = tmp_path / "mine.yaml"
    card = "- {id: aa, kind: basic, front: Q, back: A}\n"
    deck.write_text(f"format: 1\nid: mine\ntitle: Mine\ncards:\n{card}", encoding="utf-8")
    program = start(tmp_path / "collection.flashdesign")
    program.open_file(deck)
    qtbot.waitUntil(lambda: isinstance(shown(program), ImportPlanScreen), timeout=20_000)
    program.window.triggered.emit("go.home")
    program.open_file(deck)
    qtbot.waitUntil(lambda: isinstance(shown(program), ImportPlanScreen))
