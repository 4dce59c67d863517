"""Every acknowledged answer survives a kill of the program at any time."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from flashdesign.storage.backup.integrity import check
from flashdesign.storage.review_log import reviews
from tests.support.storage.collections import fill, opened, same_rules

SEED = 20_260_101
ROOT = Path(__file__).parents[2]
MAX_ANSWERS_BEFORE_THE_KILL = 40


def started(path: Path) -> subprocess.Popen[bytes]:
    """Start the program in a separate process, which waits for a line before it opens anything."""
    command = [sys.executable, "-m", "tests.reliability.answering", str(path)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)


def killed_after(process: subprocess.Popen[bytes], answers: int) -> list[bytes]:
    """Let the process answer, kill it meanwhile, and return the acknowledged answers."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"go\n")
    process.stdin.flush()
    lines = [process.stdout.readline() for _ in range(answers)]
    process.kill()
    lines += process.stdout.readlines()
    return [bytes.fromhex(line.decode()) for line in lines if line.endswith(b"\n")]


def kill_and_reopen(path: Path, kills: int, seed: int) -> None:
    """Kill the process repeatedly, and check each time for all acknowledged answers."""
    with opened(path) as database:
        fill(database)
    chance = random.Random(seed)
    acknowledged: set[bytes] = set()
    following = started(path)
    for _ in range(kills):
        with following as process:
            # The next process is started early: its imports take longest.
            following = started(path)
            answers = chance.randint(1, MAX_ANSWERS_BEFORE_THE_KILL)
            acknowledged.update(killed_after(process, answers))
        with opened(path) as database:
            with database.read() as conn:
                stored = {bytes(row.uid) for row in reviews.review_log(conn)}
            assert acknowledged <= stored
            assert check(database, same_rules) == ()
    with following:
        following.kill()
    assert len(acknowledged) >= kills


def test_no_acknowledged_answer_is_lost_by_a_kill(path: Path) -> None:
    kill_and_reopen(path, 10, SEED)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10))
def test_no_acknowledged_answer_is_lost_by_many_kills(path: Path, seed: int) -> None:
    kill_and_reopen(path, 20, seed)
