"""The commands for backups, archives, restoring and the doctor."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from io import StringIO
from pathlib import Path
from shutil import rmtree

import pytest

from flashdesign.cli.main import run
from flashdesign.paths import resolve_paths
from flashdesign.services.collection import settings
from flashdesign.storage.connection.database import Database
from tests.support.shell import Shell


def newest_backup(shell: Shell) -> Path:
    return max(shell.paths(None).backups.iterdir())


def answers(shell: Shell) -> list[str]:
    return [row["card"] for row in shell("log", "--json").json]


def test_backup_shows_the_path_of_the_copy(shell: Shell) -> None:
    copy = Path(shell("backup", "--json").json["file"])
    assert copy.is_file()
    assert copy.parent == shell.paths(None).backups
    shell.clock.advance(minutes=1)
    assert str(shell.paths(None).backups) in shell("backup").out


def test_restore_keeps_the_old_file_and_every_answer(shell: Shell) -> None:
    shell("review", typed=["", "3", "q"])
    copy = newest_backup(shell)
    # Only the last backup of a day is kept.
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


def test_an_archive_restores_all_answers_on_another_computer(shell: Shell, tmp_path: Path) -> None:
    shell("review", typed=["", "3", "q"])
    target = tmp_path / "all.zip"
    written = shell("archive", str(target))
    assert (written.code, written.out.endswith(f"was saved to {target}.\n")) == (0, True)
    assert shell("archive", str(target), "--json").json["notes"] > 0
    other = Shell(tmp_path / "other")
    assert other("restore", str(target)).lines[0] == "all.zip was restored."
    assert answers(other) == answers(shell)


def test_restore_takes_a_name_from_the_backups_folder(shell: Shell) -> None:
    shell("review", typed=["", "3", "q"])
    copy = newest_backup(shell)
    # Only the last backup of a day is kept.
    shell.clock.advance(days=1)
    shell("review", typed=["", "3", "q"])
    result = shell("restore", copy.name)
    assert result.code == 0
    assert result.lines[0] == f"{copy.name} was restored."
    assert result.lines[1].startswith(f"The replaced file is kept as {shell.home}")
    assert result.lines[2] == "1 newer entry of the review log was merged."


def test_the_backup_before_an_import_can_be_restored_after_later_backups(
    shell: Shell, tmp_path: Path
) -> None:
    deck = tmp_path / "own.yaml"
    shell("new-deck", str(deck))
    shell("review", typed=["", "3", "q"])
    shell.clock.advance(minutes=1)
    before = shell("due").out
    shell("import", str(deck))
    for _ in range(2):
        shell.clock.advance(minutes=1)
        shell("backup")
    names = [path.name for path in shell.paths(None).backups.iterdir()]
    assert sorted(names) == [
        "collection-20260302-120100-before-import.flashdesign",
        "collection-20260302-120300.flashdesign",
    ]
    assert shell("restore", min(names)).code == 0
    assert shell("due").out == before


def block_backups(shell: Shell) -> Path:
    """Create a file in place of the backup folder."""
    blocked = shell.paths(None).backups.parent
    blocked.write_bytes(b"")
    return blocked


def test_a_backup_that_fails_at_closing_is_a_warning(shell: Shell) -> None:
    shell("due")
    blocked = block_backups(shell)
    result = shell("review", typed=["", "3", "q"])
    assert result.code == 0
    assert result.lines[-1].startswith("Today:")
    assert result.err.startswith("flashdesign: ")
    assert result.err.count("\n") == 1
    assert "so the backup was not made" in result.err
    again = shell("doctor")
    assert (again.code, "When FlashDesign was last closed:" in again.out) == (0, True)
    blocked.unlink()
    assert shell("due").err == ""
    assert "When FlashDesign was last closed" not in shell("doctor").out


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        pytest.param(["backup"], "so the backup was not made", id="a backup"),
        pytest.param(["archive", "file/x.zip"], "so the archive was not written", id="an archive"),
        pytest.param(["export", "caches", "file/x.csv"], "so the export was not", id="an export"),
        pytest.param(["new-deck", "file/x.yaml"], "so the deck file was not", id="a deck file"),
        pytest.param(["import", "own.yaml"], "so the import was not done", id="an import"),
    ],
)
def test_a_disk_failure_is_reported_in_one_line(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: list[str], expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shell("new-deck", "own.yaml")
    shell("review", typed=["", "3", "q"])
    Path("file").write_bytes(b"")
    if call[0] in ("backup", "import"):
        rmtree(shell.paths(None).backups.parent)
        block_backups(shell)
    shell.clock.advance(minutes=1)
    done = shell(*call)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert expected in done.err


def test_restore_repairs_a_damaged_collection(shell: Shell) -> None:
    shell("review", typed=["", "3", "q"])
    shell.collection.write_bytes(b"no collection at all" * 50)
    broken = shell("due")
    assert broken.code == 1
    assert "damaged" in broken.err
    result = shell("restore", newest_backup(shell).name)
    assert result.code == 0
    assert "could not be read" in result.out
    assert answers(shell) == ["caches/lru"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("nowhere", "There is no backup 'nowhere'.", id="a missing file"),
        pytest.param("collection-20260302-12000.flashdesign", "Did you mean", id="a typo"),
    ],
)
def test_a_missing_backup(shell: Shell, name: str, expected: str) -> None:
    shell("backup")
    before = shell.collection.read_bytes()
    done = shell("restore", name)
    assert done.code == 1
    assert expected in done.err
    assert shell.collection.read_bytes() == before


def test_a_file_that_is_not_a_backup_is_refused(shell: Shell) -> None:
    shell("backup")
    text = shell.home / "notes.txt"
    text.write_text("dear diary\n" * 20)
    before = shell.collection.read_bytes()
    done = shell("restore", str(text))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert shell.collection.read_bytes() == before


def test_restore_is_refused_while_the_window_is_open(shell: Shell) -> None:
    shell("backup")
    window = shell.open(shell.paths(None))
    try:
        done = shell("restore", newest_backup(shell).name)
    finally:
        window.database.close()
    assert done.code == 1
    assert "open in another window or command" in done.err


def cut_short(shell: Shell) -> None:
    """Answer a card, and change the retention without recalculating the due dates."""
    shell("review", typed=["", "4", "q"])
    context = shell.open(shell.paths(None))
    settings.change(context, retention=0.75)
    context.database.close()


def test_rebuild_shows_how_many_cards_changed(shell: Shell) -> None:
    cut_short(shell)
    assert shell("rebuild", "--json").json == {"changed": 1}
    result = shell("rebuild")
    assert result.lines == ["All due dates and daily counts were recalculated; 0 cards changed."]
    assert shell("doctor").code == 0


@pytest.mark.parametrize("verb", ["due", "review", "decks", "doctor"])
def test_an_interrupted_change_of_retention_is_completed_before_each_command(
    shell: Shell, verb: str
) -> None:
    cut_short(shell)
    assert shell(verb).code == 0
    assert shell("rebuild", "--json").json == {"changed": 0}


def test_the_doctor_names_the_command_that_fixes_memories(shell: Shell) -> None:
    shell("review", typed=["", "4", "q"])
    with closing(Database.open(shell.collection)) as database, database.transaction() as conn:
        conn.exec_driver_sql("UPDATE card SET reps = 99 WHERE reps > 0")
    result = shell("doctor")
    assert result.code == 1
    assert "`flashdesign rebuild`, fixes it" in result.out
    assert shell("rebuild", "--json").json == {"changed": 1}
    assert shell("doctor").code == 0


def test_the_doctor_with_an_intact_collection(shell: Shell) -> None:
    shell.environ = {"QT_QPA_PLATFORM": "offscreen"}
    result = shell("doctor")
    assert result.code == 0
    assert result.lines[0].startswith("FlashDesign  ")
    assert "The window can open here." in result.lines
    assert f"Collection: {shell.collection}" in result.lines
    assert result.lines[-1] == "The collection is OK."


def test_the_doctor_over_ssh_mentions_the_display_and_succeeds(shell: Shell) -> None:
    shell.environ = {}
    result = shell("doctor", "--json")
    assert result.code == 0
    assert result.json["collection"]["problems"] == []
    assert result.json["collection"]["newest_backup"] is None
    assert result.json["versions"]["fsrs"] == "6.3.2"


def test_the_doctor_finds_damage(shell: Shell) -> None:
    shell("due")
    shell.collection.write_bytes(b"SQLite format 3\0 but no more")
    result = shell("doctor")
    assert result.code == 1
    assert "the collection is damaged" in result.lines[-1]
    assert result.err == "flashdesign: 1 problem found.\n"


def test_a_missing_collection_is_reported_and_a_new_one_created_on_request(
    shell: Shell,
) -> None:
    shell("review", typed=["", "3", "q"])
    copy = newest_backup(shell)
    shell.collection.unlink()
    for command in ("due", "doctor", "log", "backup"):
        output = shell(command)
        assert output.code == 1
        result = output.err + output.out
        assert "Is the drive connected?" in result
        assert copy.name in result
    assert not shell.collection.exists()
    begun = shell("new-collection", "--json")
    assert begun.json == {"file": str(shell.collection)}
    assert answers(shell) == []
    assert shell("new-collection").code == 1
    assert shell("restore", str(copy)).code == 0
    assert answers(shell) == ["caches/lru"]


def test_a_new_collection_at_a_given_path_is_reported(shell: Shell) -> None:
    named = resolve_paths(shell.home / "mine.flashdesign", {})
    environment = replace(shell.environment(), paths=lambda _: named)
    for expected in (f"There was no collection at {named.collection}", ""):
        assert run(["due", "--collection", "mine.flashdesign"], environment) == 0
        assert isinstance(environment.stderr, StringIO)
        assert environment.stderr.getvalue().removeprefix("flashdesign: ")[: len(expected)] == (
            expected
        )
        environment = replace(environment, stderr=StringIO())


def test_unreadable_parts_of_a_backup_are_reported(shell: Shell) -> None:
    shell("review", typed=["", "3", "q"])
    copy = newest_backup(shell).rename(shell.home / "kept.flashdesign")
    with closing(sqlite3.connect(copy)) as raw:
        raw.execute("UPDATE note SET body = '[1]' WHERE key = 'caches/lru'")
        raw.commit()
    assert shell("restore", str(copy), "--json").json["unreadable"] == 1
    assert "1 part of kept.flashdesign could not be read" in shell("restore", str(copy)).out
