"""A short-lived message about an action, with a button such as Undo."""

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, QRectF, QTimer, Signal
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QWidget

from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.roles import button, label, set_style_property
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of

_FADE_MS = 180


class Toast(QFrame):
    """Floats at the lower edge of its parent and hides after a while.

    Signals:
        action_triggered: the button, such as Undo, was clicked.
    """

    accessible_role = QAccessible.Role.AlertMessage
    action_triggered = Signal()

    def __init__(self, parent: QWidget, *, reduced_motion: bool = False) -> None:
        super().__init__(parent)
        self._over = parent
        self._has_reduced_motion = reduced_motion
        self.message_number = 0
        self.text = label("", parent=self)
        self.action = button("", parent=self)
        set_style_property(self.text, "role", "toast")
        set_style_property(self.action, "kind", "toast")
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        layout.setSpacing(2 * GRID_PX)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.action)
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setEnabled(False)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(_FADE_MS)
        self._fade.finished.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fade_out)
        self.action.clicked.connect(self._trigger_action)
        parent.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, action: str = "", lasts_ms: int = 6000) -> int:
        """Show a message for some time, with 0 ms until it is dismissed; return its number.

        `message_number` tells later whether the toast still has this message.
        """
        self.message_number += 1
        self._fade.stop()
        self._effect.setEnabled(False)
        self.text.setText(text)
        self.action.setText(action)
        self.action.setHidden(not action)
        self._layout.setContentsMargins(
            2 * GRID_PX, GRID_PX, GRID_PX if action else 2 * GRID_PX, GRID_PX
        )
        self.setAccessibleName(text)
        self._timer.stop()
        if lasts_ms > 0:
            self._timer.start(lasts_ms)
        self._place()
        self.show()
        self.raise_()
        return self.message_number

    def dismiss(self) -> None:
        """Hide the message at once."""
        self._timer.stop()
        self._fade.stop()
        self.hide()

    def set_reduced_motion(self, *, reduced: bool) -> None:
        """Hide messages at once instead of fading them out."""
        self._has_reduced_motion = reduced

    def _trigger_action(self) -> None:
        self.dismiss()
        self.action_triggered.emit()

    def _fade_out(self) -> None:
        if self._has_reduced_motion:
            self.hide()
            return
        self._effect.setEnabled(True)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.start()

    def _place(self) -> None:
        around = self._over.rect()
        self.text.setWordWrap(False)
        self.resize(self.sizeHint())
        widest_px = around.width() - 4 * GRID_PX
        if self.width() > widest_px:
            self.text.setWordWrap(True)
            self.resize(widest_px, self.heightForWidth(widest_px))
        left = (around.width() - self.width()) // 2
        # Above the buttons at the lower edge.
        below = 6 * sizes_of(self.font()).body_px + 7 * GRID_PX
        self.move(left, around.height() - self.height() - below)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.start_painter(self)
        painting.box(painter, QRectF(self.rect()), fill=tokens_of(self.palette()).inverse)
        painter.end()
