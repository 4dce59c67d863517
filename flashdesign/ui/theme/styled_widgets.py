"""Roles of labels and kinds of buttons, which the style sheet selects by."""

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of

_INNER_RING_PX = 3.0


class TextRole(StrEnum):
    """The role of a text on a page."""

    DISPLAY = "display"
    HEADING = "heading"
    BODY = "body"
    STRONG = "strong"
    MUTED = "muted"
    SMALL = "small"
    ERROR = "error"
    RIGHT = "right"
    WRONG = "wrong"


class ButtonKind(StrEnum):
    """The emphasis of a button; at most one PRIMARY per page or panel."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    TOOL = "tool"
    DANGER = "danger"
    SEGMENT = "segment"


class PushButton(QPushButton):
    """A push button; a focused primary one has its ring inside, in contrast with its fill."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == ButtonKind.PRIMARY.value:
            painter, inset = painting.start_painter(self), _INNER_RING_PX
            inner = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painting.ring(painter, inner, tokens_of(self.palette()).on_accent, 5.0)
            painter.end()


def label(
    text: str, role: TextRole = TextRole.BODY, parent: QWidget | None = None, *, wrap: bool = False
) -> QLabel:
    """Return a plain-text label with a role."""
    result = QLabel(text, parent)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    result.setProperty("role", role.value)
    align_leading(result)
    return result


def align_leading(text: QLabel) -> None:
    """Align a label with the edge where its layout begins, even if its text is in English.

    Qt aligns a label by the direction of its text.
    """
    if text.isRightToLeft():
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        text.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)


def button(
    text: str, kind: ButtonKind = ButtonKind.PLAIN, parent: QWidget | None = None
) -> QPushButton:
    """Return a push button that takes the focus by Tab, but not by a click."""
    result = PushButton(text, parent)
    result.setProperty("kind", kind.value)
    result.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    # Return presses it too, like every button here.
    result.setAutoDefault(True)
    return result


def set_text_role(widget: QWidget, role: TextRole) -> None:
    """Set the role of a widget and restyle it."""
    set_style_property(widget, "role", role.value)


def set_kind(widget: QPushButton, kind: ButtonKind) -> None:
    """Set the kind of a button and restyle it."""
    set_style_property(widget, "kind", kind.value)


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet selects by; restyle only if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
