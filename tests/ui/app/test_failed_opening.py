"""A collection that cannot be opened is reported, left unchanged and tried again."""

import errno
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from flashdesign.paths import AppPaths, decks_folder
from flashdesign.services.collection import built_in_decks, maintenance
from flashdesign.services.context import Context
from flashdesign.ui.app.desktop_app import DesktopApp
from flashdesign.ui.home.screen import HomeScreen
from flashdesign.ui.window import window_state
from flashdesign.ui.window.window_state import WindowState
from tests.support.learner import Learner, ManualClock, basic_deck, finish
from tests.support.ui.desktop_app import (
    HOLD,
    Start,
    button,
    buttons,
    collection,
    damaged,
    foreign,
    is_home,
    newer,
    other_database,
    page_text,
    restored_by,
    shown,
    try_again,
)


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
    qtbot.waitUntil(lambda: "could not be opened" in page_text(program))
    assert sentence in page_text(program)
    assert str(path) in page_text(program)
    assert try_again(program).isVisible()
    assert path.read_bytes() == before


def test_a_damaged_collection_can_be_restored_from_its_page(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    copy = collection(tmp_path).rename(tmp_path / "copy.flashdesign")
    program = start(damaged(tmp_path))
    qtbot.waitUntil(lambda: "could not be opened" in page_text(program))
    buttons = shown(program).findChildren(QPushButton)
    assert "Restore a backup…" in [button.text() for button in buttons if button.isVisible()]
    program.restore_from(copy)
    qtbot.waitUntil(lambda: isinstance(shown(program), HomeScreen))
    assert [path.name for path in tmp_path.iterdir() if "replaced" in path.name]


def test_a_missing_collection_is_reported_with_all_options(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = collection(tmp_path)
    away = path.rename(tmp_path / "away")
    window_state.store(tmp_path, WindowState())
    program = start(path)
    qtbot.waitUntil(lambda: "could not be opened" in page_text(program))
    assert str(path) in page_text(program)
    assert not program.window.sidebar.isEnabled()
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
    qtbot.waitUntil(lambda: "n earlier restore kept" in page_text(program))
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
    qtbot.waitUntil(lambda: "restore was interrupted" in page_text(program))
    finish_it = button(program, "Finish the interrupted restore")
    qtbot.mouseClick(finish_it, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_home(program))
    assert not prepared.exists()


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
    finish(learner.start_review())
    path = learner.paths.collection
    built_in_decks.update_built_in_decks(learner.context, decks_folder())
    copy = maintenance.back_up(learner.context)
    learner.context.database.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute(damage)
    raw.close()
    program = start(path)
    qtbot.waitUntil(lambda: "could not be opened" in page_text(program))
    assert "damaged" in page_text(program)
    first, *_ = (
        button for button in shown(program).findChildren(QPushButton) if button.isVisible()
    )
    assert first.text() == "Restore the backup of 2026-03-02 12:00"
    program.restore_from(copy)
    qtbot.waitUntil(lambda: is_home(program))


def test_a_folder_in_place_of_the_file_is_reported(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "collection.flashdesign"
    path.mkdir()
    program = start(path)
    qtbot.waitUntil(lambda: "could not be opened" in page_text(program))
    assert "this is a folder" in page_text(program)
    assert list(path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param(errno.EROFS, "cannot write in", id="a read-only drive"),
        pytest.param(errno.EIO, "the disk or share failed", id="a broken disk"),
        pytest.param(errno.ENOSPC, "the disk is full", id="a full disk"),
    ],
)
def test_a_disk_that_fails_while_opening_is_reported_on_the_page(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, code: int, expected: str
) -> None:
    def fail(_: AppPaths) -> Context:
        raise OSError(code, os.strerror(code))

    paths = AppPaths(tmp_path / "collection.flashdesign")
    program = DesktopApp(qapp, paths, fail, restored_by(ManualClock()))
    qtbot.addWidget(program.window)
    sentence = re.compile(f"{expected}.*so the collection was not opened")
    qtbot.waitUntil(
        lambda: any(sentence.search(label.text()) for label in shown(program).findChildren(QLabel)),
        timeout=60_000,
    )
    program.report(OSError(code, os.strerror(code)))
    assert expected in program.window.banner.text.text()
    program.window.close()
    program.deleteLater()


def test_a_folder_that_cannot_be_created_is_reported(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    program = start(tmp_path / "file" / "collection.flashdesign")
    qtbot.waitUntil(lambda: "cannot write in" in page_text(program))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_reported(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    path = collection(tmp_path)
    before = path.read_bytes()
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    program = start(path)
    qtbot.waitUntil(lambda: "cannot write in" in page_text(program))
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
    qtbot.waitUntil(lambda: "open in another window" in page_text(program))
    holder.stdin.close()
    holder.wait()
    holder.stdout.close()
    qtbot.mouseClick(try_again(program), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_home(program))
