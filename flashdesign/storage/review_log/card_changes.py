"""Undoable changes of single cards (suspend, bury, flag), and the last action to undo."""

from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from flashdesign.domain.ids import CardKey, ReviewId, note_of
from flashdesign.domain.scheduling.review_log import IMPORTED, Review, ReviewKind
from flashdesign.errors import NotFoundError
from flashdesign.i18n.translation import N_
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.cards import card_not_found
from flashdesign.storage.rows import review_row
from flashdesign.storage.schema.suspended import NOTE_GONE

ChangeField = Literal["suspended", "buried_until", "flag"]
_FIELDS: tuple[ChangeField, ...] = ("suspended", "buried_until", "flag")
_FIELD: dict[str, ChangeField] = {name: name for name in _FIELDS}


@dataclass(frozen=True, slots=True)
class CardAction:
    """Something the user did to a card: an answer (`review`), or a change of a field."""

    kind: Literal["review", "change"]
    uid: ReviewId
    card: CardKey
    at: int
    review: Review | None = None
    field: ChangeField | None = None
    before: int = 0
    after: int = 0

    @property
    def is_answer(self) -> bool:
        return self.kind == "review"


_STATE = {field: f"SELECT id, {field} FROM card WHERE key = ?" for field in _FIELDS}
_SET = {field: f"UPDATE card SET {field} = ? WHERE id = ?" for field in _FIELDS}
# A card whose note is gone stays suspended, even by an undo.
_IS_REMOVED = "SELECT note.gone FROM card JOIN note ON note.id = card.note_id WHERE card.id = ?"
_INSERT = (
    "INSERT INTO change (uid, at, card_id, field, before, after, revokes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_CHANGE = "SELECT card_id, field, before, after FROM change WHERE uid = ?"
_KEY = "SELECT key FROM card WHERE id = ?"
# A uid is never older than its row's time, so the primary key limits the search.
_REVIEWS = (
    f"SELECT card.key, {review_row.COLUMNS} FROM review JOIN card ON card.id = review.card_id"
    " WHERE review.uid >= ? ORDER BY review.uid DESC"
)
_CHANGES = (
    "SELECT card.key, change.uid, change.at, change.field, change.before, change.after,"
    " change.revokes FROM change JOIN card ON card.id = change.card_id"
    " WHERE change.uid >= ? ORDER BY change.uid DESC"
)


def set_field(
    conn: Connection, uid: ReviewId, at: int, card: CardKey, field: ChangeField, value: int
) -> None:
    """Set a field of the card and store its old value; do nothing if it already is `value`."""
    found = conn.row(_STATE[field], (card,))
    if found is None:
        raise card_not_found(conn, card)
    rowid, before = found
    if before != value:
        _write(conn, uid, at, rowid, (field, before, value), None)


def revoke_change(conn: Connection, change_uid: ReviewId, uid: ReviewId, at: int) -> CardKey:
    """Restore the field to its value before the change; return the card."""
    found = conn.row(_CHANGE, (change_uid,))
    if found is None:
        raise NotFoundError(N_("There is no change {name!r}."), name=change_uid.hex())
    rowid, field, before, after = found
    _write(conn, uid, at, rowid, (field, after, before), change_uid)
    return CardKey(conn.value(_KEY, (rowid,)))


def last_action(conn: Connection, since: int = 0) -> CardAction | None:
    """Return the last answer or change at `since` (UTC ms) or later that is not undone.

    Practice cannot be undone. Rows written by an import or a reset of many cards belong to an
    operation, not to a card.
    """
    first = max(since, 0).to_bytes(6) + bytes(10)
    answer, changed = _last_review(conn, first), _last_change(conn, first)
    if answer is None or changed is None:
        return answer or changed
    return max(answer, changed, key=lambda act: act.uid)


def buried_with(conn: Connection, action: CardAction) -> list[ReviewId]:
    """Return the changes that buried other cards of the note together with an action."""
    if action.field not in ("suspended", "buried_until"):
        return []
    first = max(action.at, 0).to_bytes(6) + bytes(10)
    revoked: set[bytes] = set()
    found = []
    with closing(conn.rows(_CHANGES, (first,))) as rows:
        for key, uid, at, field, _before, _after, revokes in rows:
            revoked |= set() if revokes is None else {revokes}
            is_together = at == action.at and field == "buried_until" and uid < action.uid
            is_sibling = key != action.card and note_of(CardKey(key)) == note_of(action.card)
            if is_together and is_sibling and revokes is None and uid not in revoked:
                found.append(ReviewId(uid))
    return found


def _last_review(conn: Connection, first: bytes) -> CardAction | None:
    revoked: set[bytes | None] = set()
    with closing(conn.rows(_REVIEWS, (first,))) as rows:
        for key, *columns in rows:
            row = review_row.to_review(CardKey(key), tuple(columns))
            if row.kind is ReviewKind.REVOKE:
                revoked.add(row.revokes)
            elif row.uid not in revoked and _can_be_undone(row):
                return CardAction("review", row.uid, row.card, row.moment.at, row)
    return None


def _last_change(conn: Connection, first: bytes) -> CardAction | None:
    revoked: set[bytes] = set()
    with closing(conn.rows(_CHANGES, (first,))) as rows:
        for key, uid, at, field, before, after, revokes in rows:
            if revokes is not None:
                revoked.add(revokes)
            elif uid not in revoked:
                return CardAction(
                    "change", ReviewId(uid), CardKey(key), at, None, _FIELD[field], before, after
                )
    return None


def _can_be_undone(row: Review) -> bool:
    return row.kind in (ReviewKind.LEARN, ReviewKind.REVIEW) and row.algorithm != IMPORTED


def _write(
    conn: Connection,
    uid: ReviewId,
    at: int,
    rowid: int,
    field_change: tuple[ChangeField, int, int],
    revokes: ReviewId | None,
) -> None:
    field, before, after = field_change
    if field == "suspended" and not after and conn.value(_IS_REMOVED, (rowid,)):
        after = NOTE_GONE
    conn.rows(_SET[field], (after, rowid))
    conn.rows(_INSERT, (uid, at, rowid, field, before, after, revokes))
