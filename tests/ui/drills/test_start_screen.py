"""The start screen of the drills: selection, timer, an empty collection."""

from dataclasses import replace

import pytest

from tests.support.drills.templates import BITS, POSTS
from tests.support.learner import basic_deck
from tests.support.ui.checks.geometry import is_whole_in_sight, settle
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.drill_screens import home, practice
from tests.support.ui.driver import ESCAPE, RETURN
from tests.ui.conftest import OpenWindow


def test_the_timer_can_be_turned_off(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.press("3", ctrl=True)
    driver.click(home(driver).timed)
    assert not driver.controller.settings.drill_clock
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


def test_the_weakest_topic_comes_first_with_its_error(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(replace(BITS, topic="bits"), replace(POSTS, topic="load")))
    driver.press("3", ctrl=True)
    assert home(driver).topics_label.text() == "Topics (none selected: all)"
    assert [chip.name for chip in home(driver).topics.chips] == ["bits", "load"]
    home(driver).topics.chips[-1].click()
    driver.click(home(driver).start)
    driver.write("3000G")
    driver.press(RETURN, ESCAPE)
    driver.press("3", ctrl=True)
    shown = home(driver).topics.chips
    assert home(driver).topics_label.text() == "Topics, your weakest first (none selected: all)"
    assert [chip.name for chip in shown] == ["load", "bits"]
    assert "×" in shown[0].accessibleName()


def test_each_panel_has_its_own_button_and_topics_ignore_case(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(replace(BITS, topic="QPS"), replace(POSTS, topic="load")))
    driver.press("3", ctrl=True)
    page = home(driver)
    assert page.practice_panel.isAncestorOf(page.start)
    assert page.sprint_panel.isAncestorOf(page.sprint)
    assert [chip.name for chip in page.topics.chips] == ["load", "QPS"]


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
def test_practice_and_sprint_are_in_sight_with_figures_too(
    open_window: OpenWindow, size: tuple[int, int]
) -> None:
    driver = open_window(
        drill_deck(*(replace(POSTS, topic=f"topic number {at}") for at in range(17)))
    )
    driver.window.resize(*size)
    driver.press("3", ctrl=True)
    driver.click(home(driver).start)
    driver.write("3000G")
    driver.press(RETURN, ESCAPE)
    driver.press("3", ctrl=True)
    settle(driver.window)
    assert home(driver).calibration.isVisibleTo(home(driver))
    assert is_whole_in_sight(home(driver).start)
    assert is_whole_in_sight(home(driver).sprint)
