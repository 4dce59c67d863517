"""The start screen of the drills: selection, timer, an empty collection."""

from tests.support.collection import basic_deck
from tests.support.drills.templates import BITS, POSTS
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.drill_screens import home, practice
from tests.ui.conftest import Sit


def test_the_timer_can_be_turned_off(sit: Sit) -> None:
    seat = sit(drill_deck(POSTS))
    seat.press("3", ctrl=True)
    seat.click(home(seat).timed)
    assert not seat.desk.preferences.drill_clock
    seat.click(home(seat).start)
    assert not practice(seat).workspace.card.ring.isVisible()
    assert not practice(seat).workspace.card.tools["pause"].isVisible()
    seat.learner.clock.advance(seconds=900)
    practice(seat).workspace.clock.poll()
    assert practice(seat).session.state.feedback is None


def test_the_page_without_drills_is_empty(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.press("3", ctrl=True)
    assert home(seat).empty.isVisible()
    assert not home(seat).practice_panel.isVisible()


def test_topics_and_levels_filter_the_drills(sit: Sit) -> None:
    seat = sit(drill_deck(POSTS, BITS))
    seat.press("3", ctrl=True)
    assert home(seat).count_label.text() == "2 drills selected"
    seat.click(home(seat).levels.chips[0])
    assert home(seat).filter.levels == {1}
    assert home(seat).start.isEnabled()
