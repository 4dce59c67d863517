"""Commands run in a terminal while a window is open: real processes, one collection."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 120
WINDOW = """
import sys
from flashdesign import app
from flashdesign.paths import resolve_paths
from flashdesign.ui.app.startup import run

def opened(where):
    context = app.open_context(where)
    print("open", flush=True)
    return context

sys.exit(run(resolve_paths(), opened, app.restore_copy, None, app.run_forwarded_command))
"""
TABLE = "front,back\nWhat is CAP?,Three wishes of which two hold\n"


class HomeFolder:
    """A home folder with a window and a terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = os.environ | {
            "FLASHDESIGN_HOME": str(folder / "home"),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flashdesign", *arguments],
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )

    def open_window(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", WINDOW],
            cwd=self.folder,
            env=self.environ,
            stdout=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def home_folder(tmp_path: Path) -> HomeFolder:
    """An empty home folder."""
    return HomeFolder(tmp_path)


@pytest.fixture
def window(home_folder: HomeFolder) -> Iterator[subprocess.Popen[str]]:
    """A window that has the collection open."""
    with home_folder.open_window() as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


@pytest.mark.usefixtures("window")
def test_commands_work_beside_the_window(home_folder: HomeFolder) -> None:
    table = home_folder.folder / "cap.csv"
    table.write_text(TABLE, encoding="utf-8")
    done = home_folder.run("import", "cap.csv", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["applied"] is True
    cards = json.loads(home_folder.run("cards", "--deck", "cap", "--json").stdout)
    assert [card["front"] for card in cards] == ["What is CAP?"]
    assert home_folder.run("due").stdout.splitlines()[-1].startswith("Today: ")
    exported = home_folder.run("export", "cap", "out.csv")
    assert (exported.returncode, exported.stdout) == (0, "1 note saved to out.csv.\n")
    assert (home_folder.folder / "out.csv").is_file()
    backup = json.loads(home_folder.run("backup", "--json").stdout)["file"]
    assert Path(backup).is_file()
    refused = home_folder.run("review")
    assert refused.returncode == 1
    assert "open in another window" in refused.stderr


@pytest.mark.nightly
def test_after_a_crash_of_the_window_commands_and_a_second_start_work(
    home_folder: HomeFolder, window: subprocess.Popen[str]
) -> None:
    window.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    window.wait(PATIENCE_S)
    assert home_folder.run("due").returncode == 0
    with home_folder.open_window() as second:
        assert second.stdout is not None
        assert second.stdout.readline() == "open\n"
        assert home_folder.run("due").returncode == 0
        second.kill()
    shutil.rmtree(home_folder.folder / "home")
