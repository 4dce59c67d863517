"""A row of a matching task: its label, the placed choice, and its verdict."""

from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from flashdesign.content.rendering.displayed_text import displayed_plain
from flashdesign.i18n.translation import _
from flashdesign.ui.cards.inputs.choice_list import option_html
from flashdesign.ui.theme import icons, painting
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.controls.painted_button import PaintedButton

_EMPTY = "…"
_ARROW_PX = 18


class RowState(Enum):
    """The state of a row: its icon, and the color tokens of its border and fill."""

    OPEN = ("", "control_line", "panel")
    CURRENT = ("", "accent", "accent_tint")
    SHOWN = ("", "line", "background")
    RIGHT = ("check", "good", "success_tint")
    WRONG = ("cross", "again", "error_tint")

    def __init__(self, icon: str, color: str, tint: str) -> None:
        self.icon, self.color, self.tint = icon, color, tint


class MatchingRow(PaintedButton):
    """One painted row; a click selects it to be filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = RowState.OPEN
        self._text = self._choice = ""
        self._label, self._slot = _make_label(self), _make_label(self)
        self._arrow = label("", parent=self)
        self._arrow.setFixedWidth(_ARROW_PX)
        self._verdict = label("", TextRole.STRONG, self, wrap=True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._arrange()

    def show_row(self, text: str, label_px: int = 0) -> None:
        """Show the label of a row without a choice, of this width or, with 0, of any."""
        self._text = displayed_plain(text)
        self._label.setText(option_html(text, self.font()))
        if label_px:
            self._label.setFixedWidth(label_px)
        self.set_choice("", RowState.OPEN)

    def set_choice(self, choice: str, mark: RowState, verdict: str = "") -> None:
        """Show the placed choice ("" for none), its state and its verdict."""
        self.mark, self._choice = mark, displayed_plain(choice)
        self._slot.setText(option_html(choice, self.font()) if choice else _EMPTY)
        self._verdict.setText(displayed_plain(verdict))
        self._verdict.setHidden(not verdict)
        icon_px = self._verdict.fontMetrics().height() + GRID_PX if mark.icon else 0
        painting.set_leading_margin(self._verdict, icon_px, 2)
        parts = (self._text, self._choice or _("nothing yet"), displayed_plain(verdict))
        self.setAccessibleName(". ".join(filter(None, parts)))
        self.update()

    def _arrange(self) -> None:
        answered, row = QVBoxLayout(), QHBoxLayout(self)
        answered.setSpacing(4)
        answered.addWidget(self._slot)
        answered.addWidget(self._verdict)
        answered.addStretch(1)
        for part in (self._label, self._arrow, self._slot, self._verdict):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.setContentsMargins(12, 9, 2 * GRID_PX, 9)
        row.setSpacing(12)
        row.addWidget(self._label, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(answered, 3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = self.tokens, QRectF(self.rect())
        painter = painting.start_painter(self)
        fill = self.surface if self.mark is RowState.OPEN else getattr(tokens, self.mark.tint)
        painting.box(painter, rect, fill=fill, line=getattr(tokens, self.mark.color))
        if self.hasFocus():
            painting.ring(painter, rect, tokens.focus)
        line_px = self._slot.fontMetrics().height()
        place = self._arrow.geometry()
        spot = QRectF(
            place.left(), self._slot.y() + (line_px - _ARROW_PX) / 2, _ARROW_PX, _ARROW_PX
        )
        icons.paint(painter, "arrow-right", spot, QColor(tokens.muted))
        if self.mark.icon and not self._verdict.isHidden():
            side = self._verdict.fontMetrics().height()
            place = self._verdict.geometry()
            left = place.right() + 1 - side if self.isRightToLeft() else place.left()
            spot = QRectF(left, place.top() + 2, side, side)
            icons.paint(painter, self.mark.icon, spot, QColor(getattr(tokens, self.mark.color)))
        painter.end()


def _make_label(parent: QWidget) -> QLabel:
    result = QLabel("", parent)
    result.setTextFormat(Qt.TextFormat.RichText)
    result.setWordWrap(True)
    return result
