"""Scenes of a review session for the screenshots: questions, answers, the end."""

from random import Random

from PySide6.QtWidgets import QApplication

from tests.support.ui.driver import RETURN, SPACE, WindowDriver

_MISSED_SHARE = 0.05


def question(driver: WindowDriver) -> None:
    """Begin the review."""
    driver.press(SPACE)


def basic_question(driver: WindowDriver) -> None:
    """Review until a card asks without a field, options or rows."""
    driver.press(SPACE)
    screen = driver.review
    while (card := screen.session.state.card) is not None and card.asks_for_answer:
        driver.learner.clock.advance(seconds=6)
        screen.run_action("review.reveal")
        screen.run_action("review.good")


def basic_revealed(driver: WindowDriver) -> None:
    """Show the answer of such a card."""
    basic_question(driver)
    driver.press(SPACE)


def revealed(driver: WindowDriver) -> None:
    """Show an answer."""
    driver.press(SPACE, SPACE)


def chosen_wrong(driver: WindowDriver) -> None:
    """Choose the second option."""
    driver.press(SPACE, "2")


def typing(driver: WindowDriver) -> None:
    """Type a number."""
    driver.press(SPACE)
    driver.write("400 TB")


def typing_nonsense(driver: WindowDriver) -> None:
    """Type text that is not a number."""
    driver.press(SPACE)
    driver.write("4,,3 parsecs")
    driver.press(RETURN)


def typed(driver: WindowDriver) -> None:
    """Submit a number."""
    typing(driver)
    driver.press(RETURN)


def buried(driver: WindowDriver) -> None:
    """Bury a card."""
    basic_revealed(driver)
    driver.press("b")


def some_missed(driver: WindowDriver) -> None:
    """Finish a session with some missed cards."""
    chance = Random(3)
    driver.press(SPACE)
    screen = driver.review
    while (card := screen.session.state.card) is not None:
        driver.learner.clock.advance(seconds=chance.uniform(4, 15))
        if card.drill is not None:  # One that is given up comes back until it is answered.
            screen.run_action("review.suspend")
            continue
        screen.run_action("review.reveal")
        screen.run_action("review.again" if chance.random() < _MISSED_SHARE else "review.good")
    while not driver.summary.tomorrow.text():  # it is counted in the background
        QApplication.processEvents()


def all_done(driver: WindowDriver) -> None:
    """Return to Home with no cards left."""
    some_missed(driver)
    driver.press(SPACE)


def why(driver: WindowDriver) -> None:
    """Show why a card is due."""
    basic_revealed(driver)
    driver.press("w")
