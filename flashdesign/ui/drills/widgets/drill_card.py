"""An estimation question: givens, timer, and the answer field."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from flashdesign.i18n.translation import N_, _
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of, with_size, with_tabular_digits
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.controls.markdown_label import MarkdownLabel
from flashdesign.ui.widgets.controls.number_field import NumberField
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.widgets.layout.empty_state import EmptyState
from flashdesign.ui.widgets.layout.flow_layout import FlowWidget
from flashdesign.ui.widgets.layout.panel import Panel
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow


class GivensTable(QFrame):
    """Shows names and values; hidden while there are none."""

    accessible_role = QAccessible.Role.Grouping

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, GRID_PX, 12, GRID_PX)
        self._grid.setHorizontalSpacing(3 * GRID_PX)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Replace the givens."""
        for old in self._labels:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels = []
        for row, (name, value) in enumerate(rows):
            title = ElidedLabel(name, self, role=TextRole.MUTED)
            number = label(value, TextRole.STRONG, self)
            number.setFont(with_tabular_digits(number.font()))
            self._grid.addWidget(title, row, 0)
            self._grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
            self._labels += [title, number]
            title.show()
            number.show()
        givens = ", ".join(f"{name} {value}" for name, value in rows)
        self.setAccessibleName(_("Given: {givens}").format(givens=givens))
        self.setHidden(not rows)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = painting.start_painter(self)
        painting.box(painter, QRectF(self.rect()), fill=tokens.background, line=tokens.line)
        painter.end()


_WIDTH_PX = 7.0
_FULL_TURN = 360 * 16
_TOP = 90 * 16


class TimeRing(QWidget):
    """Shows the time left; the caller keeps the time."""

    accessible_role = QAccessible.Role.Clock

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left_s = 0.0
        self._total_s = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Time left"))

    def set_time(self, left_s: float, total_s: float) -> None:
        """Show that `left_s` of `total_s` seconds are left; a total of 0 means no limit."""
        self._left_s, self._total_s = max(0.0, left_s), total_s
        self.setAccessibleDescription(self.words)
        self.update()

    @property
    def words(self) -> str:
        """The seconds left, or "∞" for no limit."""
        return str(ceil(self._left_s)) if self._total_s > 0 else "∞"

    def sizeHint(self) -> QSize:
        side = sizes_of(self.font()).display_px * 4
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, sizes = tokens_of(self.palette()), sizes_of(self.font())
        inset = _WIDTH_PX / 2 + 1
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter = painting.start_painter(self)
        painter.setPen(QPen(QColor(tokens.track), _WIDTH_PX))
        painter.drawEllipse(rect)
        share = self._left_s / self._total_s if self._total_s > 0 else 0.0
        pen = QPen(QColor(tokens.accent), _WIDTH_PX)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        # Not mirrored: clocks run the same way in every language.
        if share > 0:
            painter.drawArc(rect, _TOP, round(_FULL_TURN * min(1.0, share)))
        font = with_size(self.font(), sizes.display_px, bold=True)
        painting.paint_text(
            painter, rect, self.words, font, tokens.text, Qt.AlignmentFlag.AlignHCenter
        )
        painter.end()


_TEXT_EMS = 22
_MAX_HINTS = 4
_AROUND_PX = 6 * GRID_PX
_PAUSED = N_("Paused")


@dataclass(frozen=True, slots=True)
class DrillQuestion:
    """The texts of a question in Markdown; `step` is the step that is asked instead of it."""

    question: str
    givens: Sequence[tuple[str, str]] = ()
    unit: str = ""
    remark: str = ""
    hints: Sequence[str] = ()
    step: str = ""
    steps_done: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ToolNames:
    """The labels of the tool buttons; an empty label hides its button."""

    hint: str = ""
    steps: str = ""
    scratch: str = ""
    pause: str = ""


