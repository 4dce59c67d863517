"""Progress of a card in the other program: suspension, flag, answers and memory state."""

import json
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from flashdesign.content.anki.read.database import MAX_TIME_MS, CardRow
from flashdesign.domain.scheduling import sm2
from flashdesign.domain.scheduling.memory import NEW, Memory, State
from flashdesign.domain.scheduling.study_day import (
    MS_PER_DAY,
    MS_PER_HOUR,
    MS_PER_MINUTE,
    StudyMoment,
)
from flashdesign.domain.transfer.import_plan import ImportedReview, Progress
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _

_SUSPENDED = -1
_BURIED = (-2, -3)
_STATES = {0: State.NEW, 1: State.LEARNING, 2: State.REVIEW, 3: State.RELEARNING}
_FLAG_BITS = 7
_LEARNING_STEPS = 2
_STEPS_LEFT = 1_000
# Due in the middle of the study day, which begins at the time of day when the collection did.
_MIDDLE_OF_DAY_MS = 12 * MS_PER_HOUR
# A learning card is due at a second since 1970, or on a day since the collection was created.
_FIRST_SECOND = 1_000_000_000
_MAX_TIMES = 1_000_000
_MAX_STABILITY_DAYS = 36_500.0
_USUAL_EASE_PERMILLE = 2_500
_MIN_EASE_PERMILLE, _MAX_EASE_PERMILLE = 1_001, 20_000
_USUAL_RETENTION = 0.9
_MIN_RETENTION, _MAX_RETENTION = 0.7, 0.99
_STEP_MS = 10 * MS_PER_MINUTE


class MemoryOrigin(Enum):
    """How the memory state of a card was found although no answer of it is in the file."""

    SM2 = auto()
    FSRS = auto()

    @property
    def sentence(self) -> str:
        """Return the sentence shown for such cards."""
        if self is MemoryOrigin.FSRS:
            return _(
                "the file has none of its answers: if progress is imported, its stability, "
                "difficulty and due date are kept, and its last answer is assumed to be one "
                "interval before that date"
            )
        return _(
            "the file has neither its answers nor its FSRS state: if progress is imported, it "
            "keeps interval and due date; stability is its interval, difficulty is derived from "
            "its ease"
        )


def read_progress(
    card: CardRow, answers: Sequence[ImportedReview], created_s: int, name: str
) -> Progress | None:
    """Return the progress of a card, whose `answers` come in order; None if it has none."""
    past = tuple(answers)
    memory = _memory(card, past, created_s)
    is_suspended = card.queue == _SUSPENDED
    flag = card.flag & _FLAG_BITS
    if not (is_suspended or flag or past or memory):
        return None
    due = None if memory else _review_due(card, created_s)
    return Progress(is_suspended, flag, past, memory, name, due)


def memory_origin(card: CardRow, known: Progress | None) -> MemoryOrigin | None:
    """Return how the memory state was found if there are no answers, None if there are."""
    if known is None or known.answers or known.memory is None:
        return None
    return MemoryOrigin.FSRS if _card_data(card.data).is_valid else MemoryOrigin.SM2


def progress_problems(card: CardRow, known: Progress | None, created_s: int) -> Iterator[str]:
    """Yield a sentence for each part of the card's progress that is not imported unchanged."""
    if card.queue in _BURIED:
        yield _("one of its cards was buried; it is imported unburied")
    if card.is_filtered:
        yield _("one of its cards was in a filtered deck; it is imported into its home deck")
    if card.type and (known is None or not (known.answers or known.memory)):
        yield _("one of its cards has no learning history; it starts as new")
    elif card.type and known and not 0 < _due(card, _state(card), created_s) < MAX_TIME_MS:
        message = _("its due date ({due}) is not valid; it was derived from the last answer")
        yield message.format(due=card.due)
    stability = _card_data(card.data).stability
    if stability > _MAX_STABILITY_DAYS:
        message = _("a stability of {days} days was reduced to {limit}, which is the limit")
        yield message.format(days=number(stability), limit=number(_MAX_STABILITY_DAYS))


