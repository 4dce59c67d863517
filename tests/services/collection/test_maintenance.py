"""Backups, restoring without losing answers, checks, and moving the collection."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from os import SEEK_CUR
from pathlib import Path
from shutil import copyfile

import pytest

from flashdesign import paths
from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.transfer.import_plan import ImportBundle
from flashdesign.errors import CollectionError
from flashdesign.services.collection import maintenance
from flashdesign.services.imports import apply, plan
from flashdesign.services.scheduling import card_actions, rules
from flashdesign.storage.notes import cards
from tests.support.learner import Learner, ManualClock, answer, basic_deck, finish

ONE = CardKey("basics/q01")


@pytest.fixture
def three(learner: Learner) -> Learner:
    """A user with three cards."""
    return learner.store(basic_deck(3, parent=None))


def break_memory(learner: Learner) -> None:
    """Make the cached memory of a card differ from its log."""
    path = learner.paths.collection
    learner.context.database.close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE card SET reps = 99 WHERE key = ?", (ONE,))
        # The page itself is changed.
        raw.execute("DELETE FROM page_checksum")
        raw.commit()


def test_a_copy_opens_and_holds_what_was_answered(three: Learner, tmp_path: Path) -> None:
    answer(three.start_review())
    copy = maintenance.back_up(three.context)
    assert [found.path for found in maintenance.list_backups(three.context)] == [copy]
    assert copy.parent == three.paths.backups
    with three.context.database.read() as connection:
        assert maintenance.last_backup_at(connection) == three.clock.at
    opened = tmp_path / "elsewhere"
    opened.mkdir()
    (opened / "collection.flashdesign").write_bytes(copy.read_bytes())
    other = Learner(opened, three.clock)
    assert [row.card for row in other.log()] == [ONE]
    other.assert_sound()
    other.close()


def test_answers_newer_than_the_copy_outlive_its_return(three: Learner) -> None:
    answer(three.start_review(), Rating.EASY)
    copy = maintenance.back_up(three.context)
    three.clock.advance(minutes=5)
    answer(three.start_review(), Rating.GOOD)
    card_actions.undo(three.context)
    finish(three.start_review(), Rating.EASY)
    log = three.log()
    restored = maintenance.restore(three.context, copy)
    assert restored.old_file is not None
    assert restored.old_file.is_file()
    assert (restored.merged_count, restored.is_whole) == (4, True)
    three.context.database.close()
    three = Learner(three.paths.collection.parent, three.clock)
    assert three.log() == log
    assert three.left().total == 0
    three.assert_sound()
    three.close()


def test_answers_in_two_copies_with_clocks_behind_are_all_there_when_one_takes_the_other(
    three: Learner, tmp_path: Path
) -> None:
    answer(three.start_review(), Rating.EASY)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copy = maintenance.back_up(three.context)
    copyfile(copy, elsewhere / "collection.flashdesign")
    three.clock.set_back(hours=3)
    other = Learner(elsewhere, ManualClock(three.clock.at), seed=2)
    for person, rating in ((three, Rating.AGAIN), (other, Rating.EASY)):
        session = person.start_review()
        for _ in range(5):
            answer(session, rating)
            person.clock.advance(minutes=1)
    here, there = three.log(), other.log()
    other.context.database.close()
    maintenance.restore(three.context, elsewhere / "collection.flashdesign")
    three = Learner(three.paths.collection.parent, three.clock)
    assert sorted(row.uid for row in three.log()) == sorted({row.uid for row in (*here, *there)})
    assert len(three.log()) == 1 + len(here[1:]) + len(there[1:])
    three.assert_sound()
    three.close()


def test_a_file_that_is_no_copy_is_refused_and_the_collection_is_as_it_was(
    three: Learner, tmp_path: Path
) -> None:
    answer(three.start_review())
    wrong = tmp_path / "letter.txt"
    wrong.write_text("Dear reader, this is no collection.", encoding="utf-8")
    with pytest.raises(CollectionError, match=r"letter\.txt"):
        maintenance.restore(three.context, wrong)
    three.context.database.close()
    again = Learner(three.paths.collection.parent, three.clock)
    assert [row.card for row in again.log()] == [ONE]
    again.close()


def test_a_sound_collection_has_no_problems(three: Learner) -> None:
    finish(three.start_review())
    assert maintenance.check(three.context) == ()


def test_the_check_is_made_once_a_week_and_a_rebuild_sets_memory_right(three: Learner) -> None:
    finish(three.start_review(), Rating.EASY)
    assert maintenance.check_if_due(three.context) == ()
    break_memory(three)
    three = Learner(three.paths.collection.parent, three.clock)
    maintenance.back_up(three.context)
    three.clock.advance(days=6.9)
    assert maintenance.check_if_due(three.context) == (), "it was checked this week"
    three.clock.set_back(days=7)
    assert maintenance.check_if_due(three.context) != (), "a check in the future says nothing"
    three.clock.advance(days=7.2)
    (problem,) = maintenance.check_if_due(three.context)
    assert ONE in problem
    assert maintenance.rebuild(three.context) == 1
    assert maintenance.check(three.context) == ()
    three.assert_sound()
    three.close()


def test_the_weekly_check_looks_at_the_file_and_not_at_its_backup(three: Learner) -> None:
    finish(three.start_review(), Rating.EASY)
    maintenance.back_up(three.context)
    three.context.database.close()
    three = Learner(three.paths.collection.parent, three.clock)
    before = three.paths.collection.stat()
    with three.paths.collection.open("r+b") as file:
        # While it is open: the pages in SQLite's memory are still intact.
        file.seek(three.paths.collection.stat().st_size // 2)
        (byte,) = file.read(1)
        file.seek(-1, SEEK_CUR)
        file.write(bytes([byte ^ 4]))
    # A disk may change a page at any time.
    os.utime(three.paths.collection, ns=(before.st_atime_ns, before.st_mtime_ns))
    problems = maintenance.check_if_due(three.context)
    assert any("1 page is not as stored" in problem for problem in problems), problems
    assert maintenance.check_if_due(three.context) == (), "once a week"
    three.context.database.close()


def test_another_retention_and_a_rebuild_move_the_due_dates(three: Learner) -> None:
    finish(three.start_review(), Rating.EASY)
    three.clock.advance(days=20)
    finish(three.start_review(), Rating.GOOD)
    before = three.memory(ONE)
    three.prefer(retention=0.75)
    assert three.memory(ONE) == before
    assert rules.is_rebuild_due(three.context)
    assert maintenance.rebuild(three.context) == 3
    assert not rules.is_rebuild_due(three.context)
    after = three.memory(ONE)
    assert after.due is not None
    assert before.due is not None
    assert after.due > before.due
    assert (after.stability, after.reps) == (before.stability, before.reps)
    three.assert_sound()


def test_a_rebuild_that_is_due_stays_due_in_a_copy_and_after_a_crash(
    three: Learner, tmp_path: Path
) -> None:
    finish(three.start_review(), Rating.EASY)
    three.prefer(retention=0.75)
    copy = maintenance.back_up(three.context)
    three.context.database.close()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copyfile(copy, elsewhere / "collection.flashdesign")
    for folder in (three.paths.collection.parent, elsewhere):
        again = Learner(folder, three.clock)
        assert maintenance.rebuild_if_due(again.context) == 3
        assert maintenance.rebuild_if_due(again.context) == 0, "and it is over"
        again.assert_sound()
        again.close()


def test_a_rebuild_that_is_due_is_no_damage_to_a_check(three: Learner) -> None:
    finish(three.start_review(), Rating.EASY)
    three.prefer(retention=0.75)
    assert maintenance.check(three.context) == ()
    assert not rules.is_rebuild_due(three.context)


def test_what_moves_no_due_date_requires_no_rebuild(three: Learner) -> None:
    three.prefer(new_per_day=3, rollover_h=6, retention=0.9)
    assert not rules.is_rebuild_due(three.context)


def test_an_import_that_changes_a_decks_retention_does_what_was_due_too(learner: Learner) -> None:
    own = basic_deck(3, deck=DeckId("own"), parent=None)

    def bring_in(deck: Deck) -> None:
        bundle = ImportBundle("own.yaml", (deck,), has_full_decks=True)
        apply.apply(learner.context, plan.plan(learner.context, bundle))

    bring_in(own)
    finish(learner.start_review(), Rating.EASY)
    learner.prefer(retention=0.75)
    bring_in(replace(own, retention=0.8))
    assert not rules.is_rebuild_due(learner.context)
    learner.assert_sound()


def test_the_collection_moves_and_is_found_there_again(
    three: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))
    answer(three.start_review())
    target = tmp_path / "new" / "collection.flashdesign"
    maintenance.move(three.context, target)
    assert three.paths.collection.is_file(), "the old file stays"
    assert paths.resolve_paths().collection == target
    moved = Learner(target.parent, three.clock)
    assert [row.card for row in moved.log()] == [ONE]
    moved.close()


def test_a_file_that_is_there_already_is_never_written_over(three: Learner, tmp_path: Path) -> None:
    target = tmp_path / "other.flashdesign"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(CollectionError):
        maintenance.move(three.context, target)
    assert target.read_text(encoding="utf-8") == "mine"
    with three.context.database.read() as connection:
        assert len(list(cards.cards(connection))) == 3, "and the collection is still open"
