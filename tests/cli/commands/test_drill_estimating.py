"""One drill in the terminal: how input is read, hints, feedback, and the saved attempt."""

from pathlib import Path

import pytest

from tests.support.shell import DECKS, Shell


@pytest.fixture
def estimator(shell: Shell, tmp_path: Path) -> Shell:
    """A shell with one built-in drill whose values are known."""
    shell.decks = tmp_path / "decks"
    shell.decks.mkdir()
    for file in DECKS.with_name("drills").iterdir():
        text = file.read_text(encoding="utf-8").partition("  - id: mail")[0]
        (shell.decks / file.name).write_text(text, encoding="utf-8")
    return shell


def kept(shell: Shell) -> list[dict[str, object]]:
    """Return the stored attempts."""
    found: list[dict[str, object]] = shell("drill", "attempts", "--json").json
    return found


def test_a_drill_is_asked_answered_and_saved(estimator: Shell) -> None:
    result = estimator("drill", typed=["3.5k"])
    assert result.code == 0
    assert result.lines == [
        "Posts per second",
        "300 million people a month, 50 % of them daily, 2 posts each. Posts per second?",
        "",
        "Type your answer in posts/s; h gives a hint; t goes step by step; Enter gives up",
        "Reads as 3.5 thousand posts per second",
        "",
        "Correct and fast. 1.01× too high",
        "→ 3,470 posts/s",
        "  dau = 150 million users/day  monthly users times daily share",
        "  answer = 3,470 posts/s  posts a day over a day",
        "Shortcut: A day is about 10⁵ s.",
        "off by 0.00 powers of ten (easy 0.10, good 0.20, hard 0.28); 0 s of 50 s",
    ]
    (attempt,) = kept(estimator)
    assert (attempt["card"], attempt["mode"], attempt["answer"]) == (
        "sums/posts",
        "practice",
        "3.5k",
    )
    assert (attempt["automatic"], attempt["kept"], attempt["mistake"]) == ("easy", "easy", None)
    assert estimator("log", "--json").json == []


def test_an_unreadable_answer_is_reported_and_asked_again(estimator: Shell) -> None:
    result = estimator("drill", typed=["lots", "30 GB", "6900"])
    assert any("is not a number. Start with" in line for line in result.lines)
    assert any("Answer in posts/s." in line for line in result.lines)
    assert "A common mistake. 1.99× too high" in result.lines
    assert "You took the monthly users." in result.lines
    assert len(kept(estimator)) == 1


def test_hints_and_steps_lower_the_grade(estimator: Shell) -> None:
    result = estimator("drill", typed=["h", "T", "300M", "h", "h", "3500"])
    assert "Hint: monthly users times daily share" in result.lines
    assert (
        "Step 1 of 1, dau: monthly users times daily share. Type it in users/day; Enter skips it"
    ) in result.lines
    assert "Hint: posts a day over a day" in result.lines
    assert "Correct, with a hint. 1.01× too high" in result.lines
    assert any(line.endswith("(you: 300 million users/day)") for line in result.lines)
    assert "You went wrong at: dau" in result.lines
    (attempt,) = kept(estimator)
    assert (attempt["hints"], attempt["automatic"]) == (3, "hard")


def test_enter_skips_a_step_and_then_gives_up(estimator: Shell) -> None:
    result = estimator("drill", typed=["t", "", ""])
    assert "No answer." in result.lines
    (attempt,) = kept(estimator)
    assert (attempt["answer"], attempt["value"], attempt["automatic"]) == ("", None, "again")


@pytest.mark.parametrize("typed", [["q"], [], ["h"]])
def test_quitting_saves_no_attempt(estimator: Shell, typed: list[str]) -> None:
    assert estimator("drill", typed=typed).code == 0
    assert kept(estimator) == []


def test_without_drills_there_is_nothing_to_ask(shell: Shell) -> None:
    result = shell("drill")
    assert result.code == 1
    assert result.err == "flashdesign: There are no drills.\n"
