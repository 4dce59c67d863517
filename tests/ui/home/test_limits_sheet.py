"""The limits of a deck and of all decks, set for today or for every day."""

import pytest
from PySide6.QtCore import Qt

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.ui.home.limits_sheet import LimitsSheet
from tests.support.learner import BASICS, basic_deck, note, small_decks
from tests.support.ui.driver import WindowDriver
from tests.ui.conftest import OpenWindow

OTHER = DeckId("other")


def counts(driver: WindowDriver) -> str:
    """Return the line below the headline."""
    return driver.home.today.counts.text()


def limits(driver: WindowDriver, deck: str) -> LimitsSheet:
    """Open the limits of a deck from its menu."""
    driver.home.tree.select(deck)
    menu = driver.home.tree.menu_for(deck)
    next(action for action in menu.actions() if "limits" in action.text()).trigger()
    menu.close()
    sheet = driver.window.sheet.findChild(LimitsSheet)
    assert isinstance(sheet, LimitsSheet)
    return sheet


def overall_limits(driver: WindowDriver) -> LimitsSheet:
    """Open the limits of all decks from the panel of today."""
    driver.click(driver.home.today.change_button)
    sheet = driver.window.sheet.findChild(LimitsSheet)
    assert isinstance(sheet, LimitsSheet)
    return sheet


def test_today_has_more_new_cards_for_once(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(30, parent=None))
    sheet = overall_limits(driver)
    assert driver.window.sheet.title.whole_text == "Limits for all decks"
    assert sheet.new.hasFocus()
    assert sheet.just_today.isChecked()
    driver.write("15")
    driver.click(sheet.save_button)
    assert counts(driver) == "15 new"
    assert overall_limits(driver).new.value() == 15
    assert driver.controller.settings.new_per_day == 10
    driver.click_text("Cancel")
    driver.learner.clock.advance(days=1)
    driver.controller.leave()
    assert counts(open_window()) == "10 new"


def test_today_has_fewer_new_cards_for_once(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(30, parent=None), Deck(OTHER, "Other", (note(OTHER, "one"),)))
    overall_limits(driver)
    driver.write("4")
    driver.click_text("Save")
    assert counts(driver) == "4 new"


def test_each_day_has_more_new_cards(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(30, parent=None))
    sheet = overall_limits(driver)
    sheet.just_today.setFocus()
    driver.press(Qt.Key.Key_Down)
    assert sheet.every_day.isChecked()
    sheet.take_focus()
    driver.write("12")
    driver.click(sheet.save_button)
    assert counts(driver) == "12 new"
    assert driver.controller.settings.new_per_day == 12


def test_the_limits_of_a_deck_are_left_by_cancel(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    sheet = limits(driver, BASICS)
    assert driver.window.sheet.title.whole_text == "Limits for “Basics”"
    assert sheet.new.hasFocus()
    driver.write("0")
    driver.click(sheet.cancel_button)
    assert not driver.window.sheet.is_open
    assert counts(driver) == "8 new"


def test_the_limits_of_a_deck_are_set_and_removed(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    sheet = limits(driver, BASICS)
    assert sheet.new.text() == "No limit"
    sheet.new.setFocus()
    sheet.new.selectAll()
    driver.write("1")
    driver.click(sheet.save_button)
    assert not driver.window.sheet.is_open
    assert driver.learner.left_of(BASICS).new == 1
    again = limits(driver, BASICS)
    assert again.new.value() == 1
    again.new.setValue(again.new.minimum())
    driver.click(again.save_button)
    assert driver.learner.left_of(BASICS).new > 1


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_Comma], ids=["home", "settings"])
def test_the_sidebar_keys_close_a_sheet(open_window: OpenWindow, key: Qt.Key) -> None:
    driver = open_window(*small_decks())
    limits(driver, BASICS)
    driver.press(key, ctrl=True)
    assert not driver.window.sheet.is_open


def test_a_typed_number_stays_when_the_days_are_chosen_after_it(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(30, parent=None))
    sheet = overall_limits(driver)
    driver.write("12")
    sheet.every_day.setChecked(True)
    assert sheet.new.value() == 12
    sheet.just_today.setChecked(True)
    assert sheet.new.value() == 12
    sheet.every_day.setChecked(True)
    driver.click(sheet.save_button)
    assert driver.controller.settings.new_per_day == 12


def test_what_was_not_typed_is_the_limit_of_the_choice(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    sheet = limits(driver, BASICS)
    driver.write("3")
    sheet.just_today.setChecked(True)
    assert sheet.new.value() == 3
    assert sheet.reviews.value() == driver.controller.settings.reviews_per_day
    sheet.every_day.setChecked(True)
    assert sheet.reviews.text() == "No limit"


def test_no_limit_is_not_taken_over_for_today(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    sheet = limits(driver, BASICS)
    sheet.new.setValue(5)
    sheet.new.setValue(sheet.new.minimum())
    sheet.just_today.setChecked(True)
    assert sheet.new.value() > 0
    sheet.every_day.setChecked(True)
    assert sheet.new.text() == "No limit"