class DrillCard(Panel):
    """Shows a question and takes an estimate.

    Signals:
        tool_pressed: the name of a clicked tool: hint, steps, scratch or pause.
    """

    TOOLS = ("hint", "steps", "scratch", "pause")
    tool_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(_("Question"))
        self.ring, self.clock_note = TimeRing(self), label("", TextRole.SMALL, self)
        self.question, self.remark = MarkdownLabel(TextRole.HEADING), MarkdownLabel(TextRole.MUTED)
        self.givens, self.steps_done = GivensTable(), GivensTable()
        self.hints = tuple(MarkdownLabel() for _hint in range(_MAX_HINTS))
        self.step, self.field = MarkdownLabel(TextRole.STRONG), NumberField()
        self.submit_button = button("", ButtonKind.PRIMARY)
        self.submit_button.hide()
        self.tools = {name: button("", ButtonKind.QUIET) for name in self.TOOLS}
        self.paused = EmptyState(_(_PAUSED), _("Resume"), "pause")
        self._note = ""
        self._arrange()
        for name, tool in self.tools.items():
            tool.clicked.connect(lambda _checked=False, name=name: self.tool_pressed.emit(name))
        self.paused.triggered.connect(lambda: self.tool_pressed.emit("pause"))

    def set_question(self, question: DrillQuestion) -> None:
        """Show a question with the hints and steps so far."""
        self.question.set_markdown(question.question)
        self.givens.set_rows(question.givens)
        self.remark.set_markdown(question.remark)
        for hint, text in zip(self.hints, [*question.hints, *[""] * _MAX_HINTS], strict=False):
            hint.set_markdown(_("**Hint:** {text}").format(text=text) if text else "")
        self.steps_done.set_rows(question.steps_done)
        self.step.set_markdown(question.step)
        self.field.set_unit(question.unit)

    def set_tools(self, names: ToolNames) -> None:
        """Set the labels of the tool buttons."""
        for name, tool in self.tools.items():
            text = getattr(names, name)
            tool.setText(text)
            tool.setHidden(not text)
        self._tool_row.rearrange()

    def set_clock(self, left_s: float, total_s: float, note: str) -> None:
        """Show the time that is left."""
        self._note = note
        self.ring.set_time(left_s, total_s)
        self._update_note()

    def set_clock_shown(self, *, shown: bool) -> None:
        """Show or hide the timer."""
        self._timer.setVisible(shown)

    def set_paused(self, *, paused: bool) -> None:
        """Hide the question while the timer is paused."""
        self.paused.setVisible(paused)
        self._inside.setVisible(not paused)

    @property
    def is_paused(self) -> bool:
        """Whether the question is hidden by the pause."""
        return not self.paused.isHidden()

    def set_answering(self, *, answering: bool) -> None:
        """Show the field and the tools, or only the question once it is answered."""
        for part in (self.field, self._tool_row, self.step, self._timer):
            part.setVisible(answering)
        if not answering:
            self.submit_button.hide()

    def _arrange(self) -> None:
        inside = self._inside = QWidget()
        self._timer = QWidget()
        clock = QVBoxLayout(self._timer)
        clock.setContentsMargins(0, 0, 0, 0)
        clock.setSpacing(4)
        for part in (self.ring, self.clock_note):
            clock.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        clock.addStretch(1)
        self._row = ResponsiveRow(self._needed_px, inside)
        self._row.row.setSpacing(3 * GRID_PX)
        self._row.row.addWidget(self._timer, 0, Qt.AlignmentFlag.AlignTop)
        self._row.row.addWidget(self._make_texts(), 1)
        around = QVBoxLayout(inside)
        around.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        around.addWidget(self._row)
        self.body.addWidget(inside)
        self.body.addWidget(self.paused)
        self.paused.hide()

    def _make_texts(self) -> QWidget:
        texts = QWidget()
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.question)
        column.addWidget(self.givens, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.remark, *self.hints):
            column.addWidget(part)
        column.addWidget(self.steps_done, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.step)
        answer = QHBoxLayout()
        answer.setSpacing(GRID_PX)
        answer.addWidget(self.field, 1)
        answer.addWidget(self.submit_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(answer)
        self._tool_row = FlowWidget(0)
        for tool in self.tools.values():
            tool.setParent(self._tool_row)
        column.addWidget(self._tool_row)
        return texts

    def _update_note(self) -> None:
        """Show the note; in a narrow card it has the seconds left instead of the ring."""
        is_narrow = self.width() - _AROUND_PX < self._needed_px()
        self.ring.setHidden(is_narrow)
        seconds_left = _("{seconds} s left {note}")
        self.clock_note.setText(
            seconds_left.format(seconds=self.ring.words, note=self._note)
            if is_narrow
            else self._note
        )

    def _needed_px(self) -> int:
        body_px = sizes_of(self.font()).body_px
        return self.ring.sizeHint().width() + 3 * GRID_PX + _TEXT_EMS * body_px

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_note()
        # As high as the field beside it, whose text is larger.
        self.submit_button.setMinimumHeight(self.field.edit.sizeHint().height())
