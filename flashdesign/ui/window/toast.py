"""A short-lived message about an action, with a button such as Undo."""

from PySide6.QtCore import QPropertyAnimation, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QSizePolicy, QWidget

from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import button, label, set_style_property
from flashdesign.ui.widgets.accessible import announce

_FADE_MS = 180
_MAX_EMS = 34


class Toast(QFrame):
    """A strip with a message in its middle, which hides after a while; it covers nothing.

    Signals:
        action_triggered: the button, such as Undo, was clicked.
    """

    accessible_role = QAccessible.Role.AlertMessage
    action_triggered = Signal()

    def __init__(self, parent: QWidget | None = None, *, reduced_motion: bool = False) -> None:
        super().__init__(parent)
        self._has_reduced_motion = reduced_motion
        self.message_number = 0
        self.bubble = QWidget(self)
        self.text = label("", parent=self.bubble)
        self.action = button("", parent=self.bubble)
        set_style_property(self.text, "role", "toast")
        set_style_property(self.action, "kind", "toast")
        self._inside = QHBoxLayout(self.bubble)
        self._inside.setSpacing(2 * GRID_PX)
        self._inside.addWidget(self.text, 1)
        self._inside.addWidget(self.action)
        strip = QHBoxLayout(self)
        strip.setContentsMargins(2 * GRID_PX, 0, 2 * GRID_PX, 2 * GRID_PX)
        strip.addWidget(self.bubble, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
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
        end_px = GRID_PX if action else 2 * GRID_PX
        self._inside.setContentsMargins(2 * GRID_PX, GRID_PX, end_px, GRID_PX)
        self.setAccessibleName(text)
        announce(self, text)
        self._timer.stop()
        if lasts_ms > 0:
            self._timer.start(lasts_ms)
        self._fit_width()
        self.show()
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

    def _fit_width(self) -> None:
        """Give the message one line, or several if that would be too wide."""
        self.text.setWordWrap(False)
        room_px = self.width() - 4 * GRID_PX
        widest_px = min(_MAX_EMS * sizes_of(self.font()).body_px, max(1, room_px))
        needed_px = self._inside.totalSizeHint().width()
        is_wrapped = needed_px > widest_px
        self.text.setWordWrap(is_wrapped)
        width = widest_px if is_wrapped else needed_px
        height = self._inside.totalHeightForWidth(width) if is_wrapped else -1
        self.bubble.setFixedSize(width, max(height, self._inside.totalMinimumSize().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.start_painter(self)
        fill = tokens_of(self.palette()).inverse
        painting.box(painter, QRectF(self.bubble.geometry()), fill=fill)
        painter.end()
