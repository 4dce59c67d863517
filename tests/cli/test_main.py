"""From arguments to an exit code: the window, usage errors, errors in one line, bug reports."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flashdesign import __version__
from flashdesign.cli.main import WindowCall, parse_window_call
from flashdesign.paths import AppPaths
from flashdesign.services.context import Context
from tests.support.shell import Shell


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param([], WindowCall(), id="nothing opens the window"),
        pytest.param(
            ["--collection", "a b"], WindowCall(Path("a b")), id="with another collection"
        ),
        pytest.param(["--collection=a"], WindowCall(Path("a")), id="spelled with an equals sign"),
        pytest.param(["a.yaml"], WindowCall(file=Path("a.yaml")), id="a file is to be imported"),
        pytest.param(["x/a.APKG"], WindowCall(file=Path("x/a.APKG")), id="in any case"),
        pytest.param(
            ["--collection", "c", "a.csv"],
            WindowCall(Path("c"), Path("a.csv")),
            id="into another collection",
        ),
        pytest.param(
            ["--collection=c", "a.csv"],
            WindowCall(Path("c"), Path("a.csv")),
            id="with an equals sign",
        ),
        pytest.param(["a.docx"], None, id="a file of an unknown type is a mistake"),
        pytest.param(["a.yaml", "b.yaml"], None, id="two files are a mistake"),
        pytest.param(["due"], None, id="a command"),
        pytest.param(["--collection", "a", "due"], None, id="a command after the collection"),
        pytest.param(["due", "--collection", "a"], None, id="a command before the collection"),
        pytest.param(["--version"], None, id="the version is shown without a window"),
        pytest.param(["--help"], None, id="the help is shown without a window"),
        pytest.param(["--collection"], None, id="a collection without a file is a mistake"),
        pytest.param(["--collection="], None, id="an empty collection is a mistake"),
        pytest.param(["--collection", "--json"], None, id="an option in its place is a mistake"),
    ],
)
def test_wants_window(arguments: list[str], expected: WindowCall | None) -> None:
    assert parse_window_call(arguments) == expected


def test_the_window_starts_without_the_imports_of_the_commands() -> None:
    program = (
        "import sys; from flashdesign.cli.main import parse_window_call; parse_window_call([]);"
        "print([name for name in ('argparse', 'sqlalchemy', 'yaml', 'fsrs', 'PySide6')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param([], "required: command", id="no command"),
        pytest.param(["revue"], "invalid choice: 'revue'", id="an unknown command"),
        pytest.param(["restore"], "required: FILE", id="restore without a file"),
        pytest.param(["due", "--collection"], "expected one argument", id="no collection named"),
        pytest.param(["due", "--deck", "caches"], "--deck", id="an option of another command"),
        pytest.param(["cards", "--sea", "x"], "--sea", id="an abbreviated option"),
    ],
)
def test_a_wrong_call_is_explained(shell: Shell, arguments: list[str], expected: str) -> None:
    done = shell(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("usage: flashdesign")
    assert expected in done.err
    assert not shell.collection.exists()


@pytest.mark.parametrize(
    "before",
    [[], ["--collection", "c"], ["--collection=c"]],
    ids=["without options", "with a collection", "with an equals sign"],
)
def test_an_archive_as_only_argument_is_answered_with_the_restore_command(
    shell: Shell, before: list[str]
) -> None:
    done = shell(*before, "my/All.zip")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "flashdesign: my/All.zip looks like an archive of a whole collection: "
        "`flashdesign restore my/All.zip` replaces yours with it\n"
    )
    assert not shell.collection.exists()


def test_version_and_help_need_no_collection(shell: Shell) -> None:
    assert shell("--version").out == f"flashdesign {__version__}\n"
    helped = shell("--help")
    assert helped.code == 0
    for verb in ("decks", "due", "cards", "log", "review", "backup", "restore", "doctor", "check"):
        assert f"\n    {verb}" in helped.out
    assert "null for a new card" in shell("cards", "--help").out
    assert not shell.collection.exists()


def test_the_collection_is_given_before_or_after_the_command(shell: Shell) -> None:
    other = shell.home / "other.flashdesign"
    assert shell("--collection", str(other), "due").code == 0
    assert shell("due", f"--collection={other}").code == 0
    assert other.exists()
    assert not shell.collection.exists()


def test_a_collection_that_is_open_elsewhere_is_reported_in_one_line(shell: Shell) -> None:
    shell("due")
    window = shell.open(shell.paths(None))
    try:
        done = shell("decks", "--json")
    finally:
        window.database.close()
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert "the collection is open in another window or command" in done.err
    assert shell("decks").code == 0


def test_an_error_of_many_lines_is_cut_to_one(shell: Shell, tmp_path: Path) -> None:
    decks = tmp_path / "decks"
    decks.mkdir()
    (decks / "framework.yaml").write_text("content: framework\nnonsense: 1\nmore: 2\n")
    shell.decks = decks
    done = shell("due")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert done.err.startswith("flashdesign: framework.yaml:")
    assert " more; `flashdesign check FILE` lists them)" in done.err


def test_a_bug_becomes_a_report(shell: Shell) -> None:
    class Broken(Shell):
        def open(self, paths: AppPaths) -> Context:
            problem = f"no such door: {paths.collection.name}"
            raise LookupError(problem)

    done = Broken(shell.home)("due")
    assert (done.code, done.out) == (1, "")
    assert __version__ in done.err
    assert "Traceback (most recent call last)" in done.err
    assert "LookupError: no such door: collection.flashdesign" in done.err


@pytest.mark.parametrize(
    ("code", "is_reported"),
    [
        pytest.param(errno.EROFS, True, id="a read-only drive"),
        pytest.param(errno.EIO, True, id="a broken disk"),
        pytest.param(errno.ENOSPC, True, id="a full disk"),
        pytest.param(errno.ENOENT, False, id="a missing file of the program is a bug"),
    ],
)
def test_an_error_of_the_system_is_a_sentence_not_a_bug_report(
    shell: Shell, code: int, *, is_reported: bool
) -> None:
    class Broken(Shell):
        def open(self, paths: AppPaths) -> Context:
            raise OSError(code, os.strerror(code), str(paths.collection))

    done = Broken(shell.home)("due")
    assert (done.code, done.out) == (1, "")
    assert (done.err.count("\n") == 1) is is_reported
    assert ("Something went wrong in FlashDesign" in done.err) is not is_reported


def test_ctrl_c_ends_a_command_silently(shell: Shell) -> None:
    class Interrupted(Shell):
        def paths(self, _chosen: Path | None) -> AppPaths:
            raise KeyboardInterrupt

    assert Interrupted(shell.home)("due").code == 130
