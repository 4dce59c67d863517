"""The whole program from a shell: an empty home, the built-in decks, and some answers."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

PROGRAM = (sys.executable, "-m", "flashdesign")
ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 60


class Home:
    """A user's home folder, and the shell that runs commands in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = os.environ | {"FLASHDESIGN_HOME": str(folder), "PYTHONUTF8": "1"}

    def run(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, *arguments],
            cwd=ROOT,
            env=self.environ,
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )

    def json(self, *arguments: str) -> Any:
        done = self.run(*arguments, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*PROGRAM, *arguments],
            cwd=ROOT,
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home folder."""
    return Home(tmp_path / "home")


@pytest.fixture
def session(home: Home) -> Iterator[subprocess.Popen[str]]:
    """A running review at its first question."""
    with home.start("review") as process:
        read_until(process.stdout, "? shows help")
        yield process
        process.kill()


def read_until(stream: IO[str] | None, words: str) -> str:
    """Return the next line that contains these words."""
    assert stream is not None
    line = next((line for line in stream if words in line), "")
    assert line, f"the program never said {words!r}"
    return line


def test_an_evening_in_the_terminal(home: Home) -> None:
    assert re.search(r"^Today: \d+ new; about \d+ minutes\.$", home.run("due").stdout, re.M)
    cards = home.json("cards")
    assert len(cards) > 100
    assert all(card["state"] == "new" and card["due"] is None for card in cards)
    # A deck counts the cards of the decks below it too.
    assert sum(deck["cards"] for deck in home.json("decks") if not deck["parent"]) == len(cards)

    evening = home.run("review", typed="\n3\n\n1\nq\n")
    assert (evening.returncode, evening.stderr) == (0, "")
    assert "2 answers · 50 % recalled" in evening.stdout
    log = home.json("log")
    assert [row["rating"] for row in log] == [3, 1]
    assert home.json("due")["learning"] == 2

    (backup,) = (home.folder / "backups").rglob("*.flashdesign")
    restored = home.run("restore", str(backup))
    assert restored.returncode == 0
    assert "is kept as" in restored.stdout
    assert home.json("log") == log
    doctor = json.loads(home.run("doctor", "--json").stdout)
    assert doctor["collection"]["problems"] == []


@pytest.mark.nightly
def test_no_answer_is_lost_when_the_program_is_killed(
    home: Home, session: subprocess.Popen[str]
) -> None:
    assert session.stdin is not None
    session.stdin.write("\n3\n")
    session.stdin.flush()
    read_until(session.stdout, "1 learning")
    session.kill()
    session.wait(PATIENCE_S)
    assert [row["rating"] for row in home.json("log")] == [3]
    assert home.run("doctor").stdout.rstrip().endswith("The collection is OK.")


@pytest.mark.usefixtures("session")
def test_a_second_command_is_told_that_the_collection_is_open(home: Home) -> None:
    done = home.run("due")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "open in another window or command" in done.stderr


def test_a_reader_that_leaves_early_gets_no_traceback(home: Home) -> None:
    with home.start("cards", "--json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "[\n"
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(PATIENCE_S) == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["--version"], 0, id="the version"),
        pytest.param(["nonsense"], 2, id="a usage error"),
        pytest.param(["restore", "nowhere"], 1, id="a known error"),
    ],
)
def test_exit_codes(home: Home, arguments: list[str], code: int) -> None:
    assert home.run(*arguments).returncode == code


@pytest.mark.nightly
def test_the_built_in_decks_pass_their_own_check(home: Home) -> None:
    done = home.run("check")
    assert (done.returncode, done.stdout) == (0, "No problems found.\n")
