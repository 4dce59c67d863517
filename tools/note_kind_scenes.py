"""Scenes of cards with several items for the screenshots; each has a card and an action."""

from collections.abc import Callable

from tests.support.ui.driver import RETURN, SPACE, WindowDriver


def arranged(driver: WindowDriver) -> None:
    """Fill all rows but the last."""
    driver.press(SPACE)
    for row in range(len(driver.review.matching.rows) - 1):
        driver.review.matching.pick(row % len(driver.review.matching.choices))


def arranged_and_marked(driver: WindowDriver) -> None:
    """Submit the filled rows."""
    arranged(driver)
    driver.press(SPACE)


def naming(driver: WindowDriver) -> None:
    """Name some items of a list."""
    driver.press(SPACE)
    for text in ("peak load", "bandwith", "users", "QPS", "qps"):
        driver.write(text)
        driver.press(RETURN)


def named(driver: WindowDriver) -> None:
    """Submit the names."""
    naming(driver)
    driver.press(RETURN)


def typed_words(driver: WindowDriver) -> None:
    """Submit a typed answer."""
    driver.press(SPACE)
    driver.write("the redo log")
    driver.press(RETURN)


def asked(driver: WindowDriver) -> None:
    """Begin the review."""
    driver.press(SPACE)


SCENES: dict[str, tuple[str, Callable[[WindowDriver], None]]] = {
    "order-question": ("order", arranged),
    "order-answer": ("order", arranged_and_marked),
    "step-question": ("step", asked),
    "match-question": ("match", arranged),
    "match-answer": ("match", arranged_and_marked),
    "classify-question": ("classify", arranged),
    "classify-answer": ("classify", arranged_and_marked),
    "list-question": ("list", naming),
    "list-answer": ("list", named),
    "typed-answer": ("typed", typed_words),
}
