"""Insertion of many review-log rows in one batch (for imports), and their removal on undo."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import sqlite

from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.fsrs_scheduler import replay
from flashdesign.domain.scheduling.review_log import Review
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.cards import card_rows
from flashdesign.storage.notes.decks import deck_keys
from flashdesign.storage.review_log.month_hashes import forget_months
from flashdesign.storage.review_log.replay import RulesOf
from flashdesign.storage.rows import memory_row, review_row
from flashdesign.storage.rows.day_stat_rows import DayTotals, card_counts
from flashdesign.storage.rows.stored_json import raise_as_damage
from flashdesign.storage.schema.tables import review

Log = tuple[CardKey, Sequence[Review]]
_Rows = dict[CardKey, tuple[int, int]]
_BATCH_SIZE = 500
# Rows of many cards go to all parts of the log: with a small cache, pages are written repeatedly.
_CACHE_KIB = 98_304
# Plain SQL: for 100,000 rows, SQLAlchemy's conversion of their values takes most of the time.
_LOGS = (
    f"SELECT card.key, {review_row.COLUMNS} FROM review JOIN card ON card.id = review.card_id"
    " WHERE card.id IN (?{})"
)
_CARDS_OF = (
    "SELECT DISTINCT card.key, card.id, card.deck_id FROM review"
    " JOIN card ON card.id = review.card_id WHERE review.uid IN (?{})"
)
_OWNERS = "SELECT uid, card_id FROM review WHERE uid IN (?{})"
_INSERT_NEW = str(
    sqlite.insert(review)
    .on_conflict_do_nothing(index_elements=[review.c.uid])
    .compile(dialect=sqlite.dialect())
)
_NEWEST = select(func.max(review.c.uid))
_COUNT_EXISTING = "SELECT count(*) FROM review WHERE uid IN (?{})"
_DELETE = "DELETE FROM review WHERE uid = ?"


@contextmanager
def large_cache(conn: Connection) -> Iterator[None]:
    """Use a large page cache in this block; begin it before the transaction."""
    usual = conn.exec_driver_sql("PRAGMA cache_size").scalar_one()
    conn.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE_KIB}")
    try:
        yield
    finally:
        conn.exec_driver_sql(f"PRAGMA cache_size={usual}")


def insert_rows(conn: Connection, logs: Iterable[Log], rules_of: RulesOf) -> list[ReviewId]:
    """Add the rows that the log lacks, replay their cards, and return the uids of the rows."""
    added: list[ReviewId] = []
    totals, remaining = DayTotals(), iter(logs)
    while batch := list(islice(remaining, _BATCH_SIZE)):
        added += _add_batch(conn, batch, rules_of, totals)
    if added:
        forget_months(conn, added)
        totals.write_difference(conn)
    return added


def has_unknown(conn: Connection, uids: Iterable[ReviewId]) -> bool:
    """Return whether the log lacks a row with any of these uids."""
    remaining = iter(uids)
    while batch := tuple(islice(remaining, _BATCH_SIZE)):
        if _count_existing(conn, batch) < len(set(batch)):
            return True
    return False


def delete_rows(conn: Connection, uids: Sequence[ReviewId], rules_of: RulesOf) -> bytes:
    """Delete rows, replay their cards, and return the rows packed for `reinsert_rows`."""
    places: _Rows = {}
    for start in range(0, len(uids), _BATCH_SIZE):
        for key, *place in _select(conn, _CARDS_OF, uids[start : start + _BATCH_SIZE]):
            places[CardKey(key)] = (place[0], place[1])
    forget_months(conn, uids)
    keys, deleted, totals = list(places), set(uids), DayTotals()
    packed: list[tuple[Any, ...]] = []
    for start in range(0, len(keys), _BATCH_SIZE):
        card_places = {key: places[key] for key in keys[start : start + _BATCH_SIZE]}
        rows = _read_rows(conn, card_places)
        kept = [row for row in rows if row[1] not in deleted]
        gone = [row for row in rows if row[1] in deleted]
        packed += gone
        after = _to_logs(card_places, kept)
        # Only their counts are needed, which do not depend on a stored memory.
        before = _to_logs(card_places, (*kept, *((*row[:-1], None) for row in gone)))
        changed = {key: (before[key], after[key]) for key in card_places}
        _update_derived(conn, changed, card_places, rules_of, totals)
    if uids:
        conn.exec_driver_sql(_DELETE, [(uid,) for uid in sorted(uids)])
        totals.write_difference(conn)
    # The month that is now the last will get rows again.
    forget_months(conn, [ReviewId(uid) for uid in conn.execute(_NEWEST).scalars() if uid])
    return pack(packed)


def reinsert_rows(conn: Connection, packed: bytes, rules_of: RulesOf) -> list[ReviewId]:
    """Add the rows that `delete_rows` returned; return their uids."""
    by_card: dict[CardKey, list[Review]] = {}
    for key, *values in unpack(packed):
        by_card.setdefault(CardKey(key), []).append(
            review_row.to_review(CardKey(key), tuple(values))
        )
    return insert_rows(conn, by_card.items(), rules_of)


def pack(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows of plain values as compressed JSON."""
    plain = json.dumps(list(rows), ensure_ascii=False, default=_bytes_to_json)
    return zlib.compress(plain.encode(), level=1)


