"""Read what can be read of an old collection's answers, and merge it into another collection."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Column, Select, Table, bindparam, select
from sqlalchemy.exc import DBAPIError

from flashdesign.domain.attempts import Attempt
from flashdesign.domain.cards import CardKey, DeckId
from flashdesign.domain.reviews import Review
from flashdesign.errors import FlashDesignError, NotFoundError
from flashdesign.storage import attempts, log_rows, sprints
from flashdesign.storage.cards import card as read_card
from flashdesign.storage.cards import notes_of
from flashdesign.storage.database import Connection, Database
from flashdesign.storage.decks import StoredDeck, decks, save_deck
from flashdesign.storage.rebuild import RulesOf, merge
from flashdesign.storage.saving import save_notes
from flashdesign.storage.sprints import Sprint
from flashdesign.storage.stored_json import UNREADABLE
from flashdesign.storage.tables import attempt, card, note, review, sprint

Row = tuple[Any, ...]
Read = TypeVar("Read", Review, Attempt, Sprint)
# Whatever goes wrong while the old file is read is the old file's damage: it is why one restores.
_DAMAGE = (FlashDesignError, DBAPIError, *UNREADABLE)
_LOG = select(card.c.key, *log_rows.COLUMNS).join_from(review, card)
_UIDS, _ATTEMPT_UIDS = select(review.c.uid), select(attempt.c.uid)
_KEYS = select(card.c.key)
_POSITION = select(note.c.position).join_from(card, note).where(card.c.key == bindparam("name"))


@dataclass(frozen=True, slots=True)
class _Source:
    """Rows to read: a table, how they are asked for, and what is made of one; `at` has the uid."""

    table: Table
    query: Select[*tuple[Any, ...]]
    at: int

    @property
    def uid(self) -> Column[Any]:
        found: Column[Any] = self.table.c["uid"]
        return found


_REVIEWS = _Source(review, _LOG, 1)
_ATTEMPTS = _Source(attempt, attempts.ALL, 1)
_SPRINTS = _Source(sprint, select(sprint), 0)


def merge_from(
    old: Database, into: Database, rules: Callable[[Connection], RulesOf]
) -> tuple[int, bool]:
    """Merge the log, the attempts and the sprints of `old` into another collection.

    The cards they need come along. Return how many rows the log has more, and whether all of the
    old answers could be read and taken over. Damage of `old` never raises.
    """
    with into.transaction() as conn:
        rows, log_is_whole = read_log(old, set(conn.execute(_UIDS).scalars()))
        known = set(conn.execute(_ATTEMPT_UIDS).scalars())
        tried, tries_are_whole = _read(old, _ATTEMPTS, known, attempts.to_attempt)
        done, sprints_are_whole = _read(old, _SPRINTS, set(), sprints.to_sprint)
        answers: list[Review | Attempt] = [*rows.values(), *tried.values()]
        lost = _bring_cards(old, conn, answers)
        fitting = [row for row in rows.values() if row.card not in lost]
        merged, all_fit = _merge(conn, fitting, rules(conn))
        for one in tried.values():
            if one.card not in lost:
                all_fit &= _attempted(conn, partial(attempts.add, conn, one))
        for each in done.values():
            all_fit &= _attempted(conn, partial(sprints.add, conn, each))
    is_whole = log_is_whole and tries_are_whole and sprints_are_whole and all_fit
    return merged, is_whole and not lost


def read_log(old: Database, known: set[bytes]) -> tuple[dict[bytes, Review], bool]:
    """Return the rows with unknown uids around any damage, and tell whether there was none."""
    return _read(old, _REVIEWS, known, _to_review)


def _merge(conn: Connection, rows: list[Review], rules_of: RulesOf) -> tuple[int, bool]:
    """Merge rows, card by card where they do not go in together; tell whether all went in."""
    added: list[int] = []
    if _attempted(conn, partial(_add_up, added, conn, rows, rules_of)):
        return sum(added), True
    by_card: dict[CardKey, list[Review]] = {}
    for row in rows:
        by_card.setdefault(row.card, []).append(row)
    all_fit = True
    for log in by_card.values():
        all_fit &= _attempted(conn, partial(_add_up, added, conn, log, rules_of))
    return sum(added), all_fit


def _add_up(added: list[int], conn: Connection, rows: list[Review], rules_of: RulesOf) -> None:
    added.append(merge(conn, rows, rules_of))


def _attempted(conn: Connection, act: Callable[[], object]) -> bool:
    """Do it whole or not at all; tell whether it could be done."""
    try:
        with conn.begin_nested():
            act()
    except UNREADABLE:
        return False
    except (NotFoundError, DBAPIError):
        return False
    return True


def _read(
    old: Database, source: _Source, known: set[bytes], make: Callable[[Row], Read]
) -> tuple[dict[bytes, Read], bool]:
    """Read forwards around what is damaged; where nothing goes on from there, backwards too."""
    found: dict[bytes, Read] = {}
    reader = _Reader(old, source, known, found, make)
    reached_end = reader.read(forwards=True)
    if not reached_end:
        reader.read(forwards=False)
    return found, reached_end and reader.is_whole


@dataclass(slots=True)
class _Reader:
    """Reads the rows of a table one after another, past those that cannot be read."""

    old: Database
    source: _Source
    known: set[bytes]
    found: dict[bytes, Any]
    make: Callable[[Row], Any]
    is_whole: bool = True

    def read(self, *, forwards: bool) -> bool:
        """Tell whether the end of the table was reached."""
        behind: bytes | None = None
        while True:
            behind, is_end = self._read_on(behind, forwards=forwards)
            if is_end:
                return True
            self.is_whole = False
            following = self._following(behind, forwards=forwards)
            if following is None:
                return False
            behind = following

    def _read_on(self, behind: bytes | None, *, forwards: bool) -> tuple[bytes | None, bool]:
        """Read until a row cannot be read; return the last uid, and whether it was the end."""
        try:
            with self.old.read() as conn:
                for row in conn.execute(self._placed(self.source.query, behind, forwards=forwards)):
                    behind = bytes(row[self.source.at])
                    self._keep(behind, tuple(row))
                if self.is_whole:
                    self._compare_uids(conn)
        except _DAMAGE:
            return behind, False
        return behind, True

    def _keep(self, uid: bytes, row: Row) -> None:
        if uid in self.known:
            return
        try:
            self.found[uid] = self.make(row)
        except _DAMAGE:
            self.is_whole = False

    def _compare_uids(self, conn: Connection) -> None:
        """Notice rows whose card cannot be found: a join leaves them out without a word."""
        uids = conn.execute(select(self.source.uid)).scalars()
        if any(uid not in self.known and uid not in self.found for uid in uids):
            self.is_whole = False

    def _following(self, behind: bytes | None, *, forwards: bool) -> bytes | None:
        """Return the uid of the row that could not be read, to go on from there."""
        try:
            with self.old.read() as conn:
                query = self._placed(select(self.source.uid), behind, forwards=forwards).limit(1)
                found: bytes | None = conn.execute(query).scalar()
        except _DAMAGE:
            return None
        return found

    def _placed(
        self, query: Select[*tuple[Any, ...]], behind: bytes | None, *, forwards: bool
    ) -> Select[*tuple[Any, ...]]:
        uid = self.source.uid
        if behind is not None:
            query = query.where(uid > behind if forwards else uid < behind)
        return query.order_by(uid if forwards else uid.desc())


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
            (whole,) = notes_of(old_conn, [stored.card.note]).values()
            position = int(old_conn.execute(_POSITION, {"name": key}).scalar_one())
            old_decks = {deck.id: deck for deck in decks(old_conn)}
    except _DAMAGE:
        return False

    def save() -> None:
        _bring_deck(conn, stored.card.deck, old_decks)
        save_notes(conn, [(position, whole)])

    return _attempted(conn, save)


def _bring_deck(conn: Connection, deck: DeckId, old: dict[DeckId, StoredDeck]) -> None:
    """Save a deck that the other collection lacks, and those above it first."""
    if any(known.id == deck for known in decks(conn)):
        return
    lost = old[deck]
    if lost.parent is not None:
        _bring_deck(conn, lost.parent, old)
    save_deck(conn, lost.head, lost.position, lost.origin)
