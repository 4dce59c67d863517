"""The cards that may be shown today, read lazily, each queue in its order."""

import json
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Any

from sqlalchemy import (
    Select,
    bindparam,
    column,
    exists,
    func,
    literal,
    literal_column,
    select,
    union,
    union_all,
)

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.priority import PRIORITIES, USUAL_PRIORITY
from flashdesign.domain.scheduling.memory import State
from flashdesign.domain.scheduling.queue import QueuedCard, QueueKind
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.domain.scheduling.study_day import LATEST_MS, MS_PER_DAY, StudyMoment
from flashdesign.domain.scheduling.topic_mix import TopicCounts, mix_topics
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.decks import deck_keys
from flashdesign.storage.queries.statistics import DeckProgress
from flashdesign.storage.rows.card_order import position_bounds
from flashdesign.storage.schema.tables import card, deck, note, review

# The ids of decks by row, for callers that have read them already.
Keys = Mapping[int, DeckId]
_ROWS_AT_ONCE, _MIXED_AT_ONCE = 500, 20
_LONG_AGO = -(2**62)
_c = card.c
_WAITING = (_c.key, _c.part, _c.deck_id, _c.due)
# Not bound: only with the literal value does SQLite read `card_due` without the rows of the cards.
_not_suspended = _c.suspended == literal_column("0")
_shown = _not_suspended & (_c.buried_until < bindparam("today"))
_LEARNING = select(*_WAITING).where(
    _shown,
    _c.state.in_((State.LEARNING, State.RELEARNING)),
    _c.due < bindparam("before"),
)
# Retrievability falls with the time since the last answer divided by the stability.
_faded = (bindparam("now") - _c.last_at) / _c.stability
_REVIEWS = (
    select(*_WAITING)
    .where(
        _shown,
        _c.state == State.REVIEW,
        _c.due >= bindparam("from"),
        _c.due < bindparam("before"),
    )
    .order_by(_faded.desc(), _c.id)
)
_NEW = (
    select(*_WAITING)
    .where(
        _shown,
        _c.state == State.NEW,
        _c.deck_id == bindparam("deck"),
        _c.position >= bindparam("low"),
        _c.position < bindparam("high"),
    )
    .order_by(_c.position)
)
# Few notes have another priority than the usual one: these are counted, the others are the rest.
_unusual = [
    select(literal(priority), deck.c.id, func.count())
    .join_from(deck, card, _c.deck_id == deck.c.id)
    .where(
        _not_suspended,
        _c.state == literal_column("0"),
        _c.position >= position_bounds(priority)[0],
        _c.position < position_bounds(priority)[1],
    )
    .group_by(deck.c.id)
    for priority in PRIORITIES
    if priority != USUAL_PRIORITY
]
_UNUSUAL_NEW = union_all(*_unusual)
_chosen_keys: Select[Any] = select(column("value")).select_from(func.json_each(bindparam("keys")))
_CHOSEN = select(*_WAITING, _c.state).where(_shown, _c.key.in_(_chosen_keys))
_QUEUES = {
    State.NEW: QueueKind.NEW,
    State.LEARNING: QueueKind.LEARNING,
    State.REVIEW: QueueKind.DUE,
    State.RELEARNING: QueueKind.LEARNING,
}
_FIRST_DUE = {
    state: select(func.min(_c.due)).where(
        _not_suspended,
        _c.state == state,
        # A later date is damage.
        _c.due.between(bindparam("after"), LATEST_MS),
    )
    for state in (State.LEARNING, State.REVIEW, State.RELEARNING)
}
_revoked = select(review.c.revokes).where(
    review.c.uid >= bindparam("first"), review.c.kind == ReviewKind.REVOKE.value
)
_later = review.alias("later")
_earlier = review.alias("earlier")
_is_reset_later = exists().where(
    _later.c.card_id == review.c.card_id,
    _later.c.uid > review.c.uid,
    _later.c.kind == ReviewKind.MANUAL.value,
)
_is_answer_of_today = (
    review.c.uid >= bindparam("first"),
    review.c.at >= bindparam("since"),
    review.c.kind.in_((ReviewKind.LEARN.value, ReviewKind.REVIEW.value)),
    review.c.uid.not_in(_revoked),
)
# A card that was reset after its answer may be asked again.
_was_answered = (*_is_answer_of_today, ~_is_reset_later)
_had_answers_before = exists().where(
    _earlier.c.card_id == review.c.card_id,
    _earlier.c.uid < bindparam("first"),
)
# An expression, which no index has: SQLite begins with the few answers or notes of today.
_any_state = _c.state + 0
_STARTED_AND_RESET = (
    select(_c.deck_id, func.count(_c.id.distinct()))
    .select_from(review)
    .join(card, _c.id == review.c.card_id)
    .where(*_is_answer_of_today, _is_reset_later, ~_had_answers_before, _any_state == State.NEW)
    .group_by(_c.deck_id)
)
_answered_cards = select(review.c.card_id).where(*_was_answered)
_ANSWERED = (
    select(note.c.key)
    .distinct()
    .select_from(review)
    .join(card, card.c.id == review.c.card_id)
    .join(note, note.c.id == card.c.note_id)
    .where(*_was_answered)
)
_answered_notes = select(_c.note_id).where(_c.id.in_(_answered_cards))
_in_learning_today = select(_c.note_id).where(
    _shown,
    _c.state.in_((State.LEARNING, State.RELEARNING)),
    _c.due < bindparam("back_before"),
)
_is_due = (_shown, _c.state == State.REVIEW, _c.due < bindparam("before"))
_is_new = (_shown, _c.state == State.NEW, _c.note_id.not_in(select(_c.note_id).where(*_is_due)))
_sibling = card.alias("sibling")
_has_due_sibling = exists().where(
    _sibling.c.note_id == _c.note_id,
    _sibling.c.suspended == 0,
    _sibling.c.buried_until < bindparam("today"),
    _sibling.c.state + 0 == State.REVIEW,
    _sibling.c.due < bindparam("before"),
)
_DUE_NOTES = (
    select(note.c.key).distinct().join_from(card, note, note.c.id == _c.note_id).where(*_is_due)
)
# Read from an index alone. Excluding notes here would look up each of thousands of cards; the
# notes to exclude are a few hundred.
_NOTES = {
    kind: select(_c.deck_id, func.count(_c.note_id.distinct())).where(*waits).group_by(_c.deck_id)
    for kind, waits in ((QueueKind.DUE, _is_due), (QueueKind.NEW, _is_new))
}
_begun_notes = union(_answered_notes, _in_learning_today).subquery()
_begun = card.alias("begun")
_BEGUN_NOTES = {
    kind: select(_c.deck_id, func.count(_c.note_id.distinct()))
    .where(
        _c.id.in_(select(_begun.c.id).where(_begun.c.note_id.in_(select(_begun_notes)))),
        _shown,
        *waits,
    )
    .group_by(_c.deck_id)
    for kind, waits in (
        (QueueKind.DUE, (_any_state == State.REVIEW, _c.due < bindparam("before"))),
        (QueueKind.NEW, (_any_state == State.NEW, ~_has_due_sibling)),
    )
}


