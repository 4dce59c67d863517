"""A keyboard key, painted as a small cap, and a button with one."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from flashdesign.i18n.translation import _
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import sizes_of, with_size
from flashdesign.ui.theme.styled_widgets import ButtonKind, PushButton

_PADDING_PX = 6
_RADIUS_PX = 5.0
_CAP_GAP_PX = 6


class KeyCap(QWidget):
    """Shows the name of a key."""

    accessible_role = QAccessible.Role.StaticText

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_key(self, key: str) -> None:
        """Show `key`."""
        self._key = key
        self.setAccessibleName(key)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return _cap_size(self, self._key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.start_painter(self)
        _paint_cap(painter, self, QRectF(self.rect()), self._key)
        painter.end()


class KeyButton(PushButton):
    """A quiet button with its key as a cap after its name; without a key it has no cap."""

    def __init__(self, text: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.key = ""
        self.setProperty("kind", ButtonKind.QUIET.value)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Show `key`, as it is named on the keyboard."""
        self.key = key
        self.setAccessibleDescription(_("key {key}").format(key=key) if key else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + self._cap_px(), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _cap_px(self) -> int:
        return _cap_size(self, self.key).width() + _CAP_GAP_PX if self.key else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style_painter = QStylePainter(self)
        style_painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        name = QRectF(self.rect()).adjusted(0, 0, -self._cap_px(), 0)
        option.rect = painting.visual_rect(self, name).toRect()
        style_painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        style_painter.end()
        if self.key:
            size = _cap_size(self, self.key)
            left = self.width() - size.width() - _CAP_GAP_PX
            place = QRectF(left, (self.height() - size.height()) / 2, size.width(), size.height())
            painter = painting.start_painter(self)
            _paint_cap(painter, self, painting.visual_rect(self, place), self.key)
            painter.end()


def _cap_size(widget: QWidget, key: str) -> QSize:
    small_px = sizes_of(widget.font()).small_px
    font = with_size(widget.font(), small_px)
    height = small_px + 2 * _PADDING_PX - 2
    width = painting.text_width(key, font) + 2 * _PADDING_PX
    return QSize(max(height, width), height)


def _paint_cap(painter: QPainter, widget: QWidget, rect: QRectF, key: str) -> None:
    tokens = tokens_of(widget.palette())
    painting.box(painter, rect, fill=tokens.panel, line=tokens.line, radius_px=_RADIUS_PX)
    font = with_size(widget.font(), sizes_of(widget.font()).small_px)
    painting.paint_text(painter, rect, key, font, tokens.muted, Qt.AlignmentFlag.AlignHCenter)
