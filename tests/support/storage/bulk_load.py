"""Bulk loading of memories and whole review logs, for benchmarks and tests."""

from collections.abc import Iterable, Iterator
from itertools import islice

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import Memory
from flashdesign.domain.scheduling.review_log import Review
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.cards import card_rows
from flashdesign.storage.review_log.log_batches import large_cache
from flashdesign.storage.rows import memory_row, review_row
from flashdesign.storage.rows.day_stat_rows import DayTotals, card_counts

History = tuple[CardKey, Memory, list[Review]]
_CARDS_AT_ONCE = 500


def load(conn: Connection, histories: Iterable[History]) -> int:
    """Store cards' memories and whole logs; return how many rows the logs had.

    The cards must be saved and must not have a log yet; each memory must be the result of
    replaying its log. The histories are read a few hundred at a time.
    """
    with large_cache(conn):
        return _load(conn, iter(histories))


def _load(conn: Connection, remaining: Iterator[History]) -> int:
    totals, count = DayTotals(), 0
    while batch := list(islice(remaining, _CARDS_AT_ONCE)):
        places = card_rows(conn, [key for key, _, _ in batch])
        rows = []
        for key, _, log in batch:
            rowid, deck_row = places[key]
            rows += [review_row.to_tuple(rowid, review) for review in log]
            totals.include(deck_row, card_counts(log))
        if rows:
            conn.exec_driver_sql(review_row.INSERT_PLAIN, rows)
        conn.exec_driver_sql(
            memory_row.UPDATE_PLAIN,
            [memory_row.to_tuple(places[key][0], memory) for key, memory, _ in batch],
        )
        count += len(rows)
    totals.write(conn)
    return count
