"""A field to enter list items one by one, and a chip with a verdict for each."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from flashdesign.domain.notes.typed_answer import normalize_words
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _
from flashdesign.ui.theme import icons, painting
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of, with_size
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.controls.painted_button import PaintedButton
from flashdesign.ui.widgets.layout.flow_layout import FlowWidget

_PADDING_PX = 12
_ICON_PX = 16


class ItemState(Enum):
    """The state of an entered item: its text, its icon, and its color tokens."""

    OPEN = (N_("click to change"), "", "control_line", "panel")
    RIGHT = (N_("correct"), "check", "good", "success_tint")
    REPEATED = (N_("already there"), "", "line", "background")
    WRONG = (N_("not on the list"), "cross", "again", "error_tint")

    def __init__(self, words: str, icon: str, color: str, tint: str) -> None:
        self.words, self.icon, self.color, self.tint = words, icon, color, tint


class EntryChip(PaintedButton):
    """One entered item."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.set_mark(ItemState.OPEN)

    def set_mark(self, mark: ItemState, taken_as: str = "") -> None:
        """Show the verdict on the item, and which item it was taken as if it is misspelled."""
        self.mark = mark
        verdict = _(mark.words)
        self.remark = verdict if mark is ItemState.REPEATED else ""
        if taken_as:
            self.remark = verdict = _("taken as {item}").format(item=taken_as)
        self.setAccessibleName(f"{self.text()}, {verdict}")
        self.setToolTip(verdict[:1].upper() + verdict[1:])
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = with_size(self.font(), sizes_of(self.font()).body_px)
        icon_px = _ICON_PX + GRID_PX if self.mark.icon else 0
        width = painting.text_width(self.text(), font) + 2 * _PADDING_PX + icon_px
        if self.remark:
            width += GRID_PX + painting.text_width(self.remark, self._small_font())
        return QSize(width, painting.height_of(font) + 12)

    def _small_font(self) -> QFont:
        return with_size(self.font(), sizes_of(self.font()).small_px)

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
        if self.remark:
            inside.adjust(painting.text_width(self.text(), font) + GRID_PX, 0, 0, 0)
            rest, small = painting.visual_rect(self, inside), self._small_font()
            painting.paint_text(painter, rest, self.remark, small, tokens.muted, left)
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
        self._flow, self.count = FlowWidget(parent=self), label("", TextRole.SMALL, self)
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

    def has_typed(self) -> bool:
        """Return whether there is an item in the field that was not added yet."""
        return self._is_open and bool(self.edit.text().strip())

    def add_typed(self) -> None:
        """Add the item in the field to the list, if there is one."""
        text = self.edit.text().strip()
        if text:
            self.edit.clear()
            self._show_texts([*(chip.text() for chip in self.chips), text])
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def show_verdict(self, marked: Sequence[tuple[str, ItemState, str]]) -> None:
        """Show the verdict on each item, and what it was taken as; no more can be entered."""
        self._is_open = False
        self.edit.hide()
        self.count.hide()
        self._show_texts([text for text, _mark, _taken_as in marked])
        for chip, (_text, mark, taken_as) in zip(self.chips, marked, strict=True):
            chip.set_mark(mark, taken_as)
        self._flow.rearrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A line edit passes Return on after it was used; the page would use it again.
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _add_or_submit(self) -> None:
        if self.has_typed():
            self.add_typed()
        else:
            self.submitted.emit()

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
        named: set[str] = set()
        for chip in self.chips:
            name = normalize_words(chip.text()) or chip.text()
            if name in named:
                chip.set_mark(ItemState.REPEATED)
            named.add(name)
            chip.clicked.connect(lambda _checked=False, chip=chip: self._edit_chip(chip))
            chip.show()
        self._flow.rearrange()
        self._flow.setHidden(not texts)
        self.count.setText(
            _("{n} of {total} · Return adds each, and checks once the field is empty").format(
                n=number(len(named)), total=number(self._need)
            )
        )
        self.count.setVisible(self._is_open)
