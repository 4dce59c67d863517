"""The first minute on a desktop: the whole program under X, with a window manager and real keys."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "xdotool", "matchbox-window-manager")
MISSING = [name for name in TOOLS if shutil.which(name) is None]
SCREEN = "1280x800x24"
# Much longer than it takes, since other programs may use the machine.
LONGEST_S = 60
pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]


@dataclass
class Desktop:
    """A separate screen, and an empty home folder."""

    display: str
    home: Path
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environ(self) -> dict[str, str]:
        """The environment variables of the program."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        own = {
            "DISPLAY": self.display,
            "HOME": str(self.home),
            "FLASHDESIGN_HOME": str(self.data),
            "XDG_RUNTIME_DIR": str(self.home),
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LOGGING_RULES": "*.debug=false",
        }
        return kept | own

    def start(self) -> subprocess.Popen[bytes]:
        """Start the program like a desktop menu does."""
        process = subprocess.Popen([sys.executable, "-m", "flashdesign"], env=self.environ)
        self.started.append(process)
        return process

    def xdotool(self, *arguments: str) -> str:
        """Act as the user at the keyboard."""
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )
        return done.stdout.strip()

    def window(self) -> str:
        """Wait for the window; return its id."""
        found: list[str] = []

        def is_found() -> bool:
            # A search fails if another window is closed meanwhile: it is repeated.
            found[:] = self.windows()
            return bool(found)

        until(is_found)
        return found[0]

    def windows(self) -> list[str]:
        """Return the ids of the visible windows of the program."""
        return self.xdotool("search", "--onlyvisible", "--name", "^FlashDesign$").split()

    def press(self, *keys: str) -> None:
        """Press keys in the window that has the focus."""
        self.xdotool("key", "--clearmodifiers", "--delay", "150", *keys)

    def command(self, *arguments: str) -> str:
        """Run a command of the program; return what it prints."""
        return subprocess.run(
            [sys.executable, "-m", "flashdesign", *arguments],
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            check=True,
        ).stdout

    def grades(self) -> list[int]:
        """Return the grades in the log."""
        return [row["rating"] for row in json.loads(self.command("log", "--json"))]

    @property
    def data(self) -> Path:
        """The folder of the collection."""
        return self.home / "data"


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """A screen with a window manager; its programs are ended with it."""
    server, display = start_screen()
    computer = Desktop(display, tmp_path)
    manager = subprocess.Popen(
        ["matchbox-window-manager"], env=computer.environ, stderr=subprocess.DEVNULL
    )
    yield computer
    for process in (*computer.started, manager, server):
        process.terminate()
        process.wait(LONGEST_S)


def start_screen() -> tuple[subprocess.Popen[bytes], str]:
    """Start an X server; return it and the name of its display.

    The number is drawn at random: a server that looks for a free one itself takes that of a server
    that is ending, which then removes the socket of the new one.
    """
    while True:
        display = f":{secrets.randbelow(50_000) + 1_000}"
        found, tell = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", display, "-displayfd", str(tell), "-screen", "0", SCREEN, "-nolisten", "tcp"],
            pass_fds=(tell,),
            stderr=subprocess.DEVNULL,
        )
        os.close(tell)
        with os.fdopen(found) as answer:
            if answer.readline().strip():
                return server, display
        server.wait(LONGEST_S)


def until(happened: Callable[[], bool]) -> None:
    """Wait for something visible outside the program, such as a file."""
    pause, deadline = threading.Event(), time.monotonic() + LONGEST_S
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        pause.wait(0.05)


def opened(desktop: Desktop) -> subprocess.Popen[bytes]:
    """Start the program, and wait until the decks are on screen and keys reach them."""
    look = desktop.data / "window.json"
    look.unlink(missing_ok=True)
    process = desktop.start()
    window = desktop.window()
    until(look.exists)
    desktop.xdotool("windowfocus", "--sync", window)
    return process


def answered(desktop: Desktop, *keys: str) -> None:
    """Press keys, the last of which grades a card; wait until the answer is on the disk."""
    log = desktop.data / "collection.flashdesign-wal"
    *before, grade = keys
    desktop.press(*before)
    size = log.stat().st_size
    desktop.press(grade)
    until(lambda: log.stat().st_size > size)


def test_from_nothing_to_a_stored_answer(desktop: Desktop) -> None:
    process = opened(desktop)
    answered(desktop, "space", "space", "3")
    desktop.press("ctrl+q")
    assert process.wait(LONGEST_S) == 0
    assert desktop.grades() == [3]
    assert list((desktop.data / "backups" / "collection").iterdir())


def test_a_second_start_brings_the_first_window_to_the_front(desktop: Desktop) -> None:
    first = opened(desktop)
    second = desktop.start()
    assert second.wait(LONGEST_S) == 0
    assert first.poll() is None
    until(lambda: len(desktop.windows()) == 1)
    desktop.press("ctrl+q")
    assert first.wait(LONGEST_S) == 0


def test_a_killed_program_has_lost_nothing_and_goes_on(desktop: Desktop) -> None:
    process = opened(desktop)
    answered(desktop, "space", "space", "3")
    process.send_signal(signal.SIGKILL)
    process.wait(LONGEST_S)
    again = opened(desktop)
    answered(desktop, "space", "space", "4")
    desktop.press("ctrl+q")
    assert again.wait(LONGEST_S) == 0
    assert desktop.grades() == [3, 4]


def test_the_key_for_all_keys_works_on_a_real_keyboard(desktop: Desktop) -> None:
    process = opened(desktop)
    # Space closes the sheet of keys and starts the review; it reveals and grades nothing.
    desktop.press("question", "space", "space", "4", "ctrl+q")
    assert process.wait(LONGEST_S) == 0
    assert desktop.grades() == []
