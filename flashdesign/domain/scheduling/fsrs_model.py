"""The formulas of FSRS-6 in plain numbers: stability, difficulty and learning steps.

The results equal those of the package `fsrs` to the last bit, so the order of each calculation is
that of the package; `e ** x` and `exp(x)` can differ in the last digit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import e

from flashdesign.domain.scheduling.memory import Rating, State
from flashdesign.domain.scheduling.study_day import MS_PER_MINUTE

DEFAULT_PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""Those of the package `fsrs`."""
MAX_STABILITY_DAYS = 36_500.0
LEARNING_STEPS_MS = (MS_PER_MINUTE, 10 * MS_PER_MINUTE)
RELEARNING_STEPS_MS = (10 * MS_PER_MINUTE,)
_MAX_INTERVAL_DAYS = 36_500
_MIN_STABILITY_DAYS = 0.001
_MIN_DIFFICULTY, _MAX_DIFFICULTY = 1.0, 10.0
_RATINGS = tuple(Rating)
# Plain integers: comparing them is faster, and logs have a million rows.
_AGAIN, _HARD, _EASY = int(Rating.AGAIN), int(Rating.HARD), int(Rating.EASY)


@dataclass(frozen=True, slots=True)
class FsrsMemory:
    """The part of a memory that FSRS calculates.

    After answers, `stability` may be above the maximum, as the interval is calculated from it.
    """

    state: State
    step: int | None
    stability: float | None
    difficulty: float | None
    lapses: int


class Model:
    """The formulas for one set of 21 parameters, a desired retention and steps in ms.

    Everything that does not depend on a card is calculated once. Tables by rating have an unused
    first entry, as ratings begin with 1.
    """

    __slots__ = (
        "_decay",
        "_difficulty_change",
        "_easy_difficulty",
        "_factor",
        "_first_difficulty",
        "_first_stability",
        "_forget_cap",
        "_growth",
        "_interval_factor",
        "_rating_factor",
        "_same_day_factor",
        "_steps",
        "_w",
    )

    def __init__(
        self,
        parameters: tuple[float, ...],
        retention: float,
        learning_steps_ms: tuple[int, ...] = LEARNING_STEPS_MS,
        relearning_steps_ms: tuple[int, ...] = RELEARNING_STEPS_MS,
    ) -> None:
        w = self._w = parameters
        decay = self._decay = -w[20]
        self._factor: float = 0.9 ** (1 / decay) - 1
        self._interval_factor: float = retention ** (1 / decay) - 1
        self._steps = {
            State.NEW: learning_steps_ms,
            State.LEARNING: learning_steps_ms,
            State.RELEARNING: relearning_steps_ms,
        }
        difficulties: list[float] = [w[4] - e ** (w[5] * (rating - 1)) + 1 for rating in _RATINGS]
        self._first_difficulty = (0.0, *map(_clamp_difficulty, difficulties))
        self._first_stability = (0.0, *(max(value, _MIN_STABILITY_DAYS) for value in w[:4]))
        self._difficulty_change = (0.0, *(-(w[6] * (rating - 3)) for rating in _RATINGS))
        self._easy_difficulty = w[7] * difficulties[-1]
        self._same_day_factor: tuple[float, ...] = (
            0.0,
            *(e ** (w[17] * (r - 3 + w[18])) for r in _RATINGS),
        )
        self._growth: float = e ** w[8]
        self._rating_factor = (0.0, 0.0, w[15], 1.0, w[16])
        self._forget_cap: float = e ** (w[17] * w[18])

    def advance(self, before: FsrsMemory, answers: Iterable[tuple[Rating, int]]) -> FsrsMemory:
        """Return the progress after answers, each with the days since the previous one."""
        state, step, lapses = before.state, before.step, before.lapses
        stability, difficulty = before.stability, before.difficulty
        for rating, days in answers:
            stability, difficulty = self._learn(state, stability, difficulty, days, rating)
            if state is not State.REVIEW:
                state, step = self._next_step(state, step, rating)
            elif rating == _AGAIN:
                lapses += 1
                if self._steps[State.RELEARNING]:
                    state, step = State.RELEARNING, 0
        return FsrsMemory(state, step, stability, difficulty, lapses)

    def interval_days(self, stability: float) -> int:
        """Return the days after which recall falls to the desired retention, at least 1."""
        days: int = round(stability / self._factor * self._interval_factor)
        return min(max(days, 1), _MAX_INTERVAL_DAYS)

    def step_ms(self, after: FsrsMemory, rating: Rating) -> int:
        """Return the wait of a card in learning after an answer of this rating."""
        steps, step = self._steps[after.state], after.step or 0
        if rating != _HARD or step:
            return steps[step]
        return steps[0] * 3 // 2 if len(steps) == 1 else (steps[0] + steps[1]) // 2

    def _learn(
        self,
        state: State,
        stability: float | None,
        difficulty: float | None,
        days: int,
        rating: int,
    ) -> tuple[float, float]:
        """Return stability and difficulty after an answer; `state` is the one before it."""
        if stability is None or difficulty is None:
            return self._first_stability[rating], self._first_difficulty[rating]
        stability = min(stability, MAX_STABILITY_DAYS)
        if state is State.NEW:  # Imported so; without a last answer, its recall counts as 0.
            stability = self._next_stability(stability, difficulty, 0.0, rating)
        elif days < 1:
            stability = self._same_day_stability(stability, rating)
        else:
            recall: float = (1 + self._factor * days / stability) ** self._decay
            stability = self._next_stability(stability, difficulty, recall, rating)
        return stability, self._next_difficulty(difficulty, rating)

    def _next_step(self, state: State, step: int | None, rating: int) -> tuple[State, int | None]:
        """Return the state and step after the answer to a card that is not in review."""
        steps = self._steps[state]
        # Another program may have more steps.
        at = 0 if state is State.NEW or step is None else step
        learning = State.LEARNING if state is State.NEW else state
        if not steps or (rating != _AGAIN and at >= len(steps)) or rating == _EASY:
            return State.REVIEW, None
        if rating == _AGAIN:
            return learning, 0
        if rating == _HARD:
            return learning, at
        return (learning, at + 1) if at + 1 < len(steps) else (State.REVIEW, None)

    def _same_day_stability(self, stability: float, rating: int) -> float:
        change: float = self._same_day_factor[rating] * stability ** -self._w[19]
        if rating != _AGAIN:
            change = max(change, 1.0)
        return max(stability * change, _MIN_STABILITY_DAYS)

    def _next_stability(
        self, stability: float, difficulty: float, recall: float, rating: int
    ) -> float:
        w = self._w
        if rating != _AGAIN:
            grown: float = stability * (
                1
                + self._growth
                * (11 - difficulty)
                * stability ** -w[9]
                * (e ** ((1 - recall) * w[10]) - 1)
                * self._rating_factor[rating]
            )
            return max(grown, _MIN_STABILITY_DAYS)
        forgotten: float = (
            w[11]
            * difficulty ** -w[12]
            * ((stability + 1) ** w[13] - 1)
            * e ** ((1 - recall) * w[14])
        )
        return max(min(forgotten, stability / self._forget_cap), _MIN_STABILITY_DAYS)

    def _next_difficulty(self, difficulty: float, rating: int) -> float:
        change = (10.0 - difficulty) * self._difficulty_change[rating] / 9.0
        w7 = self._w[7]
        return _clamp_difficulty(self._easy_difficulty + (1 - w7) * (difficulty + change))


def _clamp_difficulty(difficulty: float) -> float:
    return min(max(difficulty, _MIN_DIFFICULTY), _MAX_DIFFICULTY)
