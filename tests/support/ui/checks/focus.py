"""Widgets that take the focus, and how much of a widget changes when it has it."""

from collections import Counter
from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QScrollArea, QWidget

from tests.support.ui.checks.contrast import VISIBLE, contrast

_MAX_STOPS = 120


def tab_stops(top: QWidget) -> list[QWidget]:
    """Return the widgets below `top` that Tab should reach."""
    return [
        child
        for child in top.findChildren(QWidget)
        if child.isVisibleTo(child.window())
        and child.isVisible()
        and child.isEnabled()
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.focusProxy() is None
        and not isinstance(child.parent(), QAbstractSpinBox | QComboBox)
    ]


def walk_by_tab() -> list[QWidget]:
    """Press Tab until the focus is back where it was, or stays; return the widgets that had it."""
    stops: list[QWidget] = []
    for _ in range(_MAX_STOPS):
        focused = QApplication.focusWidget()
        if focused is None or focused in stops[:-1]:
            break
        if focused not in stops:  # within a card, Tab goes from link to link
            stops.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return stops


def changed_by_focus(widget: QWidget, elsewhere: QWidget) -> int:
    """Return how many pixels of a widget change by a contrast of 3 when it gets the focus."""
    elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    _scroll_to(widget)
    plain = _pixels(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert widget.hasFocus(), widget
    pairs = Counter(pair for pair in zip(plain, _pixels(widget), strict=True) if pair[0] != pair[1])
    return sum(
        count
        for (before, after), count in pairs.items()
        if contrast(QColor(before), QColor(after)) >= VISIBLE
    )


def _pixels(widget: QWidget) -> list[int]:
    """Return the colors of a widget as it is shown in its window."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    image = window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)
    bits = cast(memoryview, image.constBits())
    return list(memoryview(bits).cast("B").cast("I"))


def _scroll_to(widget: QWidget) -> None:
    """Scroll the areas around a widget so that it is on screen."""
    area = widget.parentWidget()
    while area is not None:
        # Of a text field, `ensureWidgetVisible` shows the line with the cursor only.
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inside is not None and inside.isAncestorOf(widget):
            area.verticalScrollBar().setValue(widget.mapTo(inside, QPoint(0, 0)).y())
        area = area.parentWidget()
