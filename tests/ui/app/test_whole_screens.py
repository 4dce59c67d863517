"""Every screen in large text and in a small window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from flashdesign.domain.preferences import ColorScheme
from flashdesign.errors import CollectionMissingError
from flashdesign.ui.app.open_failed_screen import RecoveryActions, make_open_failed_page
from flashdesign.ui.home.screen import LIMITS
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.widgets.controls.painted_button import PaintedButton
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.window.dialogs import BugSheet
from tests.support.collection import Learner, small_decks
from tests.support.ui import note_form
from tests.support.ui.cards import LONG_CHARS, RIGHT_TO_LEFT, long_text, odd_deck
from tests.support.ui.driver import RETURN, SPACE, Seat
from tests.ui.conftest import Sit

LEAST_CARD_PX = 90


def home(_seat: Seat) -> None:
    """Stay."""


def question(seat: Seat) -> None:
    """Begin."""
    seat.press(SPACE)


def revealed(seat: Seat) -> None:
    """Show the answer, typed or not."""
    seat.press(SPACE)
    seat.review.run_action("review.reveal")


def chosen(seat: Seat) -> None:
    """Choose the first option."""
    seat.press(SPACE, "1")


def typed(seat: Seat) -> None:
    """Type a number."""
    seat.press(SPACE)
    seat.write("400 TB")
    seat.press(RETURN)


def summary(seat: Seat) -> None:
    """Fail a card, and end the session."""
    revealed(seat)
    seat.press("1")
    while seat.window.scope == "Review":
        seat.review.run_action("review.reveal")
        seat.press("4")


def settings(seat: Seat) -> None:
    """Open the settings."""
    seat.desk.show_settings()


def keys(seat: Seat) -> None:
    """Show the keyboard shortcuts."""
    seat.desk.show_keys()


def why(seat: Seat) -> None:
    """Show why a card is asked."""
    revealed(seat)
    seat.press("1")
    seat.review.run_action("review.why")


def fault(seat: Seat) -> None:
    """Show the report of a bug."""
    seat.window.open_sheet("A fault", BugSheet(ZeroDivisionError("division by zero")))


def limits(seat: Seat) -> None:
    """Ask for a deck's limits."""
    seat.home.action_requested.emit(LIMITS, "odd")


def failure(seat: Seat) -> None:
    """Fail to open."""
    ways = RecoveryActions(lambda: None, lambda: None, lambda _: None, lambda: None)
    found = ("There is no folder /media/somebody/drive.", "12 backups are in /home/somebody.")
    error = CollectionMissingError(seat.learner.places.collection, found, Path("unfinished"))
    seat.window.show_page(make_open_failed_page(error, ways), "home")


SCREENS: dict[str, tuple[tuple[str, ...], Callable[[Seat], None]]] = {
    "home": (("code",), home),
    "limits": (("code",), limits),
    "a question": (("table",), question),
    "an answer": (("table",), revealed),
    "options": (("options",), question),
    "a verdict": (("options",), chosen),
    "a number": (("number",), question),
    "a typed number": (("number",), typed),
    "a long card": (("long",), revealed),
    "the summary": (("code",), summary),
    "settings": (("code",), settings),
    "keys": (("code",), keys),
    "why": (("code",), why),
    "a fault": (("code",), fault),
    "a failure": (("code",), failure),
    **note_form.SCREENS,
}
LOOKS = {
    "large text": (1.5, (1120, 760)),
    "a small window": (1.0, (560, 480)),
    "both": (1.5, (560, 480)),
}


def is_shown(widget: QWidget, window: QWidget) -> bool:
    """Return whether a widget is visible and not covered by a sheet."""
    sheet = getattr(window, "sheet", None)
    covered = sheet is not None and sheet.is_open and not sheet.isAncestorOf(widget)
    return widget.isVisible() and not covered


