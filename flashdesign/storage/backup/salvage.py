"""Recovery of reviews from a damaged collection, and their merge into another."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Column, Select, Table, bindparam, select
from sqlalchemy.exc import DBAPIError

from flashdesign.domain.drills.attempt import Attempt
from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.scheduling.review_log import Review
from flashdesign.errors import FlashDesignError, NotFoundError
from flashdesign.storage.connection.database import Connection, Database
from flashdesign.storage.connection.sqlite_errors import UNREADABLE
from flashdesign.storage.drills import attempts, sprints
from flashdesign.storage.drills.sprints import Sprint
from flashdesign.storage.notes.cards import card as read_card
from flashdesign.storage.notes.cards import notes_of
from flashdesign.storage.notes.decks import StoredDeck, decks, save_deck
from flashdesign.storage.notes.save import save_notes
from flashdesign.storage.review_log.replay import RulesOf, merge
from flashdesign.storage.rows import review_row
from flashdesign.storage.schema.tables import attempt, card, note, review, sprint

Row = tuple[Any, ...]
Read = TypeVar("Read", Review, Attempt, Sprint)
# Any failure while the old file is read is due to its damage, which is the reason to restore.
_DAMAGE = (FlashDesignError, sqlite3.Error, DBAPIError, *UNREADABLE)
_LOG = select(card.c.key, *(review.c[name] for name in review_row.NAMES)).join_from(review, card)
_UIDS, _ATTEMPT_UIDS = select(review.c.uid), select(attempt.c.uid)
_KEYS = select(card.c.key)
_POSITION = select(note.c.position).join_from(card, note).where(card.c.key == bindparam("name"))


@dataclass(frozen=True, slots=True)
class _Source:
    """Rows to read: a table and its query; column `at` of the query has the uid."""

    table: Table
    query: Select[*tuple[Any, ...]]
    at: int

    @property
    def uid(self) -> Column[Any]:
        found: Column[Any] = self.table.c["uid"]
        return found


_REVIEWS = _Source(review, _LOG, 1)
_ATTEMPTS = _Source(attempt, select(card.c.key, *attempt.c).join_from(attempt, card), 1)
_SPRINTS = _Source(sprint, select(sprint), 0)


def recover_into(
    old: Database, into: Database, rules: Callable[[Connection], RulesOf]
) -> tuple[int, bool]:
    """Merge the log, the attempts and the sprints of `old`, with their cards, into another file.

    Return the number of added log rows, and whether all reviews, attempts and sprints could be
    read and merged. Damage of `old` never raises.
    """
    with into.transaction() as conn:
        rows, log_is_whole = recover_log(old, set(conn.execute(_UIDS).scalars()))
        known = set(conn.execute(_ATTEMPT_UIDS).scalars())
        old_attempts, attempts_are_whole = _read(old, _ATTEMPTS, known, attempts.to_attempt)
        old_sprints, sprints_are_whole = _read(old, _SPRINTS, set(), sprints.to_sprint)
        answers: list[Review | Attempt] = [*rows.values(), *old_attempts.values()]
        lost = _copy_cards(old, conn, answers)
        fitting = [row for row in rows.values() if row.card not in lost]
        merged, all_fit = _merge(conn, fitting, rules(conn))
        for old_attempt in old_attempts.values():
            if old_attempt.card not in lost:
                all_fit &= _try(conn, partial(attempts.add, conn, old_attempt))
        for old_sprint in old_sprints.values():
            all_fit &= _try(conn, partial(sprints.add, conn, old_sprint))
    is_whole = log_is_whole and attempts_are_whole and sprints_are_whole and all_fit
    return merged, is_whole and not lost


def recover_log(old: Database, known: set[bytes]) -> tuple[dict[bytes, Review], bool]:
    """Return the readable rows with unknown uids, and whether there was no damage."""
    return _read(old, _REVIEWS, known, _to_review)


def _merge(conn: Connection, rows: list[Review], rules_of: RulesOf) -> tuple[int, bool]:
    """Merge rows, card by card if merging all fails; return the count and whether none failed."""
    added: list[int] = []
    if _try(conn, partial(_merge_and_count, added, conn, rows, rules_of)):
        return sum(added), True
    by_card: dict[CardKey, list[Review]] = {}
    for row in rows:
        by_card.setdefault(row.card, []).append(row)
    all_fit = True
    for log in by_card.values():
        all_fit &= _try(conn, partial(_merge_and_count, added, conn, log, rules_of))
    return sum(added), all_fit


def _merge_and_count(
    added: list[int], conn: Connection, rows: list[Review], rules_of: RulesOf
) -> None:
    added.append(merge(conn, rows, rules_of))


def _try(conn: Connection, action: Callable[[], object]) -> bool:
    """Run the action in a savepoint, which a failure rolls back; return whether it succeeded."""
    try:
        with conn.begin_nested():
            action()
    except UNREADABLE:
        return False
    except (NotFoundError, sqlite3.Error, DBAPIError):
        return False
    return True


def _read(
    old: Database, source: _Source, known: set[bytes], make: Callable[[Row], Read]
) -> tuple[dict[bytes, Read], bool]:
    """Read forward and skip damaged rows; if that stops early, also read backward from the end."""
    found: dict[bytes, Read] = {}
    reader = _Reader(old, source, known, found, make)
    reached_end = reader.read(forwards=True)
    if not reached_end:
        reader.read(forwards=False)
    return found, reached_end and reader.is_whole


@dataclass(slots=True)
class _Reader:
    """Reads the rows of a table one by one, and skips those that cannot be read."""

    old: Database
    source: _Source
    known: set[bytes]
    found: dict[bytes, Any]
    make: Callable[[Row], Any]
    is_whole: bool = True

    def read(self, *, forwards: bool) -> bool:
        """Read the table; return whether its end was reached."""
        last_uid: bytes | None = None
        while True:
            last_uid, is_end = self._read_on(last_uid, forwards=forwards)
            if is_end:
                return True
            self.is_whole = False
            damaged_uid = self._find_next_uid(last_uid, forwards=forwards)
            if damaged_uid is None:
                return False
            last_uid = damaged_uid

    def _read_on(self, last_uid: bytes | None, *, forwards: bool) -> tuple[bytes | None, bool]:
        """Read until a row cannot be read; return the last uid, and whether the end was reached."""
        try:
            with self.old.read() as conn:
                for row in conn.execute(
                    self._start_after(self.source.query, last_uid, forwards=forwards)
                ):
                    last_uid = bytes(row[self.source.at])
                    self._keep(last_uid, tuple(row))
                if self.is_whole:
                    self._compare_uids(conn)
        except _DAMAGE:
            return last_uid, False
        return last_uid, True

    def _keep(self, uid: bytes, row: Row) -> None:
        if uid in self.known:
            return
        try:
            self.found[uid] = self.make(row)
        except _DAMAGE:
            self.is_whole = False

    def _compare_uids(self, conn: Connection) -> None:
        """Detect rows whose card cannot be found, which the join omits."""
        uids = conn.execute(select(self.source.uid)).scalars()
        if any(uid not in self.known and uid not in self.found for uid in uids):
            self.is_whole = False

    def _find_next_uid(self, last_uid: bytes | None, *, forwards: bool) -> bytes | None:
        """Return the uid of the row that could not be read, to continue after it."""
        try:
            with self.old.read() as conn:
                query = self._start_after(
                    select(self.source.uid), last_uid, forwards=forwards
                ).limit(1)
                found: bytes | None = conn.execute(query).scalar()
        except _DAMAGE:
            return None
        return found

    def _start_after(
        self, query: Select[*tuple[Any, ...]], last_uid: bytes | None, *, forwards: bool
    ) -> Select[*tuple[Any, ...]]:
        uid = self.source.uid
        if last_uid is not None:
            query = query.where(uid > last_uid if forwards else uid < last_uid)
        return query.order_by(uid if forwards else uid.desc())


def _to_review(row: Row) -> Review:
    return review_row.to_review(CardKey(row[0]), row[1:])


def _copy_cards(
    old: Database, conn: Connection, answers: Iterable[Review | Attempt]
) -> set[CardKey]:
    """Save the cards of the answers that are missing; return those that could not be read."""
    keys = set(conn.execute(_KEYS).scalars())
    missing = {answer.card for answer in answers if answer.card not in keys}
    return {key for key in sorted(missing) if not _copy_card(old, conn, key)}


def _copy_card(old: Database, conn: Connection, key: CardKey) -> bool:
    """Save the note of a card that the new collection lacks; return whether that succeeded."""
    try:
        with old.read() as old_conn:
            stored = read_card(old_conn, key)
            (old_note,) = notes_of(old_conn, [stored.card.note]).values()
            position = int(old_conn.execute(_POSITION, {"name": key}).scalar_one())
            old_decks = {deck.id: deck for deck in decks(old_conn)}
    except _DAMAGE:
        return False

    def save() -> None:
        _copy_deck(conn, stored.card.deck, old_decks)
        save_notes(conn, [(position, old_note)])

    return _try(conn, save)


def _copy_deck(conn: Connection, deck: DeckId, old: dict[DeckId, StoredDeck]) -> None:
    """Save a deck that the new collection lacks, its parents first."""
    if any(existing.id == deck for existing in decks(conn)):
        return
    old_deck = old[deck]
    if old_deck.parent is not None:
        _copy_deck(conn, old_deck.parent, old)
    save_deck(conn, old_deck.without_notes, old_deck.position, old_deck.origin)
