"""Memories and day counts rebuilt from the log: after a merge, a move, or new parameters."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.dialects import sqlite

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.scheduling.fsrs_scheduler import FsrsRules, replay
from flashdesign.domain.scheduling.memory import NEW
from flashdesign.domain.scheduling.review_log import Review
from flashdesign.errors import CancelledError
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.cards import card_not_found
from flashdesign.storage.notes.decks import deck_keys
from flashdesign.storage.review_log.month_hashes import forget_months
from flashdesign.storage.review_log.reviews import log_of_row
from flashdesign.storage.rows import memory_row, review_row
from flashdesign.storage.rows.day_stat_rows import DayTotals, card_counts, replace_counts
from flashdesign.storage.schema.tables import card, day_stat, review

RulesOf = Callable[[DeckId], FsrsRules]
_CARDS_AT_ONCE, _ROWS_AT_ONCE = 1_000, 5_000


_c, _r = card.c, review.c
# For the driver: SQLAlchemy takes as long for a row as SQLite.
_LOGS = str(
    select(_r.card_id, *(_r[name] for name in review_row.NAMES))
    .order_by(_r.card_id, _r.at, _r.uid)
    .compile(dialect=sqlite.dialect())
)
_CARDS = select(_c.id, _c.key, _c.deck_id).order_by(_c.id)
_ANSWERED = select(func.count(_r.card_id.distinct()))
_DEFAULTS = {name: getattr(NEW, name) for name in memory_row.NAMES} | {"mature": 0}
_RESET_UNANSWERED = (
    update(card)
    .where(
        _c.id.not_in(select(_r.card_id)),
        or_(*(_c[name].is_distinct_from(value) for name, value in _DEFAULTS.items())),
    )
    .values(_DEFAULTS)
)
_BEFORE = select(_c.id, *(_c[name] for name in memory_row.NAMES)).where(
    _c.id.in_(bindparam("rows", expanding=True))
)
_DECK = select(_c.id, _c.deck_id).where(_c.key == bindparam("name"))


def rebuild(
    conn: Connection,
    rules_of: RulesOf,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Replay the whole log; return how many cards changed, or raise CancelledError.

    `progress` is called now and then with the number of cards done and the total.
    """
    keys = deck_keys(conn)
    rules = {rowid: rules_of(key) for rowid, key in keys.items()}
    count = int(conn.execute(_ANSWERED).scalar_one())
    conn.execute(delete(day_stat))
    changed = conn.execute(_RESET_UNANSWERED).rowcount
    totals, pending, done = DayTotals(), list[dict[str, Any]](), 0
    for rowid, deck_row, key, rows in logs_by_card(conn):
        pending.append(memory_row.to_row(rowid, replay(key, rows, rules[deck_row])))
        totals.include(deck_row, card_counts(rows))
        done += 1
        if len(pending) == _CARDS_AT_ONCE:
            changed += _write(conn, pending)
            progress(done, count)
            if cancelled():
                raise CancelledError
    changed += _write(conn, pending)
    totals.write(conn)
    progress(done, count)
    return changed


def replay_cards(conn: Connection, cards: Iterable[CardKey], rules_of: RulesOf) -> None:
    """Replay the logs of some cards, for example of those that a note took over."""
    keys = deck_keys(conn)
    for key in cards:
        rowid, deck_row = _card_row(conn, key)
        memory = replay(key, log_of_row(conn, rowid, key), rules_of(keys[deck_row]))
        conn.rows(memory_row.UPDATE_PLAIN, memory_row.to_tuple(rowid, memory))


def merge(conn: Connection, rows: Iterable[Review], rules_of: RulesOf) -> int:
    """Add the rows that the log lacks, replay their cards, and return how many were added."""
    by_card: dict[CardKey, list[Review]] = {}
    for row in rows:
        by_card.setdefault(row.card, []).append(row)
    added = 0
    touched = []
    for key, candidates in by_card.items():
        rowid, deck_row = _card_row(conn, key)
        before = log_of_row(conn, rowid, key)
        known = {row.uid for row in before}
        new_rows = [row for row in candidates if row.uid not in known]
        if not new_rows:
            continue
        forget_months(conn, [row.uid for row in new_rows])
        conn.run_for_each(
            review_row.INSERT_PLAIN, [review_row.to_tuple(rowid, row) for row in new_rows]
        )
        replace_counts(conn, deck_row, card_counts(before), card_counts([*before, *new_rows]))
        added += len(new_rows)
        touched.append(key)
    replay_cards(conn, touched, rules_of)
    return added


def logs_by_card(conn: Connection) -> Iterator[tuple[int, int, CardKey, list[Review]]]:
    """Yield row, deck row, key and log of each card that has one."""
    cards = chain.from_iterable(conn.execute(_CARDS).partitions(_CARDS_AT_ONCE))
    rows = chain.from_iterable(conn.exec_driver_sql(_LOGS).partitions(_ROWS_AT_ONCE))
    # Both are in the order of the cards' rows. A row of a missing card belongs to no log.
    found = next(cards, None)
    for rowid, group in groupby(rows, key=itemgetter(0)):
        while found is not None and found[0] < rowid:
            found = next(cards, None)
        if found is not None and found[0] == rowid:
            key, deck_row = CardKey(found[1]), found[2]
            yield rowid, deck_row, key, [review_row.to_review(key, row[1:]) for row in group]


def _card_row(conn: Connection, key: CardKey) -> tuple[int, int]:
    found = conn.execute(_DECK, {"name": key}).one_or_none()
    if found is None:
        raise card_not_found(conn, key)
    return found.id, found.deck_id


def _write(conn: Connection, pending: list[dict[str, Any]]) -> int:
    """Write the memories that differ from the stored ones; return how many."""
    rows = [values["rowid"] for values in pending]
    before = {row.id: row[1:] for row in conn.execute(_BEFORE, {"rows": rows})}
    changed = [values for values in pending if before[values["rowid"]] != _memory_values(values)]
    if changed:
        conn.run_for_each(memory_row.UPDATE, changed)
    pending.clear()
    return len(changed)


def _memory_values(values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(values[f"new_{name}"] for name in memory_row.NAMES)
