"""The program's look, put on once for all tests of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from flashdesign.ui.theme import Appearance, Scheme


@pytest.fixture(scope="session")
def _look(qapp: QApplication) -> Appearance:
    return Appearance(qapp, Scheme.LIGHT)


@pytest.fixture
def appearance(_look: Appearance) -> Iterator[Appearance]:
    """Give the look to a test that changes it, and take it back."""
    yield _look
    _look.choose(Scheme.LIGHT, 1.0)


@pytest.fixture(autouse=True)
def styled(_look: Appearance) -> None:
    """Show every widget as people see it."""
