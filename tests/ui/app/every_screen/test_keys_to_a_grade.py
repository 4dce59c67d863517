"""Keys from the start, from each page and through each kind of card to a stored grade."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from flashdesign.domain.ids import DeckId
from flashdesign.domain.scheduling.memory import Rating
from tests.support.learner import basic_deck
from tests.support.ui import tour
from tests.support.ui.driver import RETURN, SPACE, WindowDriver
from tests.support.ui.review import ratings
from tests.ui.conftest import OpenWindow

COMMA = Qt.Key.Key_Comma
PAGES: dict[str, Qt.Key | str] = {
    "home": "1",
    "drills": "3",
    "browse": "4",
    "add": "n",
    "transfer": "5",
    "settings": COMMA,
}
KINDS: dict[str, tuple[Qt.Key | str, ...]] = {
    "code": (SPACE,),
    "gaps": (RETURN,),
    "options": ("2",),
    "number": ("4", "0", "0", RETURN),
    "typed": ("a", RETURN),
    "list": ("a", RETURN, RETURN),
    "order": ("1", "2", "3", "4", SPACE),
    "match": ("1", "2", "3", SPACE),
    "classify": ("1", "2", "1", SPACE),
    "drill": ("4", "0", "0", RETURN),
}


def graded(driver: WindowDriver) -> list[Rating | None]:
    """Return the grades so far; a card is in the review until then."""
    return ratings(driver)


def test_the_first_grade_takes_three_keys_from_the_start(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, SPACE, "3")
    assert graded(driver) == [Rating.GOOD]
    assert driver.card == "q02?"


@pytest.mark.parametrize("page", list(PAGES))
def test_a_grade_needs_no_mouse_from_any_page(open_window: OpenWindow, page: str) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(PAGES[page], ctrl=True)
    assert driver.window.sidebar.isVisible()
    driver.press("2", ctrl=True)
    driver.press(SPACE, "3")
    assert graded(driver) == [Rating.GOOD]


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_of_card_is_answered_and_graded_by_keys(
    open_window: OpenWindow, kind: str
) -> None:
    driver = open_window(*tour.tour_decks())
    driver.learner.prefer(new_per_day=100)
    driver.controller.start_review(DeckId(kind))
    driver.press(*KINDS[kind])
    assert driver.review.session.state.is_revealed
    focused = QApplication.focusWidget()
    assert focused is not None
    grades = [button for button in driver.review.grades.buttons if button.isVisible()]
    assert grades
    for button in grades:  # in sight, without scrolling
        end = button.mapTo(driver.window, QPoint(button.width(), button.height()))
        assert driver.window.rect().contains(end)
    driver.press(SPACE)
    assert len(graded(driver)) == 1
