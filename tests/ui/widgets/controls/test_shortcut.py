"""Keys as they are shown."""

import sys

import pytest

from flashdesign.ui.widgets.controls.shortcut import RETURN, key_text, with_key
from tests.support.ui.catalogs import shown_language


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS shows keys as symbols")
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("key", "english", "german"),
    [
        pytest.param("", "", "", id="no key"),
        pytest.param("1", "1", "1", id="a digit"),
        pytest.param("Space", "Space", "Leertaste", id="a key that Qt translates"),
        pytest.param("Ctrl+H", "Ctrl+H", "Strg+H", id="a modifier"),
        pytest.param(RETURN, "Return", "Enter", id="Return, which Qt does not translate"),
        pytest.param("Ctrl+Return", "Ctrl+Return", "Strg+Enter", id="Return with a modifier"),
    ],
)
def test_a_key_in_the_language_of_the_window(key: str, english: str, german: str) -> None:
    assert key_text(key) == english
    with shown_language("de"):
        assert key_text(key) == german


@pytest.mark.usefixtures("qapp")
def test_a_button_without_a_key_shows_only_its_name() -> None:
    assert with_key("Check", "") == "Check"
    assert with_key("Check", RETURN) == f"Check  ({key_text(RETURN)})"
