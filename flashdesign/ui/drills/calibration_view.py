"""Statistics of the user's estimates: error, bias and topics to work on."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign.domain.drills.calibration import Calibration
from flashdesign.i18n import formatting
from flashdesign.i18n.formatting import factor, number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.ui.drills import drill_text
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.charts.stat_tiles import TileRow


class CalibrationView(QWidget):
    """Shows figures of the last answers, and a remark about them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = TileRow((_("median error"), _("graded Good or better"), _("bias"), ""))
        self.remark = label("", TextRole.MUTED, self, wrap=True)
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
        bias.set_value(drill_text.format_bias(calibration))
        count = calibration.attempts
        answers.set_count(number(count), ngettext("answer", "answers", count))
        remark = drill_text.format_remarks(calibration)
        self.remark.setText(remark)
        self.remark.setHidden(not remark)
