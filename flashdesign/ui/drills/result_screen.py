"""Results of a sprint or a practice: points, time and error, by topic and by answer."""

from collections.abc import Sequence
from statistics import median

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from flashdesign.domain.drills.calibration import Calibration
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.i18n import formatting
from flashdesign.i18n.formatting import factor, number
from flashdesign.i18n.translation import N_, _, ngettext, pgettext
from flashdesign.services.drills.sprint import SprintResult, TopicLine
from flashdesign.services.drills.state import AnswerSummary
from flashdesign.ui.drills import drill_text
from flashdesign.ui.drills.calibration_view import CalibrationView
from flashdesign.ui.drills.widgets.answer_table import AnswerTable, Column, Row
from flashdesign.ui.drills.widgets.drill_card import DrillCard, ToolNames
from flashdesign.ui.drills.widgets.verdict import DrillVerdict
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.charts.stat_tiles import TileRow
from flashdesign.ui.widgets.layout.flow_layout import FlowWidget
from flashdesign.ui.widgets.layout.page import Page, section

_MAX_POINTS = 1_000
HOW_TO_OPEN = N_("Press Return on an answer, or click its arrow, to see its worked solution.")


class DrillResultScreen(Page):
    """Shows the results of a sprint or a practice.

    Signals:
        home_requested: return to the start page of drills.
        misses_requested: practice the missed drills again, with other values.
        same_requested: run the sprint with this code again.
        answer_opened: show this answer (an `AnswerSummary`) with its worked solution.
    """

    home_requested = Signal()
    misses_requested = Signal()
    same_requested = Signal(str)
    answer_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Done"), primary=_("Back to drills"), parent=parent)
        self._code = ""
        self._lines: tuple[AnswerSummary, ...] = ()
        self.retry_button = button(_("Retry misses"), ButtonKind.PLAIN, self)
        self.repeat_button = button(_("Repeat sprint"), ButtonKind.PLAIN, self)
        self.copy = button("", ButtonKind.QUIET, self)
        self.action_row = FlowWidget()
        for push_button in (self.retry_button, self.repeat_button, self.copy):
            push_button.setParent(self.action_row)
        self.figures = TileRow((_("score"), _("previous best"), _("time"), _("right")))
        self.practice_figures = TileRow(("", _("right"), _("median error"), _("time per question")))
        self.topics = AnswerTable(_("By topic"), _topic_columns())
        self.answers = AnswerTable(_("Answers"), _answer_columns(with_points=True), opens=True)
        self.plain_answers = AnswerTable(
            _("Answers"), _answer_columns(with_points=False), opens=True
        )
        self.calibration = CalibrationView()
        self._topics_head, self._answers_head = section(_("By topic")), section(_("Answers"))
        self._how_to_open = label(_(HOW_TO_OPEN), TextRole.SMALL, wrap=True)
        self._calibration_head = section(_("Your calibration"))
        parts: tuple[QWidget, ...] = (self.figures, self.practice_figures, self.action_row)
        parts += (self._answers_head, self._how_to_open, self.answers, self.plain_answers)
        parts += (self._topics_head, self.topics)
        for part in (*parts, self._calibration_head, self.calibration):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._connect()

    def render_sprint(self, result: SprintResult, code: str) -> None:
        """Show the result of a sprint."""
        self._code, self._lines = code, result.lines
        self.set_title(_("Personal best") if result.is_best else _("Sprint done"))
        self.set_subtitle(
            _("Sprint {code}: the same code gives the same questions.").format(code=code)
        )
        self.copy.setText(_("Copy code {code}").format(code=code))
        points, best, time, right = self.figures.tiles
        score = _("{points} of {total}")
        points.set_value(score.format(points=number(result.points), total=number(_MAX_POINTS)))
        best.set_value("–" if result.best is None else number(result.best))
        time.set_value(formatting.clock(result.seconds))
        right.set_value(_format_right(result.lines))
        self.topics.set_rows([_topic_row(line) for line in result.topics])
        self.answers.set_rows(
            [drill_text.answer_row(line, with_points=True) for line in result.lines]
        )
        self._render_calibration(result.calibration)
        self._show_parts(is_sprint=True, has_lines=True, has_misses=bool(result.misses))

    def render_practice(self, lines: Sequence[AnswerSummary], calibration: Calibration) -> None:
        """Show the result of a practice."""
        self._code, self._lines = "", tuple(lines)
        self.set_title(_("Practice done") if lines else _("Nothing answered"))
        self.set_subtitle("")
        questions, right, error, time = self.practice_figures.tiles
        questions.set_count(number(len(lines)), ngettext("question", "questions", len(lines)))
        right.set_value(_format_right(lines))
        error.set_value(factor(_median([line.error_log10 for line in lines])))
        pace = _median([line.seconds for line in lines])
        time.set_value("–" if pace is None else formatting.clock(pace))
        self.plain_answers.set_rows(
            [drill_text.answer_row(line, with_points=False) for line in lines]
        )
        self._render_calibration(calibration)
        has_misses = any(line.rating is Rating.AGAIN for line in lines)
        self._show_parts(is_sprint=False, has_lines=bool(lines), has_misses=has_misses)

    def take_focus(self) -> None:
        """Focus Retry misses if it is visible, else Back to drills."""
        target = self.retry_button if self.retry_button.isVisible() else self.primary
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self, *, is_sprint: bool, has_lines: bool, has_misses: bool) -> None:
        for part in (self.figures, self._topics_head, self.topics, self.answers, self.copy):
            part.setVisible(is_sprint)
        self.repeat_button.setVisible(is_sprint)
        self.practice_figures.setVisible(not is_sprint)
        self.plain_answers.setVisible(not is_sprint and has_lines)
        for part in (self._answers_head, self._how_to_open):
            part.setVisible(has_lines)
        self.retry_button.setVisible(has_misses)
        self.action_row.setVisible(is_sprint or has_misses)
        self.action_row.rearrange()

    def _render_calibration(self, calibration: Calibration) -> None:
        self.calibration.render_calibration(calibration)
        for part in (self._calibration_head, self.calibration):
            part.setVisible(calibration.attempts > 0)

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self.copy.setText(_("Copied"))

    def _connect(self) -> None:
        self.primary_triggered.connect(self.home_requested)
        self.retry_button.clicked.connect(lambda: self.misses_requested.emit())
        self.repeat_button.clicked.connect(lambda: self.same_requested.emit(self._code))
        self.copy.clicked.connect(self._copy_code)
        for table in (self.answers, self.plain_answers):
            table.row_opened.connect(lambda row: self.answer_opened.emit(self._lines[row]))


