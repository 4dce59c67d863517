"""The command line in another language: its own words, those of argparse, and JSON in English."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flashdesign.i18n import translation
from flashdesign.i18n.translation import in_language
from tests.support.message_catalog import write_catalog
from tests.support.shell import Shell

ROOT = Path(__file__).resolve().parents[2]
GERMAN = {
    "usage: ": "Aufruf: ",
    "options": "Optionen",
    "positional arguments": "Argumente",
    "show this help message and exit": "diese Hilfe anzeigen",
    "list the decks with their cards and progress": "die Stapel mit Karten und Fortschritt",
    "%(prog)s: error: %(message)s\n": "%(prog)s: Fehler: %(message)s\n",
    "the following arguments are required: %s": "diese Argumente fehlen: %s",
    "unrecognized arguments: %s": "unbekannte Argumente: %s",
    "argument %(argument_name)s: %(message)s": "Argument %(argument_name)s: %(message)s",
    "expected one argument": "ein Wert fehlt",
    "No cards match.": "Keine Karten gefunden.",
    "There is no deck {name!r}.": "Es gibt keinen Stapel {name!r}.",
}
# Runs the program with catalogs from another folder.
SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv.pop(1))
from flashdesign.i18n import translation
translation.LANGUAGES = Path(sys.argv.pop(1))
from flashdesign.app import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a German catalog, which the program uses."""
    folder = tmp_path / "languages"
    write_catalog(folder, "de", GERMAN)
    monkeypatch.setattr(translation, "LANGUAGES", folder)
    monkeypatch.setattr(translation, "_catalogs", {})
    return folder


def run_program(
    languages: Path, *arguments: str, **environ: str
) -> subprocess.CompletedProcess[str]:
    home = {"FLASHDESIGN_HOME": str(languages.parent / "home")}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT), str(languages), *arguments],
        env={**os.environ, **home, **environ},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_environment_sets_the_language(languages: Path) -> None:
    german = run_program(languages, "cards", "--search", "zzz", FLASHDESIGN_LANGUAGE="de")
    assert german.stdout == "Keine Karten gefunden.\n"
    english = run_program(languages, "cards", "--search", "zzz", FLASHDESIGN_LANGUAGE="en")
    assert english.stdout == "No cards match.\n"


def test_a_command_has_the_language_of_the_settings(languages: Path) -> None:
    state = {"scheme": "system", "text_scale": 1, "geometry": "", "language": "de"}
    other = languages.parent / "other"
    for folder in (languages.parent / "home", other):
        folder.mkdir()
    search = ("cards", "--search", "zzz")
    plain = {"FLASHDESIGN_LANGUAGE": "", "LC_ALL": "C"}
    assert run_program(languages, *search, **plain).stdout == "No cards match.\n"
    (languages.parent / "home" / "window.json").write_text(json.dumps(state), encoding="utf-8")
    assert run_program(languages, *search, **plain).stdout == "Keine Karten gefunden.\n"
    assert run_program(languages, "--help", **plain).stdout.startswith("Aufruf: flashdesign ")
    chosen = run_program(languages, *search, FLASHDESIGN_LANGUAGE="en")
    assert chosen.stdout == "No cards match.\n"
    named = ("--collection", str(other / "mine.flashdesign"), *search)
    assert run_program(languages, *named, **plain).stdout == "No cards match.\n"


def test_help_is_translated_with_the_words_of_argparse(shell: Shell) -> None:
    with in_language("de"):
        german = shell("--help").out
    assert german.startswith("Aufruf: flashdesign ")
    assert "\nArgumente:\n" in german
    assert "\nOptionen:\n" in german
    assert "die Stapel mit Karten und Fortschritt" in german
    assert "diese Hilfe anzeigen" in german
    english = shell("--help").out
    assert english.startswith("usage: flashdesign ")
    assert "\noptions:\n" in english


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param("restore", "Fehler: diese Argumente fehlen: FILE", id="a missing argument"),
        pytest.param("due --what", "Fehler: unbekannte Argumente: --what", id="an unknown option"),
        pytest.param("cards --deck", "Fehler: Argument --deck: ein Wert fehlt", id="no value"),
    ],
)
def test_a_wrong_call_is_explained_in_the_language(shell: Shell, words: str, error: str) -> None:
    with in_language("de"):
        done = shell(*words.split())
    assert done.code == 2
    assert error in done.err


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param("export none x.csv --json", "There is no deck 'none'.", id="an error"),
        pytest.param("due --what --json", "unrecognized arguments: --what", id="a wrong call"),
    ],
)
def test_errors_of_a_script_stay_english(shell: Shell, words: str, error: str) -> None:
    with in_language("de"):
        assert error in shell(*words.split()).err
        assert "flashdesign: Es gibt keinen Stapel 'none'." in shell("export", "none", "x.csv").err
