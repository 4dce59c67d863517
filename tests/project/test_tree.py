"""Rules of the whole tree that linters lack: sizes, clocks, randomness, foreign addresses."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 30

# Only `app` may use these; it passes a clock and a random source to the others.
CLOCKS_AND_RANDOMNESS = re.compile(
    r"time\.(time|monotonic|perf_counter|process_time)(_ns)?"
    r"|time\.(sleep|localtime|gmtime|ctime)"
    r"|datetime\.datetime\.(now|utcnow|today)|datetime\.date\.today"
    r"|random\.(?!Random$)\w+|secrets\.\w+|os\.urandom|uuid\.uuid(1|4|6|7)"
    r"|PySide6\.QtCore\.(QDateTime\.currentDateTime(Utc)?|QDate\.currentDate"
    r"|QTime\.currentTime|QElapsedTimer|QRandomGenerator)"
)
# Joined from parts, so that this file does not break its own rule.
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"))] + [
    ".".join(parts) for parts in (("npmjs", "org"), ("deb", "debian", "org"), ("crates", "io"))
]
THIS_MACHINE = re.compile(r"(?<![\w.\-/])/" + "work/")
TEXT = {
    ".cfg",
    ".css",
    ".desktop",
    ".in",
    ".json",
    ".md",
    ".py",
    ".qss",
    ".svg",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
}
FOLDERS = (
    ".ci",
    "decks",
    "flashdesign",
    "packaging",
    "requirements",
    "resources",
    "tests",
    "tools",
)


def python_files(*folders: str) -> list[Path]:
    """Return the modules in these folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def text_files() -> Iterator[Path]:
    """Yield every text file that the project ships or is built from."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXT)
    yield from (ROOT / name for name in ("Makefile", ".ci/run"))
    for folder in FOLDERS:
        yield from (path for path in (ROOT / folder).rglob("*") if path.suffix in TEXT)


@cache
def parsed(source: str) -> ast.Module:
    """Return the syntax tree of a module, cached for several rules."""
    return ast.parse(source)


def imported_names(tree: ast.Module) -> dict[str, str]:
    """Return the dotted path of each imported name."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {
                alias.asname or alias.name.split(".")[0]: alias.name
                if alias.asname
                else alias.name.split(".")[0]
                for alias in node.names
            }
        elif isinstance(node, ast.ImportFrom):
            names |= {
                alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names
            }
    return names


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """Return the dotted path of an expression, or an empty string."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value, names)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def uncontrolled(source: str) -> list[str]:
    """Return each use of a clock or of randomness, with its line."""
    tree = parsed(source)
    names = imported_names(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and not (node.args or node.keywords):
            path = dotted(node.func, names)
            if path == "random.Random":
                found.append(f"line {node.lineno}: random.Random() without a seed")
        if isinstance(node, ast.Name | ast.Attribute):
            path = dotted(node, names)
            if CLOCKS_AND_RANDOMNESS.fullmatch(path):
                found.append(f"line {node.lineno}: {path}")
    return found


def evaluated(source: str) -> list[str]:
    """Return each line where text is run as code."""
    return [
        f"line {node.lineno}: {node.func.id}"
        for node in ast.walk(parsed(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"eval", "exec", "compile", "__import__"}
    ]


def long_functions(source: str) -> list[str]:
    """Return the functions with too many lines, not counting the docstring."""
    found = []
    for node in ast.walk(parsed(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        docstring = ast.get_docstring(node, clean=False)
        docstring_lines = len(docstring.splitlines()) if docstring else 0
        lines = (node.end_lineno or node.lineno) - node.lineno + 1 - docstring_lines
        if lines > FUNCTION_LINES_MAX:
            found.append(f"{node.name} has {lines} lines")
    return found


def check_each(files: Iterable[Path], rule: Callable[[str], list[str]]) -> list[str]:
    """Return the findings of a rule, each with its file."""
    return [
        f"{path.relative_to(ROOT)}: {problem}"
        for path in files
        for problem in rule(path.read_text(encoding="utf-8"))
    ]


def test_no_file_is_too_long() -> None:
    lines = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files("flashdesign", "tools")
    }
    assert lines
    assert {path.name: count for path, count in lines.items() if count > FILE_LINES_MAX} == {}


def test_no_function_is_too_long() -> None:
    assert check_each(python_files("flashdesign", "tools"), long_functions) == []


def test_only_app_uses_clocks_and_randomness() -> None:
    files = [path for path in python_files("flashdesign") if path != ROOT / "flashdesign/app.py"]
    assert check_each(files, uncontrolled) == []


def test_no_text_is_run_as_code() -> None:
    assert check_each(python_files("flashdesign", "tools"), evaluated) == []


def test_tests_use_no_mocks() -> None:
    def mocks(source: str) -> list[str]:
        if "unittest" not in source:
            return []  # saves parsing the file
        names = imported_names(parsed(source)).values()
        return [name for name in names if name.startswith("unittest")]

    assert check_each(python_files("tests"), mocks) == []


def test_no_file_contains_a_registry_or_a_path_of_this_machine() -> None:
    found = []
    for path in text_files():
        text = path.read_text(encoding="utf-8")
        found += [f"{path.relative_to(ROOT)}: {name}" for name in REGISTRIES if name in text]
        if THIS_MACHINE.search(text):
            found.append(f"{path.relative_to(ROOT)}: a path of this machine")
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import time\ntime.time()", id="the wall clock"),
        pytest.param("from time import monotonic as now\nnow()", id="under another name"),
        pytest.param("from datetime import datetime as d\nd.now(None)", id="a class's clock"),
        pytest.param("import datetime\nx = datetime.datetime.now", id="passed on, not called"),
        pytest.param("import random\nrandom.shuffle([])", id="the shared random source"),
        pytest.param("import random\nrandom.Random()", id="a source without a seed"),
        pytest.param("import uuid\nuuid.uuid4()", id="a random identity"),
        pytest.param("import os.path\nos.urandom(8)", id="the system's random source"),
        pytest.param("from PySide6.QtCore import QDate\nQDate.currentDate()", id="Qt's calendar"),
    ],
)
def test_the_rule_finds(source: str) -> None:
    assert len(uncontrolled(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("from random import Random\nRandom(7).random()", id="a seeded source"),
        pytest.param("import random\ndef f(chance: random.Random) -> None: ...", id="a type"),
        pytest.param("def f(clock): return clock.now()", id="a clock passed as an argument"),
        pytest.param("from datetime import datetime\ndatetime(2026, 1, 1)", id="a fixed time"),
    ],
)
def test_the_rule_accepts(source: str) -> None:
    assert uncontrolled(source) == []


def test_the_rules_find_violations() -> None:
    long = "def f():\n" + "    pass\n" * FUNCTION_LINES_MAX
    assert long_functions(long) == ["f has 31 lines"]
    assert evaluated("print(eval('1'))") == ["line 1: eval"]
    assert THIS_MACHINE.search("see /" + "work/main")
