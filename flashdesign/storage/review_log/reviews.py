"""The review log: new answers with the card's memory and the day's counts, and reading it."""

from collections.abc import Iterable, Iterator

from flashdesign.domain.ids import CardKey, DeckId, ReviewId
from flashdesign.domain.scheduling.memory import Memory, State
from flashdesign.domain.scheduling.review_log import Review
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.decks import deck_row
from flashdesign.storage.rows import memory_row, review_row
from flashdesign.storage.rows.day_stat_rows import (
    add_counts,
    card_counts,
    replace_counts,
    row_counts,
)

_LOG_OF_CARD = f"SELECT {review_row.COLUMNS} FROM review WHERE card_id = ? ORDER BY at, uid"
_ALL = f"SELECT card.key, {review_row.COLUMNS} FROM review JOIN card ON card.id = review.card_id"
_LOG = f"{_ALL} WHERE review.uid >= ? AND review.at >= ? ORDER BY review.uid"
_LOG_AFTER = f"{_ALL} WHERE review.uid > ? ORDER BY review.uid LIMIT ?"
_NEWEST = f"{_ALL} ORDER BY review.uid DESC LIMIT 1"
_LOGS_OF_DECK = f"{_ALL} WHERE card.deck_id = ?"
_LAST_UIDS = "SELECT " + ", ".join(
    f"(SELECT max(uid) FROM {table})" for table in ("review", "change", "attempt", "sprint")
)


def append_answer(conn: Connection, review: Review, memory: Memory) -> None:
    """Add a row to the log, store `memory` as that of the card, and update the day's counts.

    `memory` must be the result of replaying the log with `review` in it.
    """
    found = _find(conn, review.card)
    if found.last_at is not None and review.moment.at < found.last_at:
        _insert_and_recount(conn, found.id, found.deck_id, review)
    else:
        conn.rows(review_row.INSERT_PLAIN, review_row.to_tuple(found.id, review))
        counted = row_counts(review, is_new=found.state == State.NEW)
        add_counts(conn, found.deck_id, {review.moment.day: counted})
    memory_row.write(conn, found, memory)


def append_revoke(conn: Connection, revoke: Review, memory: Memory) -> None:
    """Add a row that revokes another, store the card's `memory`, and update the day's counts."""
    found = _find(conn, revoke.card)
    _insert_and_recount(conn, found.id, found.deck_id, revoke)
    memory_row.write(conn, found, memory)


def card_log(conn: Connection, card: CardKey) -> list[Review]:
    """Return the card's rows of the log in the log's order."""
    return log_of_row(conn, _find(conn, card).id, card)


def log_of_row(conn: Connection, rowid: int, card: CardKey) -> list[Review]:
    """Return the rows of the log of the card in row `rowid`."""
    rows = conn.rows(_LOG_OF_CARD, (rowid,))
    return [review_row.to_review(card, row) for row in rows]


def review_log(conn: Connection, *, since: int | None = None) -> Iterator[Review]:
    """Yield the rows that happened at `since` (UTC ms) or later, in the order of their uids."""
    # A uid is never older than its row's time, so the primary key serves as an index on time.
    first = max(since or 0, 0).to_bytes(6) + bytes(10)
    for key, *row in conn.rows(_LOG, (first, since or 0)):
        yield review_row.to_review(CardKey(key), tuple(row))


def review_log_after(conn: Connection, uid: ReviewId | None, most: int) -> list[Review]:
    """Return the next `most` rows of the log after the one with this uid, or the first ones."""
    bound = (uid or b"", most)
    return [
        review_row.to_review(CardKey(key), tuple(row)) for key, *row in conn.rows(_LOG_AFTER, bound)
    ]


def newest_review(conn: Connection) -> Review | None:
    """Return the row that was written last, or None if the log is empty."""
    row = conn.row(_NEWEST)
    return None if row is None else review_row.to_review(CardKey(row[0]), row[1:])


def newest_uid(conn: Connection) -> ReviewId | None:
    """Return the greatest uid of all reviews, changes, attempts and sprints, or None."""
    uids = [uid for uid in conn.row(_LAST_UIDS) or () if uid is not None]
    return ReviewId(max(uids)) if uids else None


def _find(conn: Connection, card: CardKey) -> memory_row.FoundCard:
    found = memory_row.find(conn, card)
    if found is None:
        # Imported late: Home shows without notes and kinds of questions.
        from flashdesign.storage.notes.cards import card_not_found

        raise card_not_found(conn, card)
    return found


def _insert_and_recount(conn: Connection, rowid: int, deck_row: int, row: Review) -> None:
    """Insert a row that changes the counts of earlier rows of the card."""
    before = log_of_row(conn, rowid, row.card)
    conn.rows(review_row.INSERT_PLAIN, review_row.to_tuple(rowid, row))
    replace_counts(conn, deck_row, card_counts(before), card_counts([*before, row]))


def logs_of_decks(conn: Connection, decks: Iterable[DeckId]) -> dict[CardKey, list[Review]]:
    """Return the log rows of the decks' cards by card, unordered; omit cards without rows."""
    found: dict[CardKey, list[Review]] = {}
    for deck in decks:
        for name, *values in conn.rows(_LOGS_OF_DECK, (deck_row(conn, deck),)):
            key = CardKey(name)
            found.setdefault(key, []).append(review_row.to_review(key, tuple(values)))
    return found
