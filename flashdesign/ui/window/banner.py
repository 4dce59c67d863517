"""A message at the top of a page that stays until it is dismissed."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QAccessible, QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from flashdesign.i18n.translation import N_, _
from flashdesign.ui.theme import icons, painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import GRID_PX, RADIUS_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import button, label
from flashdesign.ui.widgets.accessible import announce
from flashdesign.ui.widgets.controls.icon_button import IconButton


class Tone(Enum):
    """The kind of a message: its icon, its name, and its color tokens."""

    INFO = ("info", N_("Information"), "accent", "accent_tint")
    SUCCESS = ("check", N_("Done"), "good", "success_tint")
    WARNING = ("warning", N_("Warning"), "hard", "warning_tint")
    ERROR = ("error", N_("Error"), "again", "error_tint")

    def __init__(self, icon: str, word: str, color: str, tint: str) -> None:
        self.icon, self.label, self.color, self.tint = icon, word, color, tint


class Banner(QFrame):
    """Shows one message; hidden while there is none.

    Signals:
        action_triggered: the button was pressed.
        dismissed: the user closed it.
    """

    accessible_role = QAccessible.Role.AlertMessage
    action_triggered = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.INFO
        self.message_number = 0
        self.text = label("", parent=self, wrap=True)
        self.action = button("", parent=self)
        self.close_button = IconButton("close", _("Dismiss"), self)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(0, GRID_PX, GRID_PX, GRID_PX)
        layout.setSpacing(GRID_PX)
        layout.addSpacing(self._icon_px() + 3 * GRID_PX)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.action)
        layout.addWidget(self.close_button)
        self.action.clicked.connect(lambda: self.action_triggered.emit())
        self.close_button.clicked.connect(self._close)
        self.hide()

    def show_message(self, text: str, tone: Tone = Tone.WARNING, action: str = "") -> int:
        """Show a message, without a button if `action` is empty; return its number.

        `message_number` tells later whether the banner still has this message.
        """
        self.message_number += 1
        self._tone = tone
        self.text.setText(text)
        self.action.setText(action)
        self.action.setHidden(not action)
        spoken = _("{kind}: {message}").format(kind=_(tone.label), message=text)
        self.setAccessibleName(spoken)
        announce(self, spoken, at_once=tone is Tone.ERROR)
        self._fit_height()
        self.show()
        self.update()
        return self.message_number

    def dismiss(self) -> None:
        """Hide the message."""
        self.hide()

    def _close(self) -> None:
        self.dismiss()
        self.dismissed.emit()

    def _icon_px(self) -> int:
        return round(sizes_of(self.font()).body_px * 1.3)

    def _fit_height(self) -> None:
        # Otherwise a page with free space would stretch the banner.
        height = self._layout.totalHeightForWidth(max(1, self.width()))
        # While its parts are hidden, a layout has no height for a width.
        self.setMaximumHeight(height if height >= 0 else self._layout.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * GRID_PX, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        fill = getattr(tokens, self._tone.tint)
        color = QColor(getattr(tokens, self._tone.color))
        painter = painting.start_painter(self)
        painting.box(painter, QRectF(self.rect()), fill=fill, line=tokens.line, radius_px=RADIUS_PX)
        side = self._icon_px()
        center = QRectF(self.text.geometry()).center().y()
        place = QRectF(2 * GRID_PX, center - side / 2, side, side)
        icons.paint(painter, self._tone.icon, painting.visual_rect(self, place), color)
        painter.end()
