"""Killed at any rename, removal or flush, each operation leaves the state before or after it."""

import ctypes
import logging
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from flashdesign.errors import CollectionMissingError
from flashdesign.paths import HOME_VARIABLE, AppPaths, resolve_paths
from flashdesign.services.collection import maintenance
from flashdesign.services.collection import settings as collection_settings
from flashdesign.services.collection.lifecycle import close_collection, open_collection
from flashdesign.services.review.session import ReviewSession
from flashdesign.storage.notes import cards as note_cards
from flashdesign.storage.review_log import reviews
from tests.reliability.killed_act import ACTS, shell
from tests.support.learner import answer

TESTS = Path(__file__).parents[1]
GOLDEN = TESTS / "storage" / "schema" / "golden"
PACKAGE = TESTS / "content" / "data" / "imports" / "anki_scheduled.apkg"
CALLS = ("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "rmdir")
FLUSHES = ("fsync", "fdatasync", "ftruncate")
# Files next to one that the user named are not part of the collection.
UNFINISHED = re.compile(
    r"(?!.*(a\.zip|mine\.yaml)).*(\.work|\.part(-journal)?|\.restoring|\.salvaged|\.new|\.tmp)"
)

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed here"),
]


@dataclass(frozen=True)
class State:
    """The user's answers, cards and settings; None if the collection is reported as missing."""

    answers: frozenset[str] | None
    cards: frozenset[str] = frozenset()
    settings: object = None
    deck_file: str = ""


def state(home: Path) -> State:
    """Return what the next start shows; the collection must be intact."""
    deck_file = home / "mine.yaml"
    text = deck_file.read_text(encoding="utf-8") if deck_file.exists() else ""
    ours = shell(home)
    where = resolve_paths(environ={HOME_VARIABLE: str(home)})
    try:
        context = open_collection(where, ours.clock, Random(7))
    except CollectionMissingError:
        return State(None, deck_file=text)
    try:
        assert maintenance.check(context) == ()
        with context.database.read() as connection:
            answers = frozenset(str(row.uid) for row in reviews.review_log(connection))
            cards = frozenset(card.card.key for card in note_cards.cards(connection))
        return State(answers, cards, collection_settings.load(context), text)
    finally:
        close_collection(context)


def answered(home: Path) -> None:
    """Create a home with answers, a backup without some of them, and files to import."""
    home.mkdir(parents=True)
    ours = shell(home)
    ours.clock.set_back(days=4)
    assert ours("review", typed=["", "3", "q"]).code == 0
    copy = next(AppPaths(home / "collection.flashdesign").backups.iterdir())
    shutil.copy(copy, home / "old.flashdesign")
    assert ours("archive", str(home / "old.zip")).code == 0
    ours.clock.advance(days=1)
    assert ours("review", typed=["", "3", "q"]).code == 0
    (home / "more.csv").write_text("".join(f"more {at},back {at}\n" for at in range(300)))
    shutil.copy(PACKAGE, home / "other.apkg")
    cards = "".join(f"- {{kind: basic, front: q{at}, back: a}}\n" for at in range(9))
    (home / "mine.yaml").write_text(f"format: 1\nid: mine\ntitle: Mine\ncards:\n{cards}")


def killed(home: Path) -> None:
    """Create a home whose newest answers are in the log of a killed process."""
    answered(home)
    ours = shell(home)
    ours.clock.set_back(days=1)
    context = ours.open(AppPaths(home / "collection.flashdesign"))
    try:
        answer(ReviewSession(context))
        kept = {
            name: (home / name).read_bytes()
            for name in ("collection.flashdesign", "collection.flashdesign-wal")
        }
    finally:
        context.database.close()
    for name, content in kept.items():
        (home / name).write_bytes(content)


def imported(home: Path) -> None:
    """Create a home whose newest operation is an import."""
    answered(home)
    assert shell(home)("import", str(home / "more.csv")).code == 0


def lost(home: Path) -> None:
    """Create a home whose collection is missing."""
    answered(home)
    (home / "collection.flashdesign").unlink()


def empty(home: Path) -> None:
    """Create a home in which the program was never started."""
    home.mkdir(parents=True)


def of_format(name: str) -> Callable[[Path], None]:
    def make(home: Path) -> None:
        home.mkdir(parents=True)
        with closing(sqlite3.connect(home / "collection.flashdesign")) as raw:
            raw.executescript((GOLDEN / f"{name}.sql").read_text(encoding="utf-8"))

    return make


