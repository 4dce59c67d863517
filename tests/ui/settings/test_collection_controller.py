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
from tests.support.learner import Learner, basic_deck, finish
from tests.support.ui.driver import WindowDriver
from tests.ui.conftest import OpenWindow


def choices(*, backup: Path | None = None, folder: Path | None = None) -> CollectionDialogs:
    """Return dialogs with these answers."""
    return CollectionDialogs(lambda _parent, _folder: backup, lambda _parent, _folder: folder)


def reported_places(driver: WindowDriver) -> list[Path]:
    """Return the list that gets the path of the collection when it must be opened again."""
    received: list[Path] = []
    driver.controller.collection_moved.connect(received.append)
    return received


def test_a_backup_is_made_and_counted(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    driver.settings.show_section("data")
    driver.click_text("Back up now")
    qtbot.waitUntil(lambda: driver.toast.startswith("Backed up and verified as "))
    qtbot.waitUntil(
        lambda: "1 backup, the last 2026-03-02 12:00" in driver.settings.backup_label.text()
    )
    assert len(maintenance.list_backups(driver.learner.context)) == 1


def test_an_intact_collection_has_no_problems(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    driver.settings.show_section("data")
    driver.click_text("Check the collection")
    qtbot.waitUntil(lambda: driver.toast == "No problems found.")


def test_a_change_of_retention_recalculates_the_due_dates(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(basic_deck(3, parent=None))
    finish(driver.learner.start_review())
    driver.controller.show_settings()
    driver.settings.changed.emit("retention", 0.8)
    driver.settings.changed.emit("retention", 0.75)
    driver.controller.show_home()
    qtbot.waitUntil(driver.window.isEnabled)
    qtbot.waitUntil(lambda: driver.toast == "Due dates rebuilt: 3 cards changed.")
    driver.learner.assert_sound()


def test_an_interrupted_change_of_retention_is_completed_at_the_next_start(
    qtbot: QtBot, open_window: OpenWindow, learner: Learner
) -> None:
    learner.store(basic_deck(3, parent=None))
    finish(learner.start_review(), Rating.EASY)
    learner.prefer(retention=0.75)
    learner.restart()
    driver = open_window()
    assert not driver.window.isEnabled()
    qtbot.waitUntil(driver.window.isEnabled)
    assert driver.home.isVisible()
    assert driver.toast == "Due dates rebuilt: 3 cards changed."
    learner.assert_sound()


def test_a_file_to_open_waits_for_the_running_rebuild(
    qtbot: QtBot, open_window: OpenWindow, learner: Learner, tmp_path: Path
) -> None:
    deck = tmp_path / "mine.yaml"
    new_deck.create_deck_file(deck)
    learner.store(basic_deck(3, parent=None))
    finish(learner.start_review(), Rating.EASY)
    learner.prefer(retention=0.75)
    driver = open_window()
    driver.controller.open_file(deck)
    qtbot.waitUntil(lambda: isinstance(driver.window.pages.currentWidget(), ImportPlanScreen))
    assert driver.toast in ("", "Due dates rebuilt: 3 cards changed.")
    learner.assert_sound()


def test_a_failed_rebuild_is_reported_and_home_is_shown(
    qtbot: QtBot, open_window: OpenWindow, learner: Learner
) -> None:
    driver = open_window(basic_deck(3, parent=None))
    finish(learner.start_review(), Rating.EASY)
    driver.controller.show_settings()
    driver.settings.changed.emit("retention", 0.75)
    with learner.context.database.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    driver.controller.show_home()
    qtbot.waitUntil(lambda: bool(driver.banner))
    assert driver.home.isVisible()
    assert driver.window.isEnabled()
    with learner.context.database.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
    assert maintenance.rebuild_if_due(learner.context) == 3


def test_due_dates_that_differ_from_the_answers_are_rebuilt(
    qtbot: QtBot, open_window: OpenWindow, learner: Learner
) -> None:
    learner.store(basic_deck(3, parent=None))
    finish(learner.start_review(), Rating.EASY)
    with learner.context.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE card SET reps = 99 WHERE key = 'basics/q01'")
    driver = open_window()
    driver.controller.show_settings()
    driver.settings.show_section("data")
    driver.click_text("Rebuild due dates")
    qtbot.waitUntil(lambda: driver.toast == "Due dates rebuilt: 1 card changed.")
    learner.assert_sound()


def test_the_weekly_check_offers_to_rebuild_wrong_due_dates(
    qtbot: QtBot, open_window: OpenWindow, learner: Learner
) -> None:
    learner.store(basic_deck(3, parent=None))
    finish(learner.start_review(), Rating.EASY)
    with learner.context.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE card SET reps = 99 WHERE key = 'basics/q01'")
    driver = open_window()
    driver.controller.run_deferred_check()
    qtbot.waitUntil(lambda: "does not match its reviews" in driver.banner)
    driver.click(driver.window.banner.action)
    qtbot.waitUntil(lambda: driver.toast == "Due dates rebuilt: 1 card changed.")
    assert driver.banner == ""
    learner.assert_sound()


def test_a_cancelled_dialog_changes_nothing(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None), choices=choices())
    found = reported_places(driver)
    driver.controller.show_settings()
    driver.settings.show_section("data")
    driver.click_text("Restore a backup…")
    driver.click_text("Move…")
    assert found == []
    assert driver.window.isEnabled()


def test_a_backup_is_restored_and_the_window_opens_it(
    qtbot: QtBot, open_window: OpenWindow, learner: Learner
) -> None:
    backup = maintenance.back_up(learner.store(basic_deck(2, parent=None)).context)
    driver = open_window(choices=choices(backup=backup))
    found = reported_places(driver)
    driver.controller.show_settings()
    driver.settings.show_section("data")
    driver.click_text("Restore a backup…")
    assert not driver.window.isEnabled()
    qtbot.waitUntil(lambda: bool(found))
    assert found == [learner.paths.collection]
    assert driver.window.isEnabled()
    assert list(learner.paths.collection.parent.glob("*-replaced-*"))


def test_a_file_that_is_not_a_backup_is_refused_and_the_collection_opened_again(
    qtbot: QtBot, open_window: OpenWindow, learner: Learner, tmp_path: Path
) -> None:
    wrong = tmp_path / "holiday.flashdesign"
    wrong.write_bytes(b"no collection at all" * 50)
    driver = open_window(basic_deck(1, parent=None), choices=choices(backup=wrong))
    found = reported_places(driver)
    driver.controller.show_settings()
    driver.settings.show_section("data")
    driver.click_text("Restore a backup…")
    qtbot.waitUntil(lambda: bool(driver.banner))
    assert "holiday.flashdesign" in driver.banner
    assert found == [learner.paths.collection]
    assert driver.window.isEnabled()
    again = Learner(tmp_path)
    assert again.left().new == 1
    again.close()


def test_the_collection_moves_and_is_found_there(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    target = tmp_path / "elsewhere"
    target.mkdir()
    driver = open_window(basic_deck(1, parent=None), choices=choices(folder=target))
    found = reported_places(driver)
    driver.controller.show_settings()
    driver.settings.show_section("data")
    driver.click_text("Move…")
    qtbot.waitUntil(lambda: bool(found))
    assert found == [target / "collection.flashdesign"]
    assert found[0].is_file()
    assert resolve_paths().collection == found[0]


def test_nothing_is_overwritten_by_a_move(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    there = target / "collection.flashdesign"
    there.write_bytes(b"another one")
    driver = open_window(basic_deck(1, parent=None), choices=choices(folder=target))
    driver.controller.show_settings()
    driver.settings.show_section("data")
    driver.click_text("Move…")
    qtbot.waitUntil(lambda: "a file with this name already exists" in driver.banner)
    assert there.read_bytes() == b"another one"


def test_the_weekly_check_reports_no_intact_collection(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.run_deferred_check()
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(1)
    assert driver.banner == ""
    assert driver.toast == ""
