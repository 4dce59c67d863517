"""The project files are consistent with each other."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from flashdesign.services.collection.qt_requirements import QT_LIBRARIES, X11_LIBRARIES

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN = PROJECT["project"]["dependencies"]
DEV = PROJECT["dependency-groups"]["dev"]


def locked(name: str) -> dict[str, str]:
    """Return the versions in one list, by package."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_locked_package_has_hashes_and_no_url(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) == len(locked(name)) > 5
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "#" not in text


@pytest.mark.parametrize(("name", "declared"), [("run.txt", RUN), ("dev.txt", RUN + DEV)])
def test_every_dependency_is_locked_at_an_allowed_version(name: str, declared: list[str]) -> None:
    versions = locked(name)
    wrong = [
        str(requirement)
        for requirement in map(Requirement, declared)
        if not requirement.specifier.contains(
            versions.get(canonicalize_name(requirement.name), "0")
        )
    ]
    assert wrong == []


def test_tests_use_the_same_versions_as_users() -> None:
    assert locked("run.txt").items() <= locked("dev.txt").items()


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["run"], "-m flashdesign"),
        (["test"], "tools/check.py"),
        (["setup"], "tools/setup.py --dev"),
        (["bench"], "tools/bench.py"),
        (["bench", "N=7"], "tools/bench.py --n 7"),
        (["bench", "NEUTRAL=it.json"], "tools/bench.py --neutral it.json"),
        (["shots"], "tools/screenshots.py"),
        (["nightly"], '-m "" --hypothesis-profile=nightly'),
        (["lock"], "--generate-hashes"),
        (["clean"], "rm -rf .venv"),
    ],
)
def test_make(arguments: list[str], command: str) -> None:
    output = subprocess.check_output(["make", "-n", *arguments], cwd=ROOT, text=True)
    assert command in output


def test_running_needs_no_development_tools() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.split("\nrun:")[1].split("\n\n")[0]
    assert "tools/setup.py" in recipe
    assert "--dev" not in recipe


def test_the_ci_script_installs_the_libraries_that_qt_needs() -> None:
    script = ROOT / ".ci" / "run"
    words = script.read_text(encoding="utf-8").split()
    assert {*QT_LIBRARIES.values(), *X11_LIBRARIES.values()} <= set(words)
    assert os.name == "nt" or os.access(script, os.X_OK)


def test_the_wheel_contains_the_decks_and_resources(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("flashdesign-*-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "flashdesign/__main__.py" in names
    for folder in ("decks", "resources"):
        shipped = {name for name in names if name.startswith(f"flashdesign/_data/{folder}/")}
        assert shipped, folder
    assert not [name for name in names if name.startswith("tests/")]
