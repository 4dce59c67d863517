"""The project files are consistent with each other."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from flashdesign.services.collection.qt_requirements import QT_LIBRARIES, X11_LIBRARIES
from tools import messages

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN = PROJECT["project"]["dependencies"]
DEV = PROJECT["dependency-groups"]["dev"]
UNTRANSLATED = 'msgid "No cards match."\nmsgstr ""'
TRANSLATED = 'msgid "No cards match."\nmsgstr "Keine Karte gefunden – leider."'


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


@pytest.fixture
def german_project(tmp_path: Path) -> Path:
    """A copy of the project's package with a German catalog, translated in part."""
    root = tmp_path / "project"
    skipped = shutil.ignore_patterns("__pycache__")
    for name in ("flashdesign", "decks", "resources"):
        shutil.copytree(ROOT / name, root / name, ignore=skipped)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, root / name)
    languages = root / "flashdesign" / "i18n" / "languages"
    shutil.rmtree(languages / "de", ignore_errors=True)
    project = messages.Project(root)
    messages.main(["update", "de"], project)
    path = messages.catalog_path(languages, "de")
    text = path.read_text(encoding="utf-8")
    assert UNTRANSLATED in text
    path.write_text(text.replace(UNTRANSLATED, TRANSLATED), encoding="utf-8")
    messages.main(["compile"], project)
    return root


def build(root: Path, kind: str) -> Path:
    """Build a wheel or an sdist, and return its path."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(root / "dist")]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (path,) = (root / "dist").glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return path


@pytest.mark.nightly
def test_the_wheel_answers_in_a_language_of_its_catalogs(
    german_project: Path, tmp_path: Path
) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(build(german_project, "wheel")) as wheel:
        wheel.extractall(installed)
    found = {path.name for path in (installed / "flashdesign" / "i18n" / "languages").rglob("*.*")}
    assert found == {"flashdesign.mo"}
    environ = os.environ | {
        "PYTHONPATH": str(installed),
        "FLASHDESIGN_HOME": str(tmp_path / "home"),
        "FLASHDESIGN_LANGUAGE": "de",
    }
    command = [sys.executable, "-m", "flashdesign", "cards", "--search", "zzz"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environ, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "Keine Karte gefunden – leider.\n"


@pytest.mark.nightly
def test_the_sdist_contains_the_catalogs_and_their_sources(german_project: Path) -> None:
    with tarfile.open(build(german_project, "sdist")) as sdist:
        names = {Path(name).name for name in sdist.getnames() if "/languages/" in name}
    assert names >= {"flashdesign.pot", "flashdesign.po", "flashdesign.mo"}


def test_the_wheel_contains_the_decks_and_resources(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("flashdesign-*-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "flashdesign/__main__.py" in names
    for folder in ("decks", "resources"):
        built_in = {name for name in names if name.startswith(f"flashdesign/_data/{folder}/")}
        assert built_in, folder
    assert "flashdesign/i18n/languages/de/LC_MESSAGES/flashdesign.mo" in names
    assert not [name for name in names if name.startswith("tests/")]
