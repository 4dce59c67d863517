"""The frame of every screen: title, primary button, and a column of content."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow

_WIDE_COLUMN_PX = 1040
_NARROW_COLUMN_PX = 760
_MARGIN_PX = 4 * GRID_PX
QWIDGETSIZE_MAX = 16_777_215  # Qt's constant, which PySide lacks


class Page(QWidget):
    """The frame of a screen; add content to `body` and secondary buttons to `header`.

    Signals:
        primary_triggered: the primary button was clicked.
    """

    accessible_role = QAccessible.Role.Pane
    primary_triggered = Signal()
    is_wide = False
    """Whether it takes the whole width, for a table and lists side by side."""

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        primary: str = "",
        parent: QWidget | None = None,
        *,
        scrolls: bool = True,
        narrow: bool = False,
    ) -> None:
        super().__init__(parent)
        self.primary = button("", ButtonKind.PRIMARY, self)
        self._title = label("", TextRole.DISPLAY, self)
        self._subtitle = label("", TextRole.MUTED, self, wrap=True)
        self._bar = ResponsiveRow(self._needed_px, self)
        self._buttons = _ButtonRow(self._buttons_px, self)
        self.header = QHBoxLayout()
        self.body = QVBoxLayout()
        self._column_px = _NARROW_COLUMN_PX if narrow else _WIDE_COLUMN_PX
        self._margin_px = _MARGIN_PX
        if self.is_wide:
            self._column_px = QWIDGETSIZE_MAX
        self._arrange(scrolls=scrolls)
        self.primary.clicked.connect(lambda: self.primary_triggered.emit())
        self.set_title(title)
        self.set_subtitle(subtitle)
        self.set_primary(primary)

    def set_title(self, title: str) -> None:
        """Show a title; an empty one is hidden."""
        self._title.setText(title)
        self._title.setHidden(not title)
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Show a line below the title; an empty one is hidden."""
        self._subtitle.setText(subtitle)
        self._subtitle.setHidden(not subtitle)

    def set_primary(self, text: str, *, enabled: bool = True) -> None:
        """Set the label of the primary button; an empty one hides it."""
        self.primary.setText(text)
        self.primary.setHidden(not text)
        self.primary.setEnabled(enabled)

    def column_px(self) -> int:
        """Return the width of the content in a page that does not scroll."""
        return min(self._column_px, self.width() - 2 * self._margin_px)

    def _arrange(self, *, scrolls: bool) -> None:
        column = QWidget(self)
        column.setMaximumWidth(self._column_px)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2 * GRID_PX)
        inside.addWidget(self._header_row())
        self.body.setSpacing(2 * GRID_PX)
        inside.addLayout(self.body, 1000)
        # Space that the body does not need, such as below a short table, stays empty.
        inside.addStretch(1)
        centered = QWidget(self)
        row = QHBoxLayout(centered)
        margin_px = self._margin_px
        row.setContentsMargins(margin_px, margin_px, margin_px, min(margin_px, 3 * GRID_PX))
        row.addStretch(1)
        row.addWidget(column, 1000)
        row.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scrolling(centered, self) if scrolls else centered)

    def _header_row(self) -> QWidget:
        titles = QVBoxLayout()
        titles.setSpacing(4)
        titles.addWidget(self._title)
        titles.addWidget(self._subtitle)
        self.header.setSpacing(GRID_PX)
        self._buttons.row.setSpacing(GRID_PX)
        self._buttons.row.addLayout(self.header)
        self._buttons.row.addWidget(self.primary, 0, Qt.AlignmentFlag.AlignVCenter)
        self._bar.row.setSpacing(2 * GRID_PX)
        self._bar.row.addLayout(titles, 1)
        self._bar.row.addWidget(self._buttons)
        # It may be higher than its hint: a subtitle may need two lines in a narrow window.
        self._bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return self._bar

    def _needed_px(self) -> int:
        shown = max(self._title.sizeHint().width(), 14 * sizes_of(self.font()).body_px)
        return shown + 2 * GRID_PX + self._buttons_px()

    def _buttons_px(self) -> int:
        primary_px = 0 if self.primary.isHidden() else self.primary.sizeHint().width() + GRID_PX
        return self.header.sizeHint().width() + primary_px


class _ButtonRow(ResponsiveRow):
    """Requests the width of the row even while it is a column.

    With the width of the column as its hint, it would stay a column in a window with room.
    """

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.row.direction() is QBoxLayout.Direction.LeftToRight:
            return hint
        return QSize(max(hint.width(), self.needed_px()), hint.height())


def section(heading: str, parent: QWidget | None = None) -> QLabel:
    """Return the heading of a section of a page."""
    result = label(heading, TextRole.HEADING, parent)
    result.setContentsMargins(0, GRID_PX, 0, 0)
    result.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return result


def scrolling(widget: QWidget, parent: QWidget) -> QScrollArea:
    """Return a scroll area without a frame, with a widget that fills its width."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area
