"""Each command and the window on a small drive that becomes full or read-only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOUNT = "mount -t tmpfs -o size=14m tmpfs {drive}"
PATIENCE_S = 600
CALLS = (
    "due",
    "decks",
    "review",
    "import {aside}/own.yaml",
    "export scaling {drive}/out.yaml",
    "export scaling {drive}/out.apkg",
    "export scaling {drive}/out.csv",
    "backup",
    "archive {drive}/all.zip",
    "restore {aside}/all.zip",
    "rebuild",
    "doctor",
)
pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("unshare"),
        reason="only root can mount a drive",
    ),
]


def shell(tmp_path: Path, *lines: str) -> list[str]:
    """Run shell lines with a private 14 MB drive; return their output.

    The mount ends with the shell, so it needs no cleanup.
    """
    drive, aside = tmp_path / "drive", tmp_path / "aside"
    drive.mkdir()
    aside.mkdir()
    program = f"{sys.executable} -m flashdesign"
    begun = (
        MOUNT,
        f"{program} new-deck {{aside}}/own.yaml",
        f"{program} due",
        f"printf '\\n3\\nq\\n' | {program} review",
        f"{program} archive {{aside}}/all.zip",
        "echo begun",
    )
    script = "\n".join((*begun, *lines)).format(drive=drive, aside=aside)
    environ = os.environ | {
        "FLASHDESIGN_HOME": str(drive / "home"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        ["unshare", "-m", "bash", "-c", script],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    if "begun" not in done.stdout:
        pytest.skip(f"no drive can be mounted here: {done.stdout}")
    return done.stdout.partition("begun\n")[2].splitlines()


def calls() -> list[str]:
    """Return a line for each command that also prints its exit code."""
    lines = [f"printf '\\n3\\n\\n3\\nq\\n' | {sys.executable} -m flashdesign {c}" for c in CALLS]
    return [
        f"{line}; echo code $?"
        for line in (*lines, f"{sys.executable} -m tests.reliability.window_texts")
    ]


def test_on_a_full_drive_each_command_says_what_it_did_not_do(tmp_path: Path) -> None:
    found = shell(
        tmp_path,
        "head -c 100m /dev/zero > {drive}/fill 2> /dev/null",
        *calls(),
        "find {drive} -name '*.part*' -o -name '*.new' -o -name '*.restoring*'",
        "rm {drive}/fill",
        f"{sys.executable} -m flashdesign log --json | grep -c uid",
        f"{sys.executable} -m flashdesign doctor; echo code $?",
    )
    text = "\n".join(found)
    assert "Something went wrong in FlashDesign" not in text
    assert "Traceback" not in text
    for consequence in (
        "the last answer was not stored",
        "the import was not done and nothing changed",
        "the export was not written",
        "the archive was not written",
        "nothing was restored and nothing changed",
    ):
        assert f"the disk is full, so {consequence}." in text
    assert not [line for line in found if line.startswith(str(tmp_path / "drive"))]
    answers = found[-len(found) :].index("1")
    assert found[answers:][-1] == "code 0"


def test_on_a_read_only_drive_each_command_says_so(tmp_path: Path) -> None:
    found = shell(tmp_path, "mount -o remount,ro {drive}", *calls())
    text = "\n".join(found)
    assert "Something went wrong in FlashDesign" not in text
    assert "Traceback" not in text
    assert [line for line in found if line.startswith("code")] == ["code 1"] * len(CALLS) + [
        "code 0"
    ]
    assert text.count("cannot write in") == len(CALLS) + 1
