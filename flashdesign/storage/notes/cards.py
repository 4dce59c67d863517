"""Cards with their notes and memories: by key, by row, by deck."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flashdesign.domain.ids import CardKey, DeckId, NoteKey, card_key, deck_of, full_key
from flashdesign.domain.notes.note import Card, Note
from flashdesign.domain.notes.question_kinds import Basic, answer, parts, prompt_text
from flashdesign.domain.scheduling.memory import NEW, Memory, State
from flashdesign.errors import DamagedRowError, NotFoundError
from flashdesign.i18n.translation import N_, _
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.connection.sqlite_errors import UNREADABLE
from flashdesign.storage.notes.decks import deck_keys
from flashdesign.storage.rows import memory_row
from flashdesign.storage.rows.note_json import BODY, from_json, from_row

_DAMAGED = N_("This card is damaged and cannot be read.")
_DAMAGED_ADVICE = N_(
    "Restore a backup, which may still have it. Newer reviews are merged into the backup."
)
_MAX_COMPARED_KEYS = 5_000
_MIN_SIMILARITY = 0.4
_NOTES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A card, its note and its memory; `suspended` is 0, 1 (by the user) or 2 (its note is gone).

    A damaged card has a placeholder for its `unreadable` part, its "note" or its "memory".
    """

    card: Card
    note: Note
    memory: Memory
    suspended: int = 0
    buried_until: int = 0
    flag: int = 0
    unreadable: str = ""

    @property
    def is_damaged(self) -> bool:
        """Return whether a part of it could not be read."""
        return bool(self.unreadable)


_SELECTED = (
    "card.key, card.part, card.deck_id, card.suspended, card.buried_until, card.flag, note.key,"
    f" {BODY}, {memory_row.COLUMNS}"
)
_JOINED = "FROM card JOIN note ON note.id = card.note_id"
_CARDS = f"SELECT {_SELECTED} {_JOINED}"
_ONE = f"{_CARDS} WHERE card.key = ?"
_OF_DECK = "WHERE card.deck_id = ? ORDER BY note.position, card.position"
_IN_DECK = f"{_CARDS} {_OF_DECK}"
# A literal, not a parameter: otherwise SQLite does not use the partial index of drills.
DRILLS = (
    f"{_CARDS} WHERE note.kind = 'drill' AND note.gone = 0 ORDER BY note.deck_id, note.position"
)
_ROWS_IN_DECK = f"SELECT card.id {_JOINED} {_OF_DECK}"
# Lists of keys or rows are passed as JSON.
_LISTED = "IN (SELECT value FROM json_each(?))"
_AT = f"SELECT {_SELECTED}, card.id {_JOINED} WHERE card.id {_LISTED}"
_KEYS = f"SELECT key FROM card WHERE key >= ? AND key < ? LIMIT {_MAX_COMPARED_KEYS}"
_NOTE = f"SELECT key, {BODY} FROM note WHERE key = ? AND gone = 0"
_NOTES = f"SELECT key, {BODY} FROM note WHERE key {_LISTED}"
_ROWS = f"SELECT id, key, deck_id FROM card WHERE key {_LISTED}"


def card(conn: Connection, key: CardKey) -> StoredCard:
    """Return one card, or raise NotFoundError with the most similar key."""
    row = conn.row(_ONE, (key,))
    if row is None:
        raise card_not_found(conn, key)
    return _to_stored(row, deck_of(key), None)


def cards(conn: Connection, *, decks: frozenset[DeckId] | None = None) -> Iterator[StoredCard]:
    """Yield the cards of `decks`, or of all, in the order of decks and notes."""
    for deck_row, key in deck_keys(conn).items():
        if decks is None or key in decks:
            yield from _stream(conn.rows(_IN_DECK, (deck_row,)), key)


def card_rows_in(conn: Connection, decks: frozenset[DeckId] | None = None) -> list[int]:
    """Return the rows of the cards of `decks`, or of all, in the order of `cards`."""
    found: list[int] = []
    for deck_row, key in deck_keys(conn).items():
        if decks is None or key in decks:
            found += [rowid for (rowid,) in conn.rows(_ROWS_IN_DECK, (deck_row,))]
    return found


def cards_at(conn: Connection, rows: Sequence[int]) -> dict[int, StoredCard]:
    """Return the cards in these rows; ask for a few hundred at most."""
    found = {}
    for *row, rowid in conn.rows(_AT, (json.dumps(list(rows)),)):
        found[rowid] = _to_stored(row, DeckId(row[6].partition("/")[0]), None)
    return found


