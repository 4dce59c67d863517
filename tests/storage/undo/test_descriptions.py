"""Descriptions of operations: stored with their values, shown in the language of the reader."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.i18n import translation
from flashdesign.i18n.translation import N_, LazyText, in_language
from flashdesign.storage.undo.descriptions import from_stored, to_stored
from tests.support.message_catalog import write_catalog

GERMAN = "de"


@pytest.fixture(autouse=True)
def _german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages = {
        "Adding a note": "Hinzufügen einer Notiz",
        "Deleting {n} note\0Deleting {n} notes": "Löschen von {n} Notiz\0Löschen von {n} Notizen",
        "Import of {name} ({counts})": "Import von {name} ({counts})",
        "{n} added": "{n} neu",
        "thousands separator\x04,": ".",
        "decimal separator\x04.": ",",
    }
    write_catalog(tmp_path, GERMAN, messages)
    monkeypatch.setattr(translation, "LANGUAGES", tmp_path)
    monkeypatch.setattr(translation, "_catalogs", {})


def read_in(language: str, stored: str) -> str:
    with in_language(language):
        return str(from_stored(stored))


@pytest.mark.parametrize(
    ("text", "english", "german"),
    [
        pytest.param(
            LazyText(N_("Adding a note")), "Adding a note", "Hinzufügen einer Notiz", id="no values"
        ),
        pytest.param(
            LazyText.counted("Deleting {n} note", "Deleting {n} notes", 1, n=1),
            "Deleting 1 note",
            "Löschen von 1 Notiz",
            id="one",
        ),
        pytest.param(
            LazyText.counted("Deleting {n} note", "Deleting {n} notes", 1200, n=1200),
            "Deleting 1,200 notes",
            "Löschen von 1.200 Notizen",
            id="a count",
        ),
        pytest.param(
            LazyText(
                N_("Import of {name} ({counts})"),
                name="{a} “B”",
                counts=LazyText(N_("{n} added"), n=3),
            ),
            "Import of {a} “B” (3 added)",
            "Import von {a} “B” (3 neu)",
            id="a text in a text, and a name with braces",
        ),
    ],
)
def test_a_description_is_shown_in_the_language_of_the_reader(
    text: LazyText, english: str, german: str
) -> None:
    with in_language(GERMAN):
        stored = to_stored(text)
    assert read_in("en", stored) == english
    assert read_in(GERMAN, stored) == german


@pytest.mark.parametrize(
    "stored",
    [
        "Moving 2 notes",
        "{",
        "{}",
        '{"message": "{n} notes", "values": {}}',
        '{"message": "{n.__class__}", "values": {"n": 1}}',
        '{"message": "{n!r}", "values": {"n": 1}}',
        '{"message": "{n:9}", "values": {"n": 1}}',
        '{"message": "a", "values": {"n": null}}',
        '{"message": "a", "values": {"n": true}}',
        '{"message": "a", "plural": 3, "number": 1, "values": {}}',
        '{"message": "a", "plural": "{m}", "number": 1, "values": {"n": 1}}',
        '{"message": "a {", "values": {}}',
    ],
)
def test_an_old_or_damaged_description_is_shown_as_it_is_stored(stored: str) -> None:
    assert read_in("en", stored) == stored
    assert read_in(GERMAN, stored) == stored


@given(st.text())
def test_any_stored_text_can_be_shown(stored: str) -> None:
    assert isinstance(str(from_stored(stored)), str)


@given(st.text())
def test_a_value_is_shown_as_it_was_given(title: str) -> None:
    text = LazyText(N_("Creating the deck “{title}”"), title=title)
    assert str(from_stored(to_stored(text))) == f"Creating the deck “{title}”"
