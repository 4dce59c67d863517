"""FSRS scheduling of cards; the only module that imports `fsrs`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b

import fsrs

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import NEW, Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, effective_rows
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR, StudyTime

__all__ = [
    "NEW",
    "Memory",
    "Rules",
    "State",
    "fuzz_interval",
    "is_leech",
    "preview_ratings",
    "replay",
    "retrievability",
    "review",
]

DEFAULT_PARAMETERS: tuple[float, ...] = tuple(fsrs.scheduler.DEFAULT_PARAMETERS)
MAX_STABILITY_DAYS = 36_500.0
LEECH_LAPSES = 8
# Due at the middle of its study day, so that the date is the same up to eleven time zones away.
_DUE_AFTER_DAY_START_MS = 12 * MS_PER_HOUR
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
# fsrs uses only differences of days, so any midnight can be the day of the last review.
_SOME_MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rules:
    """The 21 FSRS-6 parameters and the desired retention (0.70 to 0.97)."""

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    retention: float = 0.9


_STATES = {fsrs.State(state): state for state in State if state is not State.NEW}
_FSRS_STATES = {state: same for same, state in _STATES.items()} | {State.NEW: fsrs.State.Learning}
_FSRS_RATINGS = {rating: fsrs.Rating(rating) for rating in Rating}


def review(
    card: CardKey, memory: Memory, rating: Rating, moment: StudyTime, rules: Rules
) -> Memory:
    """Return the memory after an answer at `moment`."""
    day = moment.day
    elapsed = 0 if memory.last_day is None else max(0, day - memory.last_day)
    after, interval = _advance(memory, rating, elapsed, rules)
    state = _STATES[after.state]
    if state is State.REVIEW:
        due_day = day + fuzz_interval(card, memory.reps, interval.days)
        due = moment.day_start(due_day) + _DUE_AFTER_DAY_START_MS
    else:
        due = moment.at + interval // timedelta(milliseconds=1)
    return Memory(
        state,
        after.step,
        due,
        min(after.stability or 0.0, MAX_STABILITY_DAYS),
        after.difficulty,
        last_at=moment.at,
        last_day=day,
        reps=memory.reps + 1,
        lapses=memory.lapses + (memory.state is State.REVIEW and rating is Rating.AGAIN),
    )


def replay(card: CardKey, rows: Iterable[Review], rules: Rules) -> Memory:
    """Return the memory calculated from a card's rows of the log, given in any order."""
    memory, answers = _from_last_set(effective_rows(list(rows)))
    for row, rating in answers:
        memory = review(card, memory, rating, row.moment, rules)
    return memory


def preview_ratings(
    card: CardKey, memory: Memory, moment: StudyTime, rules: Rules
) -> dict[Rating, tuple[State, int]]:
    """Return the next state and the wait in ms for each rating."""
    memories = {rating: review(card, memory, rating, moment, rules) for rating in Rating}
    return {rating: (after.state, _wait_ms(after, moment)) for rating, after in memories.items()}


def retrievability(stability: float, days: float, parameters: tuple[float, ...]) -> float:
    """Return the probability of recall `days` (a real number) after the last review."""
    decay = -parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    return float((1 + factor * max(0.0, days) / stability) ** decay)


def fuzz_interval(card: CardKey, reps: int, days: int) -> int:
    """Return an interval near `days`, the same on all machines for this card and review number."""
    if days < _FUZZ[0][0]:
        return days
    spread = 1.0 + sum(factor * max(0.0, min(days, end) - start) for start, end, factor in _FUZZ)
    low, high = (
        max(2, round(days - spread)),
        min(round(days + spread), int(MAX_STABILITY_DAYS)),
    )
    draw = int.from_bytes(blake2b(f"{card}|{reps}".encode(), digest_size=8).digest()) / 2**64
    return low + int(draw * (high - low + 1))


def is_leech(memory: Memory) -> bool:
    """Return whether the card was forgotten so often that its wording may be the problem."""
    return memory.lapses >= LEECH_LAPSES


def _from_last_set(rows: list[Review]) -> tuple[Memory, list[tuple[Review, Rating]]]:
    """Return the memory last reset or imported, and the answers after it."""
    answers: list[tuple[Review, Rating]] = []
    for row in reversed(rows):
        if row.rating is None:
            return row.memory or NEW, answers[::-1]
        answers.append((row, row.rating))
    return NEW, answers[::-1]


def _advance(
    memory: Memory, rating: Rating, elapsed_days: int, rules: Rules
) -> tuple[fsrs.Card, timedelta]:
    """Return the card of fsrs after an answer, and its interval before fuzz."""
    now = _SOME_MIDNIGHT + timedelta(days=elapsed_days)
    has_history = memory.state is not State.NEW
    card = fsrs.Card(
        card_id=0,
        state=_FSRS_STATES[memory.state],
        step=memory.step if has_history else 0,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=now,
        last_review=_SOME_MIDNIGHT if has_history else None,
    )
    after, _log = _scheduler(rules).review_card(card, _FSRS_RATINGS[rating], now)
    return after, after.due - now


@lru_cache(maxsize=64)
def _scheduler(rules: Rules) -> fsrs.Scheduler:
    return fsrs.Scheduler(rules.parameters, rules.retention, enable_fuzzing=False)


def _wait_ms(memory: Memory, moment: StudyTime) -> int:
    if memory.due is None or memory.state is not State.REVIEW:
        return (memory.due or moment.at) - moment.at
    start = moment.day_start(moment.day) + _DUE_AFTER_DAY_START_MS
    return round((memory.due - start) / MS_PER_DAY) * MS_PER_DAY
