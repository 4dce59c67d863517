"""Conversion of the SM-2 interval and ease of a card to an FSRS memory."""

from math import exp, expm1

from flashdesign.domain.scheduling.fsrs_scheduler import DEFAULT_PARAMETERS

_MIN_STABILITY, _MAX_STABILITY = 0.001, 36_500.0
_MIN_DIFFICULTY, _MAX_DIFFICULTY = 1.0, 10.0


def memory_of(interval_days: float, ease: float, retention: float = 0.9) -> tuple[float, float]:
    """Return stability (days) and difficulty (1-10) for an interval and an ease such as 2.5.

    `retention` is the retention that the interval was made for. The formula is that of fsrs-rs
    (`memory_state_from_sm2`, BSD-3): the stability at which recall after the interval equals the
    retention, and the difficulty at which Good multiplies the interval by the ease.
    """
    w = DEFAULT_PARAMETERS
    decay = -w[20]
    factor = 0.9 ** (1 / decay) - 1
    stability = max(interval_days, _MIN_STABILITY) * factor / (retention ** (1 / decay) - 1)
    stability = round(min(stability, _MAX_STABILITY), 4)
    growth = exp(w[8]) * stability ** -w[9] * expm1((1 - retention) * w[10])
    difficulty = 11 - (ease - 1) / growth
    return stability, min(max(difficulty, _MIN_DIFFICULTY), _MAX_DIFFICULTY)
