"""What a label or a button is for; the style sheet decides how that looks."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget


class Role(StrEnum):
    """The part a text plays on a page."""

    DISPLAY = "display"
    HEADING = "heading"
    BODY = "body"
    STRONG = "strong"
    MUTED = "muted"
    SMALL = "small"
    ERROR = "error"


class Kind(StrEnum):
    """How much a button asks for attention; one PRIMARY a page."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    DANGER = "danger"


def label(
    text: str, role: Role = Role.BODY, parent: QWidget | None = None, *, wrap: bool = False
) -> QLabel:
    """Return a plain-text label in a role."""
    result = QLabel(text, parent)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    result.setProperty("role", role.value)
    return result


def button(text: str, kind: Kind = Kind.PLAIN, parent: QWidget | None = None) -> QPushButton:
    """Return a push button that takes the focus by Tab, not by a click."""
    result = QPushButton(text, parent)
    result.setProperty("kind", kind.value)
    result.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    # Return presses it too, as it does with every other button here.
    result.setAutoDefault(True)
    return result


def set_role(widget: QWidget, role: Role) -> None:
    """Give a widget another role and restyle it."""
    set_style_property(widget, "role", role.value)


def set_kind(widget: QPushButton, kind: Kind) -> None:
    """Give a button another kind and restyle it."""
    set_style_property(widget, "kind", kind.value)


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet selects by, restyling only when it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
