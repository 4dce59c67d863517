"""Base class of buttons with their own painting."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from flashdesign.ui.theme.colors import Tokens
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import Sizes, sizes_of


class PaintedButton(QAbstractButton):
    """A button painted from tokens; Return and Space click it, a click leaves the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    @property
    def tokens(self) -> Tokens:
        """The current color tokens."""
        return tokens_of(self.palette())

    @property
    def sizes(self) -> Sizes:
        """The current font sizes."""
        return sizes_of(self.font())

    @property
    def surface(self) -> str:
        """The fill color, which depends on the mouse."""
        if self.isDown():
            return self.tokens.track
        return self.tokens.hover if self.underMouse() and self.isEnabled() else self.tokens.panel
