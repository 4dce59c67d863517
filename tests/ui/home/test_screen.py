"""Home: counts, limits, extra cards, and empty states."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.services.browse import overview
from flashdesign.services.editing import decks
from flashdesign.ui.browse.screen import BrowseScreen
from flashdesign.ui.home.deck_controller import LimitsSheet
from flashdesign.ui.home.deck_model import Column
from flashdesign.ui.home.screen import NO_DECKS
from flashdesign.ui.window.sidebar import SidebarItem
from tests.support.collection import BASICS, NUMBERS, ROOT, basic_deck, finish, note, small_decks
from tests.support.ui.driver import RETURN, SPACE, Seat
from tests.ui.conftest import Sit

OTHER = DeckId("other")
SHIPPED = {deck.id for deck in small_decks()}


def subtitle(seat: Seat) -> str:
    """Return the line below the title."""
    lines = [text.text() for text in seat.home.findChildren(QLabel) if text.wordWrap()]
    return next(line for line in lines if line)


def figures(seat: Seat) -> list[str]:
    """Return the texts of the tiles."""
    return [tile.accessibleName() for tile in seat.home.figures.tiles]


def limits(seat: Seat, deck: str) -> LimitsSheet:
    """Open the limits of a deck from its menu."""
    seat.home.tree.select(deck)
    menu = seat.home.tree.menu_for(deck)
    next(action for action in menu.actions() if "limits" in action.text()).trigger()
    menu.close()
    sheet = seat.window.sheet.findChild(LimitsSheet)
    assert isinstance(sheet, LimitsSheet)
    return sheet


def test_the_first_start_offers_the_review_and_has_the_focus_on_it(sit: Sit) -> None:
    seat = sit(*small_decks())
    assert seat.home.primary.text() == "Start today's review"
    assert seat.home.primary.hasFocus()
    shown = [
        "to review: 0",
        "new: 8",
        "recall, 30 days: –",
        "streak: 0 days",
        "typical drill error: –",
    ]
    assert figures(seat) == shown
    assert subtitle(seat).startswith("8 cards left today · ")
    assert not seat.home.learn_more_button.isVisible()


def visible_tiles(seat: Seat) -> list[QWidget]:
    """Return the tiles that are shown."""
    return [tile for tile in seat.home.figures.tiles if tile.isVisible()]


def has_tiles(seat: Seat, *, where: bool) -> bool:
    """Return whether tiles are shown exactly if they fit."""
    return bool(visible_tiles(seat)) is where


@pytest.mark.parametrize("size", [(560, 480), (560, 1000), (1120, 760)])
def test_figures_are_whole_or_hidden(qtbot: QtBot, sit: Sit, size: tuple[int, int]) -> None:
    seat = sit(*small_decks())
    for width, height in ((560, 480), (1120, 760), size):
        seat.window.resize(width, height)
        seat.home.figures.tiles[3].set_value("733 days")
        seat.desk.show_home()
        qtbot.waitUntil(partial(has_tiles, seat, where=height > 480))
    assert all(tile.height() >= tile.sizeHint().height() for tile in visible_tiles(seat))


def test_one_card_is_singular(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    assert subtitle(seat).startswith("1 card left today")


def test_without_decks_there_is_a_message(sit: Sit) -> None:
    seat = sit()
    shown = [text.text() for text in seat.home.empty.findChildren(QLabel) if text.isVisible()]
    assert NO_DECKS in shown
    assert not seat.home.tree.isVisible()
    assert not seat.home.primary.isVisible()
    assert not seat.home.learn_more_button.isVisible()
    seat.press(SPACE)
    assert seat.home.isVisible()


def test_a_deck_without_cards_starts_nothing(sit: Sit) -> None:
    seat = sit(Deck(BASICS, "Basics"))
    assert subtitle(seat) == "Nothing is due today."
    seat.press(SPACE)
    assert seat.home.isVisible()


def test_after_all_cards_more_can_be_learned(sit: Sit) -> None:
    seat = sit(basic_deck(25, parent=None))
    finish(seat.learner.sit())
    seat.learner.clock.advance(minutes=1)
    seat.desk.leave()
    seat = sit()
    assert "Done for today" in subtitle(seat)
    assert not seat.home.primary.isVisible()
    seat.press(SPACE)
    assert seat.home.isVisible()
    seat.click(seat.home.learn_more_button)
    assert seat.toast == "10 new cards added for today."
    assert seat.home.primary.hasFocus()
    assert not seat.home.learn_more_button.isVisible()


def test_without_new_cards_there_is_a_message(sit: Sit) -> None:
    seat = sit(basic_deck(3, parent=None))
    finish(seat.learner.sit())
    seat.desk.leave()
    seat = sit()
    seat.click(seat.home.learn_more_button)
    assert seat.toast == "This deck has no more new cards."


def test_a_deck_is_opened_by_return(sit: Sit) -> None:
    seat = sit(*small_decks())
    seat.home.tree.setFocus()
    seat.home.tree.select(NUMBERS)
    seat.press(RETURN)
    assert seat.review.deck.whole_text == "Numbers"
    assert seat.review.counts.text() == "2 new"


def test_a_deck_with_nothing_left_shows_a_message(sit: Sit) -> None:
    seat = sit(*small_decks())
    finish(seat.learner.sit(NUMBERS))
    seat.home.tree.select(NUMBERS)
    seat.home.tree.setFocus()
    seat.press(RETURN)
    assert "“Numbers”" in seat.toast
    assert seat.home.isVisible()


def test_the_limits_of_a_deck_are_set_and_removed(sit: Sit) -> None:
    seat = sit(*small_decks())
    sheet = limits(seat, BASICS)
    assert sheet.new.text() == "No limit"
    sheet.new.setFocus()
    sheet.new.selectAll()
    seat.write("1")
    seat.click(sheet.save_button)
    assert not seat.window.sheet.is_open
    assert seat.learner.left_of(BASICS).new == 1
    again = limits(seat, BASICS)
    assert again.new.value() == 1
    again.new.setValue(again.new.minimum())
    seat.click(again.save_button)
    assert seat.learner.left_of(BASICS).new > 1


def test_the_menu_adds_new_cards_to_a_deck(sit: Sit) -> None:
    seat = sit(Deck(ROOT, "System design"), basic_deck(30))
    menu = seat.home.tree.menu_for(BASICS)
    next(action for action in menu.actions() if action.text().startswith("Learn")).trigger()
    menu.close()
    assert seat.learner.left().new == 20
    assert figures(seat)[1] == "new: 20"


def choose(seat: Seat, deck: str, entry: str) -> None:
    """Trigger an entry of a deck's menu."""
    menu = seat.home.tree.menu_for(deck)
    next(action for action in menu.actions() if action.text().startswith(entry)).trigger()
    menu.close()


