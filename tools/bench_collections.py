"""Make and load collections in a format that any flashcard program can load.

A neutral file is SQLite: `deck(id, name, parent_id)`, `note(id, guid, deck_id, front, back, tags)`,
`card(id, note_id, state, due_offset_days, interval_days, stability, difficulty, reps, lapses,
last_review_rel_s)`, `review(id, card_id, rel_ms, rating, interval_days, last_interval_days,
duration_ms, kind)`, `meta(key, value)`. All times are relative to the time of loading.
"""

import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby, pairwise
from pathlib import Path

from flashdesign.domain.ids import CardKey, DeckId, new_review_id
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.fsrs_scheduler import FsrsRules, review
from flashdesign.domain.scheduling.memory import Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR, StudyMoment
from flashdesign.storage.connection.database import Connection, Database
from flashdesign.storage.notes import decks, save
from tests.support.storage import bulk_load

_REVIEWS_PER_CARD = 10
_DUE_SHARE = 0.20
_TOPICS = 20
_WORDS = (
    *("quorum", "leader", "replica", "shard", "cache", "eviction", "latency", "throughput"),
    *("percentile", "queue", "backpressure", "idempotent", "gossip", "raft", "snapshot"),
    *("compaction", "bloom filter", "index", "isolation", "serializable", "edge", "anycast"),
    *("handshake", "pool", "breaker", "retry", "jitter", "bucket", "cursor", "fan-out"),
)
_SCHEMA = """
create table meta(key text primary key, value text);
create table deck(id integer primary key, name text, parent_id integer);
create table note(id integer primary key, guid text, deck_id integer, front text, back text,
  tags text);
create table card(id integer primary key, note_id integer, state text, due_offset_days integer,
  interval_days integer, stability real, difficulty real, reps integer, lapses integer,
  last_review_rel_s integer);
create table review(id integer primary key, card_id integer, rel_ms integer unique, rating integer,
  interval_days integer, last_interval_days integer, duration_ms integer, kind text);
"""


def make(path: Path, cards: int, seed: int = 1) -> None:
    """Write a neutral file of `cards` cards with ten reviews each; equal seeds give equal files."""
    chance = random.Random(seed)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.executescript("pragma journal_mode=off; pragma synchronous=off;" + _SCHEMA)
        topics = [(n + 2, f"Topic {n + 1}", 1) for n in range(_TOPICS)]
        raw.executemany("insert into deck values(?,?,?)", [(1, "Interview", None), *topics])
        for card in range(1, cards + 1):
            front, back = (" ".join(chance.choices(_WORDS, k=k)) for k in (12, 40))
            raw.execute(
                "insert into note values(?,?,?,?,?,'')",
                (card, f"n{card:07}", 2 + card % _TOPICS, f"{card}: {front}?", f"{back}."),
            )
            memory, rows = _history(card, chance)
            raw.execute("insert into card values(?,?,'review',?,?,?,?,?,?,?)", (card, *memory))
            raw.executemany("insert into review values(null,?,?,?,?,?,?,?)", rows)
        raw.execute("insert into meta values('format', 'neutral-srs-1')")


def load(path: Path, database: Database, moment: StudyMoment) -> int:
    """Load a neutral file into an empty collection; return the number of its cards."""
    with (
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw,
        database.transaction() as connection,
    ):
        for position, deck in enumerate(_decks(raw)):
            decks.save_deck(connection, deck, position, "import")
        _save_notes(raw, connection)
        bulk_load.load(connection, _histories(raw, moment))
        count: int = raw.execute("select count(*) from card").fetchone()[0]
    return count


