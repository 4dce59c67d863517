"""The started program: its page and buttons, and the files it may be started on."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from flashdesign.paths import AppPaths
from flashdesign.services.collection import maintenance
from flashdesign.services.collection.lifecycle import open_collection
from flashdesign.services.context import Context
from flashdesign.ui.app.desktop_app import DesktopApp
from flashdesign.ui.home.screen import HomeScreen
from tests.support.learner import Learner, ManualClock, basic_deck

Start = Callable[..., DesktopApp]


HOLD = """
import sys
from pathlib import Path
from flashdesign.storage.connection.database import Database
database = Database.open(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
database.close()
"""


def opened_by(clock: ManualClock) -> Callable[[AppPaths], Context]:
    """Return an opener with this clock."""
    return lambda paths: open_collection(paths, clock, Random(1))


def restored_by(clock: ManualClock) -> Callable[[AppPaths, Path], object]:
    """Return a function that restores with this clock."""
    return lambda paths, copy: maintenance.restore_closed(paths, copy, clock)


def shown(program: DesktopApp) -> QWidget:
    """Return the page that is on screen."""
    page = program.window.pages.currentWidget()
    assert page is not None
    return page


def page_text(program: DesktopApp) -> str:
    """Return all text of the page."""
    page = shown(program)
    return "\n".join(text.text() for text in page.findChildren(QLabel) if text.isVisible())


def try_again(program: DesktopApp) -> QPushButton:
    """Return the button of the failure page."""
    (button,) = [
        button
        for button in shown(program).findChildren(QPushButton)
        if button.text() == "Try again"
    ]
    return button


def is_home(program: DesktopApp) -> bool:
    """Return whether the decks are on screen."""
    return isinstance(program.window.pages.currentWidget(), HomeScreen)


def collection(folder: Path) -> Path:
    """Return an intact, closed collection."""
    learner = Learner(folder).store(basic_deck(3, parent=None))
    learner.close()
    return learner.paths.collection


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


def button(program: DesktopApp, title: str) -> QPushButton:
    """Return the button of the failure page with the text `title`."""
    (found,) = [
        button for button in shown(program).findChildren(QPushButton) if button.text() == title
    ]
    return found


def buttons(program: DesktopApp) -> list[str]:
    """Return the texts of the buttons of the page."""
    found = shown(program).findChildren(QPushButton)
    return [item.text() for item in found if item.isVisible() and item.text()]
