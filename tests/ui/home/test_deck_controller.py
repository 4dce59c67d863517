"""Adding the built-in decks blocks other work until it ends, also if it fails."""

import pytest
from pytestqt.qtbot import QtBot

from flashdesign.errors import FlashDesignError
from flashdesign.services.collection import built_in_decks
from tests.ui.conftest import OpenWindow

_FULL = "The disk is full."


def test_the_window_is_busy_while_the_built_in_decks_are_added(
    qtbot: QtBot, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    monkeypatch.setattr(built_in_decks, "update_built_in_decks", lambda *_args: calls.append(1))
    driver = open_window()
    for _ in range(2):
        driver.click_text("Add the built-in decks now")
    assert driver.window.is_busy
    assert not driver.window.sidebar.isEnabled()
    assert driver.toast == "Adding the built-in decks…"
    qtbot.waitUntil(lambda: not driver.window.is_busy)
    assert driver.toast == "Nothing was added: deleted built-in notes stay deleted."
    assert len(calls) == 1


def test_a_failure_to_add_the_built_in_decks_ends_the_block(
    qtbot: QtBot, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise FlashDesignError(_FULL)

    monkeypatch.setattr(built_in_decks, "update_built_in_decks", fail)
    driver = open_window()
    driver.click_text("Add the built-in decks now")
    qtbot.waitUntil(lambda: driver.banner == _FULL)
    assert not driver.window.is_busy
    assert driver.window.sidebar.isEnabled()
