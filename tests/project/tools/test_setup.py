"""Setup does nothing if the environment is up to date, and rebuilds an incomplete one."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import setup

ROOT = Path(__file__).resolve().parents[3]
SOURCE = (ROOT / "tools" / "setup.py").read_text(encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path) -> setup.Place:
    """Return a checkout whose environment looks complete."""
    place = setup.Place(tmp_path)
    for path in (place.requirements(dev=False), place.python, place.path_file):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("made\n", encoding="utf-8")
    place.requirements(dev=True).write_text("made for tests\n", encoding="utf-8")
    return place


def stamp(place: setup.Place, *, dev: bool) -> None:
    """Write the stamp of a finished setup."""
    place.stamp.write_text("\n".join(setup.stamp_lines(place, dev=dev)), encoding="utf-8")


@pytest.mark.parametrize(
    ("made_for_dev", "asked_for_dev", "ready"),
    [
        pytest.param(False, False, True, id="made for use, needed for use"),
        pytest.param(True, True, True, id="made for development, needed for development"),
        pytest.param(True, False, True, id="made for development, needed for use"),
        pytest.param(False, True, False, id="made for use, needed for development"),
    ],
)
def test_an_environment_is_ready(
    place: setup.Place, made_for_dev: bool, asked_for_dev: bool, ready: bool
) -> None:
    stamp(place, dev=made_for_dev)
    assert setup.is_ready(place, dev=asked_for_dev) is ready


@pytest.mark.parametrize(
    "lost",
    [
        pytest.param("stamp", id="setup was interrupted"),
        pytest.param("python", id="its Python is gone"),
        pytest.param("path_file", id="the program is missing"),
    ],
)
def test_an_incomplete_environment_is_not_ready(place: setup.Place, lost: str) -> None:
    stamp(place, dev=True)
    getattr(place, lost).unlink()
    assert not setup.is_ready(place, dev=True)


@pytest.mark.parametrize(
    ("dev", "ready"),
    [
        pytest.param(True, False, id="a changed list of tools matters for development"),
        pytest.param(False, True, id="a changed list of tools does not matter for use"),
    ],
)
def test_a_changed_list(place: setup.Place, dev: bool, ready: bool) -> None:
    stamp(place, dev=True)
    place.requirements(dev=True).write_text("another\n", encoding="utf-8")
    assert setup.is_ready(place, dev=dev) is ready


def test_a_moved_checkout_is_not_ready(place: setup.Place, tmp_path: Path) -> None:
    stamp(place, dev=False)
    moved = tmp_path.with_name(f"{tmp_path.name}-moved")
    tmp_path.rename(moved)
    assert not setup.is_ready(setup.Place(moved), dev=False)


@pytest.mark.parametrize(
    ("windows", "python", "launcher"),
    [
        pytest.param(False, "bin/python", "bin/flashdesign", id="Linux and macOS"),
        pytest.param(True, "Scripts/python.exe", "Scripts/flashdesign.cmd", id="Windows"),
    ],
)
def test_places(windows: bool, python: str, launcher: str) -> None:
    place = setup.Place(Path("home"), windows=windows)
    assert place.python == Path("home/.venv") / python
    assert place.launcher == Path("home/.venv") / launcher


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
def test_the_launcher_starts_the_program_from_anywhere(tmp_path: Path) -> None:
    place = setup.Place(tmp_path / "a folder's name", windows=False)
    place.scripts.mkdir(parents=True)
    place.python.write_text('#!/bin/sh\nprintf "%s;" "$@"\n', encoding="utf-8")
    place.launcher.write_text(setup.launcher_text(place), encoding="utf-8")
    for path in (place.python, place.launcher):
        path.chmod(0o755)
    output = subprocess.check_output([place.launcher, "two words"], text=True, cwd="/")
    assert output == "-P;-m;flashdesign;two words;"


def test_setup_imports_only_the_standard_library() -> None:
    nodes = list(ast.walk(ast.parse(SOURCE)))
    imported = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    imported |= {
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    }
    assert {str(name).split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_an_old_python_can_read_it_and_reports_the_needed_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ast.parse(SOURCE, feature_version=(3, 8))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as raised:
        setup.main([])
    assert str(raised.value).startswith(
        "FlashDesign needs Python 3.11 or newer, and this is Python 3.9."
    )
    assert len(str(raised.value).splitlines()) == 2


def test_a_package_without_the_expected_hash_is_refused(tmp_path: Path) -> None:
    place = setup.Place(tmp_path)
    place.scripts.mkdir(parents=True)
    place.python.symlink_to(sys.executable)
    unhashed = tmp_path / "run.txt"
    unhashed.write_text("iniconfig==2.3.1\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="could not be installed"):
        setup.install(place, unhashed)


def test_an_environment_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    place = setup.Place(tmp_path)
    place.venv.write_text("in the way\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="could not be created"):
        setup.make(place, dev=False)


def test_bytecode_is_written_even_if_python_is_configured_not_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "flashdesign").mkdir()
    (tmp_path / "flashdesign" / "module.py").write_text("ANSWER = 42\n", encoding="utf-8")
    setup.compile_program(setup.Place(tmp_path))
    assert list((tmp_path / "flashdesign" / "__pycache__").glob("module.*.pyc"))


@pytest.mark.nightly
def test_a_new_environment(tmp_path: Path) -> None:
    place = setup.Place(tmp_path)
    for name in ("flashdesign", "requirements"):
        (tmp_path / name).mkdir()
    for dev in (False, True):
        place.requirements(dev=dev).write_text("", encoding="utf-8")
    main = tmp_path / "flashdesign" / "__main__.py"
    main.write_text("print('started')\n", encoding="utf-8")
    place.venv.mkdir()
    (place.venv / "rubbish").write_text("left by an interruption\n", encoding="utf-8")

    setup.make(place, dev=False)

    assert setup.is_ready(place, dev=False)
    assert not (place.venv / "rubbish").exists()
    assert subprocess.check_output([place.launcher], text=True, cwd="/") == "started\n"
