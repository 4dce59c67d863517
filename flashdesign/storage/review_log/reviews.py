"""The review log: new answers with the card's memory and the day's counts, and reading it."""

from collections.abc import Iterable, Iterator

from sqlalchemy import bindparam, func, select

from flashdesign.domain.ids import CardKey, DeckId, ReviewId
from flashdesign.domain.scheduling.memory import Memory, State
from flashdesign.domain.scheduling.review_log import Review
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.cards import card_not_found
from flashdesign.storage.notes.decks import deck_row
from flashdesign.storage.rows import memory_row, review_row
from flashdesign.storage.rows.day_stat_rows import (
    add_counts,
    card_counts,
    replace_counts,
    row_counts,
)
from flashdesign.storage.schema.tables import attempt, card, change, review, sprint

_LOG_OF_CARD = (
    select(*review_row.COLUMNS)
    .where(review.c.card_id == bindparam("rowid"))
    .order_by(review.c.at, review.c.uid)
)
_LOG = (
    select(card.c.key, *review_row.COLUMNS)
    .join_from(review, card)
    .where(review.c.uid >= bindparam("first"), review.c.at >= bindparam("since"))
    .order_by(review.c.uid)
)
_LOG_AFTER = (
    select(card.c.key, *review_row.COLUMNS)
    .join_from(review, card)
    .where(review.c.uid > bindparam("after"))
    .order_by(review.c.uid)
    .limit(bindparam("most"))
)
_NEWEST = (
    select(card.c.key, *review_row.COLUMNS)
    .join_from(review, card)
    .order_by(review.c.uid.desc())
    .limit(1)
)
_LOGS_OF_DECK = (
    select(card.c.key, *review_row.COLUMNS)
    .join_from(card, review)
    .where(card.c.deck_id == bindparam("deck"))
)
_ROWS_AT_ONCE = 5_000
_LAST_UIDS = select(
    *(
        select(func.max(table.c.uid)).scalar_subquery()
        for table in (review, change, attempt, sprint)
    )
)


def append_answer(conn: Connection, review: Review, memory: Memory) -> None:
    """Add a row to the log, store `memory` as that of the card, and update the day's counts.

    `memory` must be the result of replaying the log with `review` in it.
    """
    found = conn.execute(memory_row.CARD, {"name": review.card}).one_or_none()
    if found is None:
        raise card_not_found(conn, review.card)
    if found.last_at is not None and review.moment.at < found.last_at:
        _insert_and_recount(conn, found.id, found.deck_id, review)
    else:
        conn.execute(review_row.INSERT, review_row.to_row(found.id, review))
        counted = row_counts(review, is_new=found.state == State.NEW)
        add_counts(conn, found.deck_id, {review.moment.day: counted})
    memory_row.write(conn, found, memory)


def append_revoke(conn: Connection, revoke: Review, memory: Memory) -> None:
    """Add a row that revokes another, store the card's `memory`, and update the day's counts."""
    found = conn.execute(memory_row.CARD, {"name": revoke.card}).one_or_none()
    if found is None:
        raise card_not_found(conn, revoke.card)
    _insert_and_recount(conn, found.id, found.deck_id, revoke)
    memory_row.write(conn, found, memory)


def card_log(conn: Connection, card: CardKey) -> list[Review]:
    """Return the card's rows of the log in the log's order."""
    found = conn.execute(memory_row.CARD, {"name": card}).one_or_none()
    if found is None:
        raise card_not_found(conn, card)
    return log_of_row(conn, found.id, card)


def log_of_row(conn: Connection, rowid: int, card: CardKey) -> list[Review]:
    """Return the rows of the log of the card in row `rowid`."""
    rows = conn.execute(_LOG_OF_CARD, {"rowid": rowid})
    return [review_row.to_review(card, row) for row in rows]


def review_log(conn: Connection, *, since: int | None = None) -> Iterator[Review]:
    """Yield the rows that happened at `since` (UTC ms) or later, in the order of their uids."""
    # A uid is never older than its row's time, so the primary key serves as an index on time.
    first = max(since or 0, 0).to_bytes(6) + bytes(10)
    for key, *row in conn.execute(_LOG, {"first": first, "since": since or 0}):
        yield review_row.to_review(CardKey(key), tuple(row))


def review_log_after(conn: Connection, uid: ReviewId | None, most: int) -> list[Review]:
    """Return the next `most` rows of the log after the one with this uid, or the first ones."""
    bound = {"after": uid or b"", "most": most}
    return [
        review_row.to_review(CardKey(key), tuple(row))
        for key, *row in conn.execute(_LOG_AFTER, bound)
    ]


def newest_review(conn: Connection) -> Review | None:
    """Return the row that was written last, or None if the log is empty."""
    row = conn.execute(_NEWEST).one_or_none()
    return None if row is None else review_row.to_review(CardKey(row[0]), tuple(row)[1:])


def newest_uid(conn: Connection) -> ReviewId | None:
    """Return the greatest uid of all reviews, changes, attempts and sprints, or None."""
    uids = [uid for uid in conn.execute(_LAST_UIDS).one() if uid is not None]
    return ReviewId(max(uids)) if uids else None


def _insert_and_recount(conn: Connection, rowid: int, deck_row: int, row: Review) -> None:
    """Insert a row that changes the counts of earlier rows of the card."""
    before = log_of_row(conn, rowid, row.card)
    conn.execute(review_row.INSERT, review_row.to_row(rowid, row))
    replace_counts(conn, deck_row, card_counts(before), card_counts([*before, row]))


def logs_of_decks(conn: Connection, decks: Iterable[DeckId]) -> dict[CardKey, list[Review]]:
    """Return the log rows of the decks' cards by card, unordered; omit cards without rows."""
    found: dict[CardKey, list[Review]] = {}
    for deck in decks:
        rows = conn.execute(_LOGS_OF_DECK, {"deck": deck_row(conn, deck)})
        for batch in rows.partitions(_ROWS_AT_ONCE):
            for name, *values in batch:
                key = CardKey(name)
                found.setdefault(key, []).append(review_row.to_review(key, tuple(values)))
    return found