def _history(
    card: int, chance: random.Random
) -> tuple[tuple[float, ...], list[tuple[float | str, ...]]]:
    """Return the rows of a card and of its reviews, each made after about the full interval."""
    key, rules, memory = CardKey(f"card {card}"), FsrsRules(), Memory()
    days, ratings, day = [], [], 0
    for _ in range(_REVIEWS_PER_CARD):
        days.append(day)
        ratings.append(Rating(chance.choices((1, 2, 3, 4), (12, 12, 66, 10))[0]))
        memory = review(key, memory, ratings[-1], StudyMoment(day * MS_PER_DAY), rules)
        day += max(1, round(min(60.0, memory.stability or 1.0) * chance.uniform(0.7, 1.3)))
    interval = max(1, min(365, round(memory.stability or 1.0)))
    is_due = chance.random() < _DUE_SHARE
    due = -chance.choice((0, 0, 0, 1, 2, 5)) if is_due else chance.randint(1, max(1, interval))
    last = min(-1, due - interval)
    times = [(last - days[-1] + d) * MS_PER_DAY + card * 7 % MS_PER_HOUR for d in days]
    gaps = [0, *(b - a for a, b in pairwise(days))]
    rows: list[tuple[float | str, ...]] = [
        (card, at, rating.value, gap, gap, chance.randint(2000, 45000), "review")
        for at, rating, gap in zip(_distinct(times, card), ratings, gaps, strict=True)
    ]
    memory_state = (memory.stability or 0.1, memory.difficulty or 5.0)
    state = (due, interval, *memory_state, _REVIEWS_PER_CARD, memory.lapses, times[-1] // 1000)
    return (card, *state), rows


def _distinct(times: list[int], card: int) -> Iterator[int]:
    """Yield times that differ between cards, as `rel_ms` is unique in the file."""
    return (at - at % 1_000_000 + card for at in times)


def _decks(raw: sqlite3.Connection) -> Iterator[Deck]:
    """Yield the decks, parents before children, with ids made from their rows."""
    rows = raw.execute("select id, name, parent_id from deck order by parent_id is not null, id")
    for deck, name, parent in rows.fetchall():
        parent_id = None if parent is None else DeckId(f"deck-{parent}")
        yield Deck(DeckId(f"deck-{deck}"), name, parent=parent_id)


def _save_notes(raw: sqlite3.Connection, connection: Connection) -> None:
    rows = raw.execute("select guid, deck_id, front, back, tags from note order by deck_id, id")
    save.save_notes(
        connection,
        (
            (position, Note(DeckId(f"deck-{deck}"), guid, Basic(front, back), tags=_tags(tags)))
            for position, (guid, deck, front, back, tags) in enumerate(rows)
        ),
    )


def _tags(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _histories(
    raw: sqlite3.Connection, moment: StudyMoment
) -> Iterator[tuple[CardKey, Memory, list[Review]]]:
    """Yield each card's key, memory and log."""
    keys = _keys(raw)
    log = raw.cursor().execute(
        "select card_id, rel_ms, rating, duration_ms, kind from review order by card_id, rel_ms"
    )
    cards = raw.execute("select * from card order by id")
    for row, (_, answers) in zip(cards, groupby(log, key=lambda review: review[0]), strict=True):
        key = keys[row[0]]
        yield key, _memory(row, moment), list(_reviews(key, answers, moment))


def _keys(raw: sqlite3.Connection) -> dict[int, CardKey]:
    rows = raw.execute(
        "select card.id, deck_id, guid from card join note on note.id = card.note_id"
    )
    return {card: CardKey(f"deck-{deck}/{guid}") for card, deck, guid in rows}


def _memory(row: tuple[float, ...], moment: StudyMoment) -> Memory:
    _, _, _, due, _, stability, difficulty, reps, lapses, last_s = row
    last_at = moment.at + int(last_s) * 1000
    return Memory(
        State.REVIEW,
        None,
        moment.day_start(moment.day + int(due)) + 12 * MS_PER_HOUR,
        stability,
        difficulty,
        last_at,
        StudyMoment(last_at, moment.zone_min, moment.rollover_h).day,
        int(reps),
        int(lapses),
    )


def _reviews(
    key: CardKey, rows: Iterable[tuple[int, int, int, int, str]], moment: StudyMoment
) -> Iterator[Review]:
    for card, rel_ms, rating, duration_ms, kind in rows:
        at = moment.at + rel_ms
        review_kind = ReviewKind.LEARN if kind == "learn" else ReviewKind.REVIEW
        when = StudyMoment(at, moment.zone_min, moment.rollover_h)
        yield Review(new_review_id(at, card), key, when, review_kind, Rating(rating), duration_ms)
