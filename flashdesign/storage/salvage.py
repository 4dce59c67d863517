"""Read what can be read of an old collection's answers, and merge it into another collection."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Column, Select, bindparam, select

from flashdesign.domain.attempts import Attempt
from flashdesign.domain.cards import CardKey, DeckId
from flashdesign.domain.reviews import Review
from flashdesign.errors import CollectionError
from flashdesign.storage import attempts, log_rows, sprints
from flashdesign.storage.cards import card as read_card
from flashdesign.storage.database import Connection, Database
from flashdesign.storage.decks import StoredDeck, decks, save_deck
from flashdesign.storage.rebuild import RulesOf, merge
from flashdesign.storage.saving import save_notes
from flashdesign.storage.tables import attempt, card, note, review

Row = tuple[Any, ...]
Read = TypeVar("Read", Review, Attempt)
_LOG = select(card.c.key, *log_rows.COLUMNS).join_from(review, card)
_UIDS, _ATTEMPT_UIDS = select(review.c.uid), select(attempt.c.uid)
_KEYS = select(card.c.key)
_POSITION = select(note.c.position).join_from(card, note).where(card.c.key == bindparam("name"))


@dataclass(frozen=True, slots=True)
class _Table:
    """A table whose rows can be read from both ends: the card's key, the uid, the rest."""

    query: Select[*tuple[Any, ...]]
    uid: Column[Any]


def merge_from(
    old: Database, into: Database, rules: Callable[[Connection], RulesOf]
) -> tuple[int, bool]:
    """Merge the log, the attempts and the sprints of `old` into another collection.

    The cards they need come along. Return how many rows the log has more, and whether all of the
    old answers could be read and taken over.
    """
    with into.transaction() as conn:
        rows, log_is_whole = read_log(old, set(conn.execute(_UIDS).scalars()))
        tried, tries_are_whole = _read_attempts(old, set(conn.execute(_ATTEMPT_UIDS).scalars()))
        answers: list[Review | Attempt] = [*rows.values(), *tried.values()]
        lost = _bring_cards(old, conn, answers)
        merged = merge(conn, [row for row in rows.values() if row.card not in lost], rules(conn))
        for one in tried.values():
            if one.card not in lost:
                attempts.add(conn, one)
        sprints_are_whole = _merge_sprints(old, conn)
    return merged, log_is_whole and tries_are_whole and sprints_are_whole and not lost


def read_log(old: Database, known: set[bytes]) -> tuple[dict[bytes, Review], bool]:
    """Return the rows with unknown uids around any damage, and tell whether there was none."""
    return _read_around(old, _Table(_LOG, review.c.uid), known, _to_review)


def _read_attempts(old: Database, known: set[bytes]) -> tuple[dict[bytes, Attempt], bool]:
    return _read_around(old, _Table(attempts.ALL, attempt.c.uid), known, attempts.to_attempt)


def _merge_sprints(old: Database, conn: Connection) -> bool:
    try:
        with old.read() as old_conn:
            found = sprints.sprints(old_conn)
    except CollectionError:
        return False
    for one in found:
        sprints.add(conn, one)
    return True


def _read_around(
    old: Database, table: _Table, known: set[bytes], make: Callable[[Row], Read]
) -> tuple[dict[bytes, Read], bool]:
    found: dict[bytes, Read] = {}
    read = partial(_read, old, known=known, found=found, make=make)
    if read(table.query.order_by(table.uid)):
        return found, True
    read(table.query.order_by(table.uid.desc()))
    return found, False


def _read(
    old: Database,
    query: Select[*tuple[Any, ...]],
    *,
    known: set[bytes],
    found: dict[bytes, Read],
    make: Callable[[Row], Read],
) -> bool:
    try:
        with old.read() as conn:
            for row in conn.execute(query):
                if row[1] not in known:
                    found[row[1]] = make(tuple(row))
    except CollectionError:
        return False
    return True


def _to_review(row: Row) -> Review:
    return log_rows.to_review(CardKey(row[0]), row[1:])


def _bring_cards(
    old: Database, conn: Connection, answers: Iterable[Review | Attempt]
) -> set[CardKey]:
    """Save the cards that answers need; return those that could not be read."""
    keys = set(conn.execute(_KEYS).scalars())
    missing = {answer.card for answer in answers if answer.card not in keys}
    return {key for key in sorted(missing) if not _bring_card(old, conn, key)}


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
    save_deck(conn, lost.head, lost.position, lost.origin)
