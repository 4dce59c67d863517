"""The `drill attempts` and `drill regrade` commands."""

from dataclasses import replace

import pytest

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.storage.drills import attempts
from tests.support.drills.attempts import attempt
from tests.support.shell import DECKS, Shell


@pytest.fixture(autouse=True)
def _drills(shell: Shell) -> None:
    """Add a built-in deck of two drills."""
    shell.decks = DECKS.with_name("drills")


def test_attempts_are_listed(shell: Shell) -> None:
    assert shell("drill", "attempts").lines == ["Nothing to show."]
    for _ in range(2):
        shell("drill", typed=[""])
    heading, *rows = shell("drill", "attempts").lines
    assert heading.split() == ["AT", "(UTC)", "MODE", "GRADE", "OFF", "SECONDS", "DRILL"]
    assert sorted(row.split()[-1] for row in rows) != []
    assert all(row.startswith("2026-03-02 12:00  Practice  Again") for row in rows)
    whole = shell("drill", "attempts", "--json").json
    assert len(whole) == 2
    assert whole[0]["at"] == "2026-03-02T12:00:00.000Z"
    assert {"uid", "seed", "values", "truth", "rule", "timed", "sprint"} < set(whole[0])


def test_the_current_rule_changes_nothing(shell: Shell) -> None:
    shell("drill", typed=[""])
    for words in ((), ("--dry-run",)):
        result = shell("drill", "regrade", *words)
        would = "would change" if words else "changed"
        assert result.lines == [f"0 of 1 attempt {would}."]
    assert shell("drill", "regrade", "--dry-run", "--json").json == {
        "attempts": 1,
        "dry_run": True,
        "changes": [],
    }


def test_an_attempt_of_an_older_rule_is_graded_again(shell: Shell) -> None:
    shell("decks")
    older = replace(attempt(3500, card=CardKey("sums/posts")), automatic=Rating.EASY, rule=0)
    context = shell.open(shell.paths(None))
    with context.database.transaction() as connection:
        attempts.add(connection, older)
    context.database.close()
    result = shell("drill", "regrade", "--dry-run", "--json").json["changes"][0]
    assert (result["card"], result["before"]["automatic"]) == ("sums/posts", "easy")
    assert (result["after"]["automatic"], result["after"]["rule"]) == ("good", 1)
    assert shell("drill", "attempts", "--json").json[0]["automatic"] == "easy"
    heading, row, _, last = shell("drill", "regrade").lines
    assert heading.split() == ["AT", "(UTC)", "BEFORE", "AFTER", "KEPT", "DRILL"]
    assert row.split()[2:] == ["Easy", "Good", "Hard", "sums/posts"]
    assert last == "1 of 1 attempt changed."
    assert shell("drill", "attempts", "--json").json[0]["automatic"] == "good"
    assert shell("drill", "regrade").lines == ["0 of 1 attempt changed."]
