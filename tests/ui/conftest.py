"""Fixtures of the window tests: the theme, a collection and an open window."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.notes.note import Deck
from flashdesign.domain.settings import ColorScheme
from flashdesign.ui.app.main_controller import MainController
from flashdesign.ui.settings.collection_controller import QT_DIALOGS, CollectionDialogs
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.window.main_window import MainWindow
from tests.support.learner import COLLECTION, Learner
from tests.support.storage.new_collection import write_new_collection
from tests.support.ui.driver import WindowDriver

OpenWindow = Callable[..., WindowDriver]
# Reached only after a failure: a machine under load may be ten times slower.
PATIENCE_MS = 60_000


class PatientQtBot(QtBot):
    """Waits longer than pytest-qt does, for slow machines."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitActive(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(request: pytest.FixtureRequest) -> QtBot:
    """Return pytest-qt's bot with a longer timeout; the plugin closes its widgets."""
    request.getfixturevalue("qapp")
    return PatientQtBot(request)


@pytest.fixture(scope="session")
def _look(qapp: QApplication) -> Appearance:
    return Appearance(qapp, ColorScheme.LIGHT)


@pytest.fixture
def appearance(_look: Appearance) -> Iterator[Appearance]:
    """Return the theme to a test that changes it, and reset it afterwards."""
    yield _look
    _look.apply(ColorScheme.LIGHT, 1.0)


@pytest.fixture(autouse=True)
def styled(_look: Appearance) -> None:
    """Show every widget with the theme."""


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """Return a collection at noon of a Monday; it is closed at the end."""
    write_new_collection(tmp_path / COLLECTION)
    person = Learner(tmp_path)
    yield person
    QThreadPool.globalInstance().waitForDone()
    person.context.database.close()


@pytest.fixture
def open_window(qtbot: QtBot, learner: Learner) -> OpenWindow:
    """Return a function that opens the window on a collection of given decks."""

    def open_with(*decks: Deck, choices: CollectionDialogs = QT_DIALOGS) -> WindowDriver:
        learner.store(*decks)
        window = MainWindow()
        qtbot.addWidget(window, before_close_func=lambda closing: closing.set_close_guard(None))
        with qtbot.waitActive(window):
            window.show()
        return WindowDriver(learner, window, MainController(window, learner.context, choices))

    return open_with