def learning_cards(
    conn: Connection, before_ms: int, today: int, keys: Keys | None = None
) -> Iterator[QueuedCard]:
    """Yield the cards in (re)learning that are due before `before_ms`, unordered."""
    rows = conn.execute(_LEARNING, {"before": before_ms, "today": today})
    return _to_waiting(rows, keys or deck_keys(conn), QueueKind.LEARNING)


def due_cards(conn: Connection, before_ms: int, today: int, now_ms: int) -> Iterator[QueuedCard]:
    """Yield the reviews due before `before_ms`, by overdue days, then by lowest retrievability.

    `before_ms` is the end of study day `today`, from which the days overdue are counted.
    """
    keys = deck_keys(conn)
    low = _first_due(conn, State.REVIEW, _LONG_AGO)
    while low is not None and low < before_ms:
        high = before_ms - (before_ms - 1 - low) // MS_PER_DAY * MS_PER_DAY
        bound = {"from": low, "before": high, "today": today, "now": now_ms}
        yield from _to_waiting(conn.execute(_REVIEWS, bound), keys, QueueKind.DUE)
        low = _first_due(conn, State.REVIEW, high)


def new_cards(
    conn: Connection, today: int, decks: AbstractSet[DeckId] | None = None
) -> Iterator[QueuedCard]:
    """Yield the new cards of `decks`, or of all, deck by deck.

    Those of a deck come by priority, then in the authors' order.
    """
    keys = deck_keys(conn)
    for row, deck_id in keys.items():
        if decks is None or deck_id in decks:
            yield from _new_in(conn, row, keys, today)


def mixed_new_cards(
    conn: Connection,
    today: int,
    topics: Mapping[DeckId, DeckId],
    progress: Mapping[DeckId, DeckProgress],
) -> Iterator[QueuedCard]:
    """Yield the new cards of the decks in `topics`, mixed over the topics.

    `topics` has the topic of each deck, in the order of the decks.
    """
    if not topics:
        return
    keys = deck_keys(conn)
    rows = {deck_id: row for row, deck_id in keys.items()}
    new = _new_by_priority(conn, keys, progress)
    decks: dict[DeckId, list[DeckId]] = {}
    for deck_id, topic in topics.items():
        if deck_id in progress:
            decks.setdefault(topic, []).append(deck_id)
    groups = list(decks.values())

    def read(at: int, priority: int) -> Iterator[QueuedCard]:
        for deck_id in groups[at]:
            if new[deck_id].get(priority):
                yield from _new_in(conn, rows[deck_id], keys, today, priority)

    counts = [
        TopicCounts(
            sum(progress[deck_id].seen for deck_id in group),
            {p: sum(new[deck_id].get(p, 0) for deck_id in group) for p in PRIORITIES},
        )
        for group in groups
    ]
    yield from mix_topics(counts, read)


