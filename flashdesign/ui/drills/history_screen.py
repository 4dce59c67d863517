"""Earlier answers to drills, in reviews, practice and sprints."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from flashdesign.domain.drills.attempt import Attempt, Mode
from flashdesign.domain.scheduling.memory import grade_name
from flashdesign.domain.scheduling.study_day import MS_PER_MINUTE, as_utc
from flashdesign.i18n.formatting import date, date_time, number
from flashdesign.i18n.translation import _, pgettext
from flashdesign.services.context import Clock
from flashdesign.services.drills.feedback import error_text
from flashdesign.services.drills.history import AttemptGroup, PastAttempt
from flashdesign.ui.drills.result_screen import HOW_TO_OPEN
from flashdesign.ui.drills.widgets.answer_table import AnswerTable, Column, Row
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.layout.page import Page


class DrillHistoryScreen(Page):
    """Lists earlier answers by sprint or day, the newest group first.

    Signals:
        home_requested: return to the start page of drills.
        attempt_opened: show this answer (an `Attempt`) with its worked solution.
    """

    home_requested = Signal()
    attempt_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Earlier answers"), primary=_("Back to drills"), parent=parent)
        self._attempts: list[Attempt | None] = []
        self._groups: tuple[AttemptGroup, ...] = ()
        self.answers = AnswerTable(_("Earlier answers"), _columns(), opens=True)
        self.body.addWidget(label(_(HOW_TO_OPEN), TextRole.SMALL, wrap=True))
        self.body.addWidget(self.answers)
        self.body.addStretch(1)
        self.primary_triggered.connect(self.home_requested)
        self.answers.row_opened.connect(self._open)

    def render_answers(self, groups: Sequence[AttemptGroup], clock: Clock) -> None:
        """Show the answers by group, with their times in the time zone of `clock`.

        The selected answer stays selected.
        """
        row = self.answers.currentRow()
        selected = self._attempts[row] if 0 <= row < len(self._attempts) else None
        self._groups = tuple(groups)
        self._attempts, rows = [], []
        for group in groups:
            self._attempts.append(None)
            rows.append(Row((format_group(group, clock),), is_heading=True))
            for number_in_group, past in enumerate(group.attempts, start=1):
                self._attempts.append(past.attempt)
                rows.append(_row(past, past.number or number_in_group, clock))
        self.answers.set_rows(rows)
        if selected is not None and selected in self._attempts:
            self.answers.selectRow(self._attempts.index(selected))

    def take_focus(self, *, last_sprint: bool = False) -> None:
        """Focus the first answer, or the first one of the last finished sprint."""
        self.answers.setFocus(Qt.FocusReason.OtherFocusReason)
        sprints = [at for at, group in enumerate(self._groups) if last_sprint and group.code]
        if self._groups:
            self.answers.selectRow(self.answers.first_row_below(next(iter(sprints), 0)))

    def _open(self, row: int) -> None:
        attempt = self._attempts[row]
        if attempt is not None:
            self.attempt_opened.emit(attempt)


def format_group(group: AttemptGroup, clock: Clock) -> str:
    """Return the heading of a group: what it was, how many answers were right, and the day."""
    message = {
        Mode.REVIEW: _("Reviews, {day}: {right} of {total} right"),
        Mode.PRACTICE: _("Practice, {day}: {right} of {total} right"),
        Mode.SPRINT: _("Sprint {code}, {day}: {right} of {total} right"),
    }[group.mode]
    if group.mode is Mode.SPRINT and not group.code:
        message = _("Unfinished sprint, {day}: {right} of {total} right")
    return message.format(
        code=group.code,
        day=date(_local_time(group.at, clock).date()),
        right=number(group.right),
        total=number(len(group.attempts)),
    )


def format_last_sprint(group: AttemptGroup, clock: Clock) -> str:
    """Return the code of a sprint, how many answers were right, and its day."""
    return _("{code}, {right} of {total} right, {day}").format(
        code=group.code,
        right=number(group.right),
        total=number(len(group.attempts)),
        day=date(_local_time(group.at, clock).date()),
    )


def _local_time(at: int, clock: Clock) -> datetime:
    return as_utc(at + clock.zone_min(at) * MS_PER_MINUTE)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Question"), is_number=False),
        Column(_("Number"), rank=2),
        Column(_("Time"), rank=2),
        Column(pgettext("estimate", "Error"), rank=1),
        Column(_("Grade"), is_number=False),
    )


def _row(past: PastAttempt, number_in_group: int, clock: Clock) -> Row:
    attempt = past.attempt
    error = error_text(attempt.answer.value, attempt.question.truth)
    texts = (
        attempt.question.title,
        number(number_in_group),
        date_time(_local_time(attempt.at, clock)),
        error or "–",
        grade_name(attempt.rating),
    )
    return Row(texts, attempt.rating.name.lower(), attempt.question.question)
