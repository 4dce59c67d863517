"""Scenes of a review session for the screenshots: questions, answers, the end."""

from random import Random

from tests.support.ui.driver import RETURN, SPACE, Seat

_MISSED_SHARE = 0.05


def question(seat: Seat) -> None:
    """Begin the review."""
    seat.press(SPACE)


def revealed(seat: Seat) -> None:
    """Show an answer."""
    seat.press(SPACE, SPACE)


def chosen_wrong(seat: Seat) -> None:
    """Choose the second option."""
    seat.press(SPACE, "2")


def typing(seat: Seat) -> None:
    """Type a number."""
    seat.press(SPACE)
    seat.write("400 TB")


def typing_nonsense(seat: Seat) -> None:
    """Type text that is not a number."""
    seat.press(SPACE)
    seat.write("4,,3 parsecs")
    seat.press(RETURN)


def typed(seat: Seat) -> None:
    """Submit a number."""
    typing(seat)
    seat.press(RETURN)


def buried(seat: Seat) -> None:
    """Bury a card."""
    seat.press(SPACE, SPACE, "b")


def some_missed(seat: Seat) -> None:
    """Finish a session with some missed cards."""
    chance = Random(3)
    seat.press(SPACE)
    screen = seat.review
    while screen.session.state.card is not None:
        seat.learner.clock.advance(seconds=chance.uniform(4, 15))
        screen.run_action("review.reveal")
        screen.run_action("review.again" if chance.random() < _MISSED_SHARE else "review.good")


def all_done(seat: Seat) -> None:
    """Return to Home with no cards left."""
    some_missed(seat)
    seat.press(SPACE)


def why(seat: Seat) -> None:
    """Show why a card is due."""
    revealed(seat)
    seat.press("w")
