"""A started program, closed at the end of the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashdesign.domain.settings import ColorScheme
from flashdesign.paths import AppPaths
from flashdesign.ui.app.desktop_app import DesktopApp
from flashdesign.ui.theme.appearance import Appearance
from tests.support.learner import ManualClock
from tests.support.ui.desktop_app import Start, opened_by, restored_by


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, appearance: Appearance) -> Iterator[Start]:
    """Return a function that starts the program on a collection; it is closed at the end."""
    started: list[DesktopApp] = []

    def begin(collection: Path, clock: ManualClock | None = None) -> DesktopApp:
        clock = clock or ManualClock()
        program = DesktopApp(qapp, AppPaths(collection), opened_by(clock), restored_by(clock))
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
