"""Helpers of screens with a drill: scrolling to the verdict, naming the main button."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QScrollArea

from flashdesign.i18n import _
from flashdesign.ui.theme import GRID_PX

if TYPE_CHECKING:
    from flashdesign.ui.screens.drill_bench import DrillBench


def name_button(button: QPushButton, name: str, key: str = "Return") -> None:
    """Set the label and key of a button; without a name it is hidden."""
    button.setText(_("{action}  ({key})").format(action=name, key=key) if key else name)
    button.setHidden(not name)


def show_verdict(bench: "DrillBench", area: QScrollArea) -> None:
    """Scroll so that the verdict is visible, at least its beginning."""
    inside = area.widget()
    layout = None if inside is None else inside.layout()
    if inside is None or layout is None:
        return
    layout.activate()
    top = bench.verdict.mapTo(inside, QPoint(0, 0)).y()
    spare = max(0, area.viewport().height() - bench.verdict.height() - GRID_PX)
    area.verticalScrollBar().setValue(max(0, top - spare))