def _bytes_to_json(value: bytes) -> dict[str, str]:
    return {"b": b64encode(value).decode()}


def unpack(packed: bytes) -> list[list[Any]]:
    """Return the rows that `pack` compressed, or raise DamagedRowError."""
    with raise_as_damage(LazyText(N_("the undone reviews"))):
        rows = json.loads(zlib.decompress(packed))
        return [
            [b64decode(value["b"]) if isinstance(value, dict) else value for value in row]
            for row in rows
        ]


def _add_batch(
    conn: Connection, batch: Sequence[Log], rules_of: RulesOf, totals: DayTotals
) -> list[ReviewId]:
    card_places = card_rows(conn, [key for key, _ in batch])
    before = _read_logs(conn, card_places)
    new_rows = _insert_new(conn, batch, before, card_places)
    changed = {key: (before[key], [*before[key], *new]) for key, new in new_rows.items()}
    _update_derived(conn, changed, card_places, rules_of, totals)
    return [row.uid for new in new_rows.values() for row in new]


def _count_existing(conn: Connection, uids: tuple[ReviewId, ...]) -> int:
    return int(
        conn.exec_driver_sql(_COUNT_EXISTING.format(", ?" * (len(uids) - 1)), uids).scalar_one()
    )


def _insert_new(
    conn: Connection,
    batch: Iterable[Log],
    before: Mapping[CardKey, Sequence[Review]],
    card_places: _Rows,
) -> dict[CardKey, list[Review]]:
    """Insert and return the rows that the log lacks.

    A row may belong to a card that took over this one's: then it is not added again.
    """
    by_card: dict[CardKey, list[Review]] = {}
    for key, log in batch:
        known = {row.uid for row in before[key]}
        if new := [row for row in log if row.uid not in known]:
            by_card[key] = new
    # In their order, neighbors go to the same pages.
    rows = sorted(
        review_row.to_tuple(card_places[key][0], row) for key, new in by_card.items() for row in new
    )
    if not rows or conn.exec_driver_sql(_INSERT_NEW, rows).rowcount == len(rows):
        return by_card
    owners: dict[bytes, int] = {}
    for start in range(0, len(rows), _BATCH_SIZE):
        some = [row[0] for row in rows[start : start + _BATCH_SIZE]]
        owners |= dict(_select(conn, _OWNERS, some))
    inserted = {
        key: [row for row in new if owners[row.uid] == card_places[key][0]]
        for key, new in by_card.items()
    }
    return {key: new for key, new in inserted.items() if new}


def _update_derived(
    conn: Connection,
    changed: dict[CardKey, tuple[list[Review], list[Review]]],
    card_places: _Rows,
    rules_of: RulesOf,
    totals: DayTotals,
) -> None:
    """Update memories for logs changed from `before` to `after`; count their rows in `totals`."""
    decks, rows = deck_keys(conn), []
    for key, (before, after) in changed.items():
        rowid, deck_row = card_places[key]
        totals.exclude(deck_row, card_counts(before))
        totals.include(deck_row, card_counts(after))
        rows.append(memory_row.to_tuple(rowid, replay(key, after, rules_of(decks[deck_row]))))
    if rows:
        conn.exec_driver_sql(memory_row.UPDATE_PLAIN, rows)


def _read_logs(conn: Connection, card_places: _Rows) -> dict[CardKey, list[Review]]:
    return _to_logs(card_places, _read_rows(conn, card_places))


def _read_rows(conn: Connection, card_places: _Rows) -> list[tuple[Any, ...]]:
    """Return the key of the card and the `COLUMNS` of each row of these cards."""
    return _select(conn, _LOGS, [rowid for rowid, _ in card_places.values()])


def _to_logs(card_places: _Rows, rows: Iterable[Sequence[Any]]) -> dict[CardKey, list[Review]]:
    found: dict[CardKey, list[Review]] = {key: [] for key in card_places}
    for row in rows:
        key = CardKey(row[0])
        found[key].append(review_row.to_review(key, tuple(row[1:])))
    return found


def _select(conn: Connection, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query with a list of `values`, which may be empty."""
    if not values:
        return []
    found = conn.exec_driver_sql(query.format(", ?" * (len(values) - 1)), tuple(values))
    return [tuple(row) for row in found.all()]