def cut(window: QWidget) -> list[str]:
    """Return the texts that have less room than they need."""
    found = []
    for text in window.findChildren(QLabel):
        if not is_shown(text, window) or not text.text().strip() or isinstance(text, ElidedLabel):
            continue
        hint = text.sizeHint()
        high = text.heightForWidth(text.width()) if text.wordWrap() else hint.height()
        wide = 0 if text.wordWrap() else hint.width()
        if text.height() < high or text.width() < wide:
            found.append(f"label {text.text()!r}")
    for push in (*window.findChildren(QPushButton), *window.findChildren(PaintedButton)):
        hint = push.minimumSizeHint()
        if is_shown(push, window) and (
            push.width() < hint.width() or push.height() < hint.height()
        ):
            found.append(f"button {push.text()!r}")
    return found


def beyond(window: QWidget) -> list[str]:
    """Return widgets that stick out sideways of a page or sheet, beyond any scrolling."""
    areas = [area for area in window.findChildren(QScrollArea) if is_shown(area, window)]
    contents = [(area, area.widget()) for area in areas]
    return [
        f"{content.width()} in {area.viewport().width()}"
        for area, content in contents
        if content is not None and content.width() > area.viewport().width()
    ]


@pytest.mark.parametrize("name", list(SCREENS))
@pytest.mark.parametrize("look", list(LOOKS))
def test_no_text_is_cut(appearance: Appearance, sit: Sit, name: str, look: str) -> None:
    scale, size = LOOKS[look]
    appearance.apply(ColorScheme.LIGHT, scale)
    cards, act = SCREENS[name]
    seat = sit(odd_deck(*cards))
    seat.window.resize(*size)
    act(seat)
    for _ in range(3):
        QApplication.processEvents()
    assert (seat.window.width(), seat.window.height()) == size
    assert cut(seat.window) == []
    assert beyond(seat.window) == []


def test_a_long_question_keeps_readable_and_scrolls(sit: Sit) -> None:
    seat = sit(odd_deck("long"))
    seat.press(SPACE)
    assert len(long_text()) == LONG_CHARS
    assert len(seat.card) > 0.9 * LONG_CHARS
    assert seat.review.card.height() > 5 * LEAST_CARD_PX
    assert seat.review.card.verticalScrollBar().maximum() > 0
    assert seat.review.card.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("name", ["code", "table", "formula", "rtl", "gaps"])
@pytest.mark.parametrize("size", [(1120, 760), (560, 480)], ids=["wide", "small"])
def test_an_unusual_card_is_nowhere_wider_than_the_page(
    sit: Sit, name: str, size: tuple[int, int]
) -> None:
    seat = sit(odd_deck(name))
    seat.window.resize(*size)
    revealed(seat)
    QApplication.processEvents()
    assert seat.review.card.horizontalScrollBar().maximum() == 0
    assert seat.review.card.height() >= LEAST_CARD_PX
    assert seat.review.grades.isVisible()


def test_right_to_left_text_stays_unchanged(sit: Sit) -> None:
    seat = sit(odd_deck("rtl"))
    seat.press(SPACE)
    assert seat.card == RIGHT_TO_LEFT
    first = seat.review.card.document().firstBlock()
    assert first.textDirection() is Qt.LayoutDirection.RightToLeft


def test_a_formula_is_not_shown_as_source_text(sit: Sit) -> None:
    seat = sit(odd_deck("formula"))
    seat.press(SPACE)
    assert "\\lambda" not in seat.card
    assert "λ" in seat.card


def test_every_kind_is_asked(sit: Sit, learner: Learner) -> None:
    seat = sit(*small_decks())
    learner.prefer(new_per_day=100)
    seat.press(SPACE)
    kinds = set()
    while seat.window.scope == "Review":
        asked = seat.review.session.state.card
        assert asked is not None
        kinds.add(asked.kind)
        seat.review.run_action("review.reveal")
        seat.press("4")
    assert kinds == {"basic", "cloze", "choice", "number"}
