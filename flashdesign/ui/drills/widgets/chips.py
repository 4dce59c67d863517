"""Chips: a multiple selection of names, in as many rows as needed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QWidget

from flashdesign.i18n.formatting import number
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import sizes_of, with_size
from flashdesign.ui.widgets.controls.painted_button import PaintedButton
from flashdesign.ui.widgets.layout.flow_layout import FlowWidget

_PADDING_PX = 12


class Chip(PaintedButton):
    """One name that is selected or not, with a count and a note such as "60×"."""

    def __init__(
        self, name: str, count: int, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = name
        self._words = "  ".join(filter(None, (name, number(count), note)))
        self.setText(name)
        self.setCheckable(True)
        self.setAccessibleName(", ".join(filter(None, (name, number(count), note))))

    def sizeHint(self) -> QSize:
        font = with_size(self.font(), sizes_of(self.font()).body_px)
        width = painting.text_width(self._words, font) + 2 * _PADDING_PX
        return QSize(width, painting.height_of(font) + 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = self.tokens, QRectF(self.rect())
        painter = painting.start_painter(self)
        fill = tokens.accent_tint if self.isChecked() else self.surface
        line = tokens.accent if self.isChecked() else tokens.control_line
        painting.box(painter, rect, fill=fill, line=line, radius_px=rect.height() / 2)
        if self.hasFocus():
            painting.ring(painter, rect, tokens.focus, rect.height() / 2)
        font = with_size(self.font(), sizes_of(self.font()).body_px)
        color = tokens.accent if self.isChecked() else tokens.text
        painting.paint_text(painter, rect, self._words, font, color, Qt.AlignmentFlag.AlignHCenter)
        painter.end()


class Chips(FlowWidget):
    """A flow of chips.

    Signals:
        changed: the selection changed.
    """

    accessible_role = QAccessible.Role.Grouping
    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.chips: tuple[Chip, ...] = ()
        self.setAccessibleName(name)

    def set_names(
        self, names: Sequence[tuple[str, int]], notes: Mapping[str, str] | None = None
    ) -> None:
        """Replace the names and their counts; selected names stay selected.

        `notes` are shown after the counts.
        """
        selected = self.selected()
        for old in self.chips:
            old.hide()
            old.deleteLater()
        self.chips = tuple(
            Chip(name, count, (notes or {}).get(name, ""), self) for name, count in names
        )
        for chip in self.chips:
            chip.setChecked(chip.name in selected)
            chip.toggled.connect(lambda _is_checked: self.changed.emit())
            chip.show()
        self.rearrange()

    def selected(self) -> frozenset[str]:
        """Return the selected names."""
        return frozenset(chip.name for chip in self.chips if chip.isChecked())
