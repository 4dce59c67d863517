"""The gate fails if any step fails, and prints the last line of pytest at the end."""

import subprocess
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


def test_fast_runs_the_tests_of_changed_files_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "STATIC", (PASSES,))
    monkeypatch.setattr(check, "BRANCHES", (FAILS,))
    monkeypatch.setattr(check, "TESTS", (FAILS,))
    monkeypatch.setattr(check, "changed_files", lambda: ["README.md"])
    assert check.main(["--fast"]) == 0
    assert "passes" in capsys.readouterr().out
    monkeypatch.setattr(check, "changed_files", lambda: ["tests/project/tools/test_check.py"])
    (step,) = check.fast_tests()
    assert step.command[-1] == "tests/project/tools/test_check.py"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param(["README.md", "decks/a.yaml"], [], id="no code"),
        pytest.param(["flashdesign/a/b.py"], ["tests/a/test_b.py"], id="a module"),
        pytest.param(
            ["flashdesign/d/e.py"], ["tests/d/test_f.py", "tests/d/test_g.py"], id="its folder"
        ),
        pytest.param(
            ["tests/d/test_f.py", "tests/d/conftest.py"], ["tests/d/test_f.py"], id="a test"
        ),
        pytest.param(["tests/d/test_gone.py"], [], id="a deleted test"),
    ],
)
def test_the_tests_of_changed_files(
    tmp_path: Path, changed: list[str], expected: list[str]
) -> None:
    for name in ("a/test_b.py", "d/test_f.py", "d/test_g.py"):
        path = tmp_path / "tests" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert check.find_tests(changed, tmp_path) == expected


def test_changed_files_include_new_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b")
    (tmp_path / "old.py").touch()
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "Begin")):
        subprocess.run((*git, *command), cwd=tmp_path, check=True)
    (tmp_path / "old.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "new.py").touch()
    monkeypatch.setattr(check, "ROOT", tmp_path)
    assert check.changed_files() == ["new.py", "old.py"]


def test_the_gate_has_every_check_of_the_project() -> None:
    commands = [" ".join(step.command) for step in check.STATIC + check.BRANCHES + check.TESTS]
    for words in ("ruff format --check", "ruff check", "mypy", "lint-imports", "pytest", "=100"):
        assert any(words in command for command in commands), words
