"""A question to estimate: what is given, the clock, and the field for the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign.ui.theme import GRID_PX, Kind, Role, button, label, sizes_of
from flashdesign.ui.widgets.bending_row import BendingRow
from flashdesign.ui.widgets.empty_state import EmptyState
from flashdesign.ui.widgets.flow import Flow
from flashdesign.ui.widgets.givens_table import GivensTable
from flashdesign.ui.widgets.markdown_label import MarkdownLabel
from flashdesign.ui.widgets.number_field import NumberField
from flashdesign.ui.widgets.panel import Panel
from flashdesign.ui.widgets.time_ring import TimeRing

_TEXT_EMS = 22
_AROUND_PX = 6 * GRID_PX
_PAUSED = "Paused. The clock stands still."


@dataclass(frozen=True, slots=True)
class DrillFace:
    """What is shown of a question; texts are Markdown, `step` is what is asked in its place."""

    question: str
    givens: Sequence[tuple[str, str]] = ()
    unit: str = ""
    remark: str = ""
    hints: Sequence[str] = ()
    step: str = ""
    steps_done: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ToolNames:
    """The words on the quiet buttons; an empty one hides its button."""

    hint: str = ""
    steps: str = ""
    scratch: str = ""
    pause: str = ""


class DrillCard(Panel):
    """Asks for an estimate.

    Signals:
        tool_pressed: a quiet button was pressed: hint, steps, scratch or pause.
    """

    TOOLS = ("hint", "steps", "scratch", "pause")
    tool_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName("Question")
        self.ring, self.clock_note = TimeRing(self), label("", Role.SMALL, self)
        self.question, self.remark = MarkdownLabel(Role.HEADING), MarkdownLabel(Role.MUTED)
        self.givens, self.done = GivensTable(), GivensTable()
        self.hints = tuple(MarkdownLabel() for _ in range(4))
        self.step, self.field = MarkdownLabel(Role.STRONG), NumberField()
        self.tools = {name: button("", Kind.QUIET) for name in self.TOOLS}
        self.paused = EmptyState(_PAUSED, "Go on", "pause")
        self._note = ""
        self._arrange()
        for name, tool in self.tools.items():
            tool.clicked.connect(lambda _=False, name=name: self.tool_pressed.emit(name))
        self.paused.triggered.connect(lambda: self.tool_pressed.emit("pause"))

    def set_face(self, face: DrillFace) -> None:
        """Show another question, or more of this one."""
        self.question.set_markdown(face.question)
        self.givens.set_rows(face.givens)
        self.remark.set_markdown(face.remark)
        for shown, text in zip(self.hints, [*face.hints, "", "", "", ""], strict=False):
            shown.set_markdown(f"**Hint:** {text}" if text else "")
        self.done.set_rows(face.steps_done)
        self.step.set_markdown(face.step)
        self.field.set_unit(face.unit)

    def set_tools(self, names: ToolNames) -> None:
        """Name the quiet buttons."""
        for name, tool in self.tools.items():
            text = getattr(names, name)
            tool.setText(text)
            tool.setHidden(not text)
        self._tool_row.rearrange()

    def set_clock(self, left_s: float, total_s: float, note: str) -> None:
        """Show how much time is left."""
        self._note = note
        self.ring.set_time(left_s, total_s)
        self._write_note()

    def set_clock_shown(self, *, shown: bool) -> None:
        """Show a clock, or none where time does not count."""
        self._clock.setVisible(shown)

    def set_paused(self, *, paused: bool) -> None:
        """Cover the question while the clock stands still."""
        self.paused.setVisible(paused)
        self._inside.setVisible(not paused)

    @property
    def is_covered(self) -> bool:
        """Whether the question is covered."""
        return not self.paused.isHidden()

    def set_answering(self, *, answering: bool) -> None:
        """Show the field and what helps, or the question alone once it is answered."""
        for part in (self.field, self._tool_row, self.step, self._clock):
            part.setVisible(answering)

    def _arrange(self) -> None:
        inside = self._inside = QWidget()
        self._clock = QWidget()
        clock = QVBoxLayout(self._clock)
        clock.setContentsMargins(0, 0, 0, 0)
        clock.setSpacing(4)
        for part in (self.ring, self.clock_note):
            clock.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        clock.addStretch(1)
        self._row = BendingRow(self._needed_px, inside)
        self._row.row.setSpacing(3 * GRID_PX)
        self._row.row.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignTop)
        self._row.row.addWidget(self._texts(), 1)
        around = QVBoxLayout(inside)
        around.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        around.addWidget(self._row)
        self.body.addWidget(inside)
        self.body.addWidget(self.paused)
        self.paused.hide()

    def _texts(self) -> QWidget:
        texts = QWidget()
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.question)
        column.addWidget(self.givens, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.remark, *self.hints):
            column.addWidget(part)
        column.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.step)
        column.addWidget(self.field)
        self._tool_row = Flow(0)
        for tool in self.tools.values():
            tool.setParent(self._tool_row)
        column.addWidget(self._tool_row)
        return texts

    def _write_note(self) -> None:
        """Where there is no room for the ring, its figure goes into the line below it."""
        is_narrow = self.width() - _AROUND_PX < self._needed_px()
        self.ring.setHidden(is_narrow)
        self.clock_note.setText(
            f"{self.ring.words} s left {self._note}" if is_narrow else self._note
        )

    def _needed_px(self) -> int:
        body_px = sizes_of(self.font()).body_px
        return self.ring.sizeHint().width() + 3 * GRID_PX + _TEXT_EMS * body_px

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write_note()
