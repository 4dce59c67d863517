"""Bring rows into the log at one stroke, as an import does, and take them out again."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from flashdesign.domain.cards import CardKey
from flashdesign.domain.reviews import Review, Uid
from flashdesign.domain.scheduling import replay
from flashdesign.storage import log_rows, memories
from flashdesign.storage.cards import card_rows
from flashdesign.storage.database import Connection
from flashdesign.storage.decks import deck_keys
from flashdesign.storage.log_hashes import forget
from flashdesign.storage.rebuild import RulesOf
from flashdesign.storage.stored_json import reading
from flashdesign.storage.tables import card, review
from flashdesign.storage.tallies import Totals, exchange, tallies

Log = tuple[CardKey, Sequence[Review]]
_Places = dict[CardKey, tuple[int, int]]
_AT_ONCE = 500
_LOGS = (
    select(card.c.key, *log_rows.COLUMNS)
    .join_from(review, card)
    .where(card.c.id.in_(bindparam("rows", expanding=True)))
)
_BY_UID = (
    select(card.c.key, *log_rows.COLUMNS)
    .join_from(review, card)
    .where(review.c.uid.in_(bindparam("uids", expanding=True)))
)
_THERE = select(review.c.uid).where(review.c.uid.in_(bindparam("uids", expanding=True)))
_NEWEST = select(func.max(review.c.uid))
_KNOWN = "SELECT count(*) FROM review WHERE uid IN (?{})"
_TAKE_OUT = delete(review).where(review.c.uid == bindparam("row"))


def put_in(conn: Connection, logs: Iterable[Log], rules_of: RulesOf) -> list[Uid]:
    """Add the rows that are not known yet, replay their cards, and return the rows' uids."""
    added: list[Uid] = []
    remaining = iter(logs)
    while batch := list(islice(remaining, _AT_ONCE)):
        added += _put_in(conn, batch, rules_of)
    return added


def has_new(conn: Connection, uids: Iterable[Uid]) -> bool:
    """Tell whether the log lacks a row with any of these uids."""
    remaining = iter(uids)
    while batch := tuple(islice(remaining, _AT_ONCE)):
        if _known(conn, batch) < len(set(batch)):
            return True
    return False


def take_out(conn: Connection, uids: Sequence[Uid], rules_of: RulesOf) -> bytes:
    """Delete rows, replay their cards, and return the rows as `put_back` wants them."""
    rows = [
        tuple(row)
        for start in range(0, len(uids), _AT_ONCE)
        for row in conn.execute(_BY_UID, {"uids": list(uids[start : start + _AT_ONCE])})
    ]
    keys = list(dict.fromkeys(CardKey(row[0]) for row in rows))
    forget(conn, uids)
    leaving = set(uids)
    for start in range(0, len(keys), _AT_ONCE):
        places = card_rows(conn, keys[start : start + _AT_ONCE])
        logs = _logs(conn, places)
        left = {key: [row for row in log if row.uid not in leaving] for key, log in logs.items()}
        changed = {key: (log, left[key]) for key, log in logs.items()}
        _remember(conn, changed, places, rules_of)
    if uids:
        conn.execute(_TAKE_OUT, [{"row": uid} for uid in uids])
    # The month that is the last one now is written to again.
    forget(conn, [Uid(uid) for uid in conn.execute(_NEWEST).scalars() if uid])
    return pack(rows)


def put_back(conn: Connection, packed: bytes, rules_of: RulesOf) -> list[Uid]:
    """Add the rows again that `take_out` returned; return their uids."""
    by_card: dict[CardKey, list[Review]] = {}
    for key, *values in unpack(packed):
        by_card.setdefault(CardKey(key), []).append(log_rows.to_review(CardKey(key), tuple(values)))
    return put_in(conn, by_card.items(), rules_of)


def pack(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows of plain values, small."""
    plain = [
        [{"b": b64encode(value).decode()} if isinstance(value, bytes) else value for value in row]
        for row in rows
    ]
    return zlib.compress(json.dumps(plain, ensure_ascii=False).encode(), level=1)


def unpack(packed: bytes) -> list[list[Any]]:
    """Return the rows that `pack` made small, or raise DamagedRowError."""
    with reading("the answers that were taken back"):
        rows = json.loads(zlib.decompress(packed))
        return [
            [b64decode(value["b"]) if isinstance(value, dict) else value for value in row]
            for row in rows
        ]


def _put_in(conn: Connection, batch: Sequence[Log], rules_of: RulesOf) -> list[Uid]:
    places = card_rows(conn, [key for key, _ in batch])
    before = _logs(conn, places)
    fresh = _fresh(conn, batch, before)
    rows = [log_rows.to_tuple(places[key][0], row) for key, new in fresh.items() for row in new]
    added = [row.uid for new in fresh.values() for row in new]
    if rows:
        forget(conn, added)
        conn.exec_driver_sql(log_rows.INSERT_PLAIN, rows)
        changed = {key: (before[key], [*before[key], *new]) for key, new in fresh.items()}
        _remember(conn, changed, places, rules_of)
    return added


def _known(conn: Connection, uids: tuple[Uid, ...]) -> int:
    return int(conn.exec_driver_sql(_KNOWN.format(", ?" * (len(uids) - 1)), uids).scalar_one())


def _fresh(
    conn: Connection, batch: Iterable[Log], before: Mapping[CardKey, Sequence[Review]]
) -> dict[CardKey, list[Review]]:
    """Return the rows that are not known yet, be it of another card that took over this one's."""
    fresh: dict[CardKey, list[Review]] = {}
    for key, log in batch:
        known = {row.uid for row in before[key]}
        if new := [row for row in log if row.uid not in known]:
            fresh[key] = new
    uids = [row.uid for new in fresh.values() for row in new]
    elsewhere: set[bytes] = set()
    for start in range(0, len(uids), _AT_ONCE):
        some = tuple(uids[start : start + _AT_ONCE])
        if _known(conn, some):
            elsewhere |= set(conn.execute(_THERE, {"uids": some}).scalars())
    if not elsewhere:
        return fresh
    left = {key: [row for row in new if row.uid not in elsewhere] for key, new in fresh.items()}
    return {key: new for key, new in left.items() if new}


def _remember(
    conn: Connection,
    changed: dict[CardKey, tuple[list[Review], list[Review]]],
    places: _Places,
    rules_of: RulesOf,
) -> None:
    """Have memories and counts follow logs that were one thing and are another now."""
    decks = deck_keys(conn)
    totals, rows = Totals(), []
    for key, (before, after) in changed.items():
        rowid, deck_row = places[key]
        if before:
            exchange(conn, deck_row, tallies(before), tallies(after))
        else:
            totals.include(deck_row, tallies(after))
        rows.append(memories.to_row(rowid, replay(key, after, rules_of(decks[deck_row]))))
    totals.write(conn)
    conn.execute(memories.UPDATE, rows)


def _logs(conn: Connection, places: _Places) -> dict[CardKey, list[Review]]:
    found: dict[CardKey, list[Review]] = {key: [] for key in places}
    for key, *values in conn.execute(_LOGS, {"rows": [row for row, _ in places.values()]}):
        found[CardKey(key)].append(log_rows.to_review(CardKey(key), tuple(values)))
    return found
