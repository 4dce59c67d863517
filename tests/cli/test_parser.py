"""Parsing of command lines."""

from io import StringIO
from pathlib import Path

import pytest

from flashdesign.cli.parser import Arguments, parse


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("due", Arguments("due"), id="a command alone"),
        pytest.param("due --json", Arguments("due", json=True), id="for a script"),
        pytest.param(
            "--collection a due", Arguments("due", Path("a")), id="the collection comes first"
        ),
        pytest.param(
            "--collection a due --collection b",
            Arguments("due", Path("b")),
            id="the later of two collections counts",
        ),
        pytest.param(
            "cards --deck d --search one --json",
            Arguments("cards", json=True, deck="d", search="one"),
            id="cards of a deck with a word",
        ),
        pytest.param("review --deck d", Arguments("review", deck="d"), id="a review of one deck"),
        pytest.param("restore f", Arguments("restore", file=Path("f")), id="a backup to restore"),
        pytest.param("drill", Arguments("drill"), id="a drill"),
        pytest.param(
            "drill regrade --dry-run",
            Arguments("drill", action="regrade", dry_run=True),
            id="what grading again would change",
        ),
        pytest.param("check", Arguments("check"), id="a check of all decks"),
        pytest.param("check f", Arguments("check", file=Path("f")), id="a check of one file"),
    ],
)
def test_parse(words: str, expected: Arguments) -> None:
    assert parse(words.split(), StringIO(), StringIO()) == expected


def test_a_wrong_call_is_reported_on_stderr() -> None:
    out, err = StringIO(), StringIO()
    assert parse(["cards", "--colour"], out, err) == 2
    assert "--colour" in err.getvalue()
    assert out.getvalue() == ""


def test_help_is_written_to_stdout() -> None:
    out, err = StringIO(), StringIO()
    assert parse(["log", "--help"], out, err) == 0
    assert "duration_ms" in out.getvalue()
    assert err.getvalue() == ""
