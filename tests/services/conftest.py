"""A user with an empty collection in a separate folder."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.learner import COLLECTION, Learner
from tests.support.storage.new_collection import write_new_collection


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """A user at noon on a Monday; the collection is closed at the end."""
    write_new_collection(tmp_path / COLLECTION)
    person = Learner(tmp_path)
    yield person
    person.context.database.close()


@pytest.fixture(scope="session")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with Anki, which is not a dependency."""
    folder = tmp_path_factory.mktemp("anki")
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    wanted = [str(python), "-m", "pip", "install", "--quiet", "anki"]
    had = subprocess.run(wanted, capture_output=True, text=True, check=False, timeout=600)
    if had.returncode:
        pytest.skip(f"Anki cannot be had here: {had.stderr.strip().splitlines()[-1]}")
    return python
