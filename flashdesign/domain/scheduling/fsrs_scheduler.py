"""FSRS scheduling of cards: the memory after an answer, replays, previews and due dates."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.fsrs_model import (
    DEFAULT_PARAMETERS,
    MAX_STABILITY_DAYS,
    FsrsMemory,
    Model,
)
from flashdesign.domain.scheduling.memory import NEW, Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, effective_rows
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR, StudyMoment

__all__ = [
    "DEFAULT_PARAMETERS",
    "MAX_STABILITY_DAYS",
    "NEW",
    "FsrsRules",
    "Memory",
    "State",
    "fuzz_interval",
    "is_leech",
    "preview_ratings",
    "replay",
    "retrievability",
    "review",
]

LEECH_LAPSES = 8
# Due at the middle of its study day, so that the date is the same up to eleven time zones away.
_DUE_AFTER_DAY_START_MS = 12 * MS_PER_HOUR
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))


@dataclass(frozen=True, slots=True)
class FsrsRules:
    """The 21 FSRS-6 parameters and the desired retention (0.70 to 0.97)."""

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    retention: float = 0.9


def review(
    card: CardKey, memory: Memory, rating: Rating, moment: StudyMoment, rules: FsrsRules
) -> Memory:
    """Return the memory after an answer at `moment`."""
    return _answer_all(card, memory, [(rating, moment)], _model(rules))


def replay(card: CardKey, rows: Iterable[Review], rules: FsrsRules) -> Memory:
    """Return the memory calculated from a card's rows of the log, given in any order."""
    memory, answers = _from_last_set(effective_rows(list(rows)))
    return _answer_all(card, memory, answers, _model(rules)) if answers else memory


def preview_ratings(
    card: CardKey, memory: Memory, moment: StudyMoment, rules: FsrsRules
) -> dict[Rating, tuple[State, int]]:
    """Return the next state and the wait in ms for each rating."""
    model = _model(rules)
    memories = {rating: _answer_all(card, memory, [(rating, moment)], model) for rating in Rating}
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


def _from_last_set(rows: list[Review]) -> tuple[Memory, list[tuple[Rating, StudyMoment]]]:
    """Return the memory last reset or imported, and the answers after it."""
    answers: list[tuple[Rating, StudyMoment]] = []
    for row in reversed(rows):
        if row.rating is None:
            return row.memory or NEW, answers[::-1]
        answers.append((row.rating, row.moment))
    return NEW, answers[::-1]


def _answer_all(
    card: CardKey, memory: Memory, answers: Sequence[tuple[Rating, StudyMoment]], model: Model
) -> Memory:
    """Return the memory after answers, which are one or more."""
    before = FsrsMemory(
        memory.state, memory.step, memory.stability, memory.difficulty, memory.lapses
    )
    after = model.advance(before, _with_elapsed_days(memory.last_day, answers))
    rating, moment = answers[-1]
    reps, day, stability = memory.reps + len(answers), moment.day, after.stability or 0.0
    if after.state is State.REVIEW:
        due_day = day + fuzz_interval(card, reps - 1, model.interval_days(stability))
        due = moment.day_start(due_day) + _DUE_AFTER_DAY_START_MS
    else:
        due = moment.at + model.step_ms(after, rating)
    return Memory(
        after.state,
        after.step,
        due,
        min(stability, MAX_STABILITY_DAYS),
        after.difficulty,
        last_at=moment.at,
        last_day=day,
        reps=reps,
        lapses=after.lapses,
    )


def _with_elapsed_days(
    last_day: int | None, answers: Iterable[tuple[Rating, StudyMoment]]
) -> Iterator[tuple[Rating, int]]:
    """Yield each rating with the study days since the answer before; never negative."""
    for rating, moment in answers:
        day = moment.day
        yield rating, 0 if last_day is None or day < last_day else day - last_day
        last_day = day


@lru_cache(maxsize=64)
def _model(rules: FsrsRules) -> Model:
    return Model(rules.parameters, rules.retention)


def _wait_ms(memory: Memory, moment: StudyMoment) -> int:
    if memory.due is None or memory.state is not State.REVIEW:
        return (memory.due or moment.at) - moment.at
    start = moment.day_start(moment.day) + _DUE_AFTER_DAY_START_MS
    return round((memory.due - start) / MS_PER_DAY) * MS_PER_DAY