class _CardData:
    """The memory state in the card's `data`; 0 means unknown."""

    def __init__(self, data: str) -> None:
        found = _parse_object(data)
        self.stability = _positive_number(found.get("s"))
        self.difficulty = _positive_number(found.get("d"))
        self.last_s = int(_positive_number(found.get("lrt")))
        retention = _positive_number(found.get("dr"))
        is_likely = _MIN_RETENTION <= retention <= _MAX_RETENTION
        self.retention = retention if is_likely else _USUAL_RETENTION

    @property
    def is_valid(self) -> bool:
        return self.stability > 0 and 1 <= self.difficulty <= 10  # noqa: PLR2004


@lru_cache(maxsize=16)  # Each card's is asked for three times in a row.
def _card_data(data: str) -> _CardData:
    return _CardData(data)


def _memory(card: CardRow, past: Sequence[ImportedReview], created_s: int) -> Memory | None:
    """Return the memory state in the other program; None if it must be computed from answers."""
    state = _state(card)
    if state is State.NEW:
        return NEW if past else None
    data = _card_data(card.data)
    last_at = past[-1].at if past else 0
    if data.last_s and data.last_s != last_at // 1_000:
        last_at = data.last_s * 1_000
    if data.is_valid:
        stability, difficulty = data.stability, data.difficulty
    elif card.interval > 0 and not past:
        ease = card.ease if _is_likely(card.ease) else _USUAL_EASE_PERMILLE
        stability, difficulty = sm2.memory_of(card.interval, ease / 1_000, data.retention)
    else:
        return None
    due, last_at = _times(card, state, created_s, last_at, stability)
    if not (0 < last_at < MAX_TIME_MS and 0 < due < MAX_TIME_MS):
        return None
    return Memory(
        state,
        _step(card, state),
        due,
        min(stability, _MAX_STABILITY_DAYS),
        difficulty,
        last_at=last_at,
        last_day=StudyMoment(last_at).day,
        reps=min(max(0, card.reps), _MAX_TIMES),
        lapses=min(max(0, card.lapses), _MAX_TIMES),
    )


def _times(
    card: CardRow, state: State, created_s: int, last_at: int, stability: float
) -> tuple[int, int]:
    """Return when the card is due and was last answered; one may be derived from the other."""
    days = card.interval if card.interval > 0 else max(1, round(min(stability, MAX_TIME_MS)))
    if state is not State.REVIEW:
        days = 1
    is_short = state is not State.REVIEW and card.due > _FIRST_SECOND
    wait = _STEP_MS if is_short else days * MS_PER_DAY
    due = _due(card, state, created_s)
    if last_at and not 0 < due < MAX_TIME_MS:
        due = last_at + wait
    return due, last_at or max(1, due - wait)


def _state(card: CardRow) -> State:
    return _STATES.get(card.type, State.NEW)


def _is_likely(ease: int) -> bool:
    return _MIN_EASE_PERMILLE <= ease <= _MAX_EASE_PERMILLE


def _parse_object(data: str) -> dict[str, Any]:
    if not data.startswith("{"):
        return {}
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _positive_number(value: object) -> float:
    """Return a positive finite number, else 0."""
    try:
        found = float(value or 0)  # type: ignore[arg-type]
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return found if 0 < found < float("inf") else 0.0


def _due(card: CardRow, state: State, created_s: int) -> int:
    """Return when the card is due, in UTC ms; 0 if a filtered deck has hidden it."""
    if state is State.REVIEW and card.is_filtered and not card.due:
        return 0
    if state is not State.REVIEW and card.due > _FIRST_SECOND:
        return card.due * 1_000
    return created_s * 1_000 + card.due * MS_PER_DAY + _MIDDLE_OF_DAY_MS


def _review_due(card: CardRow, created_s: int) -> int | None:
    """Return when a review is due, None if the time is not plausible."""
    if _state(card) is not State.REVIEW:
        return None
    due = _due(card, State.REVIEW, created_s)
    return due if 0 < due < MAX_TIME_MS else None


def _step(card: CardRow, state: State) -> int | None:
    if state is State.REVIEW:
        return None
    if state is State.RELEARNING:
        return 0
    left = max(1, card.left % _STEPS_LEFT)
    return max(0, _LEARNING_STEPS - left)
