"""The state and review log of a card in Anki's columns."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from flashdesign.domain.scheduling.memory import Memory, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind, effective_rows
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.domain.transfer.export import ExportedCard

_MS_PER_S = 1000
_SUSPENDED = -1
_EASE_PERMILLE = 2500
"""SM-2's ease, which FSRS does not use but Anki requires."""
_LEARNING_STEPS = 2
_LEFT_TODAY = 1000
_FLAGS = 0b111
_LONGEST_MS = 60 * 60 * _MS_PER_S
# FSRS-6's own forgetting curve, as Anki rounds it.
_DECAY = 0.154


@dataclass(frozen=True, slots=True)
class AnkiCardColumns:
    """The columns of a card row that hold its state."""

    type: int = 0
    queue: int = 0
    due: int = 0
    ivl: int = 0
    factor: int = 0
    reps: int = 0
    lapses: int = 0
    left: int = 0
    flags: int = 0
    data: str = "{}"


class LogRow(NamedTuple):
    """A row of Anki's log; intervals are days, or seconds as negative numbers.

    A tuple, because a collection has very many.
    """

    at: int
    ease: int
    ivl: int
    last_ivl: int
    factor: int
    ms: int
    type: int


def card_columns(card: ExportedCard, position: int, today: StudyMoment) -> AnkiCardColumns:
    """Return the state of a card; days are counted from `today`, the package's day 0."""
    memory = card.memory
    state = memory.state
    queue = {State.NEW: 0, State.REVIEW: 2}.get(state, 1)
    return AnkiCardColumns(
        type=int(state),
        queue=_SUSPENDED if card.suspended else queue,
        due=position if state is State.NEW else _due(memory, today),
        ivl=_interval(memory, today),
        factor=_EASE_PERMILLE if state in (State.REVIEW, State.RELEARNING) else 0,
        reps=memory.reps,
        lapses=memory.lapses,
        left=_steps_left(memory),
        flags=card.flag & _FLAGS,
        data=_data(memory),
    )


def log_rows(reviews: tuple[Review, ...], memory: Memory, today: StudyMoment) -> Iterator[LogRow]:
    """Yield the answers and resets in effect; states set by an import are in the card row instead.

    The log does not have the interval that followed an answer; the time to the next one is used.
    """
    rows = [row for row in effective_rows(reviews) if row.kind is not ReviewKind.SET]
    times = [(row.moment.at, row.moment.day) for row in rows]
    intervals = [_time_between(first, second) for first, second in pairwise(times)]
    intervals += [_interval(memory, today)] if rows else []
    last_interval, is_known = 0, False
    for row, interval in zip(rows, intervals, strict=True):
        if row.rating is None:
            yield LogRow(row.moment.at, 0, 0, last_interval, 0, 0, type=4)
            last_interval, is_known = 0, False
            continue
        is_review = row.kind is ReviewKind.REVIEW
        kind = 1 if is_review else 2 if is_known else 0
        factor = _EASE_PERMILLE if kind else 0
        ms = min(row.duration_ms, _LONGEST_MS)
        yield LogRow(row.moment.at, int(row.rating), interval, last_interval, factor, ms, kind)
        last_interval, is_known = interval, is_known or is_review


def _due(memory: Memory, today: StudyMoment) -> int:
    due = memory.due if memory.due is not None else today.at
    if memory.state is not State.REVIEW:
        return due // _MS_PER_S
    return _day(due, today) - today.day


def _interval(memory: Memory, today: StudyMoment) -> int:
    if memory.due is None or memory.last_at is None:
        return 0
    if memory.state is State.LEARNING:
        return 0
    if memory.state is State.RELEARNING:
        return 1
    return max(1, _day(memory.due, today) - _day(memory.last_at, today))


def _time_between(first: tuple[int, int], second: tuple[int, int]) -> int:
    """Return the interval between two answers, each given by its time and study day."""
    days = second[1] - first[1]
    return days if days > 0 else -max(1, (second[0] - first[0]) // _MS_PER_S)


def _day(at: int, today: StudyMoment) -> int:
    return StudyMoment(at, today.zone_min, today.rollover_h).day


def _steps_left(memory: Memory) -> int:
    if memory.state not in (State.LEARNING, State.RELEARNING):
        return 0
    steps = _LEARNING_STEPS if memory.state is State.LEARNING else 1
    return _LEFT_TODAY + max(1, steps - (memory.step or 0))


def _data(memory: Memory) -> str:
    if memory.stability is None or memory.difficulty is None:
        return "{}"
    values: dict[str, float] = {
        "s": round(memory.stability, 4),
        "d": round(memory.difficulty, 3),
        "decay": _DECAY,
    }
    if memory.last_at is not None:
        values["lrt"] = memory.last_at // _MS_PER_S
    return json.dumps(values, separators=(",", ":"))
