"""How a bench is shown within a screen: what of a review, how far scrolled, under which button."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QScrollArea

from flashdesign.domain.ratings import Rating
from flashdesign.services.review_states import ReviewState
from flashdesign.ui.screens.drill_bench import DrillBench
from flashdesign.ui.theme import GRID_PX


def render_review(bench: DrillBench, state: ReviewState) -> None:
    """Show the drill that a review asks; hide the bench where it asks something else."""
    asked, outcome = state.asked, state.outcome
    drill = None if asked is None else asked.drill
    bench.setVisible(drill is not None)
    if asked is None or drill is None:
        return
    told = None if outcome is None else outcome.drill
    kept = Rating.AGAIN if outcome is None else outcome.suggested
    bench.render_drill(drill, told, kept, (asked.key, state.done, drill.question))


def name_button(button: QPushButton, name: str, key: str = "Return") -> None:
    """Say what a button does, and by which key; without a name it is hidden."""
    button.setText(f"{name}  ({key})" if key else name)
    button.setHidden(not name)


def show_verdict(bench: DrillBench, area: QScrollArea) -> None:
    """Scroll so that the verdict is seen whole, or at least its beginning."""
    inside = area.widget()
    layout = None if inside is None else inside.layout()
    if inside is None or layout is None:
        return
    layout.activate()
    top = bench.verdict.mapTo(inside, QPoint(0, 0)).y()
    spare = max(0, area.viewport().height() - bench.verdict.height() - GRID_PX)
    area.verticalScrollBar().setValue(max(0, top - spare))
