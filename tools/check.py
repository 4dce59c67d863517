"""The gate: run all checks that a change must pass, in one command."""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the gate, run in the project's folder."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a step."""

    step: Step
    exit_code: int
    output: str
    seconds: float

    @property
    def line(self) -> str:
        verdict = "ok" if self.exit_code == 0 else f"FAILED ({self.exit_code})"
        return f"{self.step.name:<10} {self.seconds:6.1f} s  {verdict}"


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """Return the command that runs an installed module with this Python."""
    return (sys.executable, "-m", name, *arguments)


STATIC = (
    Step("format", module("ruff", "format", "--check", ".")),
    Step("style", module("ruff", "check", ".")),
    Step("layers", (str(Path(sys.executable).with_name("lint-imports")),)),
    Step("untranslated", module("tools.untranslated")),
    Step("messages", module("tools.messages", "check")),
    Step("types", module("mypy", "flashdesign", "tests", "tools")),
)
BRANCHES = (
    # Only the tests of domain/ need to cover all its branches: measuring all other tests would make
    # them a quarter slower.
    Step(
        "branches",
        module(
            *("pytest", "-q", "--tb=short", "-p", "no:xdist", "tests/domain"),
            *("--cov=flashdesign/domain", "--cov-branch", "--cov-fail-under=100"),
            "--cov-report=term-missing:skip-covered",
        ),
    ),
)
TESTS = (
    Step(
        "tests",
        module(
            *("pytest", "-q", "--tb=short", "-n", str(PYTEST_WORKERS), "--dist", "worksteal"),
            # Run by the step above.
            "--ignore=tests/domain",
        ),
    ),
)


def changed_files() -> list[str]:
    """Return the files that differ from the last commit, new ones too, relative to the project."""
    commands = (
        ("git", "diff", "--name-only", "--relative", "HEAD"),
        ("git", "ls-files", "--others", "--exclude-standard"),
    )
    found: set[str] = set()
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        found |= set(done.stdout.splitlines())
    return sorted(found)


def find_tests(changed: Iterable[str], root: Path) -> list[str]:
    """Return the test files of these files: changed ones, and those that mirror a module.

    A module without a test file of its own is tested by those of its folder.
    """
    found: set[Path] = set()
    for path in (root / name for name in changed if name.endswith(".py")):
        if path.is_relative_to(root / "tests"):
            found |= {path} if path.name.startswith("test_") and path.exists() else set()
        elif path.is_relative_to(root / "flashdesign"):
            folder = root / "tests" / path.relative_to(root / "flashdesign").parent
            own = folder / f"test_{path.name}"
            found |= {own} if own.exists() else set(folder.glob("test_*.py"))
    return sorted(str(path.relative_to(root)) for path in found)


def fast_tests() -> tuple[Step, ...]:
    """Return the step that runs the tests of what changed since the last commit, if any."""
    tests = find_tests(changed_files(), ROOT)
    return (Step("tests", module("pytest", "-q", "--tb=short", *tests)),) if tests else ()


def run(step: Step) -> Outcome:
    """Run a step and return its result."""
    start = time.perf_counter()
    done = subprocess.run(
        step.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    output = done.stdout.decode(errors="replace")
    return Outcome(step, done.returncode, output, time.perf_counter() - start)


def run_each(steps: Iterable[Step], report: Callable[[Outcome], None]) -> list[Outcome]:
    """Run all steps one after another, even after failures."""
    outcomes = []
    for step in steps:
        outcomes.append(run(step))
        report(outcomes[-1])
    return outcomes


def closing_line(outcomes: Iterable[Outcome]) -> str:
    """Return the last line of pytest: how many tests passed."""
    tests = [outcome.output.strip() for outcome in outcomes if outcome.step.name == "tests"]
    return tests[0].splitlines()[-1] if tests and tests[0] else ""


def main(arguments: list[str]) -> int:
    """Run the gate; return 0 only if every step passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--fast",
        action="store_true",
        help="of the tests, only those of the files that differ from the last commit",
    )
    fast = parser.parse_args(arguments).fast

    def report(outcome: Outcome) -> None:
        print(outcome.line, flush=True)

    # Two threads for two cores: the tests take about as long as everything else together.
    with ThreadPoolExecutor(max_workers=2) as executor:
        checks = executor.submit(run_each, STATIC if fast else (*STATIC, *BRANCHES), report)
        tests = executor.submit(run_each, fast_tests() if fast else TESTS, report)
        outcomes = checks.result() + tests.result()

    failed = [outcome for outcome in outcomes if outcome.exit_code != 0]
    for outcome in failed:
        print(f"\n--- {outcome.step.name} ---\n{outcome.output.rstrip()}")
    print(closing_line(outcomes))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
