"""Fixtures: a shell with two small decks, captured streams and a manual clock."""

from pathlib import Path

import pytest

from flashdesign.i18n import translation
from tests.support.message_catalog import write_catalog
from tests.support.shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in an empty home."""
    return Shell(tmp_path)


@pytest.fixture
def _german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A German catalog with the messages of these tests."""
    messages = {
        "No cards match.": "Keine Karten gefunden.",
        "the answer is empty": "die Antwort ist leer",
        "There is no deck {name!r}.": "Es gibt keinen Stapel {name!r}.",
    }
    write_catalog(tmp_path / "languages", "de", messages)
    monkeypatch.setattr(translation, "LANGUAGES", tmp_path / "languages")
    monkeypatch.setattr(translation, "_catalogs", {})
