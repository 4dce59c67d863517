"""Rules of the layout: sizes of folders and files, small modules, and paths in the documents."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER_ENTRIES_MAX = 12
FILE_LINES_MAX = 400
SMALL_MODULE_LINES = 60
SMALL_MODULES_MAX = 15
# These belong to their folder as a whole and are not counted.
NOT_COUNTED = {"__init__.py", "__pycache__", "conftest.py"}
# These folders have one file per example, deck or format, and may grow.
GROWING = {"data", "golden", "generators", "migrations"}
NOT_CODE = {"data", "golden"}
# Modules under 60 lines that one module imports, each with the reason why it is not part of that.
SMALL_MODULES = {
    "cli.argparse_messages": "the private names of argparse are used in one place",
    "cli.run_forwarded": "`app` must not import the command line before a command arrives",
    "content.anki.read.exported_notes": "the counterpart of `write.embedded_entry`",
    "content.decks.writing.new_deck": "the YAML of a deck file is written by `content` only",
    "services.drills.catalog": "the command line must not read the collection itself",
    "services.exports.new_deck": "the command line must not write deck files itself",
    "services.imports.wrong_file_types": "signatures of other files; imported only to refuse one",
    "services.scheduling.statistics": "the command line must not read the collection itself",
    "ui.app.collection_watcher": "Qt's file watcher is imported after the first paint",
    "ui.app.idle_checkpoint": "a timer with its own state; the main controller only starts it",
    "ui.app.language": "translators are installed before any widget exists",
    "ui.app.features": "the table of pages, to which a new page is added",
    "ui.transfer.problem_list": "a widget; its controller has the import",
}


def folders(*tops: str) -> list[Path]:
    """Return these folders and the ones below that have a limit."""
    found = [path for top in tops for path in (ROOT / top, *(ROOT / top).rglob("*"))]
    return [path for path in found if path.is_dir() and not {*path.parts} & (GROWING | NOT_COUNTED)]


def entries(folder: Path) -> list[str]:
    """Return the names in a folder that count."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.name not in NOT_COUNTED | NOT_CODE and not path.name.startswith(".")
    )


def module_name(path: Path) -> str:
    """Return the dotted name of a module of the package, without the package."""
    parts = path.relative_to(ROOT / "flashdesign").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules(source: str, modules: set[str]) -> set[str]:
    """Return which of the modules a source imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("flashdesign"):
            package = (node.module or "").removeprefix("flashdesign").removeprefix(".")
            for alias in node.names:
                name = f"{package}.{alias.name}".removeprefix(".")
                found.add(name if name in modules else package)
    return found


def small_modules() -> set[str]:
    """Return the small modules that exactly one module imports."""
    sources = {
        module_name(path): path.read_text(encoding="utf-8")
        for path in (ROOT / "flashdesign").rglob("*.py")
    }
    importers: dict[str, set[str]] = defaultdict(set)
    for name, source in sources.items():
        for imported in imported_modules(source, {*sources}):
            importers[imported].add(name)
    return {
        name
        for name, source in sources.items()
        if len(source.splitlines()) < SMALL_MODULE_LINES and len(importers[name]) == 1
        if not (ROOT / "flashdesign" / name.replace(".", "/")).is_dir()
    }


def test_no_folder_has_too_many_entries() -> None:
    counts = {folder: entries(folder) for folder in folders("flashdesign", "tests")}
    assert len(counts) > 60
    assert {
        str(folder.relative_to(ROOT)): names
        for folder, names in counts.items()
        if len(names) > FOLDER_ENTRIES_MAX
    } == {}


def test_no_file_of_the_tests_is_too_long() -> None:
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "tests").rglob("*.py")
    }
    assert len(lines) > 200
    assert {name: count for name, count in lines.items() if count > FILE_LINES_MAX} == {}


def test_each_small_module_with_one_importer_has_a_reason() -> None:
    assert small_modules() == {*SMALL_MODULES}
    assert len(SMALL_MODULES) <= SMALL_MODULES_MAX
    assert all(SMALL_MODULES.values())


# A path has a slash or the ending of a file; what a command or a program writes is no path.
_PATH = re.compile(r"`((?:[\w.-]+/)*[\w.-]+(?:\.(?:py|md|toml|json|yaml|txt|svg|qss)|/))`")
_PICTURE = re.compile(r"!?\[[^\]]*\]\(([^)#:]+)\)")
# Names of files that users create, and of the JSON in other programs' decks.
_EXAMPLES = {"mine.yaml", "deck.json", "notes.md"}


def named_paths(text: str) -> list[str]:
    """Return the paths that a document names in backticks or links to."""
    return [path for path in _PATH.findall(text) if path not in _EXAMPLES] + _PICTURE.findall(text)


def exists(name: str) -> bool:
    """Return whether a path exists in the project, also if `flashdesign/` is left out."""
    return (ROOT / name).exists() or (ROOT / "flashdesign" / name).exists()


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"])
def test_each_path_in_a_document_exists(document: str) -> None:
    names = named_paths((ROOT / document).read_text(encoding="utf-8"))
    assert names
    assert [name for name in names if not exists(name)] == []


def test_a_path_that_does_not_exist_is_found() -> None:
    text = "See `domain/none.py`, `domain/`, [this](docs/none.md) and `a word`."
    assert named_paths(text) == ["domain/none.py", "domain/", "docs/none.md"]
    assert [name for name in named_paths(text) if not exists(name)] == [
        "domain/none.py",
        "docs/none.md",
    ]


# A name of the code: a class, a function, a module's attribute or a table.
_NAME = re.compile(r"`((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*)(?:=\w+)?`")


def test_each_name_in_the_architecture_is_in_the_code() -> None:
    text = re.sub(
        r"```.*?```", "", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), flags=re.S
    )
    names = {name.rpartition(".")[2] for name in _NAME.findall(text)}
    assert len(names) > 20
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "flashdesign").rglob("*.py")]
    words = {word for source in sources for word in re.findall(r"\w+", source)}
    folders_too = {path.name for path in ROOT.iterdir()}
    assert names - words - folders_too == set()
