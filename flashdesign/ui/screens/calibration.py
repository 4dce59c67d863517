"""Figures of how well the user estimates: error, bias and what to work on."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign import formatting
from flashdesign.domain.calibration import Calibration
from flashdesign.formatting import factor, number
from flashdesign.i18n import _
from flashdesign.ui.screens import drill_wording as words
from flashdesign.ui.theme import GRID_PX, Role, label
from flashdesign.ui.widgets.tile_row import TileRow


class CalibrationView(QWidget):
    """Shows figures of the last answers, and a remark about them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = TileRow(
            (_("median error"), _("graded Good or better"), _("bias"), _("answers"))
        )
        self.remark = label("", Role.MUTED, self, wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX)
        layout.addWidget(self.figures)
        layout.addWidget(self.remark)

    def render_calibration(self, calibration: Calibration) -> None:
        """Update the figures from `calibration`."""
        error, good, bias, answers = self.figures.tiles
        error.set_value(factor(calibration.error_log10))
        share = calibration.within_good if calibration.attempts else None
        good.set_value(formatting.percent(share))
        bias.set_value(words.lean(calibration))
        answers.set_value(number(calibration.attempts))
        remark = words.remarks(calibration)
        self.remark.setText(remark)
        self.remark.setHidden(not remark)
