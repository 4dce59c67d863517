"""The summary of a session, and its missed cards."""

from PySide6.QtWidgets import QLabel

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import Kind
from flashdesign.ui.review.summary_screen import SummaryScreen
from tests.support.collection import GAPS, ROOT, basic_deck, small_decks
from tests.support.ui.driver import SPACE, Seat
from tests.ui.conftest import Sit


def figures(seat: Seat) -> list[str]:
    """Return the texts of the tiles."""
    return [tile.accessibleName() for tile in seat.summary.figures.tiles]


def test_the_figures_of_a_session(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, SPACE)
    seat.learner.clock.advance(seconds=6)
    seat.press("4", SPACE)
    seat.learner.clock.advance(seconds=4)
    seat.press("4")
    assert figures(seat) == ["answers: 2", "recall: 100 %", "time: 10 s", "time per answer: 5 s"]
    assert not seat.summary.retry_button.isVisible()
    assert not seat.summary.missed_cards.isVisible()
    seat.press(SPACE)
    assert seat.home.isVisible()


def test_missed_cards_are_listed_and_retried_without_counting(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, SPACE, "1", SPACE, "4")
    assert seat.card == "q01?"
    seat.press(SPACE, "4")
    assert figures(seat)[:2] == ["answers: 3", "recall: 50 %"]
    assert "q01?" in seat.summary.missed_cards.plain_text()
    assert "q01!" in seat.summary.missed_cards.plain_text()
    assert "q02" not in seat.summary.missed_cards.plain_text()
    memory = seat.learner.memory("basics/q01")
    seat.click_text("Retry 1 missed card")
    assert seat.card == "q01?"
    assert not seat.review.tools["bury"].isVisible()
    seat.press(SPACE, "3")
    assert seat.summary.isVisible()
    assert [row.rating for row in seat.learner.log((Kind.CRAM,))] == [Rating.GOOD]
    assert seat.learner.memory("basics/q01") == memory


def test_a_missed_gap_is_shown_filled(sit: Sit) -> None:
    seat = sit(*(deck for deck in small_decks() if deck.id in (ROOT, GAPS)))
    seat.desk.start_review(GAPS)
    seat.press(SPACE, "1")
    while seat.window.scope == "Review":
        seat.press(SPACE, "4")
    assert "gap" in seat.summary.missed_cards.plain_text()
    assert "[" not in seat.summary.missed_cards.plain_text()


def test_the_time_of_the_next_card_is_shown() -> None:
    page = SummaryScreen()
    page.render_summary((), 25 * 60_000)
    texts = [text.text() for text in page.findChildren(QLabel)]
    assert "Next card in 25 min." in texts
    assert "Nothing to review" in texts
    page.deleteLater()