def shown(seat: Seat) -> list[str]:
    """Return the titles of the user's own decks."""
    own = [pair for pair in overview.titles(seat.learner.context) if pair[0] not in SHIPPED]
    for deck, _ in own:
        seat.home.tree.select(deck)
        assert seat.home.tree.current_deck() == deck
    return [title for _, title in own]


def test_an_own_deck_is_renamed_deleted_and_restored(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(*small_decks())
    mine = decks.create(seat.learner.context, "Mine")
    seat.desk.show_home()
    choose(seat, mine, "Rename")
    seat.write("Ours")
    seat.press(RETURN)
    qtbot.waitUntil(lambda: seat.toast == "Renamed to “Ours”.")
    assert shown(seat) == ["Ours"]
    choose(seat, mine, "Delete")
    qtbot.waitUntil(lambda: seat.toast == "“Ours” deleted with 0 cards.")
    assert shown(seat) == []
    seat.press("z", ctrl=True)
    qtbot.waitUntil(lambda: "Undone: " in seat.toast)
    assert shown(seat) == ["Ours"]


def test_the_totals_respect_the_limit(sit: Sit) -> None:
    seat = sit(basic_deck(30, parent=None), Deck(OTHER, "Other", (note(OTHER, "one"),)))
    model = seat.home.tree.model()
    shown = [model.index(row, Column.NEW).data() for row in range(model.rowCount())]
    assert shown == ["10", "1", "10"]
    assert figures(seat)[1] == "new: 10"


def test_a_built_in_deck_can_be_neither_renamed_nor_deleted(sit: Sit) -> None:
    menu = sit(*small_decks()).home.tree.menu_for(BASICS)
    assert [action.text() for action in menu.actions()] == [
        "Review this deck",
        "Learn 10 more today",
        "Daily limits…",
        "Browse its cards",
    ]
    menu.close()


def test_the_cards_of_a_deck_are_browsed(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(*small_decks())
    choose(seat, BASICS, "Browse")
    page = seat.window.pages.currentWidget()
    assert isinstance(page, BrowseScreen)
    assert page.search.text() == f"deck:{BASICS} "
    qtbot.waitUntil(lambda: page.model.rowCount() > 1)


def test_ten_thousand_due_are_counted_and_the_review_begins(sit: Sit) -> None:
    seat = sit(basic_deck(10_000, parent=None))
    seat.learner.prefer(new_per_day=9_999)
    seat.desk.show_home()
    assert figures(seat)[1] == "new: 9,999"
    assert seat.window.sidebar.isVisible()
    seat.press(SPACE)
    assert seat.review.counts.text() == "9,999 new"
    counts = seat.review.counts
    assert counts.width() >= counts.sizeHint().width()


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_Comma], ids=["home", "settings"])
def test_the_sidebar_keys_close_a_sheet(sit: Sit, key: Qt.Key) -> None:
    seat = sit(*small_decks())
    limits(seat, BASICS)
    seat.press(key, ctrl=True)
    assert not seat.window.sheet.is_open


def test_the_badge_counts_the_remaining_cards(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    names = {item.accessibleName() for item in seat.window.sidebar.findChildren(SidebarItem)}
    assert "Review 2" in names
    seat.press(SPACE, SPACE, "4")
    names = {item.accessibleName() for item in seat.window.sidebar.findChildren(SidebarItem)}
    assert "Review 1" in names
