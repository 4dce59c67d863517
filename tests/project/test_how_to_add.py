"""The lists of files under "How to add" in ARCHITECTURE.md are those that the toys change."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOYS = {
    "A note kind": "tests/support/toy_kind.py",
    "An import format": "tests/support/toy_format.py",
    "A page": "tests/ui/app/test_toy_page.py",
    "A command": "tests/cli/test_toy_verb.py",
    "A language": "tests/ui/settings/test_toy_language.py",
}
_PATH = re.compile(r"`((?:flashdesign|tests|tools)/[a-z0-9_/]+\.py)`")
_LISTED = re.compile(r"^- `([^`]+)`:", re.MULTILINE)


def sections() -> dict[str, str]:
    """Return the text on each thing to add."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    chapter = text.split("\n## How to add\n")[1].split("\n## ")[0]
    parts = [part.split("\n", 1) for part in chapter.split("\n### ")[1:]]
    return {part[0]: part[1] for part in parts}


def imported_modules(tree: ast.Module) -> dict[str, Path]:
    """Return the files of the program's modules that are imported as a whole."""
    found: dict[str, Path] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        for alias in node.names:
            place = ROOT / node.module.replace(".", "/") / alias.name
            for file in (place.with_suffix(".py"), place / "__init__.py"):
                if file.is_file():
                    found[alias.asname or alias.name] = file
    return found


def changed_files(toy: Path) -> set[str]:
    """Return the files of the program in which a toy changes a table."""
    tree = ast.parse(toy.read_text(encoding="utf-8"))
    modules = imported_modules(tree)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    places = [
        call.args[0].id
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "setattr"
        and isinstance(call.args[0], ast.Name)
    ]
    return {modules[place].relative_to(ROOT).as_posix() for place in places}


def test_there_is_a_section_for_each_toy() -> None:
    assert set(sections()) == set(TOYS)


@pytest.mark.parametrize("thing", TOYS)
def test_the_files_of_the_list_are_those_that_the_toy_changes(thing: str) -> None:
    listed = _LISTED.findall(sections()[thing])
    assert set(listed) == changed_files(ROOT / TOYS[thing])


@pytest.mark.parametrize("thing", TOYS)
def test_the_named_files_exist_and_the_toy_is_named(thing: str) -> None:
    named = _PATH.findall(sections()[thing])
    assert [name for name in named if not (ROOT / name).is_file()] == []
    assert TOYS[thing] in named


@pytest.mark.parametrize("name", ["TrueFalse", "True or false", ".qa", "Titles", "eo"])
def test_no_module_of_the_program_knows_a_toy(name: str) -> None:
    found = [
        path.name
        for path in (ROOT / "flashdesign").rglob("*.py")
        if f'"{name}"' in path.read_text(encoding="utf-8")
    ]
    assert found == []