def drills(conn: Connection) -> Iterator[StoredCard]:
    """Yield the readable cards of drills whose note is not gone, including suspended ones."""
    for row in conn.rows(DRILLS):
        stored = _to_stored(row, deck_of(NoteKey(row[6])), None)
        if not stored.is_damaged:
            yield stored


def related_texts(
    conn: Connection, note: Note, *, with_new: bool = True
) -> tuple[tuple[str, str], ...]:
    """Return question and answer of the first card of each note in `note.related`.

    Without `with_new`, notes whose first card is new are left out.
    """
    found = []
    for name in note.related:
        row = conn.row(_NOTE, (full_key(note.deck, name),))
        if row is not None:
            with suppress(DamagedRowError):
                other = from_row(*row)
                first = parts(other.question)[0]
                if not with_new and _is_new(conn, card_key(NoteKey(row[0]), first)):
                    continue
                found.append((prompt_text(other.question, first), answer(other.question, first)))
    return tuple(found)


def _is_new(conn: Connection, key: CardKey) -> bool:
    row = conn.row(_ONE, (key,))
    return row is None or _to_stored(row, deck_of(key), None).memory.state is State.NEW


def notes_of(conn: Connection, keys: Sequence[NoteKey]) -> dict[NoteKey, Note]:
    """Return the existing notes with these keys; ask for a few hundred at most."""
    found = {}
    for key, body in conn.rows(_NOTES, (json.dumps(list(keys)),)):
        found[NoteKey(key)] = from_row(key, body)
    return found


def card_not_found(conn: Connection, key: CardKey) -> NotFoundError:
    """Return the error to raise for a missing card, with the most similar key."""
    folder = key.rpartition("/")[0]
    low, high = (f"{folder}/", f"{folder}0") if folder else ("", "\U0010ffff")
    keys = [near for (near,) in conn.rows(_KEYS, (low, high))]
    from difflib import get_close_matches  # only for a message

    near = get_close_matches(key, keys, n=1, cutoff=_MIN_SIMILARITY)
    return NotFoundError(N_("There is no card {name!r}."), key, near[0] if near else None)


def existing_keys(conn: Connection, keys: Sequence[CardKey]) -> set[CardKey]:
    """Return the keys that belong to an existing card."""
    found: set[CardKey] = set()
    for start in range(0, len(keys), _NOTES_AT_ONCE):
        rows = conn.rows(_ROWS, (json.dumps(list(keys[start : start + _NOTES_AT_ONCE])),))
        found |= {CardKey(key) for _rowid, key, _deck in rows}
    return found


def _stream(rows: Iterable[tuple[Any, ...]], deck: DeckId) -> Iterator[StoredCard]:
    note: Note | None = None
    for row in rows:
        stored = _to_stored(row, deck, note)
        note = None if stored.is_damaged else stored.note
        yield stored


def _to_stored(row: Sequence[Any], deck: DeckId, previous: Note | None) -> StoredCard:
    key, part, _deck_row, suspended, buried_until, flag, note_key, body, *values = row
    card = Card(CardKey(key), NoteKey(note_key), deck, part)
    unreadable, note, memory = "", previous, NEW
    try:
        memory = memory_row.to_memory(tuple(values))
    except UNREADABLE:
        unreadable = "memory"
    try:
        if note is None or note.key != note_key:
            note = from_json(deck, note_key[len(deck) + 1 :], body)
    except DamagedRowError:
        unreadable, note = "note", _placeholder(card)
    return StoredCard(card, note, memory, suspended, buried_until, flag, unreadable)


def _placeholder(card: Card) -> Note:
    """Return the note to show in place of one that cannot be read."""
    question = Basic(_(_DAMAGED), _(_DAMAGED_ADVICE))
    return Note(card.deck, card.note[len(card.deck) + 1 :], question)


def card_rows(conn: Connection, keys: Sequence[CardKey]) -> dict[CardKey, tuple[int, int]]:
    """Return the rows of cards and of their decks, or raise NotFoundError."""
    found = {
        CardKey(key): (rowid, deck)
        for rowid, key, deck in conn.rows(_ROWS, (json.dumps(list(keys)),))
    }
    for key in keys:
        if key not in found:
            raise card_not_found(conn, key)
    return found
