"""The summary of a session, and its missed cards."""

import threading

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.services.context import Context
from flashdesign.services.decks import next_steps
from flashdesign.ui.drills.start_screen import DrillStartScreen
from flashdesign.ui.review.summary_screen import SummaryScreen
from tests.support.learner import GAPS, ROOT, basic_deck, small_decks
from tests.support.ui.driver import SPACE, WindowDriver
from tests.ui.conftest import OpenWindow


def figures(driver: WindowDriver) -> list[str]:
    """Return the texts of the tiles."""
    return [tile.accessibleName() for tile in driver.summary.figures.tiles]


def test_the_figures_of_a_session(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, SPACE)
    driver.learner.clock.advance(seconds=6)
    driver.press("4", SPACE)
    driver.learner.clock.advance(seconds=4)
    driver.press("4")
    assert figures(driver) == ["answers: 2", "recall: 100 %", "time: 10 s", "time per answer: 5 s"]
    assert not driver.summary.retry_button.isVisible()
    assert not driver.summary.missed_cards.isVisible()
    driver.press(SPACE)
    assert driver.home.isVisible()


def test_missed_cards_are_listed_and_retried_without_counting(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, SPACE, "1", SPACE, "4")
    assert driver.card == "q01?"
    driver.press(SPACE, "4")
    assert figures(driver)[:2] == ["answers: 3", "recall: 50 %"]
    assert "q01?" in driver.summary.missed_cards.plain_text()
    assert "q01!" in driver.summary.missed_cards.plain_text()
    assert "q02" not in driver.summary.missed_cards.plain_text()
    memory = driver.learner.memory("basics/q01")
    driver.click_text("Retry 1 missed card")
    assert driver.card == "q01?"
    assert not driver.review.tools["bury"].isVisible()
    driver.press(SPACE, "3")
    assert driver.summary.isVisible()
    assert [row.rating for row in driver.learner.log((ReviewKind.CRAM,))] == [Rating.GOOD]
    assert driver.learner.memory("basics/q01") == memory


def test_a_missed_gap_is_shown_filled(open_window: OpenWindow) -> None:
    driver = open_window(*(deck for deck in small_decks() if deck.id in (ROOT, GAPS)))
    driver.controller.start_review(GAPS)
    driver.press(SPACE, "1")
    while driver.window.scope == "Review":
        driver.press(SPACE, "4")
    assert "gap" in driver.summary.missed_cards.plain_text()
    assert "[" not in driver.summary.missed_cards.plain_text()


def test_the_time_of_the_next_card_is_shown() -> None:
    page = SummaryScreen()
    page.render_summary((), 25 * 60_000)
    texts = [text.text() for text in page.findChildren(QLabel)]
    assert "Next card in 25 min." in texts
    assert "Nothing to review" in texts
    page.deleteLater()


def test_a_session_without_misses_tells_what_is_next(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(25, parent=None))
    driver.press(SPACE)
    while driver.window.scope == "Review":
        driver.press(SPACE, "4")
    qtbot.waitUntil(lambda: driver.summary.tomorrow.text() == "Tomorrow: 10 new")
    driver.click_text("Learn 10 more")
    assert driver.card == "q11?"
    assert driver.review.head.counts.text() == "10 new"
    while driver.window.scope == "Review":
        driver.press(SPACE, "4")
    qtbot.waitUntil(lambda: driver.summary.tomorrow.text() == "Tomorrow: 5 new")
    driver.click_text("Practice drills")
    assert isinstance(driver.window.pages.currentWidget(), DrillStartScreen)


def test_what_is_next_is_counted_beside_the_window(
    qtbot: QtBot, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted_in: list[threading.Thread] = []
    count = next_steps.next_steps

    def noting(context: Context) -> next_steps.NextSteps:
        counted_in.append(threading.current_thread())
        return count(context)

    monkeypatch.setattr(next_steps, "next_steps", noting)
    driver = open_window(basic_deck(1, parent=None))
    driver.press(SPACE, SPACE, "4")
    qtbot.waitUntil(lambda: bool(driver.summary.tomorrow.text()))
    assert counted_in[0] is not threading.main_thread()


def test_the_rest_of_today_is_offered_after_one_deck(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    driver.controller.start_review(GAPS)
    while driver.window.scope == "Review":
        driver.press(SPACE, "4")
    qtbot.waitUntil(driver.summary.more_button.isVisible)
    driver.click_text("Study 6 more cards due today")
    assert driver.review.head.counts.text() == "6 new"


def test_nothing_more_is_offered_when_all_cards_are_seen(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press(SPACE, SPACE, "4")
    qtbot.waitUntil(lambda: driver.summary.tomorrow.text() == "Nothing is due tomorrow.")
    assert not driver.summary.more_button.isVisible()
    assert driver.summary.drills_button.isVisible()
