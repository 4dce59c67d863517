"""The panel at the top of Home: what is left today, and how the learning goes."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from flashdesign.i18n import formatting
from flashdesign.i18n.formatting import factor, number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.decks.overview import Overview
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import (
    ButtonKind,
    TextRole,
    align_leading,
    button,
    label,
    set_text_role,
)
from flashdesign.ui.widgets.charts.progress_line import ProgressLine
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow

_GAP_PX, _MARGIN_PX = 3 * GRID_PX, 20


class TodayPanel(QFrame):
    """Shows the cards and minutes left today, figures that are known, and the review button.

    Signals:
        limits_requested: change how many cards there are today.
    """

    accessible_role = QAccessible.Role.Grouping
    limits_requested = Signal()

    def __init__(self, start: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.headline = label("", TextRole.DISPLAY, wrap=True)
        self.counts = _LineLabel()
        self.change_button = button(_("Change…"), ButtonKind.TOOL)
        self.change_button.setAccessibleName(_("Change how many cards there are today"))
        self.change_button.setToolTip(_("Change how many cards there are today"))
        self.change_button.clicked.connect(lambda: self.limits_requested.emit())
        self.progress = ProgressLine()
        self.figures = tuple(
            _Figure(name) for name in (_("recall, 30 days"), _("streak"), _("typical drill error"))
        )
        self._start, self._has_progress = start, False
        self._bar = ResponsiveRow(self._needed_px, self)
        self._figure_row = QWidget()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._arrange()

    def render_overview(self, overview: Overview) -> None:
        """Update all texts from `overview`."""
        today = overview.today
        self.headline.setText(_format_headline(overview))
        self.counts.setText(_format_counts(overview))
        self.setAccessibleName(self.headline.text())
        self.progress.set_progress(overview.begun_today, overview.planned_today)
        self._has_progress = bool(overview.begun_today and today.total)
        recall, streak, drills = self.figures
        recall.set_value(overview.recall is not None, formatting.percent(overview.recall))
        days = ngettext("{n} day", "{n} days", overview.streak)
        streak.set_value(overview.streak > 0, days.format(n=number(overview.streak)))
        drills.set_value(overview.error_log10 is not None, factor(overview.error_log10))
        self._fit_figures()

    def set_compact(self, *, compact: bool) -> None:
        """Show only a small headline and the button, or the counts and the progress too."""
        set_text_role(self.headline, TextRole.HEADING if compact else TextRole.DISPLAY)
        self.counts.setVisible(bool(self.counts.text()) and not compact)
        self.change_button.setVisible(not compact)
        self.progress.setVisible(self._has_progress and not compact)

    def _arrange(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.headline)
        row_of_counts = QHBoxLayout()
        row_of_counts.setSpacing(GRID_PX)
        row_of_counts.addWidget(self.counts)
        row_of_counts.addWidget(self.change_button)
        row_of_counts.addStretch(1)
        texts.addLayout(row_of_counts)
        figures = QHBoxLayout(self._figure_row)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(_GAP_PX)
        for figure in self.figures:
            figures.addWidget(figure)
        figures.addStretch(1)
        row: QBoxLayout = self._bar.row
        row.setSpacing(_GAP_PX)
        row.addLayout(texts, 1)
        row.addWidget(self._figure_row)
        row.addWidget(self._start, 0, Qt.AlignmentFlag.AlignVCenter)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(_MARGIN_PX, 2 * GRID_PX, _MARGIN_PX, 2 * GRID_PX)
        outside.setSpacing(12)
        outside.addWidget(self._bar)
        outside.addWidget(self.progress)

    def _needed_px(self) -> int:
        # The hint of a text that may wrap is narrower than its line.
        headline, counts = (
            painting.text_width(text.text(), text.font()) for text in (self.headline, self.counts)
        )
        change_px = self.change_button.sizeHint().width() + GRID_PX
        texts = max(headline, counts + change_px)
        start_px = 0 if self._start.isHidden() else self._start.sizeHint().width() + _GAP_PX
        return texts + start_px

    def _fit_figures(self) -> None:
        # The figures are left out rather than put into a row of their own.
        room_px = self.width() - 2 * _MARGIN_PX - self._needed_px() - _GAP_PX
        is_any_known = any(figure.is_known for figure in self.figures)
        fits = self._figure_row.sizeHint().width() <= room_px
        self._figure_row.setVisible(is_any_known and fits)
        self._bar.update_direction()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_figures()


class _LineLabel(QLabel):
    """A muted text on one line if there is room, else on several."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", TextRole.MUTED.value)
        align_leading(self)

    def sizeHint(self) -> QSize:
        width = painting.text_width(self.text(), self.font()) + 1
        return QSize(width, self.heightForWidth(width))


class _Figure(QWidget):
    """A value above its name; hidden while the value is not known."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._value = name, label("", TextRole.HEADING)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._value)
        layout.addWidget(label(name, TextRole.SMALL))
        self.is_known = False

    def set_value(self, is_known: bool, value: str) -> None:
        self.is_known = is_known
        self._value.setText(value)
        self.setAccessibleName(_("{heading}: {value}").format(heading=self._name, value=value))
        self.setHidden(not is_known)


def _format_headline(overview: Overview) -> str:
    if overview.today.total:
        return ngettext("{n} card, {time}", "{n} cards, {time}", overview.today.total).format(
            n=number(overview.today.total), time=formatting.minutes(overview.minutes)
        )
    return _("Done for today") if overview.answered_today else _("Nothing is due today")


def _format_counts(overview: Overview) -> str:
    """Return how many cards are reviews and new, and how many of today are begun."""
    today = overview.today
    if not today.total:
        if not overview.answered_today:
            return ""
        return ngettext(
            "{n} answer. See you tomorrow.",
            "{n} answers. See you tomorrow.",
            overview.answered_today,
        ).format(n=number(overview.answered_today))
    again = today.learning + today.due
    texts = (
        (again, ngettext("{n} to review", "{n} to review", again)),
        (today.new, ngettext("{n} new", "{n} new", today.new)),
    )
    parts = [text.format(n=number(count)) for count, text in texts if count]
    if overview.begun_today:
        begun = _("{n} of {total} begun")
        parts.append(
            begun.format(n=number(overview.begun_today), total=number(overview.planned_today))
        )
    return " · ".join(parts)
