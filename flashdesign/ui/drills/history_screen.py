"""Earlier answers to drills, in reviews, practice and sprints."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from flashdesign.domain.drills.attempt import Attempt, Mode
from flashdesign.domain.scheduling.memory import grade_name
from flashdesign.domain.scheduling.study_day import MS_PER_MINUTE, as_utc
from flashdesign.i18n.formatting import date_time, number
from flashdesign.i18n.translation import _, pgettext
from flashdesign.services.context import Clock
from flashdesign.services.drills.feedback import error_text
from flashdesign.services.drills.history import PastAnswer
from flashdesign.ui.drills.result_screen import HOW_TO_OPEN
from flashdesign.ui.drills.widgets.answer_table import AnswerTable, Column, Row
from flashdesign.ui.theme.roles import Role, label
from flashdesign.ui.widgets.layout.page import Page


class DrillHistoryScreen(Page):
    """Lists earlier answers, the newest first.

    Signals:
        home_requested: return to the start page of drills.
        attempt_opened: show this answer (an `Attempt`) with its worked solution.
    """

    home_requested = Signal()
    attempt_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Earlier answers"), primary=_("Back to drills"), parent=parent)
        self._attempts: list[Attempt] = []
        self.answers = AnswerTable(_("Earlier answers"), _columns())
        self.body.addWidget(label(_(HOW_TO_OPEN), Role.SMALL, wrap=True))
        self.body.addWidget(self.answers)
        self.body.addStretch(1)
        self.primary_triggered.connect(self.home_requested)
        self.answers.row_opened.connect(lambda row: self.attempt_opened.emit(self._attempts[row]))

    def render_answers(self, answers: Sequence[PastAnswer], clock: Clock) -> None:
        """Show the answers, with their times in the time zone of `clock`."""
        self._attempts = [past.attempt for past in answers]
        self.answers.set_rows([_row(past, clock) for past in answers])

    def take_focus(self) -> None:
        """Focus the first answer."""
        self.answers.setFocus(Qt.FocusReason.OtherFocusReason)
        self.answers.selectRow(0)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Question"), is_number=False),
        Column(_("Asked in"), is_number=False),
        Column(_("Time"), rank=2),
        Column(pgettext("estimate", "Error"), rank=1),
        Column(_("Grade"), is_number=False),
    )


def _row(past: PastAnswer, clock: Clock) -> Row:
    attempt = past.attempt
    error = error_text(attempt.answer.value, attempt.question.truth)
    local = attempt.at + clock.zone_min(attempt.at) * MS_PER_MINUTE
    grade = attempt.rating
    texts = (
        attempt.question.title,
        _format_place(past),
        date_time(as_utc(local)),
        error or "–",
        grade_name(grade),
    )
    return Row(texts, grade.name.lower(), attempt.question.question)


def _format_place(past: PastAnswer) -> str:
    if past.attempt.mode is Mode.SPRINT:
        message = (
            _("Sprint {code}, question {n}") if past.code else _("Unfinished sprint, question {n}")
        )
        return message.format(code=past.code, n=number(past.number))
    is_review = past.attempt.mode is Mode.REVIEW
    return pgettext("drill mode", "Review") if is_review else pgettext("drill mode", "Practice")
