"""The navigation sidebar, which shows only icons in a narrow window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _
from flashdesign.ui.theme import icons, painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import GRID_PX, with_size
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.controls.painted_button import PaintedButton
from flashdesign.ui.widgets.controls.shortcut import key_text

_COLLAPSE_BELOW_PX = 900
_MARK_WIDTH_PX = 3.0
_DISABLED_OPACITY = 0.45


@dataclass(frozen=True, slots=True)
class SidebarEntry:
    """One page."""

    id: str
    label: str
    icon: str
    at_bottom: bool = False


class SidebarItem(PaintedButton):
    """One painted entry."""

    accessible_role = QAccessible.Role.PageTab

    def __init__(self, entry: SidebarEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = entry.icon
        self._key = self._badge = ""
        self._is_collapsed = False
        self.setText(entry.label)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_key(self, key: str) -> None:
        """Tell the key that shows the page, "" if there is none."""
        self._key = key
        self._describe()

    def set_badge(self, badge: str) -> None:
        """Show a short text, such as a count, after the label."""
        self._badge = badge
        self._describe()
        self.updateGeometry()
        self.update()

    def set_collapsed(self, *, collapsed: bool) -> None:
        """Show only the icon, or icon and label."""
        self._is_collapsed = collapsed
        self._describe()
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        # The shown page decides which entry is checked, not the click.
        return

    def sizeHint(self) -> QSize:
        height = painting.height_of(self.font()) + 2 * GRID_PX
        around_px = (9 if self._badge else 4) * GRID_PX
        # The entry of the page on screen is bold.
        font = with_size(self.font(), self.sizes.body_px, bold=True)
        width = painting.text_width(self.text(), font) + self._icon_px() + around_px
        return QSize(self._icon_px() + 2 * GRID_PX if self._is_collapsed else width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = self.tokens, QRectF(self.rect())
        painter = painting.start_painter(self)
        painter.setOpacity(1.0 if self.isEnabled() else _DISABLED_OPACITY)
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            painting.box(painter, rect, fill=tokens.hover)
        if self.isChecked():
            mark = QRectF(0, rect.height() / 4, _MARK_WIDTH_PX, rect.height() / 2)
            mark = painting.visual_rect(self, mark)
            painting.box(painter, mark, fill=tokens.accent, radius_px=_MARK_WIDTH_PX / 2)
        if self.hasFocus():
            painting.ring(painter, rect, tokens.focus)
        color = tokens.text if self.isChecked() else tokens.muted
        side = self._icon_px()
        left = (rect.width() - side) / 2 if self._is_collapsed else 1.5 * GRID_PX
        place = QRectF(left, (rect.height() - side) / 2, side, side)
        icons.paint(painter, self._icon, painting.visual_rect(self, place), QColor(color))
        if not self._is_collapsed:
            rest = rect.adjusted(place.right() + GRID_PX, 0, -1.5 * GRID_PX, 0)
            rest = painting.visual_rect(self, rest)
            font = with_size(self.font(), self.sizes.body_px, bold=self.isChecked())
            painting.paint_text(
                painter, rest, self.text(), font, tokens.text, Qt.AlignmentFlag.AlignLeft
            )
            small = with_size(self.font(), self.sizes.small_px)
            painting.paint_text(
                painter, rest, self._badge, small, tokens.muted, Qt.AlignmentFlag.AlignRight
            )
        painter.end()

    def _icon_px(self) -> int:
        return round(self.sizes.body_px * 1.3)

    def _describe(self) -> None:
        self.setAccessibleName(f"{self.text()} {self._badge}".strip())
        hint = _("{label} ({key})") if self._key else "{label}"
        hint = hint.format(label=self.text(), key=key_text(self._key))
        self.setToolTip(hint if self._is_collapsed or self._key else "")


class Sidebar(QWidget):
    """Shows the pages, and which one is current.

    Signals:
        chosen: the id of the entry that was clicked.
    """

    accessible_role = QAccessible.Role.PageTabList
    chosen = Signal(str)

    def __init__(
        self, title: str, entries: Sequence[SidebarEntry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = label(title, TextRole.STRONG, self)
        self._items = {entry.id: SidebarItem(entry, self) for entry in entries}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(_("Navigation"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 3 * GRID_PX, 12, 2 * GRID_PX)
        layout.setSpacing(4)
        self._title.setContentsMargins(12, 0, 12, GRID_PX)
        layout.addWidget(self._title)
        for entry in entries:
            if not entry.at_bottom:
                layout.addWidget(self._items[entry.id])
        layout.addStretch(1)
        for entry in entries:
            if entry.at_bottom:
                layout.addWidget(self._items[entry.id])
        for entry_id, item in self._items.items():
            item.clicked.connect(lambda _checked=False, id=entry_id: self.chosen.emit(id))

    def set_current(self, entry_id: str) -> None:
        """Mark the page that is shown."""
        for id, item in self._items.items():
            item.setChecked(id == entry_id)

    def set_badge(self, entry_id: str, text: str) -> None:
        """Show a short text after an entry; an empty one removes it."""
        self._items[entry_id].set_badge(text)

    def render_keys(self, keys: Mapping[str, str]) -> None:
        """Tell the keys of the entries, by id."""
        for id, item in self._items.items():
            item.set_key(keys.get(id, ""))

    def fit(self, window_width_px: int) -> None:
        """Show labels in a wide window, only icons in a narrow one."""
        is_collapsed = window_width_px < _COLLAPSE_BELOW_PX
        self._title.setHidden(is_collapsed)
        for item in self._items.values():
            item.set_collapsed(collapsed=is_collapsed)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(
            hint.width() if self._title.isHidden() else max(hint.width(), 208), hint.height()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = painting.start_painter(self)
        painter.fillRect(self.rect(), QColor(tokens.sidebar))
        edge = painting.visual_rect(self, QRectF(self.width() - 1, 0, 1, self.height()))
        painter.fillRect(edge, QColor(tokens.line))
        painter.end()
