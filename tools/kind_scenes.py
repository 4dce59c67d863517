"""Scenes of cards with several items for the screenshots; each has a card and an action."""

from collections.abc import Callable

from tests.support.ui.driver import RETURN, SPACE, Seat


def arranged(seat: Seat) -> None:
    """Fill all rows but the last."""
    seat.press(SPACE)
    for row in range(len(seat.review.matching.rows) - 1):
        seat.review.matching.pick(row % len(seat.review.matching.choices))


def arranged_and_marked(seat: Seat) -> None:
    """Submit the filled rows."""
    arranged(seat)
    seat.press(SPACE)


def naming(seat: Seat) -> None:
    """Name some items of a list."""
    seat.press(SPACE)
    for text in ("peak load", "bandwith", "users", "QPS", "qps"):
        seat.write(text)
        seat.press(RETURN)


def named(seat: Seat) -> None:
    """Submit the names."""
    naming(seat)
    seat.press(RETURN)


def typed_words(seat: Seat) -> None:
    """Submit a typed answer."""
    seat.press(SPACE)
    seat.write("the redo log")
    seat.press(RETURN)


def asked(seat: Seat) -> None:
    """Begin the review."""
    seat.press(SPACE)


SCENES: dict[str, tuple[str, Callable[[Seat], None]]] = {
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
