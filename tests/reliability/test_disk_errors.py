"""An operation reports a full, read-only or missing disk, and nothing is half done."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from flashdesign import paths
from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.transfer.import_plan import ImportBundle
from flashdesign.errors import DiskError, DiskFullError
from flashdesign.services.collection import maintenance, settings
from flashdesign.services.collection.lifecycle import NoticeKind, close_collection, notices
from flashdesign.services.drills.practice import PracticeSession
from flashdesign.services.editing import notes
from flashdesign.services.exports import archive, export, new_deck
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.scheduling import card_actions
from tests.support.drills.sample_drills import FOUR, drill_deck
from tests.support.learner import BASICS, Learner, answer, basic_deck, finish

ONE = CardKey("basics/q01")
OWN = ImportBundle(
    "own.yaml", (basic_deck(400, deck=DeckId("own"), parent=None),), has_full_decks=True
)


@pytest.fixture
def three(learner: Learner) -> Learner:
    """A user with three cards, one of them answered."""
    learner.store(basic_deck(3, parent=None))
    answer(learner.start_review(), Rating.EASY)
    return learner


def fill_disk(learner: Learner) -> None:
    """Prevent the collection from growing."""
    with learner.context.database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def free_disk(learner: Learner) -> None:
    with learner.context.database.read() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")


def make_read_only(learner: Learner) -> None:
    with learner.context.database.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")


def contents(learner: Learner) -> list[tuple[Any, ...]]:
    """Return all data that the user could lose."""
    tables = ("card", "note", "deck", "review", "setting", "change", "operation")
    with learner.context.database.read() as connection:
        return [
            tuple(row)
            for table in tables
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]


ACTS: list[tuple[str, Callable[[Learner], object], str]] = [
    ("an answer", lambda learner: answer(learner.start_review()), "the last answer was not stored"),
    ("an undo", lambda learner: card_actions.undo(learner.context), "nothing was undone"),
    (
        "a card suspended",
        lambda learner: card_actions.set_suspended(learner.context, ONE, suspended=True),
        "the card was not changed",
    ),
    (
        "a note deleted",
        lambda learner: notes.delete_notes(learner.context, [NoteKey(ONE)]),
        "nothing was changed",
    ),
    (
        "a setting",
        lambda learner: settings.change(learner.context, new_per_day=3),
        "the setting was not changed",
    ),
    ("a backup", lambda learner: maintenance.back_up(learner.context), "the backup was not made"),
    (
        "a rebuild",
        lambda learner: maintenance.rebuild(learner.context),
        "the due dates stay as they were",
    ),
    (
        "an import",
        lambda learner: apply.apply(learner.context, import_plan.plan(learner.context, OWN)),
        "the import was not done and nothing changed",
    ),
]


@pytest.mark.parametrize(
    ("act", "expected"), [pytest.param(act, expected, id=name) for name, act, expected in ACTS]
)
def test_what_cannot_be_written_is_told_by_the_act(
    three: Learner, act: Callable[[Learner], object], expected: str
) -> None:
    before = contents(three)
    make_read_only(three)
    with pytest.raises(DiskError, match=f"cannot write in .*, so {expected}"):
        act(three)
    assert contents(three) == before


def test_on_a_full_disk_the_last_answer_alone_is_lost_and_can_be_given_again(
    learner: Learner,
) -> None:
    learner.store(basic_deck(200, parent=None))
    learner.prefer(new_per_day=200)
    session = learner.start_review()
    fill_disk(learner)
    stored = 0
    with pytest.raises(DiskFullError, match="full, so the last answer was not stored"):  # noqa: PT012
        while session.state.card is not None:
            answer(session, Rating.EASY)
            stored += 1
    assert len(learner.log()) == len(session.answers) == stored
    learner.assert_sound()
    free_disk(learner)
    assert session.grade(Rating.EASY).answer_count == stored + 1
    assert len(learner.log()) == stored + 1


def test_an_estimate_in_practice_is_an_answer_too(learner: Learner) -> None:
    learner.store(drill_deck(**FOUR))
    session = PracticeSession(learner.context)
    make_read_only(learner)
    session.reveal()
    with pytest.raises(DiskError, match="so the last answer was not stored"):
        session.next_drill()


def test_on_a_full_disk_an_import_leaves_all_as_it_was(three: Learner) -> None:
    plan = import_plan.plan(three.context, OWN)
    fill_disk(three)
    before = contents(three)
    with pytest.raises(DiskFullError, match="so the import was not done and nothing changed"):
        apply.apply(three.context, plan)
    assert [row for row in contents(three) if row[0] != "backup.at"] == [
        row for row in before if row[0] != "backup.at"
    ]
    three.assert_sound()


def block_backups(learner: Learner) -> Path:
    """Create a file in place of the backup folder."""
    blocked = learner.paths.backups.parent
    blocked.write_bytes(b"")
    return blocked


def test_a_backup_that_fails_at_closing_is_told_then_and_at_the_next_start(three: Learner) -> None:
    blocked = block_backups(three)
    failed = close_collection(three.context)
    assert "so the backup was not made" in str(failed)
    three = Learner(three.paths.collection.parent, three.clock)
    (notice,) = notices(three.context)
    assert notice.concern is NoticeKind.BACKUP
    assert notice.sentence == f"When FlashDesign was last closed: {failed}"
    assert len(three.log()) == 1
    blocked.unlink()
    assert close_collection(three.context) is None
    three = Learner(three.paths.collection.parent, three.clock)
    assert notices(three.context) == ()
    assert len(maintenance.list_backups(three.context)) == 1
    assert close_collection(three.context) is None


def test_a_note_that_a_full_disk_took_only_the_name_of_is_told_all_the_same(
    three: Learner,
) -> None:
    note = three.paths.collection.with_name("collection.flashdesign.backup-failed.txt")
    note.write_bytes(b"")
    (notice,) = notices(three.context)
    assert notice.sentence == "When FlashDesign was last closed: the backup was not made."


def full(file: BinaryIO) -> int:
    """Write a part, then fail like a full disk."""
    file.write(b"half of it")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_an_export_to_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "deck.csv"
    target.write_text("the last one")
    with pytest.raises(DiskFullError) as caught:
        export.write_atomically(target, full)
    assert str(caught.value).startswith(
        "deck.csv: the disk is full, so the export was not written."
    )
    assert [file.name for file in tmp_path.iterdir()] == ["deck.csv"]
    assert target.read_text() == "the last one"


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        pytest.param(
            lambda learner, folder: export.export(learner.context, BASICS, folder / "out.yaml"),
            "the export was not written",
            id="an export",
        ),
        pytest.param(
            lambda learner, folder: archive.write(learner.context, folder / "all.zip"),
            "the archive was not written",
            id="an archive",
        ),
        pytest.param(
            lambda _one, folder: new_deck.create_deck_file(folder / "mine.yaml"),
            "the deck file was not written",
            id="a new deck file",
        ),
        pytest.param(
            lambda learner, folder: maintenance.move(
                learner.context, folder / "x" / "c.flashdesign"
            ),
            "the collection was not moved",
            id="a move",
        ),
    ],
)
def test_what_has_no_folder_to_go_to_is_told_by_the_act(
    three: Learner, tmp_path: Path, act: Callable[[Learner, Path], object], expected: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiskError, match=f"so {expected}"):
        act(three, tmp_path / "file")
    assert len(three.log()) == 1, "and the collection is still open"


def test_a_move_that_cannot_be_remembered_leaves_nothing_behind(
    three: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_bytes(b"")
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))
    target = tmp_path / "new" / "collection.flashdesign"
    with pytest.raises(DiskError, match="so the collection was not moved"):
        maintenance.move(three.context, target)
    assert not target.exists()
    finish(three.start_review())
    three.assert_sound()


def test_a_restore_of_what_is_not_there_changes_nothing(three: Learner, tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="so nothing was restored and nothing changed"):
        maintenance.restore(three.context, tmp_path / "gone" / "copy.flashdesign")
    three = Learner(three.paths.collection.parent, three.clock)
    assert len(three.log()) == 1
    three.close()


def test_a_collection_that_cannot_be_checkpointed_at_closing_keeps_its_answers(
    three: Learner,
) -> None:
    maintenance.back_up(three.context)
    make_read_only(three)
    close_collection(three.context)
    with closing(sqlite3.connect(three.paths.collection)) as raw:
        assert raw.execute("SELECT count(*) FROM review").fetchone() == (1,)
