"""A panel over the window, used instead of message boxes."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import GRID_PX, RADIUS_PX
from flashdesign.ui.theme.styled_widgets import TextRole
from flashdesign.ui.widgets.controls.icon_button import IconButton
from flashdesign.ui.widgets.controls.shortcut import WITHIN, add_shortcut
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.widgets.layout.scroll_keys import scroll_by_key

_WIDTH_PX = 600
_MARGIN_PX = 4 * GRID_PX
_PADDING_PX = 3 * GRID_PX
_SHADE_ALPHA = 110


class Sheet(QWidget):
    """Covers its parent while it is open; Escape, Close or a click outside closes it.

    Arrow keys scroll it.

    Signals:
        closed: the sheet was closed in any way.
    """

    accessible_role = QAccessible.Role.Dialog
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._content: QWidget | None = None
        self._previous_focus: QWidget | None = None
        self.title = ElidedLabel(parent=self, role=TextRole.HEADING)
        self.close_button = IconButton("close", _("Close ({key})").format(key="Esc"), self)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._panel = QFrame(self)
        self._panel.setProperty("role", "panel")
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button)
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(_PADDING_PX, 2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX)
        inside.setSpacing(GRID_PX)
        inside.addLayout(top)
        inside.addWidget(self._area, 1)
        self.close_button.clicked.connect(self.close_sheet)
        # Up and Down would move the focus from a button, which has it when the sheet opens.
        self.close_button.installEventFilter(self)
        add_shortcut(self, "Esc", self.close_sheet, scope=WITHIN)
        parent.installEventFilter(self)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether the sheet is open."""
        return self.isVisible()

    def open_with(self, title: str, content: QWidget) -> None:
        """Show `content`; the sheet takes ownership of it."""
        if not self.is_open:
            self._previous_focus = QApplication.focusWidget()
        self.title.set_text(title)
        self.setAccessibleName(title)
        self._content = content
        self._area.setWidget(content)
        # In a narrow sheet rows may become columns, which need more height.
        content.installEventFilter(self)
        self._place(content)
        self.show()
        self.raise_()
        self.close_button.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Close the sheet and restore the focus."""
        if self._content is None:
            return
        self._content.deleteLater()
        # Set before hiding, which moves the focus: from now on Tab may leave the sheet.
        self._content = None
        self.hide()
        if self._previous_focus is not None and self._previous_focus.isVisible():
            self._previous_focus.setFocus(Qt.FocusReason.PopupFocusReason)
        self._previous_focus = None
        self.closed.emit()

    def _place(self, content: QWidget) -> None:
        self.setGeometry(self._over.rect())
        width = min(_WIDTH_PX, self.width() - 2 * _MARGIN_PX)
        inner = width - _PADDING_PX - 2 * GRID_PX
        needed = content.heightForWidth(inner) if content.hasHeightForWidth() else -1
        needed = max(needed, content.sizeHint().height())
        height = needed + self.close_button.sizeHint().height() + 6 * GRID_PX
        height = min(height, self.height() - 2 * _MARGIN_PX)
        left, top = (self.width() - width) // 2, (self.height() - height) // 3
        self._panel.setGeometry(left, max(_MARGIN_PX, top), width, height)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        # Tab stays within the sheet while it is open.
        if self._content is None:
            return super().focusNextPrevChild(forwards)
        stops = [
            child
            for child in self.findChildren(QWidget)
            if child.isVisible() and child.isEnabled() and _is_tab_stop(child)
        ]
        current = QApplication.focusWidget()
        place = stops.index(current) if current in stops else -1
        step = 1 if forwards else -1
        reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
        target = stops[(place + step) % len(stops)]
        target.setFocus(reason)
        if self._area.isAncestorOf(target):
            self._area.ensureWidgetVisible(target)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not scroll_by_key(self._area.verticalScrollBar(), event.key()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.close_button:
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                return scroll_by_key(self._area.verticalScrollBar(), event.key())
            return False
        relevant = QEvent.Type.Resize if watched is self._over else QEvent.Type.LayoutRequest
        if event.type() is relevant and self._content is not None:
            self._place(self._content)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.start_painter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, _SHADE_ALPHA))
        around = QRectF(self._panel.geometry()).adjusted(-1, -1, 1, 1)
        painting.box(painter, around, fill=tokens_of(self.palette()).line, radius_px=RADIUS_PX + 1)
        painter.end()


def _is_tab_stop(widget: QWidget) -> bool:
    # The line edit inside a spin box passes the focus back to the box: Tab would get stuck.
    is_stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return is_stop and widget.focusProxy() is None
