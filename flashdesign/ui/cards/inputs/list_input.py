"""A field to enter list items one by one, and a chip with a verdict for each."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _
from flashdesign.ui.theme import icons, painting
from flashdesign.ui.theme.roles import Role, label
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of, with_size
from flashdesign.ui.widgets.controls.painted_button import PaintedButton
from flashdesign.ui.widgets.layout.flow_layout import Flow

_PADDING_PX = 12
_ICON_PX = 16


class ItemState(Enum):
    """The state of an entered item: its text, its icon, and its color tokens."""

    OPEN = (N_("click to change"), "", "control_line", "panel")
    RIGHT = (N_("correct"), "check", "good", "success_tint")
    REPEATED = (N_("already named"), "", "line", "background")
    WRONG = (N_("not on the list"), "cross", "again", "error_tint")

    def __init__(self, words: str, icon: str, color: str, tint: str) -> None:
        self.words, self.icon, self.color, self.tint = words, icon, color, tint


class EntryChip(PaintedButton):
    """One entered item."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.set_mark(ItemState.OPEN)

    def set_mark(self, mark: ItemState) -> None:
        """Show the verdict on the item."""
        self.mark = mark
        verdict = _(mark.words)
        self.setAccessibleName(f"{self.text()}, {verdict}")
        self.setToolTip(verdict[:1].upper() + verdict[1:])
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = with_size(self.font(), sizes_of(self.font()).body_px)
        icon_px = _ICON_PX + GRID_PX if self.mark.icon else 0
        width = painting.text_width(self.text(), font) + 2 * _PADDING_PX + icon_px
        return QSize(width, painting.height_of(font) + 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = self.tokens, QRectF(self.rect())
        painter, color = painting.start_painter(self), getattr(tokens, self.mark.color)
        fill = self.surface if self.mark is ItemState.OPEN else getattr(tokens, self.mark.tint)
        painting.box(painter, rect, fill=fill, line=color, radius_px=rect.height() / 2)
        if self.hasFocus():
            painting.ring(painter, rect, tokens.focus, rect.height() / 2)
        inside = rect.adjusted(_PADDING_PX, 0, -_PADDING_PX, 0)
        if self.mark.icon:
            top = (rect.height() - _ICON_PX) / 2
            spot = QRectF(inside.left(), top, _ICON_PX, _ICON_PX)
            icons.paint(painter, self.mark.icon, painting.visual_rect(self, spot), QColor(color))
            inside.adjust(_ICON_PX + GRID_PX, 0, 0, 0)
        font = with_size(self.font(), sizes_of(self.font()).body_px)
        room, left = painting.visual_rect(self, inside), Qt.AlignmentFlag.AlignLeft
        painting.paint_text(painter, room, self.text(), font, tokens.text, left)
        painter.end()


class ListInput(QWidget):
    """Adds an item on Return; Return in the empty field submits them.

    Signals:
        changed: something was typed, added or removed.
        submitted: the user submits the items.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: tuple[EntryChip, ...] = ()
        self._need, self._is_open = 0, False
        # No focus proxy: Tab would stop before a widget whose proxy is hidden.
        self.edit = QLineEdit(self)
        self.edit.setProperty("role", "number")
        self.edit.setAccessibleName(_("Name one"))
        self._flow, self.count = Flow(parent=self), label("", Role.SMALL, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX)
        for part in (self.edit, self.count, self._flow):
            layout.addWidget(part)
        layout.addStretch(1)
        self.edit.textChanged.connect(lambda _text: self.changed.emit())
        self.edit.returnPressed.connect(self._add_or_submit)

    def start(self, need: int) -> None:
        """Start with an empty list that needs `need` items."""
        self._need, self._is_open = need, True
        self.edit.clear()
        self.edit.show()
        self._show_texts(())

    def texts(self) -> tuple[str, ...]:
        """Return the entered items, including the one in the field."""
        return tuple(
            filter(None, (*(chip.text() for chip in self.chips), self.edit.text().strip()))
        )

    def show_verdict(self, marked: Sequence[tuple[str, ItemState]]) -> None:
        """Show the verdict on each item; no more can be entered."""
        self._is_open = False
        self.edit.hide()
        self.count.hide()
        self._show_texts([text for text, _mark in marked])
        for chip, (_text, mark) in zip(self.chips, marked, strict=True):
            chip.set_mark(mark)
        self._flow.rearrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A line edit passes Return on after it was used; the page would use it again.
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _add_or_submit(self) -> None:
        text = self.edit.text().strip()
        if not text:
            self.submitted.emit()
            return
        self.edit.clear()
        self._show_texts([*(chip.text() for chip in self.chips), text])
        self.changed.emit()

    def _edit_chip(self, chip: EntryChip) -> None:
        """Move an item back into the field to change it."""
        if self._is_open:
            self._show_texts([other.text() for other in self.chips if other is not chip])
            self.edit.setText(chip.text())
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_texts(self, texts: Sequence[str]) -> None:
        for old in self.chips:
            old.hide()
            old.deleteLater()
        self.chips = tuple(EntryChip(text, self._flow) for text in texts)
        for chip in self.chips:
            chip.clicked.connect(lambda _checked=False, chip=chip: self._edit_chip(chip))
            chip.show()
        self._flow.rearrange()
        self._flow.setHidden(not texts)
        self.count.setText(
            _("{n} of {total} · press Return after each").format(
                n=number(len(texts)), total=number(self._need)
            )
        )
        self.count.setVisible(self._is_open)
