"""Home: counts, limits, extra cards, and empty states."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.services.decks import overview
from flashdesign.services.editing import decks
from flashdesign.ui.browse.screen import BrowseScreen
from flashdesign.ui.home.deck_model import DETAIL_ROLE, Column
from flashdesign.ui.home.screen import NO_DECKS
from flashdesign.ui.transfer.screen import TransferScreen
from flashdesign.ui.window.sidebar import SidebarItem
from tests.support.learner import BASICS, NUMBERS, ROOT, basic_deck, finish, note, small_decks
from tests.support.ui.checks.geometry import settle
from tests.support.ui.driver import RETURN, SPACE, WindowDriver
from tests.ui.conftest import OpenWindow

OTHER = DeckId("other")
BUILT_IN = {deck.id for deck in small_decks()}


def headline(driver: WindowDriver) -> str:
    """Return the headline of today's panel."""
    return driver.home.today.headline.text()


def counts(driver: WindowDriver) -> str:
    """Return the line below the headline."""
    return driver.home.today.counts.text()


def welcome(driver: WindowDriver) -> str:
    """Return the line below the title, if it is shown."""
    lines = [
        text
        for text in driver.home.findChildren(QLabel)
        if text.wordWrap() and not driver.home.today.isAncestorOf(text)
    ]
    return next((line.text() for line in lines if line.isVisible()), "")


def figures(driver: WindowDriver) -> list[str]:
    """Return the figures that are shown."""
    shown = [figure for figure in driver.home.today.figures if figure.isVisible()]
    return [figure.accessibleName() for figure in shown]