def due_notes(conn: Connection, moment: StudyMoment) -> set[NoteKey]:
    """Return the notes with a review that is due on the study day of `moment`."""
    found = conn.execute(_DUE_NOTES, {"today": moment.day, "before": moment.day_end})
    return {NoteKey(key) for key in found.scalars()}


def chosen_cards(conn: Connection, keys: Sequence[CardKey], today: int) -> list[QueuedCard]:
    """Return the cards with these keys, in this order; not the suspended and buried ones."""
    decks, found = deck_keys(conn), dict[CardKey, QueuedCard]()
    rows = conn.execute(_CHOSEN, {"keys": json.dumps(list(keys)), "today": today})
    for key, part, deck_row, due, state in chain.from_iterable(rows.partitions(_ROWS_AT_ONCE)):
        found[CardKey(key)] = _queued(key, part, decks[deck_row], _QUEUES[State(state)], due)
    return [found[key] for key in keys if key in found]


def waiting_note_counts(
    conn: Connection,
    queue_kind: QueueKind,
    moment: StudyMoment,
    learning_before_ms: int,
    keys: Keys | None = None,
) -> dict[DeckId, int]:
    """Return how many notes of each deck have a card of this queue that may be started today.

    Notes that were answered today, or have a learning card due, are not counted; notes with a due
    review are not counted as new.
    """
    since = moment.day_start(moment.day)
    bound = {
        "today": moment.day,
        "before": moment.day_end,
        "back_before": learning_before_ms,
        "first": max(since, 0).to_bytes(6) + bytes(10),
        "since": since,
    }
    keys = keys or deck_keys(conn)
    waiting = {keys[row]: count for row, count in conn.execute(_NOTES[queue_kind], bound)}
    for row, count in conn.execute(_BEGUN_NOTES[queue_kind], bound):
        waiting[keys[row]] -= count
    return waiting


def answered_notes(conn: Connection, since_ms: int) -> set[NoteKey]:
    """Return the notes with an answer, neither undone nor reset, at `since_ms` or later."""
    first = max(since_ms, 0).to_bytes(6) + bytes(10)
    found = conn.execute(_ANSWERED, {"first": first, "since": since_ms})
    return {NoteKey(key) for key in found.scalars()}


def started_and_reset(
    conn: Connection, since_ms: int, keys: Keys | None = None
) -> dict[DeckId, int]:
    """Return by deck how many cards were new at `since_ms`, then answered, and are new again."""
    first = max(since_ms, 0).to_bytes(6) + bytes(10)
    keys = keys or deck_keys(conn)
    found = conn.execute(_STARTED_AND_RESET, {"first": first, "since": since_ms})
    return {keys[deck]: count for deck, count in found}


def next_due(conn: Connection, *, after_ms: int) -> int | None:
    """Return the first due time (UTC ms) of a card at `after_ms` or later."""
    times = [_first_due(conn, state, after_ms) for state in _FIRST_DUE]
    return min((time for time in times if time is not None), default=None)


def _first_due(conn: Connection, state: State, after_ms: int) -> int | None:
    found: int | None = conn.execute(_FIRST_DUE[state], {"after": after_ms}).scalar()
    return found


def _new_by_priority(
    conn: Connection, keys: Keys, progress: Mapping[DeckId, DeckProgress]
) -> dict[DeckId, dict[int, int]]:
    """Return how many new cards of each priority each deck has, buried ones too."""
    found: dict[DeckId, dict[int, int]] = {deck_id: {} for deck_id in progress}
    for priority, row, count in conn.execute(_UNUSUAL_NEW):
        found[keys[row]][priority] = count
    for deck_id, counts in found.items():
        counts[USUAL_PRIORITY] = progress[deck_id].new - sum(counts.values())
    return found


def _new_in(
    conn: Connection, row: int, keys: Keys, today: int, priority: int | None = None
) -> Iterator[QueuedCard]:
    """Yield the new cards of one deck in their order, or only those of a priority."""
    low, high = (
        (position_bounds(PRIORITIES[0])[0], position_bounds(PRIORITIES[-1])[1])
        if priority is None
        else position_bounds(priority)
    )
    found = conn.execute(_NEW, {"deck": row, "today": today, "low": low, "high": high})
    # Of each deck in a mix, only a few cards are read.
    at_once = _ROWS_AT_ONCE if priority is None else _MIXED_AT_ONCE
    yield from _to_waiting(found, keys, QueueKind.NEW, at_once)


def _to_waiting(
    rows: Any, keys: Keys, queue_kind: QueueKind, at_once: int = _ROWS_AT_ONCE
) -> Iterator[QueuedCard]:
    for key, part, deck_row, due in chain.from_iterable(rows.partitions(at_once)):
        yield _queued(key, part, keys[deck_row], queue_kind, due)


def _queued(
    key: str, part: str, deck: DeckId, queue_kind: QueueKind, due: int | None
) -> QueuedCard:
    note_key = key[: -len(part) - 1] if part else key
    return QueuedCard(CardKey(key), NoteKey(note_key), deck, queue_kind, due or 0)
