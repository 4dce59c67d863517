"""The cards that may be shown today, read lazily, each queue in its order."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

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

# The ids of decks by row, for callers that have read them already.
Keys = Mapping[int, DeckId]
_LONG_AGO = -(2**62)
_WAITING = "card.key, card.part, card.deck_id, card.due"
# Not bound: only with literal values does SQLite read `card_due` without the rows of the cards.
_SHOWN = "card.suspended = 0 AND card.buried_until < :today"
_IN_LEARNING = f"card.state IN ({State.LEARNING:d}, {State.RELEARNING:d})"
_IS_DUE = f"{_SHOWN} AND card.state = {State.REVIEW:d} AND card.due < :before"
_LEARNING = f"SELECT {_WAITING} FROM card WHERE {_SHOWN} AND {_IN_LEARNING} AND card.due < :before"
# Retrievability falls with the time since the last answer divided by the stability.
_REVIEWS = (
    f"SELECT {_WAITING} FROM card WHERE {_IS_DUE} AND card.due >= :from"
    " ORDER BY (:now - card.last_at) / card.stability DESC, card.id"
)
_NEW = (
    f"SELECT {_WAITING} FROM card WHERE {_SHOWN} AND card.state = {State.NEW:d}"
    " AND card.deck_id = :deck AND card.position >= :low AND card.position < :high"
    " ORDER BY card.position"
)
# Few notes have another priority than the usual one: these are counted, the others are the rest.
_UNUSUAL_NEW = " UNION ALL ".join(
    f"SELECT {priority:d}, deck.id, count(*) FROM deck JOIN card ON card.deck_id = deck.id"
    f" WHERE card.suspended = 0 AND card.state = {State.NEW:d} AND card.position >= {low:d}"
    f" AND card.position < {high:d} GROUP BY deck.id"
    for priority, (low, high) in ((p, position_bounds(p)) for p in PRIORITIES)
    if priority != USUAL_PRIORITY
)
_CHOSEN = (
    f"SELECT {_WAITING}, card.state FROM card"
    f" WHERE {_SHOWN} AND card.key IN (SELECT value FROM json_each(:keys))"
)
_QUEUES = {
    State.NEW: QueueKind.NEW,
    State.LEARNING: QueueKind.LEARNING,
    State.REVIEW: QueueKind.DUE,
    State.RELEARNING: QueueKind.LEARNING,
}
_FIRST_DUE = {
    state: f"SELECT min(due) FROM card WHERE suspended = 0 AND state = {state:d}"
    # A later date is damage.
    f" AND due BETWEEN :after AND {LATEST_MS}"
    for state in (State.LEARNING, State.REVIEW, State.RELEARNING)
}
_ANSWER_OF_TODAY = f"""
    review.uid >= :first AND review.at >= :since
    AND review.kind IN ('{ReviewKind.LEARN.value}', '{ReviewKind.REVIEW.value}')
    AND review.uid NOT IN (
        SELECT revokes FROM review WHERE uid >= :first AND kind = '{ReviewKind.REVOKE.value}')
"""
_IS_RESET_LATER = f"""EXISTS (
    SELECT 1 FROM review AS later WHERE later.card_id = review.card_id AND later.uid > review.uid
    AND later.kind = '{ReviewKind.MANUAL.value}')"""
_TODAYS_ANSWERS = f"""
SELECT card.deck_id, card.id, card.note_id, note.key, {_IS_RESET_LATER},
    card.state = {State.NEW:d} AND NOT EXISTS (
        SELECT 1 FROM review AS earlier
        WHERE earlier.card_id = review.card_id AND earlier.uid < :first)
FROM review JOIN card ON card.id = review.card_id JOIN note ON note.id = card.note_id
WHERE {_ANSWER_OF_TODAY}
"""
_DUE_NOTES = (
    f"SELECT DISTINCT note.key FROM card JOIN note ON note.id = card.note_id WHERE {_IS_DUE}"
)
# Read from an index alone. Excluding notes here would look up each of thousands of cards; the
# notes to exclude are a few hundred.
_NOTES = {
    kind: f"SELECT card.deck_id, count(DISTINCT card.note_id) FROM card WHERE {waits}"
    " GROUP BY card.deck_id"
    for kind, waits in (
        (QueueKind.DUE, _IS_DUE),
        (
            QueueKind.NEW,
            f"{_SHOWN} AND card.state = {State.NEW:d}"
            f" AND card.note_id NOT IN (SELECT card.note_id FROM card WHERE {_IS_DUE})",
        ),
    )
}
_NOTES_IN_LEARNING = (
    f"SELECT card.note_id FROM card WHERE {_SHOWN} AND {_IN_LEARNING} AND card.due < :back_before"
)
# The expression `state + 0` has no index: SQLite begins with the few notes.
_CARDS_OF_BEGUN = f"""
SELECT card.deck_id, card.note_id, card.state = {State.NEW:d} FROM card
WHERE card.note_id IN (SELECT value FROM json_each(:notes)) AND {_SHOWN} AND (
    card.state + 0 = {State.NEW:d} OR (card.state + 0 = {State.REVIEW:d} AND card.due < :before))
