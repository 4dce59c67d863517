"""The end of a sprint or of a set of practice: points, time and error, topic by topic."""

from collections.abc import Sequence
from statistics import median

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from flashdesign import formatting
from flashdesign.domain.calibration import Calibration
from flashdesign.domain.ratings import Rating
from flashdesign.formatting import factor
from flashdesign.services.drill_states import AnswerLine
from flashdesign.services.sprint import SprintResult, TopicLine
from flashdesign.ui.screens import drill_wording as words
from flashdesign.ui.screens.calibration import CalibrationView
from flashdesign.ui.theme import Kind, button
from flashdesign.ui.widgets.answer_table import AnswerTable, Column, Row
from flashdesign.ui.widgets.flow import Flow
from flashdesign.ui.widgets.page import Page, section
from flashdesign.ui.widgets.tile_row import TileRow

_ANSWERS = (
    Column("Question", is_number=False),
    Column("You", rank=2),
    Column("Truth", rank=1),
    Column("Off"),
    Column("Time"),
)
_GRADE, _POINTS = Column("Grade", is_number=False), Column("Points")
_TOPICS = (
    Column("Topic", is_number=False),
    Column("Questions", rank=1),
    Column("Time each"),
    Column("Off by"),
    Column("Points each"),
)


class DrillResultScreen(Page):
    """Show what a set came to.

    Signals:
        home_requested: go back to the drills.
        misses_requested: practise what was missed, with other values.
        same_requested: run the sprint with this code once more.
    """

    home_requested = Signal()
    misses_requested = Signal()
    same_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Done", primary="Back to the drills", parent=parent)
        self._code = ""
        self.again = button("Again with the misses", Kind.PLAIN, self)
        self.same = button("The same once more", Kind.PLAIN, self)
        self.copy = button("", Kind.QUIET, self)
        self.wishes = Flow()
        for press in (self.again, self.same, self.copy):
            press.setParent(self.wishes)
        self.figures = TileRow(("points", "best before", "time", "right"))
        self.practised = TileRow(("questions", "right", "median error", "time a question"))
        self.topics = AnswerTable("By topic", _TOPICS)
        self.answers = AnswerTable("Answers", (*_ANSWERS, _POINTS, _GRADE))
        self.plain_answers = AnswerTable("Answers", (*_ANSWERS, _GRADE))
        self.calibration = CalibrationView()
        self._topics_head, self._answers_head = section("By topic"), section("Answer by answer")
        self._calibration_head = section("Where you stand")
        parts: tuple[QWidget, ...] = (self.figures, self.practised, self.wishes)
        parts += (self._topics_head, self.topics)
        parts += (self._answers_head, self.answers, self.plain_answers)
        for part in (*parts, self._calibration_head, self.calibration):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._connect()

    def render_sprint(self, result: SprintResult, code: str) -> None:
        """Make the page agree with the result of a sprint."""
        self._code = code
        self.set_title("Personal best" if result.is_best else "Sprint done")
        self.set_subtitle(f"Sprint {code}: the same code asks the same questions of anyone.")
        self.copy.setText(f"Copy {code}")
        points, best, time, right = self.figures.tiles
        points.set_value(f"{result.points:,.0f}", "of 1,000")
        best.set_value("–" if result.best is None else f"{result.best:,.0f}")
        time.set_value(formatting.clock(result.seconds))
        right.set_value(_right(result.lines))
        self.topics.set_rows([_topic(line) for line in result.topics])
        self.answers.set_rows([words.answer_row(one, with_points=True) for one in result.lines])
        self._render_calibration(result.calibration)
        self._show_parts(is_sprint=True, has_lines=True, has_misses=bool(result.misses))

    def render_practice(self, lines: Sequence[AnswerLine], calibration: Calibration) -> None:
        """Make the page agree with a set of practice."""
        self._code = ""
        self.set_title("Practice done" if lines else "Nothing answered")
        self.set_subtitle("")
        questions, right, error, time = self.practised.tiles
        questions.set_value(f"{len(lines):,}")
        right.set_value(_right(lines))
        error.set_value(factor(_median([line.error_log10 for line in lines])))
        pace = _median([line.seconds for line in lines])
        time.set_value("–" if pace is None else formatting.clock(pace))
        self.plain_answers.set_rows([words.answer_row(one, with_points=False) for one in lines])
        self._render_calibration(calibration)
        missed = any(line.rating is Rating.AGAIN for line in lines)
        self._show_parts(is_sprint=False, has_lines=bool(lines), has_misses=missed)

    def take_focus(self) -> None:
        """Put the focus on what is most likely wanted."""
        wanted = self.again if self.again.isVisible() else self.primary
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self, *, is_sprint: bool, has_lines: bool, has_misses: bool) -> None:
        for part in (self.figures, self._topics_head, self.topics, self.answers, self.copy):
            part.setVisible(is_sprint)
        self.same.setVisible(is_sprint)
        self.practised.setVisible(not is_sprint)
        self.plain_answers.setVisible(not is_sprint and has_lines)
        self._answers_head.setVisible(has_lines)
        self.again.setVisible(has_misses)
        self.wishes.setVisible(is_sprint or has_misses)
        self.wishes.rearrange()

    def _render_calibration(self, calibration: Calibration) -> None:
        self.calibration.render_calibration(calibration)
        for part in (self._calibration_head, self.calibration):
            part.setVisible(calibration.attempts > 0)

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self.copy.setText("Copied")

    def _connect(self) -> None:
        self.primary_triggered.connect(self.home_requested)
        self.again.clicked.connect(lambda: self.misses_requested.emit())
        self.same.clicked.connect(lambda: self.same_requested.emit(self._code))
        self.copy.clicked.connect(self._copy_code)


def _topic(line: TopicLine) -> Row:
    return Row(
        (
            line.topic or "other",
            f"{line.questions}",
            formatting.clock(line.seconds),
            factor(line.error_log10),
            f"{line.points:.0f}",
        )
    )


def _right(lines: Sequence[AnswerLine]) -> str:
    right = sum(line.rating >= Rating.GOOD for line in lines)
    return f"{right} of {len(lines)}"


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
