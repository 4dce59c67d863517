"""The worked solution of a drill: its steps with their values."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from flashdesign.i18n.translation import _
from flashdesign.ui.theme.sizes import GRID_PX, with_tabular_digits
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.controls.markdown_label import MarkdownLabel


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step: its text in Markdown, its value, and the user's value."""

    text: str
    value: str
    own_value: str = ""
    remark: str = ""


class StepChain(QWidget):
    """Shows the steps from the givens to the answer, which is the last step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID_PX)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def set_steps(self, steps: Sequence[ChainStep]) -> None:
        """Replace the steps."""
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        row = 0
        for at, step in enumerate(steps):
            self._add_step(row, at, step, is_last=at == len(steps) - 1)
            row += 1
            if step.remark or step.own_value:
                self._add_own(row, step)
                row += 1

    def _add_step(self, row: int, at: int, step: ChainStep, *, is_last: bool) -> None:
        number = label(f"{at + 1}", TextRole.MUTED, self)
        value = label(step.value, TextRole.STRONG if is_last else TextRole.BODY, self)
        value.setFont(with_tabular_digits(value.font()))
        say = MarkdownLabel(TextRole.BODY, self)
        say.set_markdown(step.text)
        spoken = _("Step {n}: {text}, {value}")
        say.setAccessibleName(spoken.format(n=at + 1, text=say.accessibleName(), value=step.value))
        top = Qt.AlignmentFlag.AlignTop
        self._place(number, row, 0, top)
        self._place(say, row, 1, top)
        self._place(value, row, 2, top | Qt.AlignmentFlag.AlignRight)

    def _add_own(self, row: int, step: ChainStep) -> None:
        value = _("You had {value}").format(value=step.own_value) if step.own_value else ""
        text = ". ".join(filter(None, (value, step.remark)))
        own = label(text, TextRole.ERROR if step.remark else TextRole.SMALL, self, wrap=True)
        self._grid.addWidget(own, row, 1, 1, 2)
        self._parts.append(own)
        own.show()

    def _place(self, part: QWidget, row: int, column: int, align: Qt.AlignmentFlag) -> None:
        if column == 1:
            self._grid.addWidget(part, row, column)
        else:
            self._grid.addWidget(part, row, column, align)
        self._parts.append(part)
        part.show()