"""


@dataclass(frozen=True, slots=True)
class TodaysAnswers:
    """What was answered on a study day, without undone answers.

    `notes`: the notes by row; a card that was reset after its answer may be asked again, so it does
    not count. `restarted`: by deck, how many cards were new before, then answered, and are new
    again.
    """

    notes: Mapping[int, NoteKey]
    restarted: Mapping[DeckId, int]


def learning_cards(
    conn: Connection, before_ms: int, today: int, keys: Keys | None = None
) -> Iterator[QueuedCard]:
    """Yield the cards in (re)learning that are due before `before_ms`, unordered."""
    rows = conn.rows(_LEARNING, {"before": before_ms, "today": today})
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
        yield from _to_waiting(conn.rows(_REVIEWS, bound), keys, QueueKind.DUE)
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
    found = conn.rows(_DUE_NOTES, {"today": moment.day, "before": moment.day_end})
    return {NoteKey(key) for (key,) in found}


def chosen_cards(conn: Connection, keys: Sequence[CardKey], today: int) -> list[QueuedCard]:
    """Return the cards with these keys, in this order; not the suspended and buried ones."""
    decks, found = deck_keys(conn), dict[CardKey, QueuedCard]()
    rows = conn.rows(_CHOSEN, {"keys": json.dumps(list(keys)), "today": today})
    for key, part, deck_row, due, state in rows:
        found[CardKey(key)] = _queued(key, part, decks[deck_row], _QUEUES[State(state)], due)
    return [found[key] for key in keys if key in found]


def todays_answers(conn: Connection, since_ms: int, keys: Keys | None = None) -> TodaysAnswers:
    """Return what was answered at `since_ms`, the beginning of the study day, or later."""
    keys = keys or deck_keys(conn)
    first = max(since_ms, 0).to_bytes(6) + bytes(10)
    notes: dict[int, NoteKey] = {}
    restarted: set[tuple[int, int]] = set()
    for deck, card, note, key, is_reset, was_new in conn.rows(
        _TODAYS_ANSWERS, {"first": first, "since": since_ms}
    ):
        if not is_reset:
            notes[note] = NoteKey(key)
        elif was_new:
            restarted.add((deck, card))
    return TodaysAnswers(notes, Counter(keys[deck] for deck, _card in restarted))


def waiting_note_counts(
    conn: Connection,
    moment: StudyMoment,
    learning_before_ms: int,
    answers: TodaysAnswers,
    keys: Keys | None = None,
) -> dict[QueueKind, dict[DeckId, int]]:
    """Return how many notes of each deck have a new card, or a due one, to start today.

    Notes that were answered today, or have a learning card due, are not counted; notes with a due
    review are not counted as new.
    """
    keys = keys or deck_keys(conn)
    bound = {"today": moment.day, "before": moment.day_end, "back_before": learning_before_ms}
    begun = answers.notes.keys() | {note for (note,) in conn.rows(_NOTES_IN_LEARNING, bound)}
    cards = conn.rows(_CARDS_OF_BEGUN, bound | {"notes": json.dumps(list(begun))}).fetchall()
    due = {(deck, note) for deck, note, is_new in cards if not is_new}
    new = {(deck, note) for deck, note, is_new in cards if is_new}
    with_due = {note for _deck, note in due}
    excluded = {
        QueueKind.DUE: Counter(deck for deck, _note in due),
        QueueKind.NEW: Counter(deck for deck, note in new if note not in with_due),
    }
    return {
        kind: {keys[deck]: n - excluded[kind][deck] for deck, n in conn.rows(query, bound)}
        for kind, query in _NOTES.items()
    }


def next_due(conn: Connection, *, after_ms: int) -> int | None:
    """Return the first due time (UTC ms) of a card at `after_ms` or later."""
    times = [_first_due(conn, state, after_ms) for state in _FIRST_DUE]
    return min((time for time in times if time is not None), default=None)


def _first_due(conn: Connection, state: State, after_ms: int) -> int | None:
    found: int | None = conn.value(_FIRST_DUE[state], {"after": after_ms})
    return found


def _new_by_priority(
    conn: Connection, keys: Keys, progress: Mapping[DeckId, DeckProgress]
) -> dict[DeckId, dict[int, int]]:
    """Return how many new cards of each priority each deck has, buried ones too."""
    found: dict[DeckId, dict[int, int]] = {deck_id: {} for deck_id in progress}
    for priority, row, count in conn.rows(_UNUSUAL_NEW):
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
    found = conn.rows(_NEW, {"deck": row, "today": today, "low": low, "high": high})
    yield from _to_waiting(found, keys, QueueKind.NEW)


def _to_waiting(
    rows: Iterable[tuple[Any, ...]], keys: Keys, queue_kind: QueueKind
) -> Iterator[QueuedCard]:
    for key, part, deck_row, due in rows:
        yield _queued(key, part, keys[deck_row], queue_kind, due)


def _queued(
    key: str, part: str, deck: DeckId, queue_kind: QueueKind, due: int | None
) -> QueuedCard:
    note_key = key[: -len(part) - 1] if part else key
    return QueuedCard(CardKey(key), NoteKey(note_key), deck, queue_kind, due or 0)
