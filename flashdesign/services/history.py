"""Why a card is here: what was answered when, and how the memory of it fades."""

from dataclasses import dataclass

from flashdesign.domain.cards import CardKey
from flashdesign.domain.moments import MS_PER_DAY, Moment
from flashdesign.domain.ratings import Rating
from flashdesign.domain.reviews import Kind, Review, standing
from flashdesign.domain.scheduling import (
    NEW,
    Memory,
    Rules,
    replay,
    retrievability,
    review,
)
from flashdesign.services.answering import rules_by_deck
from flashdesign.services.context import Context
from flashdesign.storage import notes, reviews, settings

_POINTS_A_STRETCH = 24
_AHEAD_SHARE = 0.5
_LEAST_AHEAD_DAYS = 3.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: when (UTC ms), the grade, the days since the one before, and what it did."""

    at: int
    rating: Rating
    gap_days: float | None
    stability: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class CardHistory:
    """The story of one card; the curve's points are (days since the first answer, chance)."""

    key: CardKey
    memory: Memory
    retention: float
    retrievability: float | None
    answers: tuple[Answer, ...]
    curve: tuple[tuple[float, float], ...]
    today: float
    moment: Moment


def card_history(context: Context, key: CardKey) -> CardHistory:
    """Return what is known of a card."""
    with context.database.read() as connection:
        preferences = settings.load(connection)
        card = notes.card(connection, key)
        log = reviews.log_of(connection, key)
        rules = rules_by_deck(preferences, notes.decks(connection))(card.card.deck)
    moment = context.moment(preferences)
    answers = tuple(_answers(key, log, rules))
    memory = replay(key, log, rules)
    chance = None
    if memory.stability is not None and memory.last_at is not None:
        days = (moment.at - memory.last_at) / MS_PER_DAY
        chance = retrievability(memory.stability, days, rules.parameters)
    first = answers[0].at if answers else moment.at
    today = (moment.at - first) / MS_PER_DAY
    curve = _curve(answers, today, rules)
    return CardHistory(key, memory, rules.retention, chance, answers, curve, today, moment)


def _answers(key: CardKey, log: list[Review], rules: Rules) -> list[Answer]:
    memory = NEW
    before: int | None = None
    told: list[Answer] = []
    for row in standing(log):
        if row.rating is None:
            memory, told, before = NEW, [], None
            continue
        memory = review(key, memory, row.rating, row.moment, rules)
        gap = None if before is None else (row.moment.at - before) / MS_PER_DAY
        told.append(Answer(row.moment.at, row.rating, gap, memory.stability or 0.0, row.kind))
        before = row.moment.at
    return told


def _curve(
    answers: tuple[Answer, ...], today: float, rules: Rules
) -> tuple[tuple[float, float], ...]:
    """Return the chance of recall over time: it falls from each answer to the next and beyond."""
    if not answers:
        return ()
    first = answers[0].at
    starts = [(answer.at - first) / MS_PER_DAY for answer in answers]
    last = max(today, starts[-1])
    ahead = max(_LEAST_AHEAD_DAYS, _AHEAD_SHARE * last, answers[-1].stability)
    points: list[tuple[float, float]] = []
    for answer, start, end in zip(answers, starts, [*starts[1:], last + ahead], strict=True):
        for step in range(_POINTS_A_STRETCH + 1):
            day = start + (end - start) * step / _POINTS_A_STRETCH
            points.append((day, retrievability(answer.stability, day - start, rules.parameters)))
    return tuple(points)
