"""Read what can be read of an old collection's log, and merge it into another collection."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, bindparam, select

from flashdesign.domain.cards import CardKey, Deck, DeckId
from flashdesign.domain.reviews import Review
from flashdesign.errors import CollectionError
from flashdesign.storage import log_rows
from flashdesign.storage.cards import card as read_card
from flashdesign.storage.database import Connection, Database
from flashdesign.storage.decks import StoredDeck, decks, save_deck
from flashdesign.storage.rebuild import RulesOf, merge
from flashdesign.storage.saving import save_notes
from flashdesign.storage.tables import card, note, review

_ROWS = select(card.c.key, *log_rows.COLUMNS).join_from(review, card)
_FORWARDS = _ROWS.order_by(review.c.uid)
_BACKWARDS = _ROWS.order_by(review.c.uid.desc())
_UIDS = select(review.c.uid)
_KEYS = select(card.c.key)
_POSITION = select(note.c.position).join_from(card, note).where(card.c.key == bindparam("name"))


def merge_from(
    old: Database, into: Database, rules: Callable[[Connection], RulesOf]
) -> tuple[int, bool]:
    """Merge the log of `old` into another collection, with the cards it needs.

    Return how many rows were added, and whether all of the old log could be read and taken over.
    """
    with into.transaction() as conn:
        known = set(conn.execute(_UIDS).scalars())
        keys = set(conn.execute(_KEYS).scalars())
        rows, is_whole = read_log(old, known)
        missing = {row.card for row in rows.values() if row.card not in keys}
        lost = {key for key in missing if not _bring_card(old, conn, key)}
        wanted = [row for row in rows.values() if row.card not in lost]
        return merge(conn, wanted, rules(conn)), is_whole and not lost


def read_log(old: Database, known: set[bytes]) -> tuple[dict[bytes, Review], bool]:
    """Return the rows with unknown uids around any damage, and tell whether there was none."""
    found: dict[bytes, Review] = {}
    if _read(old, _FORWARDS, known, found):
        return found, True
    _read(old, _BACKWARDS, known, found)
    return found, False


def _read(
    old: Database,
    query: Select[*tuple[Any, ...]],
    known: set[bytes],
    found: dict[bytes, Review],
) -> bool:
    try:
        with old.read() as conn:
            for key, *row in conn.execute(query):
                if row[0] not in known:
                    found[row[0]] = log_rows.to_review(CardKey(key), tuple(row))
    except CollectionError:
        return False
    return True


def _bring_card(old: Database, conn: Connection, key: CardKey) -> bool:
    """Save the note of a card that the other collection lacks; tell whether it could be read."""
    try:
        with old.read() as old_conn:
            stored = read_card(old_conn, key)
            position = int(old_conn.execute(_POSITION, {"name": key}).scalar_one())
            old_decks = {deck.id: deck for deck in decks(old_conn)}
    except CollectionError:
        return False
    _bring_deck(conn, stored.card.deck, old_decks)
    save_notes(conn, [(position, stored.note)])
    return True


def _bring_deck(conn: Connection, deck: DeckId, old: dict[DeckId, StoredDeck]) -> None:
    """Save a deck that the other collection lacks, and those above it first."""
    if any(known.id == deck for known in decks(conn)):
        return
    lost = old[deck]
    if lost.parent is not None:
        _bring_deck(conn, lost.parent, old)
    shell = Deck(lost.id, lost.title, (), lost.parent, lost.description, lost.retention)
    save_deck(conn, shell, lost.position, lost.origin)
