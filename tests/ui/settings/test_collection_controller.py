"""Backing up, checking, restoring and moving the collection, and failures of these."""

from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.paths import HOME_VARIABLE, resolve_paths
from flashdesign.services.collection import maintenance
from flashdesign.services.exports import new_deck
from flashdesign.ui.settings.collection_controller import CollectionDialogs
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
from tests.support.collection import Learner, basic_deck, finish
from tests.support.ui.driver import Seat
from tests.ui.conftest import Sit


def choices(*, backup: Path | None = None, folder: Path | None = None) -> CollectionDialogs:
    """Return dialogs with these answers."""
    return CollectionDialogs(lambda _parent, _folder: backup, lambda _parent, _folder: folder)


def places_told(seat: Seat) -> list[Path]:
    """Return the list that gets the path of the collection when it must be opened again."""
    told: list[Path] = []
    seat.desk.collection_moved.connect(told.append)
    return told


def test_a_backup_is_made_and_counted(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.show_settings()
    seat.click_text("Back up now")
    qtbot.waitUntil(lambda: seat.toast.startswith("Backed up and verified as "))
    qtbot.waitUntil(
        lambda: "1 backup, the last 2026-03-02 12:00" in seat.settings.collection_label.text()
    )
    assert len(maintenance.list_backups(seat.learner.context)) == 1


def test_an_intact_collection_has_no_problems(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.show_settings()
    seat.click_text("Check the collection")
    qtbot.waitUntil(lambda: seat.toast == "No problems found.")


def test_a_change_of_retention_recalculates_the_due_dates(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(3, parent=None))
    finish(seat.learner.sit())
    seat.desk.show_settings()
    seat.settings.changed.emit("retention", 0.8)
    seat.settings.changed.emit("retention", 0.75)
    seat.desk.show_home()
    qtbot.waitUntil(seat.window.isEnabled)
    qtbot.waitUntil(lambda: seat.toast == "Due dates rebuilt: 3 cards changed.")
    seat.learner.assert_sound()


def test_an_interrupted_change_of_retention_is_completed_at_the_next_start(
    qtbot: QtBot, sit: Sit, learner: Learner
) -> None:
    learner.store(basic_deck(3, parent=None))
    finish(learner.sit(), Rating.EASY)
    learner.prefer(retention=0.75)
    learner.restart()
    seat = sit()
    assert not seat.window.isEnabled()
    qtbot.waitUntil(seat.window.isEnabled)
    assert seat.home.isVisible()
    assert seat.toast == "Due dates rebuilt: 3 cards changed."
    learner.assert_sound()


def test_a_file_to_open_waits_for_the_running_rebuild(
    qtbot: QtBot, sit: Sit, learner: Learner, tmp_path: Path
) -> None:
    deck = tmp_path / "mine.yaml"
    new_deck.create_deck_file(deck)
    learner.store(basic_deck(3, parent=None))
    finish(learner.sit(), Rating.EASY)
    learner.prefer(retention=0.75)
    seat = sit()
    seat.desk.open_file(deck)
    qtbot.waitUntil(lambda: isinstance(seat.window.pages.currentWidget(), ImportPlanScreen))
    assert seat.toast in ("", "Due dates rebuilt: 3 cards changed.")
    learner.assert_sound()


def test_a_failed_rebuild_is_reported_and_home_is_shown(
    qtbot: QtBot, sit: Sit, learner: Learner
) -> None:
    seat = sit(basic_deck(3, parent=None))
    finish(learner.sit(), Rating.EASY)
    seat.desk.show_settings()
    seat.settings.changed.emit("retention", 0.75)
    with learner.context.database.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    seat.desk.show_home()
    qtbot.waitUntil(lambda: bool(seat.banner))
    assert seat.home.isVisible()
    assert seat.window.isEnabled()
    with learner.context.database.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
    assert maintenance.rebuild_if_due(learner.context) == 3


def test_due_dates_that_differ_from_the_answers_are_rebuilt(
    qtbot: QtBot, sit: Sit, learner: Learner
) -> None:
    learner.store(basic_deck(3, parent=None))
    finish(learner.sit(), Rating.EASY)
    with learner.context.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE card SET reps = 99 WHERE key = 'basics/q01'")
    seat = sit()
    seat.desk.show_settings()
    seat.click_text("Rebuild due dates")
    qtbot.waitUntil(lambda: seat.toast == "Due dates rebuilt: 1 card changed.")
    learner.assert_sound()


def test_a_cancelled_dialog_changes_nothing(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None), choices=choices())
    told = places_told(seat)
    seat.desk.show_settings()
    seat.click_text("Restore a backup…")
    seat.click_text("Move…")
    assert told == []
    assert seat.window.isEnabled()


def test_a_backup_is_restored_and_the_window_opens_it(
    qtbot: QtBot, sit: Sit, learner: Learner
) -> None:
    backup = maintenance.back_up(learner.store(basic_deck(2, parent=None)).context)
    seat = sit(choices=choices(backup=backup))
    told = places_told(seat)
    seat.desk.show_settings()
    seat.click_text("Restore a backup…")
    assert not seat.window.isEnabled()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [learner.places.collection]
    assert seat.window.isEnabled()
    assert list(learner.places.collection.parent.glob("*-replaced-*"))


def test_a_file_that_is_not_a_backup_is_refused_and_the_collection_opened_again(
    qtbot: QtBot, sit: Sit, learner: Learner, tmp_path: Path
) -> None:
    wrong = tmp_path / "holiday.flashdesign"
    wrong.write_bytes(b"no collection at all" * 50)
    seat = sit(basic_deck(1, parent=None), choices=choices(backup=wrong))
    told = places_told(seat)
    seat.desk.show_settings()
    seat.click_text("Restore a backup…")
    qtbot.waitUntil(lambda: bool(seat.banner))
    assert "holiday.flashdesign" in seat.banner
    assert told == [learner.places.collection]
    assert seat.window.isEnabled()
    again = Learner(tmp_path)
    assert again.left().new == 1
    again.close()


def test_the_collection_moves_and_is_found_there(
    qtbot: QtBot, sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    target = tmp_path / "elsewhere"
    target.mkdir()
    seat = sit(basic_deck(1, parent=None), choices=choices(folder=target))
    told = places_told(seat)
    seat.desk.show_settings()
    seat.click_text("Move…")
    qtbot.waitUntil(lambda: bool(told))
    assert told == [target / "collection.flashdesign"]
    assert told[0].is_file()
    assert resolve_paths().collection == told[0]


def test_nothing_is_overwritten_by_a_move(qtbot: QtBot, sit: Sit, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    there = target / "collection.flashdesign"
    there.write_bytes(b"another one")
    seat = sit(basic_deck(1, parent=None), choices=choices(folder=target))
    seat.desk.show_settings()
    seat.click_text("Move…")
    qtbot.waitUntil(lambda: "a file with this name already exists" in seat.banner)
    assert there.read_bytes() == b"another one"


def test_the_weekly_check_reports_no_intact_collection(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.run_deferred_check()
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(1)
    assert seat.banner == ""
    assert seat.toast == ""