class AnswerView(QWidget):
    """An answered drill: its question and givens, the own answer, and the worked solution.

    Signals:
        link_opened: the URL of a clicked source.
    """

    link_opened = Signal(str)

    def __init__(self, line: AnswerSummary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card, self.verdict = DrillCard(self), DrillVerdict(self)
        self.card.set_question(drill_text.card_figures(line.asked, answered=True))
        self.card.set_tools(ToolNames())
        self.card.set_answering(answering=False)
        self.verdict.set_figures(drill_text.verdict(line.feedback, line.rating))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID_PX)
        layout.addWidget(self.card)
        layout.addWidget(self.verdict)
        layout.addStretch(1)
        self.card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.verdict.link_opened.connect(self.link_opened)


def _answer_columns(*, with_points: bool) -> tuple[Column, ...]:
    points = (Column(_("Points"), is_optional=True),) if with_points else ()
    return (
        Column(_("Question"), is_number=False),
        Column(_("You"), rank=2),
        Column(_("Answer"), rank=1),
        Column(pgettext("estimate", "Error")),
        Column(_("Time"), is_optional=True),
        *points,
        Column(_("Grade"), is_number=False),
    )


def _topic_columns() -> tuple[Column, ...]:
    return (
        Column(_("Topic"), is_number=False),
        Column(_("Questions"), rank=1),
        Column(_("Time each"), is_optional=True),
        Column(pgettext("estimate", "Error")),
        Column(_("Points each")),
    )


def _topic_row(line: TopicLine) -> Row:
    return Row(
        (
            line.topic or pgettext("topic", "other"),
            number(line.questions),
            formatting.clock(line.seconds),
            factor(line.error_log10),
            number(line.points),
        )
    )


def _format_right(lines: Sequence[AnswerSummary]) -> str:
    right = sum(line.rating >= Rating.GOOD for line in lines)
    return _("{right} of {total}").format(right=number(right), total=number(len(lines)))


def _median(values: Sequence[float | None]) -> float | None:
    numbers = [value for value in values if value is not None]
    return median(numbers) if numbers else None
