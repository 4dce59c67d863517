"""The focus can be seen on each class of control, in both themes.

Pages that take the focus to have their keys, such as the question of a review, are no controls and
have no ring.
"""

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.settings import ColorScheme
from flashdesign.ui.cards.grade_bar import GradeButton
from flashdesign.ui.theme.appearance import Appearance
from tests.support.ui.checks.focus import changed_by_focus, tab_stops
from tests.support.ui.tour import stations, tour_decks
from tests.ui.conftest import OpenWindow

# Together they have each class of control.
PLACES = (
    "home",
    "home: daily limits",
    "home: rename",
    "home: messages",
    "review: options",
    "review: match",
    "review: list, answered",
    "review: linked, answered",
    "review: number",
    "review: drill with hint and scratch pad",
    "review: drill, answered",
    "drills",
    "drills: result of a sprint",
    "browse",
    "browse: move",
    "browse: replace",
    "browse: how to search",
    "edit: a new choice",
    "edit: suggestions",
    "edit: a new drill",
    "transfer: table",
    "settings",
    "settings: keys",
    "a fault",
    "review: why",
)
CLASSES = {
    "AnswerTable", "CardTable", "CardView", "Chip", "DeckCombo", "DeckTree", "EntryChip",
    "ForgettingCurve", "FormCombo", "GradeButton", "IconButton", "KeyButton",
    "KeyCaptureButton", "LogScale", "MatchingRow", "OptionRow", "PushButton", "QComboBox",
    "QLineEdit", "QPlainTextEdit", "QSpinBox", "SideTree", "SidebarItem", "SplitterHandle",
    "Switch", "TagField", "TextBox", "_Sheet",
}  # fmt: skip


def look_of(widget: QWidget) -> tuple[object, ...]:
    """Return what decides how a control is painted."""
    is_checked = isinstance(widget, QAbstractButton) and widget.isChecked()
    is_suggested = isinstance(widget, GradeButton) and widget.is_suggested
    return (
        type(widget).__name__,
        widget.property("kind"),
        widget.property("role"),
        is_checked,
        is_suggested,
    )


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
def test_the_focus_is_visible(
    open_window: OpenWindow, qtbot: QtBot, appearance: Appearance, scheme: ColorScheme
) -> None:
    appearance.apply(scheme, 1.0)
    driver = open_window(*tour_decks())
    driver.learner.prefer(new_per_day=100)
    seen: dict[tuple[object, ...], float] = {}
    for _name, top in stations(driver, qtbot, PLACES):
        stops = tab_stops(top)
        for widget in stops:
            if look_of(widget) not in seen:
                other = next(stop for stop in stops if stop is not widget)
                changed = changed_by_focus(widget, other)
                seen[look_of(widget)] = changed / (widget.width() + widget.height())
    # At least a line of one pixel along half of the edge.
    assert {look: share for look, share in seen.items() if share < 1} == {}
    assert {name for name, *_rest in seen} >= CLASSES
