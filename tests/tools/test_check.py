"""The gate: a failure of any step fails the whole, and pytest has the last word."""

import sys
from pathlib import Path

import pytest

from tools import check

ROOT = Path(__file__).resolve().parents[2]


def python(name: str, code: str) -> check.Step:
    """Return a step that runs a few words of Python."""
    return check.Step(name, (sys.executable, "-c", code))


PASSES = python("passes", "print('fine')")
FAILS = python("fails", "import sys; print('broken'); sys.exit(5)")
PASSED = python("tests", "print('.....'); print('5 passed in 0.1s')")


def run_gate(
    monkeypatch: pytest.MonkeyPatch, static: tuple[check.Step, ...], tested: tuple[check.Step, ...]
) -> int:
    """Run the gate over other steps than its own."""
    monkeypatch.setattr(check, "STATIC", static)
    monkeypatch.setattr(check, "BRANCHES", ())
    monkeypatch.setattr(check, "TESTS", tested)
    return check.main([])


@pytest.mark.parametrize(
    ("static", "tested", "code"),
    [
        pytest.param((PASSES,), (PASSED,), 0, id="all hold"),
        pytest.param((FAILS, PASSES), (PASSED,), 1, id="the first static check fails"),
        pytest.param((PASSES,), (FAILS,), 1, id="no test was found: pytest's 5"),
    ],
)
def test_the_gate_holds_only_if_all_do(
    monkeypatch: pytest.MonkeyPatch,
    static: tuple[check.Step, ...],
    tested: tuple[check.Step, ...],
    code: int,
) -> None:
    assert run_gate(monkeypatch, static, tested) == code


def test_what_failed_is_shown_and_what_passed_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run_gate(monkeypatch, (PASSES, FAILS), (PASSED,))
    said = capsys.readouterr().out
    assert "--- fails ---\nbroken" in said
    assert "fine" not in said
    assert said.splitlines()[-1] == "5 passed in 0.1s"


def test_fast_leaves_out_nothing_but_the_tests(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "STATIC", (PASSES,))
    monkeypatch.setattr(check, "BRANCHES", (FAILS,))
    monkeypatch.setattr(check, "TESTS", (FAILS,))
    assert check.main(["--fast"]) == 0
    assert "passes" in capsys.readouterr().out


def test_the_gate_holds_every_check_the_project_has() -> None:
    commands = [" ".join(step.command) for step in check.STATIC + check.BRANCHES + check.TESTS]
    for words in ("ruff format --check", "ruff check", "mypy", "lint-imports", "pytest", "=100"):
        assert any(words in command for command in commands), words
