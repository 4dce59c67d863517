"""The sheet that tells why a card is here: its story in words, a curve, and each answer."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign import formatting
from flashdesign.domain.moments import as_utc
from flashdesign.domain.ratings import Rating
from flashdesign.domain.scheduling import State
from flashdesign.services import wording
from flashdesign.services.history import CardHistory
from flashdesign.ui.theme import GRID_PX, Role, label
from flashdesign.ui.widgets.forgetting_curve import (
    Curve,
    CurvePoint,
    ForgettingCurve,
    ReviewMark,
)
from flashdesign.ui.widgets.page import section

_MOST_ANSWERS = 30
_MS_PER_DAY = 86_400_000


def why_sheet(story: CardHistory) -> QWidget:
    """Return the sheet for a card's history."""
    sheet = QWidget()
    layout = QVBoxLayout(sheet)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID_PX)
    layout.addWidget(label(reason(story), Role.BODY, wrap=True))
    if story.answers:
        curve = ForgettingCurve()
        curve.set_curve(_curve(story))
        layout.addWidget(section("Chance of recall"))
        layout.addWidget(curve)
        layout.addWidget(section("Answers"))
        for line in reversed(answer_lines(story)[-_MOST_ANSWERS:]):
            layout.addWidget(label(line, Role.BODY, wrap=True))
    layout.addWidget(label(f"Card {story.key}", Role.SMALL, wrap=True))
    layout.addStretch(1)
    return sheet


def reason(story: CardHistory) -> str:
    """Return in a few sentences why the card is shown now."""
    memory = story.memory
    if memory.state is State.NEW:
        return "It is new: you have not answered it yet. New cards come in the order of their deck."
    if memory.state in (State.LEARNING, State.RELEARNING):
        learning = "learning it" if memory.state is State.LEARNING else "learning it again"
        return f"You are {learning}: it comes back within minutes until you know it."
    sentences = [
        f"Your memory of it has a stability of {_gap(memory.stability or 0)}: after that "
        "time you would recall it nine times in ten."
    ]
    if story.retrievability is not None:
        sentences.append(
            f"Now the chance is {formatting.percent(story.retrievability)}, and you aim at "
            f"{formatting.percent(story.retention)}."
        )
    if memory.lapses:
        sentences.append(f"Forgotten {wording.count(memory.lapses, 'time')} so far.")
    return " ".join(sentences)


def answer_lines(story: CardHistory) -> list[str]:
    """Return a line for each answer: when, which grade, after how long, and the new stability."""
    zone_ms = story.moment.zone_min * 60_000
    lines = []
    for answer in story.answers:
        when = f"{as_utc(answer.at + zone_ms):%Y-%m-%d %H:%M}"
        gap = "" if answer.gap_days is None else f" after {_gap(answer.gap_days)}"
        strength = formatting.wait(round(answer.stability * _MS_PER_DAY))
        lines.append(f"{when}   {answer.rating.name.title()}{gap}, stability {strength}")
    return lines


def _gap(gap_days: float) -> str:
    return formatting.wait(round(gap_days * _MS_PER_DAY))


def _curve(story: CardHistory) -> Curve:
    first = story.answers[0].at
    return Curve(
        points=tuple(CurvePoint(day, chance) for day, chance in story.curve),
        marks=tuple(
            ReviewMark(
                (answer.at - first) / _MS_PER_DAY,
                f"{answer.rating.name.title()}",
                answer.rating is not Rating.AGAIN,
            )
            for answer in story.answers
        ),
        today=story.today,
        target=story.retention,
    )
