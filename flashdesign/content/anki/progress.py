"""What the other program knew of a card: marks, answers, and how well it is remembered."""

import json
from collections.abc import Sequence

from flashdesign.content.anki.database import LAST_MS, CardRow
from flashdesign.domain.memory import NEW, Memory, State
from flashdesign.domain.moments import MS_PER_DAY, MS_PER_HOUR, Moment
from flashdesign.domain.parcels import PastAnswer, Progress

_SUSPENDED = -1
_BURIED = (-2, -3)
_STATES = {0: State.NEW, 1: State.LEARNING, 2: State.REVIEW, 3: State.RELEARNING}
_FLAG_BITS = 7
_LEARNING_STEPS = 2
_STEPS_LEFT = 1_000
# Due at the middle of the study day, which begins when the collection's first one did.
_MIDDLE_OF_DAY_MS = 12 * MS_PER_HOUR
# A learning card is due at a second since 1970, or on a day since the collection was made.
_FIRST_SECOND = 1_000_000_000
_MOST_TIMES = 1_000_000
_MOST_STABILITY_DAYS = 36_500.0


def progress_of(
    card: CardRow, answers: Sequence[PastAnswer], created_s: int, name: str
) -> Progress | None:
    """Return what is known of the card, whose `answers` come in order; None where it is nothing."""
    past = tuple(answers)
    memory = _memory(card, past, created_s)
    is_suspended = card.queue == _SUSPENDED
    flag = card.flag & _FLAG_BITS
    if not (is_suspended or flag or past or memory):
        return None
    due = None if memory else _review_due(card, created_s)
    return Progress(is_suspended, flag, past, memory, name, due)


def trouble_of(card: CardRow, known: Progress | None) -> str | None:
    """Return what of the card's progress is not taken over, in words."""
    if card.queue in _BURIED:
        return "a card of it was buried; it comes back unburied"
    if card.type and (known is None or not (known.answers or known.memory)):
        return "nothing is known of how a card of it was learnt; it begins as new"
    return None


def _memory(card: CardRow, past: Sequence[PastAnswer], created_s: int) -> Memory | None:
    """Return the memory as it stands there; where only answers are known they will tell."""
    state = _STATES.get(card.type, State.NEW)
    if state is State.NEW:
        return NEW if past else None
    stability, difficulty, last_s = _states(card.data)
    last_at = past[-1].at if past else 0
    if last_s and last_s != last_at // 1_000:
        last_at = last_s * 1_000
    due = _due(card, state, created_s)
    if not (stability and difficulty and 0 < last_at < LAST_MS and 0 < due < LAST_MS):
        return None
    return Memory(
        state,
        _step(card, state),
        due,
        min(stability, _MOST_STABILITY_DAYS),
        difficulty,
        last_at=last_at,
        last_day=Moment(last_at).day,
        reps=min(max(0, card.reps), _MOST_TIMES),
        lapses=min(max(0, card.lapses), _MOST_TIMES),
    )


def _states(data: str) -> tuple[float, float, int]:
    """Return stability in days, difficulty, and the last answer in seconds; 0 is not known."""
    if not data.startswith("{"):
        return 0.0, 0.0, 0
    try:
        found = json.loads(data)
        values = float(found.get("s") or 0), float(found.get("d") or 0), int(found.get("lrt") or 0)
    except (ValueError, TypeError, OverflowError, RecursionError, AttributeError):
        return 0.0, 0.0, 0
    stability, difficulty, last_s = values
    # Written so that what is no number counts as not known.
    is_sound = 0 < stability < float("inf") and 1 <= difficulty <= 10  # noqa: PLR2004
    return (stability, difficulty, last_s) if is_sound else (0.0, 0.0, last_s)


def _due(card: CardRow, state: State, created_s: int) -> int:
    if state is not State.REVIEW and card.due > _FIRST_SECOND:
        return card.due * 1_000
    return created_s * 1_000 + card.due * MS_PER_DAY + _MIDDLE_OF_DAY_MS


def _review_due(card: CardRow, created_s: int) -> int | None:
    """Return when a review is due, where that can be believed."""
    if _STATES.get(card.type) is not State.REVIEW:
        return None
    due = _due(card, State.REVIEW, created_s)
    return due if 0 < due < LAST_MS else None


def _step(card: CardRow, state: State) -> int | None:
    if state is State.REVIEW:
        return None
    if state is State.RELEARNING:
        return 0
    left = max(1, card.left % _STEPS_LEFT)
    return max(0, _LEARNING_STEPS - left)
