"""The gate fails if any step fails, and prints the last line of pytest at the end."""

import sys
from pathlib import Path

import pytest

from tools import check

ROOT = Path(__file__).resolve().parents[3]


def python(name: str, code: str) -> check.Step:
    """Return a step that runs some Python code."""
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
        pytest.param((PASSES,), (PASSED,), 0, id="all pass"),
        pytest.param((FAILS, PASSES), (PASSED,), 1, id="the first static check fails"),
        pytest.param((PASSES,), (FAILS,), 1, id="no test was found: pytest's 5"),
    ],
)
def test_the_gate_passes_only_if_all_steps_pass(
    monkeypatch: pytest.MonkeyPatch,
    static: tuple[check.Step, ...],
    tested: tuple[check.Step, ...],
    code: int,
) -> None:
    assert run_gate(monkeypatch, static, tested) == code


def test_only_failed_steps_are_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run_gate(monkeypatch, (PASSES, FAILS), (PASSED,))
    output = capsys.readouterr().out
    assert "--- fails ---\nbroken" in output
    assert "fine" not in output
    assert output.splitlines()[-1] == "5 passed in 0.1s"


def test_fast_leaves_out_only_the_tests(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "STATIC", (PASSES,))
    monkeypatch.setattr(check, "BRANCHES", (FAILS,))
    monkeypatch.setattr(check, "TESTS", (FAILS,))
    assert check.main(["--fast"]) == 0
    assert "passes" in capsys.readouterr().out


def test_the_gate_has_every_check_of_the_project() -> None:
    commands = [" ".join(step.command) for step in check.STATIC + check.BRANCHES + check.TESTS]
    for words in ("ruff format --check", "ruff check", "mypy", "lint-imports", "pytest", "=100"):
        assert any(words in command for command in commands), words
