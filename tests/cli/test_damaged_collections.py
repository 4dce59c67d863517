"""Commands with a damaged collection: reported as damage, checked, restored; never a bug."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.shell import Shell

BUG = "Something went wrong in FlashDesign"
# The damage to a stored collection, and whether the program can start without that part.
ROWS = [
    pytest.param("UPDATE setting SET value = '{not json'", True, id="settings that are not JSON"),
    pytest.param(
        "REPLACE INTO setting VALUES ('preferences', CAST(x'ff' AS TEXT))",
        True,
        id="settings that are not text",
    ),
    pytest.param("UPDATE note SET body = '[1,2,3]'", True, id="notes of another shape"),
    pytest.param("UPDATE note SET body = CAST(x'ff' AS TEXT)", True, id="notes that are not text"),
    pytest.param("UPDATE card SET due = 1 << 62 WHERE reps > 0", True, id="an impossible due date"),
    pytest.param(
        "UPDATE card SET key = CAST(x'ff41' || id AS TEXT)", False, id="keys that are not text"
    ),
    pytest.param("UPDATE review SET kind = 'x'", True, id="answers of an unknown kind"),
    pytest.param("UPDATE review SET at = 1 << 62", True, id="answers at an impossible time"),
    pytest.param(
        "UPDATE deck SET title = CAST(x'ff' AS TEXT)", False, id="titles that are not text"
    ),
    pytest.param("UPDATE deck SET parent_id = id", None, id="decks that contain themselves"),
    pytest.param("DROP TABLE day_stat", False, id="a missing table"),
]
COMMANDS = (("due",), ("decks",), ("cards",), ("log",), ("stats",), ("doctor",))
HEADER_BYTES = (18, 21, 40, 47, 56, 60, 71)


@pytest.fixture
def backup(shell: Shell) -> Path:
    """Return a backup of a collection with an answer."""
    assert shell("review", typed="\n3\n" * 2).code == 0
    shell("backup")
    (copy,) = shell.paths(None).backups.iterdir()
    return copy


@pytest.mark.parametrize(("damage", "goes_on"), ROWS)
def test_damaged_rows(shell: Shell, backup: Path, damage: str, goes_on: bool | None) -> None:
    with closing(sqlite3.connect(shell.collection)) as raw, raw:
        raw.execute(damage)
    result = [shell(*command) for command in COMMANDS]
    assert [item.err for item in result if BUG in item.err] == []
    doctor = result.pop()
    assert doctor.code == 1
    assert "damage" in doctor.out or "cannot be read" in doctor.out
    if goes_on is not None:
        assert (result[0].code == 0) is goes_on, result[0].err
    assert shell("restore", str(backup)).code == 0
    assert shell("doctor").code == 0


@pytest.mark.parametrize("offset", HEADER_BYTES)
def test_a_damaged_header(shell: Shell, backup: Path, offset: int) -> None:
    content = bytearray(shell.collection.read_bytes())
    content[offset] ^= 8
    shell.collection.write_bytes(content)
    for command in COMMANDS:
        assert BUG not in shell(*command).err
    shell.collection.write_bytes(content)
    assert shell("doctor").code == 1
    assert shell("restore", str(backup)).code == 0
    assert shell("doctor").code == 0


def test_a_review_reports_the_cards_it_skipped(shell: Shell, backup: Path) -> None:
    assert backup.exists()
    with closing(sqlite3.connect(shell.collection)) as raw, raw:
        raw.execute("UPDATE note SET body = '{}'")
    result = shell("review", typed="")
    assert result.code == 0
    assert "are damaged and were skipped in this session" in result.err