def run(act: str, home: Path, *strace: str) -> None:
    """Run an operation in a fork of this process, under strace if its options are given.

    A new process would take seconds for its imports, at each of several hundred points.
    """
    ready, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.environ[HOME_VARIABLE] = str(home)
        let_be_traced()
        os.read(ready, 1)
        try:
            ACTS[act](home)
        finally:
            os._exit(0)
    tracer = None
    if strace:
        command = ["strace", "-f", *strace, "-p", str(child)]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert tracer.stderr is not None
        assert "attached" in tracer.stderr.readline()
    os.write(go, b"!")
    os.waitpid(child, 0)
    for end in (ready, go):
        os.close(end)
    if tracer is not None:
        tracer.communicate()


def let_be_traced() -> None:
    """Allow strace, which is not a parent of this process, to trace it."""
    prctl, set_ptracer, anybody = ctypes.CDLL(None).prctl, 0x59616D61, ctypes.c_ulong(-1)
    prctl(set_ptracer, anybody, 0, 0, 0)


def calls_of(act: str, home: Path, listing: Path) -> list[tuple[str, int]]:
    """Return each call of the operation as its name and its number among those of that name."""
    run(act, home, "-e", f"trace={','.join((*CALLS, *FLUSHES))}", "-o", str(listing))
    found: list[tuple[str, int]] = []
    seen: dict[str, int] = {}
    for line in listing.read_text(encoding="utf-8").splitlines():
        match = re.match(r"\d+ +(\w+)\(", line)
        if match is None or match[1] not in (*CALLS, *FLUSHES):
            continue
        seen[match[1]] = seen.get(match[1], 0) + 1
        found.append((match[1], seen[match[1]]))
    return found


def unfinished(home: Path) -> list[str]:
    return [path.name for path in home.rglob("*") if UNFINISHED.fullmatch(path.name)]


def problems(act: str, home: Path, before: State, after: State) -> list[str]:
    """Return the problems found after a kill."""
    found = []
    there = state(home)
    # The built-in decks are added to a new collection in a separate transaction.
    is_begun = act == "new_collection" and there.answers == frozenset()
    if there not in (before, after) and not is_begun:
        found.append("neither before nor after")
    if act == "move":
        # That folder is read only if it is the target of another move, or opened.
        run(act, home)
    if left := unfinished(home):
        found.append(f"left {left}")
    run(act, home)
    if act not in ("undo_import", "move", "new_collection", "answer") and state(home) != after:
        found.append("the act cannot be done again")
    return found


@pytest.mark.parametrize(
    ("act", "make"),
    [
        pytest.param("start", empty, id="the first start"),
        *(
            pytest.param("start", of_format(file.stem), id=f"bringing {file.stem} up to date")
            for file in sorted(GOLDEN.glob("*.sql"))
        ),
        pytest.param("start", killed, id="a start after a kill"),
        pytest.param("answer", answered, id="an answer"),
        pytest.param("import_csv", answered, id="the import of a table"),
        pytest.param("import_apkg", answered, id="the import of a package"),
        pytest.param("undo_import", imported, id="undo of an import"),
        pytest.param("backup", answered, id="a backup"),
        pytest.param("archive", answered, id="an archive"),
        pytest.param("restore", answered, id="a restore"),
        pytest.param("restore", killed, id="a restore over a log of a killed process"),
        pytest.param("restore", lost, id="a restore of a lost collection"),
        pytest.param("restore_archive", killed, id="a restore of an archive"),
        pytest.param("fix_ids", answered, id="ids for a deck file"),
        pytest.param("settings", answered, id="a change of settings"),
        pytest.param("move", answered, id="moving the collection"),
        pytest.param("new_collection", lost, id="a new collection in place of a lost one"),
    ],
)
def test_a_kill_leaves_the_state_before_or_after(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    act: str,
    make: Callable[[Path], None],
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    prepared, home = tmp_path / "prepared", tmp_path / "home"
    make(prepared)
    # Its imports must not be repeated in each process.
    shutil.copytree(prepared, home)
    ACTS[act](home)
    shutil.rmtree(home)
    # The paths must be the same each time: the pointer to a moved collection contains them.
    shutil.copytree(prepared, home)
    before = state(home)
    shutil.rmtree(home)
    shutil.copytree(prepared, home)
    points = calls_of(act, home, tmp_path / "calls")
    after = state(home)
    wrong = []
    for name, number in points:
        shutil.rmtree(home)
        shutil.copytree(prepared, home)
        inject = f"inject={name}:signal=SIGKILL:when={number}"
        run(act, home, "-e", f"trace={name}", "-e", inject, "-o", os.devnull)
        wrong += [f"{name} {number}: {problem}" for problem in problems(act, home, before, after)]
    logging.getLogger(__name__).info("%s: %d kills, %d wrong", act, len(points), len(wrong))
    assert wrong == []
    assert points
