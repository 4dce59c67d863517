"""Backups made and restored, and what the doctor finds, through the commands."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from flashdesign.cli.main import run
from flashdesign.paths import places
from tests.cli.shell import Shell


def newest_backup(shell: Shell) -> Path:
    return max(shell.places(None).backups.iterdir())


def answers(shell: Shell) -> list[str]:
    return [row["card"] for row in shell("log", "--json").json]


def test_backup_tells_where_the_copy_is(shell: Shell) -> None:
    copy = Path(shell("backup", "--json").json["file"])
    assert copy.is_file()
    assert copy.parent == shell.places(None).backups
    shell.clock.advance(minutes=1)
    assert str(shell.places(None).backups) in shell("backup").out


def test_restore_keeps_the_old_file_and_every_answer(shell: Shell) -> None:
    shell("review", typed=["", "3", "q"])
    copy = newest_backup(shell)
    # Of the backups of one day only the last is kept.
    shell.clock.advance(days=1)
    shell("review", typed=["", "3", "q"])
    before = answers(shell)
    assert len(before) == 2
    done = shell("restore", str(copy), "--json").json
    assert done["restored"] == str(copy)
    assert (done["merged"], done["all_answers_read"]) == (1, True)
    assert Path(done["kept"]).is_file()
    assert answers(shell) == before
    assert shell("doctor").code == 0


def test_an_archive_brings_another_computer_all_answers(shell: Shell, tmp_path: Path) -> None:
    shell("review", typed=["", "3", "q"])
    target = tmp_path / "all.zip"
    written = shell("archive", str(target))
    assert (written.code, written.out.endswith(f"was written to {target}.\n")) == (0, True)
    assert shell("archive", str(target), "--json").json["notes"] > 0
    other = Shell(tmp_path / "other")
    assert other("restore", str(target)).lines[0] == "The collection is all.zip again."
    assert answers(other) == answers(shell)


def test_restore_takes_a_name_from_the_backups_folder(shell: Shell) -> None:
    shell("review", typed=["", "3", "q"])
    copy = newest_backup(shell)
    # Of the backups of one day only the last is kept.
    shell.clock.advance(days=1)
    shell("review", typed=["", "3", "q"])
    said = shell("restore", copy.name)
    assert said.code == 0
    assert said.lines[0] == f"The collection is {copy.name} again."
    assert said.lines[1].startswith(f"The file it replaces is kept as {shell.home}")
    assert said.lines[2] == "1 newer row of the log were carried over."


def test_restore_mends_a_damaged_collection(shell: Shell) -> None:
    shell("review", typed=["", "3", "q"])
    shell.collection.write_bytes(b"no collection at all" * 50)
    broken = shell("due")
    assert broken.code == 1
    assert "damaged" in broken.err
    said = shell("restore", newest_backup(shell).name)
    assert said.code == 0
    assert "could not be read" in said.out
    assert answers(shell) == ["caches/lru"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("nowhere", "There is no backup 'nowhere'.", id="a file that is not there"),
        pytest.param("collection-20260302-12000.flashdesign", "Did you mean", id="a slip"),
    ],
)
def test_a_backup_that_is_not_there(shell: Shell, name: str, said: str) -> None:
    shell("backup")
    before = shell.collection.read_bytes()
    done = shell("restore", name)
    assert done.code == 1
    assert said in done.err
    assert shell.collection.read_bytes() == before


def test_a_file_that_is_no_backup_is_refused(shell: Shell) -> None:
    shell("backup")
    text = shell.home / "notes.txt"
    text.write_text("dear diary\n" * 20)
    before = shell.collection.read_bytes()
    done = shell("restore", str(text))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert shell.collection.read_bytes() == before


def test_restore_is_refused_while_the_window_is_open(shell: Shell) -> None:
    shell("backup")
    window = shell.open(shell.places(None))
    try:
        done = shell("restore", newest_backup(shell).name)
    finally:
        window.database.close()
    assert done.code == 1
    assert "open in another window or command" in done.err


def test_the_doctor_of_a_sound_collection(shell: Shell) -> None:
    shell.environ = {"QT_QPA_PLATFORM": "offscreen"}
    said = shell("doctor")
    assert said.code == 0
    assert said.lines[0].startswith("FlashDesign  ")
    assert "The window can open here." in said.lines
    assert f"Collection: {shell.collection}" in said.lines
    assert said.lines[-1] == "The collection is sound."


def test_the_doctor_over_ssh_tells_of_the_display_and_is_content(shell: Shell) -> None:
    shell.environ = {}
    said = shell("doctor", "--json")
    assert said.code == 0
    assert said.json["collection"]["problems"] == []
    assert said.json["collection"]["newest_backup"] is None
    assert said.json["versions"]["fsrs"] == "6.3.2"


def test_the_doctor_finds_damage(shell: Shell) -> None:
    shell("due")
    shell.collection.write_bytes(b"SQLite format 3\0 but no more")
    said = shell("doctor")
    assert said.code == 1
    assert "the collection is damaged" in said.lines[-1]
    assert said.err == "flashdesign: 1 thing must be set right.\n"


def test_a_missing_collection_is_told_and_a_new_one_begun_when_it_is_asked_for(
    shell: Shell,
) -> None:
    shell("review", typed=["", "3", "q"])
    copy = newest_backup(shell)
    shell.collection.unlink()
    for command in ("due", "doctor", "log", "backup"):
        said = shell(command)
        assert said.code == 1
        told = said.err + said.out
        assert "Is the drive connected?" in told
        assert copy.name in told
    assert not shell.collection.exists()
    begun = shell("new-collection", "--json")
    assert begun.json == {"file": str(shell.collection)}
    assert answers(shell) == []
    assert shell("new-collection").code == 1
    assert shell("restore", str(copy)).code == 0
    assert answers(shell) == ["caches/lru"]


def test_a_collection_made_under_a_name_that_was_given_is_told(shell: Shell) -> None:
    named = places(shell.home / "mine.flashdesign", {})
    surroundings = replace(shell.surroundings(), places=lambda _: named)
    for expected in (f"There was no collection at {named.collection}", ""):
        assert run(["due", "--collection", "mine.flashdesign"], surroundings) == 0
        assert isinstance(surroundings.stderr, StringIO)
        assert surroundings.stderr.getvalue().removeprefix("flashdesign: ")[: len(expected)] == (
            expected
        )
        surroundings = replace(surroundings, stderr=StringIO())


def test_what_of_a_backup_could_not_be_read_is_told(shell: Shell) -> None:
    shell("review", typed=["", "3", "q"])
    copy = newest_backup(shell).rename(shell.home / "kept.flashdesign")
    with closing(sqlite3.connect(copy)) as raw:
        raw.execute("UPDATE note SET body = '[1]' WHERE key = 'caches/lru'")
        raw.commit()
    assert shell("restore", str(copy), "--json").json["unreadable"] == 1
    assert "1 part of kept.flashdesign could not be read" in shell("restore", str(copy)).out
