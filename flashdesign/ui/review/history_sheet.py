"""The "Why this card?" sheet: the reason, the forgetting curve and all answers."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign.domain.scheduling.memory import Rating, State, grade_name
from flashdesign.domain.scheduling.study_day import as_utc
from flashdesign.i18n import formatting
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.review.card_history import CardHistory
from flashdesign.ui.review.forgetting_curve import Curve, CurvePoint, ForgettingCurve, ReviewMark
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.layout.page import section

_MAX_ANSWERS = 30
_MS_PER_DAY = 86_400_000


def make_history_sheet(history: CardHistory) -> QWidget:
    """Return the sheet for the history of a card."""
    sheet = QWidget()
    layout = QVBoxLayout(sheet)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID_PX)
    layout.addWidget(label(explain_schedule(history), TextRole.BODY, wrap=True))
    if history.answers:
        curve = ForgettingCurve()
        curve.set_curve(_make_curve(history))
        layout.addWidget(section(_("Chance of recall")))
        layout.addWidget(curve)
        layout.addWidget(section(_("Answers")))
        for line in reversed(format_answers(history)[-_MAX_ANSWERS:]):
            layout.addWidget(label(line, TextRole.BODY, wrap=True))
    layout.addWidget(label(_("Card {key}").format(key=history.key), TextRole.SMALL, wrap=True))
    layout.addStretch(1)
    return sheet


def explain_schedule(history: CardHistory) -> str:
    """Return a few sentences on why the card is shown now."""
    memory = history.memory
    if memory.state is State.NEW:
        return _("It's new. New cards appear in deck order.")
    if memory.state is State.LEARNING:
        return _("You're learning it; it repeats within minutes until you recall it.")
    if memory.state is State.RELEARNING:
        return _("You're relearning it; it repeats within minutes until you recall it.")
    sentences = [
        _("Stability {time}: after that you'd have a {chance} chance of recalling it.").format(
            time=_format_days(memory.stability or 0), chance=formatting.percent(0.9)
        )
    ]
    if history.retrievability is not None:
        sentences.append(
            _("The chance is now {chance}; your target is {target}.").format(
                chance=formatting.percent(history.retrievability),
                target=formatting.percent(history.retention),
            )
        )
    if memory.lapses:
        sentences.append(
            ngettext(
                "Forgotten {n} time so far.", "Forgotten {n} times so far.", memory.lapses
            ).format(n=number(memory.lapses))
        )
    return " ".join(sentences)


def format_answers(history: CardHistory) -> list[str]:
    """Return a line for each answer: time, grade, interval before it, and new stability."""
    zone_ms = history.study_time.zone_min * 60_000
    lines = []
    for answer in history.answers:
        message = (
            _("{time}   {grade}, stability {stability}")
            if answer.gap_days is None
            else _("{time}   {grade} after {interval}, stability {stability}")
        )
        lines.append(
            message.format(
                time=formatting.date_time(as_utc(answer.time_ms + zone_ms)),
                grade=grade_name(answer.rating),
                interval=_format_days(answer.gap_days or 0),
                stability=_format_days(answer.stability),
            )
        )
    return lines


def _format_days(days: float) -> str:
    return formatting.wait(round(days * _MS_PER_DAY))


def _make_curve(history: CardHistory) -> Curve:
    first = history.answers[0].time_ms
    return Curve(
        points=tuple(CurvePoint(day, chance) for day, chance in history.curve),
        marks=tuple(
            ReviewMark(
                (answer.time_ms - first) / _MS_PER_DAY,
                grade_name(answer.rating),
                answer.rating is not Rating.AGAIN,
            )
            for answer in history.answers
        ),
        today=history.today,
        target=history.retention,
    )
