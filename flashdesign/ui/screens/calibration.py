"""How well a person estimates: how far off, which way, and what to work on."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign import formatting
from flashdesign.domain.calibration import Calibration
from flashdesign.formatting import factor
from flashdesign.ui.screens import drill_wording as words
from flashdesign.ui.theme import GRID_PX, Role, label
from flashdesign.ui.widgets.tile_row import TileRow


class CalibrationView(QWidget):
    """Shows figures of the last answers, and a sentence about them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = TileRow(("median error", "within Good", "lean", "answers"))
        self.remark = label("", Role.MUTED, self, wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX)
        layout.addWidget(self.figures)
        layout.addWidget(self.remark)

    def render_calibration(self, calibration: Calibration) -> None:
        """Make the figures agree with `calibration`."""
        error, good, lean, answers = self.figures.tiles
        error.set_value(factor(calibration.error_log10))
        shown = calibration.within_good if calibration.attempts else None
        good.set_value(formatting.percent(shown))
        lean.set_value(words.lean(calibration))
        answers.set_value(f"{calibration.attempts:,}")
        said = words.remarks(calibration)
        self.remark.setText(said)
        self.remark.setHidden(not said)
