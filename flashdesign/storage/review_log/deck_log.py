"""Read the review logs of the cards of some decks."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.scheduling.review_log import Review
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.decks import deck_row
from flashdesign.storage.rows import review_row as row_review_row
from flashdesign.storage.schema.tables import card, review

_AT_ONCE = 5_000
_LOG = (
    select(card.c.key, *row_review_row.COLUMNS)
    .join_from(card, review)
    .where(card.c.deck_id == bindparam("deck"))
)


def logs_of_decks(conn: Connection, decks: Iterable[DeckId]) -> dict[CardKey, list[Review]]:
    """Return the log rows of the decks' cards by card, unordered; omit cards without rows."""
    found: dict[CardKey, list[Review]] = {}
    for deck in decks:
        for rows in conn.execute(_LOG, {"deck": deck_row(conn, deck)}).partitions(_AT_ONCE):
            for key, *values in rows:
                card_name = CardKey(key)
                review_row = row_review_row.to_review(card_name, tuple(values))
                found.setdefault(card_name, []).append(review_row)
    return found
