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

from flashdesign.domain.settings import ColorScheme
from flashdesign.errors import CollectionMissingError
from flashdesign.ui.app.open_failed_screen import RecoveryActions, make_open_failed_page
from flashdesign.ui.home.screen import LIMITS
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.widgets.controls.painted_button import PaintedButton
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.window.dialogs import BugSheet
from tests.support.learner import Learner, small_decks
from tests.support.ui import note_form
from tests.support.ui.cards import LONG_CHARS, RIGHT_TO_LEFT, long_text, odd_deck
from tests.support.ui.driver import RETURN, SPACE, WindowDriver
from tests.ui.conftest import OpenWindow

MIN_CARD_PX = 90


def home(_driver: WindowDriver) -> None:
    """Stay."""


def question(driver: WindowDriver) -> None:
    """Begin."""
    driver.press(SPACE)


def revealed(driver: WindowDriver) -> None:
    """Show the answer, typed or not."""
    driver.press(SPACE)
    driver.review.run_action("review.reveal")


def chosen(driver: WindowDriver) -> None:
    """Choose the first option."""
    driver.press(SPACE, "1")


def typed(driver: WindowDriver) -> None:
    """Type a number."""
    driver.press(SPACE)
    driver.write("400 TB")
    driver.press(RETURN)


def summary(driver: WindowDriver) -> None:
    """Fail a card, and end the session."""
    revealed(driver)
    driver.press("1")
    while driver.window.scope == "Review":
        driver.review.run_action("review.reveal")
        driver.press("4")


def settings(driver: WindowDriver) -> None:
    """Open the settings."""
    driver.controller.show_settings()


def keys(driver: WindowDriver) -> None:
    """Show the keyboard shortcuts."""
    driver.controller.show_keys()


def why(driver: WindowDriver) -> None:
    """Show why a card is asked."""
    revealed(driver)
    driver.press("1")
    driver.review.run_action("review.why")


def fault(driver: WindowDriver) -> None:
    """Show the report of a bug."""
    driver.window.open_sheet("A fault", BugSheet(ZeroDivisionError("division by zero")))


def limits(driver: WindowDriver) -> None:
    """Ask for a deck's limits."""
    driver.home.action_requested.emit(LIMITS, "odd")


def failure(driver: WindowDriver) -> None:
    """Fail to open."""
    ways = RecoveryActions(lambda: None, lambda: None, lambda _: None, lambda: None)
    found = ("There is no folder /media/somebody/drive.", "12 backups are in /home/somebody.")
    error = CollectionMissingError(driver.learner.paths.collection, found, Path("unfinished"))
    driver.window.show_page(make_open_failed_page(error, ways), "home")


SCREENS: dict[str, tuple[tuple[str, ...], Callable[[WindowDriver], None]]] = {
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
    "twice the text": (2.0, (1024, 600)),
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
@pytest.mark.parametrize(
    "look", [pytest.param(look, marks=[pytest.mark.nightly] * (look != "both")) for look in LOOKS]
)
def test_no_text_is_cut(
    appearance: Appearance, open_window: OpenWindow, name: str, look: str
) -> None:
    scale, size = LOOKS[look]
    appearance.apply(ColorScheme.LIGHT, scale)
    cards, act = SCREENS[name]
    driver = open_window(odd_deck(*cards))
    driver.window.resize(*size)
    act(driver)
    for _ in range(3):
        QApplication.processEvents()
    assert (driver.window.width(), driver.window.height()) == size
    assert cut(driver.window) == []
    assert beyond(driver.window) == []


def test_a_long_question_keeps_readable_and_scrolls(open_window: OpenWindow) -> None:
    driver = open_window(odd_deck("long"))
    driver.press(SPACE)
    assert len(long_text()) == LONG_CHARS
    assert len(driver.card) > 0.9 * LONG_CHARS
    assert driver.review.scroll_area.height() > 5 * MIN_CARD_PX
    assert driver.review.scroll_area.verticalScrollBar().maximum() > 0
    assert driver.review.card.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("name", ["code", "table", "formula", "rtl", "gaps"])
@pytest.mark.parametrize("size", [(1120, 760), (560, 480)], ids=["wide", "small"])
def test_an_unusual_card_is_nowhere_wider_than_the_page(
    open_window: OpenWindow, name: str, size: tuple[int, int]
) -> None:
    driver = open_window(odd_deck(name))
    driver.window.resize(*size)
    revealed(driver)
    QApplication.processEvents()
    assert driver.review.card.horizontalScrollBar().maximum() == 0
    assert driver.review.card.height() >= MIN_CARD_PX
    assert driver.review.grades.isVisible()


def test_right_to_left_text_stays_unchanged(open_window: OpenWindow) -> None:
    driver = open_window(odd_deck("rtl"))
    driver.press(SPACE)
    assert driver.card == RIGHT_TO_LEFT
    first = driver.review.card.document().firstBlock()
    assert first.textDirection() is Qt.LayoutDirection.RightToLeft


def test_a_formula_is_not_shown_as_source_text(open_window: OpenWindow) -> None:
    driver = open_window(odd_deck("formula"))
    driver.press(SPACE)
    assert "\\lambda" not in driver.card
    assert "λ" in driver.card


def test_every_kind_is_asked(open_window: OpenWindow, learner: Learner) -> None:
    driver = open_window(*small_decks())
    learner.prefer(new_per_day=100)
    driver.press(SPACE)
    kinds = set()
    while driver.window.scope == "Review":
        asked = driver.review.session.state.card
        assert asked is not None
        kinds.add(asked.kind)
        driver.review.run_action("review.reveal")
        driver.press("4")
    assert kinds == {"basic", "cloze", "choice", "number"}
