"""History of a card: its answers and its forgetting curve."""

from dataclasses import dataclass

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.fsrs_scheduler import FsrsRules, replay, retrievability, review
from flashdesign.domain.scheduling.memory import NEW, Memory, Rating
from flashdesign.domain.scheduling.review_log import Review, ReviewKind, effective_rows
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, StudyMoment
from flashdesign.services.context import Context
from flashdesign.services.scheduling.rules import rules_by_deck
from flashdesign.storage import stored_settings
from flashdesign.storage.notes import cards, decks
from flashdesign.storage.review_log import reviews

_POINTS_PER_INTERVAL = 24
_AHEAD_SHARE = 0.5
_MIN_AHEAD_DAYS = 3.0


@dataclass(frozen=True, slots=True)
class PastReview:
    """One answer: time (UTC ms), grade, days since the previous one, and stability after it."""

    time_ms: int
    rating: Rating
    gap_days: float | None
    stability: float
    kind: ReviewKind


@dataclass(frozen=True, slots=True)
class CardHistory:
    """History of one card; points of `curve` are (days since the first answer, recall chance).

    `today` is in days since the first answer as well.
    """

    key: CardKey
    memory: Memory
    retention: float
    retrievability: float | None
    answers: tuple[PastReview, ...]
    curve: tuple[tuple[float, float], ...]
    today: float
    study_time: StudyMoment


def card_history(context: Context, key: CardKey) -> CardHistory:
    """Return the history of a card and its present memory state."""
    with context.database.read() as connection:
        settings = stored_settings.load(connection)
        card = cards.card(connection, key)
        log = reviews.card_log(connection, key)
        rules = rules_by_deck(settings, decks.decks(connection))(card.card.deck)
    moment = context.moment(settings)
    answers = tuple(_replay_answers(key, log, rules))
    memory = replay(key, log, rules)
    chance = None
    if memory.stability is not None and memory.last_at is not None:
        days = (moment.at - memory.last_at) / MS_PER_DAY
        chance = retrievability(memory.stability, days, rules.parameters)
    first = answers[0].time_ms if answers else moment.at
    today = (moment.at - first) / MS_PER_DAY
    curve = _recall_curve(answers, today, rules)
    return CardHistory(key, memory, rules.retention, chance, answers, curve, today, moment)


def _replay_answers(key: CardKey, log: list[Review], rules: FsrsRules) -> list[PastReview]:
    memory = NEW
    before: int | None = None
    answers: list[PastReview] = []
    for row in effective_rows(log):
        if row.rating is None:
            memory, answers, before = NEW, [], None
            continue
        memory = review(key, memory, row.rating, row.moment, rules)
        gap = None if before is None else (row.moment.at - before) / MS_PER_DAY
        answers.append(
            PastReview(row.moment.at, row.rating, gap, memory.stability or 0.0, row.kind)
        )
        before = row.moment.at
    return answers


def _recall_curve(
    answers: tuple[PastReview, ...], today: float, rules: FsrsRules
) -> tuple[tuple[float, float], ...]:
    """Return the chance of recall over time, from the first answer until after the last."""
    if not answers:
        return ()
    first = answers[0].time_ms
    starts = [(answer.time_ms - first) / MS_PER_DAY for answer in answers]
    last = max(today, starts[-1])
    ahead = max(_MIN_AHEAD_DAYS, _AHEAD_SHARE * last, answers[-1].stability)
    points: list[tuple[float, float]] = []
    for answer, start, end in zip(answers, starts, [*starts[1:], last + ahead], strict=True):
        for step in range(_POINTS_PER_INTERVAL + 1):
            day = start + (end - start) * step / _POINTS_PER_INTERVAL
            points.append((day, retrievability(answer.stability, day - start, rules.parameters)))
    return tuple(points)
