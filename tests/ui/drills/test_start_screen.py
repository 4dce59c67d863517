"""The start screen of the drills: selection, timer, an empty collection."""

from tests.support.collection import basic_deck
from tests.support.drills.templates import BITS, POSTS
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.drill_screens import home, practice
from tests.ui.conftest import OpenWindow


def test_the_timer_can_be_turned_off(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.press("3", ctrl=True)
    driver.click(home(driver).timed)
    assert not driver.controller.preferences.drill_clock
    driver.click(home(driver).start)
    assert not practice(driver).workspace.card.ring.isVisible()
    assert not practice(driver).workspace.card.tools["pause"].isVisible()
    driver.learner.clock.advance(seconds=900)
    practice(driver).workspace.clock.poll()
    assert practice(driver).session.state.feedback is None


def test_the_page_without_drills_is_empty(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press("3", ctrl=True)
    assert home(driver).empty.isVisible()
    assert not home(driver).practice_panel.isVisible()


def test_topics_and_levels_filter_the_drills(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS, BITS))
    driver.press("3", ctrl=True)
    assert home(driver).count_label.text() == "2 drills selected"
    driver.click(home(driver).levels.chips[0])
    assert home(driver).filter.levels == {1}
    assert home(driver).start.isEnabled()