def test_the_first_start_offers_the_review_and_has_the_focus_on_it(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    assert driver.home.primary.text() == "Start today's review"
    assert driver.home.primary.hasFocus()
    assert headline(driver).startswith("8 cards, ")
    assert counts(driver) == "8 new"
    assert figures(driver) == []
    assert not driver.home.today.progress.isVisible()
    assert not driver.home.learn_more_button.isVisible()


def test_a_newcomer_is_told_what_is_here(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    assert welcome(driver) == (
        "10 cards in 4 decks. Start with today's cards, or study one deck by itself. "
        "Press ? for all keyboard shortcuts."
    )
    driver.press(SPACE, SPACE, "4")
    driver.controller.show_home()
    assert welcome(driver) == ""


def test_the_progress_of_the_day_is_shown(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    driver.press(SPACE, SPACE, "1")
    driver.controller.show_home()
    assert headline(driver).startswith("8 cards, ")
    assert counts(driver) == "1 to review · 7 new · 1 of 8 begun"
    assert driver.home.today.progress.isVisible()
    assert driver.home.today.progress.share == 1 / 8


@pytest.mark.parametrize("width", [560, 700, 1000, 1280])
def test_figures_are_whole_or_hidden(open_window: OpenWindow, width: int) -> None:
    driver = open_window(basic_deck(3, parent=None))
    finish(driver.learner.start_review())
    driver.controller.leave()
    driver = open_window()
    driver.window.resize(width, 760)
    settle(driver.window)
    assert figures(driver) == (["streak: 1 day"] if width > 560 else figures(driver))
    for figure in driver.home.today.figures:
        assert figure.width() >= figure.sizeHint().width() or not figure.isVisible()


def test_all_keys_are_a_click_away(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    driver.press(SPACE, SPACE, "4")
    driver.controller.show_home()
    assert driver.home.keys_button.text() == "Keys"
    assert driver.home.keys_button.key == "?"
    driver.click(driver.home.keys_button)
    assert driver.window.sheet.title.whole_text == "Keyboard shortcuts"


def test_the_built_in_decks_are_added_at_once(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window()
    assert driver.home.empty.button.hasFocus()
    driver.click_text("Add the built-in decks now")
    qtbot.waitUntil(driver.home.primary.isVisible, timeout=20_000)
    assert not driver.home.empty.isVisible()
    assert driver.home.primary.hasFocus()


def test_without_decks_a_file_can_be_imported(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.click_text("Import…")
    assert isinstance(driver.window.pages.currentWidget(), TransferScreen)


def test_one_card_is_singular(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    assert headline(driver).startswith("1 card, ")


def test_without_decks_there_is_a_message(open_window: OpenWindow) -> None:
    driver = open_window()
    shown = [text.text() for text in driver.home.empty.findChildren(QLabel) if text.isVisible()]
    assert NO_DECKS in shown
    button = driver.home.new_deck_button
    assert button.width() == button.sizeHint().width()
    assert not driver.home.tree.isVisible()
    assert not driver.home.primary.isVisible()
    assert not driver.home.learn_more_button.isVisible()
    driver.press(SPACE)
    assert driver.home.isVisible()


def test_a_deck_without_cards_starts_nothing(open_window: OpenWindow) -> None:
    driver = open_window(Deck(BASICS, "Basics"))
    assert headline(driver) == "Nothing is due today"
    driver.press(SPACE)
    assert driver.home.isVisible()


def test_after_all_cards_more_can_be_learned(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(25, parent=None))
    finish(driver.learner.start_review())
    driver.learner.clock.advance(minutes=1)
    driver.controller.leave()
    driver = open_window()
    assert headline(driver) == "Done for today"
    assert counts(driver) == "20 answers. See you tomorrow."
    assert not driver.home.primary.isVisible()
    driver.press(SPACE)
    assert driver.home.isVisible()
    driver.click(driver.home.learn_more_button)
    assert driver.toast == "10 new cards added for today."
    assert driver.home.primary.hasFocus()
    assert not driver.home.learn_more_button.isVisible()


def test_without_new_cards_there_is_a_message(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(3, parent=None))
    finish(driver.learner.start_review())
    driver.controller.leave()
    driver = open_window()
    driver.click(driver.home.learn_more_button)
    assert driver.toast == "This deck has no more new cards."


def test_a_deck_is_opened_by_return(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    driver.home.tree.setFocus()
    driver.home.tree.select(NUMBERS)
    driver.press(RETURN)
    assert driver.review.head.deck.whole_text == "Numbers"
    assert driver.review.head.counts.text() == "2 new"


def test_a_deck_with_nothing_left_shows_a_message(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    finish(driver.learner.start_review(NUMBERS))
    driver.home.tree.select(NUMBERS)
    driver.home.tree.setFocus()
    driver.press(RETURN)
    assert driver.toast == "“Numbers” is done for today."
    assert driver.home.isVisible()
    assert not driver.window.toast.action.isVisible(), "it has no more new cards"


def test_a_deck_that_is_done_offers_more_new_cards(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(25, parent=None))
    finish(driver.learner.start_review())
    driver.controller.leave()
    driver = open_window()
    study = driver.home.tree.buttons_of(BASICS).study
    assert (study.text(), study.isEnabled()) == ("Done", False)
    assert study.toolTip().startswith("Nothing due.")
    driver.home.tree.select(BASICS)
    driver.home.tree.setFocus()
    driver.press(RETURN)
    assert driver.toast == "“Basics” is done for today."
    driver.click(driver.window.toast.action)
    assert driver.learner.left_of(BASICS).new == 10


def test_a_new_deck_is_created_on_home_and_shows_its_cards(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(*small_decks())
    driver.click(driver.home.new_deck_button)
    driver.write("Mine")
    driver.press(RETURN)
    qtbot.waitUntil(lambda: driver.toast == "Deck “Mine” created.")
    mine = next(
        line for line in overview.overview(driver.learner.context).decks if line.title == "Mine"
    )
    driver.home.tree.select(mine.id)
    assert driver.home.tree.currentIndex().data(DETAIL_ROLE) == "0 cards"
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert mine.id not in dict(overview.titles(driver.learner.context))


def test_a_line_tells_its_cards_and_what_the_limits_hold_back(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(6, parent=None))
    driver.learner.prefer(new_per_day=6, reviews_per_day=2)
    finish(driver.learner.start_review(), Rating.EASY)
    driver.learner.clock.advance(days=60)
    driver.controller.show_home()
    model = driver.home.tree.model()
    assert model.index(0, Column.TITLE).data(DETAIL_ROLE) == "6 cards · 6 seen · 4 more due"
    assert model.index(0, Column.DUE).data() == "2"


def test_a_deck_is_studied_with_its_button(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    driver.click(driver.home.tree.buttons_of(NUMBERS).study)
    assert driver.review.head.deck.whole_text == "Numbers"


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_buttons_of_the_current_deck_are_reached_by_tab(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    driver.home.tree.setFocus()
    driver.home.tree.select(NUMBERS)
    driver.press(Qt.Key.Key_Tab)
    buttons = driver.home.tree.buttons_of(NUMBERS)
    assert buttons.study.hasFocus()
    driver.press(Qt.Key.Key_Tab)
    assert buttons.menu.hasFocus()
    driver.press(SPACE)
    menu = driver.home.tree.findChild(QMenu)
    assert menu is not None
    assert menu.accessibleName() == "Numbers"
    menu.close()


def test_a_deck_is_chosen_for_export_from_its_menu(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    choose(driver, NUMBERS, "Export")
    page = driver.window.pages.currentWidget()
    assert isinstance(page, TransferScreen)
    assert page.deck.currentData() == NUMBERS
    assert page.format.hasFocus()


def test_the_menu_adds_new_cards_to_a_deck(open_window: OpenWindow) -> None:
    driver = open_window(Deck(ROOT, "System design"), basic_deck(30))
    menu = driver.home.tree.menu_for(BASICS)
    next(action for action in menu.actions() if action.text().startswith("Learn")).trigger()
    menu.close()
    assert driver.learner.left().new == 20
    assert counts(driver) == "20 new"


def choose(driver: WindowDriver, deck: str, entry: str) -> None:
    """Trigger an entry of a deck's menu."""
    menu = driver.home.tree.menu_for(deck)
    next(action for action in menu.actions() if action.text().startswith(entry)).trigger()
    menu.close()


def shown(driver: WindowDriver) -> list[str]:
    """Return the titles of the user's own decks."""
    own = [pair for pair in overview.titles(driver.learner.context) if pair[0] not in BUILT_IN]
    for deck, _ in own:
        driver.home.tree.select(deck)
        assert driver.home.tree.current_deck() == deck
    return [title for _, title in own]


def test_an_own_deck_is_renamed_deleted_and_restored(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    mine = decks.create(driver.learner.context, "Mine")
    driver.controller.show_home()
    choose(driver, mine, "Rename")
    driver.write("Ours")
    driver.press(RETURN)
    qtbot.waitUntil(lambda: driver.toast == "Renamed to “Ours”.")
    assert shown(driver) == ["Ours"]
    choose(driver, mine, "Delete")
    qtbot.waitUntil(lambda: driver.toast == "“Ours” deleted with 0 cards.")
    assert shown(driver) == []
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert shown(driver) == ["Ours"]


def test_the_totals_respect_the_limit(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(30, parent=None), Deck(OTHER, "Other", (note(OTHER, "one"),)))
    model = driver.home.tree.model()
    shown = [model.index(row, Column.NEW).data() for row in range(model.rowCount())]
    assert shown == ["10", "0", "10"]
    assert counts(driver) == "10 new"


def test_a_built_in_deck_can_be_neither_renamed_nor_deleted(open_window: OpenWindow) -> None:
    menu = open_window(*small_decks()).home.tree.menu_for(BASICS)
    assert [action.text() for action in menu.actions()] == [
        "Study this deck",
        "Learn 10 more today",
        "Daily limits…",
        "Browse its cards",
        "Export…",
    ]
    menu.close()


def test_the_cards_of_a_deck_are_browsed(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    choose(driver, BASICS, "Browse")
    page = driver.window.pages.currentWidget()
    assert isinstance(page, BrowseScreen)
    assert page.search.text() == f"deck:{BASICS} "
    qtbot.waitUntil(lambda: page.model.rowCount() > 1)


def test_ten_thousand_due_are_counted_and_the_review_begins(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(10_000, parent=None))
    driver.learner.prefer(new_per_day=9_999)
    driver.controller.show_home()
    assert counts(driver) == "9,999 new"
    assert driver.window.sidebar.isVisible()
    driver.press(SPACE)
    assert driver.review.head.counts.text() == "9,999 new"
    shown = driver.review.head.counts
    assert shown.width() >= shown.sizeHint().width()


def test_the_badge_counts_the_remaining_cards(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    names = {item.accessibleName() for item in driver.window.sidebar.findChildren(SidebarItem)}
    assert "Review 2" in names
    driver.press(SPACE, SPACE, "4")
    names = {item.accessibleName() for item in driver.window.sidebar.findChildren(SidebarItem)}
    assert "Review 1" in names
