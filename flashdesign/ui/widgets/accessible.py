"""Roles of painted and composite widgets in the accessible tree, and announcements.

Qt gives a widget of our own no useful role. A class with the attribute `accessible_role` has that
role, and a button also the action "Press" and the state "selected"; name and description are those
of the widget. A painted widget with parts has a child widget for each part, or says them in its
description: an interface made in Python can describe its widget, but Qt's interfaces for values,
tables and texts cannot be made in Python.

Decoration is a widget without children, focus and name: an icon, a frame, an empty label.
"""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

_PRESS = QAccessibleActionInterface.pressAction()


class _ButtonInterface(QAccessibleWidget):
    """A button that is part of a list, such as a page in the sidebar."""

    def state(self) -> QAccessible.State:
        state, button = super().state(), self.object()
        if isinstance(button, QAbstractButton) and button.isCheckable():
            state.selectable, state.selected = 1, int(button.isChecked())
        return state

    def actionNames(self) -> list[str]:
        return [_PRESS, *super().actionNames()]

    def doAction(self, name: str) -> None:
        button = self.object()
        if name == _PRESS and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().doAction(name)


def announce(widget: QWidget, text: str, *, at_once: bool = False) -> None:
    """Have a screen reader say `text`, with `at_once` before it finishes what it is saying.

    A change outside of the focused widget, such as a shown answer, is not said otherwise.
    """
    if not text:
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    if at_once:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


@cache
def install_roles() -> None:
    """Give each class with an `accessible_role` this role from now on."""
    QAccessible.installFactory(_make_interface)


def _make_interface(_class_name: str, target: QObject) -> QAccessibleInterface | None:
    role = getattr(target, "accessible_role", None)
    if not isinstance(target, QWidget) or not isinstance(role, QAccessible.Role):
        return None
    if isinstance(target, QAbstractButton):
        return _ButtonInterface(target, role)
    return QAccessibleWidget(target, role)
