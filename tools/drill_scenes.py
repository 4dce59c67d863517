"""Scenes of drills for the screenshots; each function leads to one state."""

from flashdesign.domain.drills.sprint import SPRINT_LENGTH
from tests.support.ui.driver import RETURN, WindowDriver


def drills(driver: WindowDriver) -> None:
    """Show the drills page."""
    driver.press("3", ctrl=True)


def asked(driver: WindowDriver) -> None:
    """Ask the first drill."""
    drills(driver)
    driver.click_text("Practice", "verb")
    driver.write("3.5k")


def answered(driver: WindowDriver) -> None:
    """Answer it."""
    asked(driver)
    driver.press(RETURN)


def scratchpad(driver: WindowDriver) -> None:
    """Use the scratch pad."""
    asked(driver)
    driver.press("K", ctrl=True)
    driver.write("300M * 50% * 2 / 86400")


def earlier_answers(driver: WindowDriver) -> None:
    """List the answers of a sprint."""
    after_sprint(driver)
    driver.click_text("Earlier answers")


def after_sprint(driver: WindowDriver) -> None:
    """Show the drills page after a sprint."""
    finished_sprint(driver)
    driver.press("3", ctrl=True)


def finished_sprint(driver: WindowDriver) -> None:
    """Run a sprint to its end."""
    drills(driver)
    driver.click_text("New sprint")
    for number in range(1, SPRINT_LENGTH + 1):
        driver.write(str(300 * number * number))
        driver.learner.clock.advance(seconds=7 * number)
        driver.press(RETURN)
