"""Temporary files are private, and those of killed processes are removed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flashdesign.storage.temporary_folder import scratch_folder

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from flashdesign.storage.temporary_folder import scratch_folder
with scratch_folder() as folder:
    (folder / "deck").write_text("mine")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_nothing_is_left_behind(temporary: Path) -> None:
    with scratch_folder() as folder:
        assert folder is not None
        assert folder.parent == temporary
        (folder / "deck").write_text("mine", encoding="utf-8")
        assert os.name == "nt" or folder.stat().st_mode & 0o777 == 0o700
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such kill")
def test_what_a_killed_program_left_is_swept_and_what_is_in_use_stays(temporary: Path) -> None:
    environ = os.environ | {"TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD],
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        left = Path(holder.stdout.readline().strip())
        with scratch_folder():
            assert (left / "deck").is_file()
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert left.is_dir()
    with scratch_folder():
        assert not left.exists()


def test_what_looks_alike_but_is_no_work_of_ours_stays(temporary: Path) -> None:
    victim = temporary / "victim"
    victim.mkdir()
    (victim / "kept").touch()
    (temporary / ".flashdesign.link.work").symlink_to(victim)
    (temporary / ".flashdesign.file.work").touch()
    (temporary / ".flashdesign.own.work").mkdir()
    (temporary / ".flashdesign.own.work" / "kept").touch()
    with scratch_folder():
        pass
    assert (victim / "kept").is_file()
    assert (temporary / ".flashdesign.own.work" / "kept").is_file()
    assert len(list(temporary.iterdir())) == 4


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_the_folder_of_another_user_is_not_looked_into(temporary: Path) -> None:
    other = temporary / ".flashdesign.other.work"
    other.mkdir()
    (other / "lock").symlink_to(temporary / "collection")
    (temporary / "collection").touch()
    os.chown(other, 65534, 65534)
    with scratch_folder():
        pass
    assert other.is_dir()
    assert (temporary / "collection").read_bytes() == b""


def test_where_no_folder_can_be_made_none_is_lent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with scratch_folder() as folder:
        assert folder is None
