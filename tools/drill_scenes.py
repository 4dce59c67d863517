"""Scenes of drills for the screenshots; each function leads to one state."""

from tests.support.ui.driver import RETURN, Seat

SPRINT_QUESTIONS = 10


def drills(seat: Seat) -> None:
    """Show the drills page."""
    seat.press("3", ctrl=True)


def asked(seat: Seat) -> None:
    """Ask the first drill."""
    drills(seat)
    seat.click_text("Practice")
    seat.write("3.5k")


def answered(seat: Seat) -> None:
    """Answer it."""
    asked(seat)
    seat.press(RETURN)


def scratchpad(seat: Seat) -> None:
    """Use the scratch pad."""
    asked(seat)
    seat.press("K", ctrl=True)
    seat.write("300M * 50% * 2 / 86400")


def finished_sprint(seat: Seat) -> None:
    """Run a sprint to its end."""
    drills(seat)
    seat.click_text("New sprint")
    for number in range(1, SPRINT_QUESTIONS + 1):
        seat.write(str(300 * number * number))
        seat.learner.clock.advance(seconds=7 * number)
        seat.press(RETURN)
