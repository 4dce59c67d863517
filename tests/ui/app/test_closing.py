"""Closing the window: before, during and after the opening of the collection."""

import threading
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashdesign.errors import CollectionOpenError
from flashdesign.paths import AppPaths
from flashdesign.services.collection.lifecycle import close_collection, open_collection
from flashdesign.services.context import Context
from flashdesign.ui.app.desktop_app import DesktopApp
from flashdesign.ui.home.screen import HomeScreen
from tests.support.learner import Learner, ManualClock, basic_deck, finish
from tests.support.ui.desktop_app import (
    Start,
    collection,
    foreign,
    is_home,
    page_text,
    restored_by,
    shown,
)


def test_a_window_without_a_collection_writes_no_file(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "folder" / "collection.flashdesign"
    (tmp_path / "folder").write_text("in the way", encoding="utf-8")
    program = start(path)
    qtbot.waitUntil(lambda: "could not be opened" in page_text(program))
    program.window.close()
    (tmp_path / "folder").unlink()
    again = start(path)
    qtbot.waitUntil(lambda: is_home(again))


def test_a_backup_that_fails_at_closing_is_reported_at_the_next_start(
    qtbot: QtBot, start: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    learner = Learner(tmp_path)
    finish(learner.store(basic_deck(1, parent=None)).start_review())
    learner.context.database.close()
    blocked = learner.paths.backups.parent
    blocked.write_bytes(b"")
    program = start(learner.paths.collection)
    qtbot.waitUntil(lambda: isinstance(shown(program), HomeScreen))
    program.window.close()
    assert "so the backup was not made" in capsys.readouterr().err
    again = start(learner.paths.collection)
    qtbot.waitUntil(lambda: isinstance(shown(again), HomeScreen))
    assert again.window.banner.text.text().startswith("When FlashDesign was last closed: ")
    blocked.unlink()


def test_quitting_works_without_an_open_collection(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start(foreign(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in page_text(program))
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    qtbot.keyClick(program.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not program.window.isVisible()


def test_closing_makes_a_backup_of_new_answers(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "collection.flashdesign"
    learner = Learner(tmp_path).store(basic_deck(1, parent=None))
    finish(learner.start_review())
    learner.context.database.close()
    program = start(path)
    qtbot.waitUntil(lambda: is_home(program))
    program.window.close()
    assert list(AppPaths(path).backups.iterdir())


def can_be_opened(path: Path) -> bool:
    """Return whether no process has the collection open."""
    try:
        close_collection(open_collection(AppPaths(path), ManualClock(), Random(1)))
    except CollectionOpenError:
        return False
    return True


def test_a_window_closed_before_its_first_paint_opens_nothing(
    qapp: QApplication, tmp_path: Path
) -> None:
    opened: list[AppPaths] = []

    def open_never(paths: AppPaths) -> Context:
        opened.append(paths)
        raise CollectionOpenError(paths.collection)

    path = collection(tmp_path)
    program = DesktopApp(qapp, AppPaths(path), open_never, restored_by(ManualClock()))
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

    def open_slowly(paths: AppPaths) -> Context:
        began.set()
        go_on.wait()
        return open_collection(paths, ManualClock(), Random(1))

    program = DesktopApp(qapp, AppPaths(path), open_slowly, restored_by(ManualClock()))
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

    def fail_slowly(paths: AppPaths) -> Context:
        began.set()
        go_on.wait()
        raise CollectionOpenError(paths.collection)

    path = tmp_path / "collection.flashdesign"
    program = DesktopApp(qapp, AppPaths(path), fail_slowly, restored_by(ManualClock()))
    qtbot.addWidget(program.window)
    qtbot.waitUntil(began.is_set)
    before = shown(program)
    program.window.close()
    go_on.set()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    assert shown(program) is before
    program.deleteLater()
