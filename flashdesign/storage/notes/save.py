"""Storing of notes; their cards keep key, log, memory and the user's marks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Insert, Update, bindparam, func, insert, select, update
from sqlalchemy.dialects import sqlite

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.note import Note, cards_of
from flashdesign.domain.notes.question_kinds import answer, kind, prompt_text
from flashdesign.domain.search.text_folding import index_text
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import search_index
from flashdesign.storage.notes.decks import deck_keys, deck_row
from flashdesign.storage.notes.replaced_notes import CardMove, stored_replacements, take_over_cards
from flashdesign.storage.rows.card_order import first_position
from flashdesign.storage.rows.note_json import digest_of, to_json
from flashdesign.storage.schema.suspended import BY_USER, NOTE_GONE
from flashdesign.storage.schema.tables import card
from flashdesign.storage.schema.tables import note as table

Row = dict[str, Any]
_BATCH_SIZE = 500


@dataclass(frozen=True, slots=True)
class StoredDigest:
    """The hash of a stored note's content, whether it is gone from its deck, and its position.

    `built_in` is the built-in version of a note that the user edited; see `built_in_versions.py`.
    """

    value: str
    is_removed: bool
    position: int
    built_in: str | None = None


@dataclass(frozen=True, slots=True)
class SavedCounts:
    """Notes inserted and updated, new cards, and cards moved from replaced notes.

    The due dates of `moved` cards depend on their keys: replay them with `replay.replay_cards`.
    """

    added: int = 0
    updated: int = 0
    new_cards: int = 0
    moved: tuple[CardMove, ...] = ()


_n, _c = table.c, card.c
_DIGESTS = select(_n.key, _n.digest, _n.gone, _n.position, _n.shipped).where(
    _n.deck_id == bindparam("deck")
)
_KNOWN = select(_n.key, _n.id).where(_n.key.in_(bindparam("keys", expanding=True)))
_LAST_NOTE = select(func.coalesce(func.max(_n.id), 0))
_CARDS = select(_c.id, _c.note_id, _c.part, _c.suspended).where(
    _c.note_id.in_(bindparam("notes", expanding=True))
)
_CONTENT = (
    "deck_id",
    "position",
    "kind",
    "body",
    "front",
    "back",
    "tags",
    "digest",
    "gone",
    "guid",
    "search_text",
)
_NEW_NOTE = ("id", "key", *_CONTENT)
_NEW_CARD = ("key", "note_id", "part", "deck_id", "position", "suspended")
_INSERT_NOTE, _INSERT_CARD = insert(table), insert(card)
_UPDATE_NOTE = (
    update(table)
    .where(_n.id == bindparam("rowid"))
    .values({name: bindparam(f"new_{name}") for name in _CONTENT})
)
_MOVE_CARD = (
    update(card)
    .where(_c.id == bindparam("rowid"))
    .values(position=bindparam("new_position"), suspended=bindparam("new_suspended"))
)
_RETIRE = update(table).where(_n.id == bindparam("rowid")).values(gone=1)
_RETIRE_CARDS = (
    update(card)
    .where(_c.note_id == bindparam("rowid"), _c.suspended == 0)
    .values(suspended=NOTE_GONE)
)


def digests(conn: Connection, deck: DeckId) -> dict[str, StoredDigest]:
    """Return the digests of the deck's notes by the notes' ids, including gone ones."""
    rows = conn.execute(_DIGESTS, {"deck": deck_row(conn, deck)})
    return {
        key[len(deck) + 1 :]: StoredDigest(value, bool(gone), position, built_in)
        for key, value, gone, position, built_in in rows
    }


def save_notes(
    conn: Connection, notes: Iterable[tuple[int, Note]], *, takes_over: bool = True
) -> SavedCounts:
    """Insert or update notes with their positions in the deck; their decks must be saved before.

    Cards are kept by their key. A card whose part is gone is suspended until the part returns. A
    note that `replaces` others takes over their cards, unless `takes_over` is false.
    """
    deck_rows = {key: rowid for rowid, key in deck_keys(conn).items()}
    total = SavedCounts()
    for batch in _batches(notes, _BATCH_SIZE):
        for _, note in batch:
            if note.deck not in deck_rows:
                deck_row(conn, note.deck)
        total = _add(total, _save(conn, batch, deck_rows, takes_over=takes_over))
    return total


def retire_notes(conn: Connection, keys: Iterable[NoteKey]) -> None:
    """Mark notes as gone and suspend their cards that are not suspended yet."""
    for batch in _batches(keys, _BATCH_SIZE):
        known = conn.execute(_KNOWN, {"keys": batch})
        rows = [{"rowid": rowid} for _, rowid in known]
        if rows:
            conn.execute(_RETIRE, rows)
            conn.execute(_RETIRE_CARDS, rows)


def _save(
    conn: Connection,
    batch: Sequence[tuple[int, Note]],
    deck_rows: dict[DeckId, int],
    *,
    takes_over: bool,
) -> SavedCounts:
    keys = [note.key for _, note in batch]
    note_rows = {str(key): rowid for key, rowid in conn.execute(_KNOWN, {"keys": keys})}
    successors = [note for _, note in batch if note.replaces and takes_over]
    before = stored_replacements(conn, successors)
    added, updated = _save_content(conn, batch, note_rows, deck_rows)
    moved = [
        move
        for successor in successors
        for move in take_over_cards(
            conn, successor, note_rows[successor.key], deck_rows[successor.deck], before
        )
    ]
    new_cards = _save_cards(conn, batch, note_rows, deck_rows)
    return SavedCounts(added, updated, new_cards, tuple(moved))


def _save_content(
    conn: Connection,
    batch: Sequence[tuple[int, Note]],
    note_rows: dict[str, int],
    deck_rows: dict[DeckId, int],
) -> tuple[int, int]:
    """Insert and update rows of notes; return how many, and add the new rows to `note_rows`."""
    next_row = conn.execute(_LAST_NOTE).scalar_one() + 1
    added: list[Row] = []
    updated: list[Row] = []
    for position, note in batch:
        row = _note_row(note, position, deck_rows[note.deck])
        if note.key in note_rows:
            content = {f"new_{name}": row[name] for name in _CONTENT}
            updated.append(content | {"rowid": note_rows[note.key]})
        else:
            note_rows[note.key] = next_row + len(added)
            added.append(row | {"id": note_rows[note.key], "key": note.key})
    touched = list(dict.fromkeys(note_rows[note.key] for _, note in batch))
    with search_index.index_in_batch(conn, touched):
        if added:
            _execute_many(conn, _INSERT_NOTE, _NEW_NOTE, added)
        if updated:
            _execute_many(conn, _UPDATE_NOTE, (), updated)
    return len(added), len(updated)


def _save_cards(
    conn: Connection,
    batch: Sequence[tuple[int, Note]],
    note_rows: dict[str, int],
    deck_rows: dict[DeckId, int],
) -> int:
    """Insert, move and suspend cards to match the parts of the notes; return how many are new."""
    stored: dict[int, dict[str, tuple[int, int]]] = {}
    bound = {"notes": [note_rows[note.key] for _, note in batch]}
    for rowid, note_row, part, suspended in conn.execute(_CARDS, bound):
        stored.setdefault(note_row, {})[part] = (rowid, suspended)
    added: list[Row] = []
    moved: list[Row] = []
    for position, note in batch:
        old = stored.get(note_rows[note.key], {})
        first = first_position(position, note.priority)
        for card_position, new in enumerate(cards_of(note), first):
            if new.part in old:
                rowid, suspended = old.pop(new.part)
                new_suspended = 0 if suspended == NOTE_GONE else suspended
                moved.append(_move_values(rowid, card_position, new_suspended))
            else:
                row = {"key": new.key, "note_id": note_rows[note.key], "part": new.part}
                row |= {"deck_id": deck_rows[note.deck], "position": card_position}
                added.append(row | {"suspended": BY_USER if note.suspended else 0})
        moved += [_move_values(rowid, first, value or NOTE_GONE) for rowid, value in old.values()]
    if added:
        _execute_many(conn, _INSERT_CARD, _NEW_CARD, added)
    if moved:
        _execute_many(conn, _MOVE_CARD, (), moved)
    return len(added)


def _move_values(rowid: int, position: int, suspended: int) -> dict[str, int]:
    return {"rowid": rowid, "new_position": position, "new_suspended": suspended}


def _note_row(note: Note, position: int, deck: int) -> Row:
    body = to_json(note)
    front = prompt_text(note.question)
    back = "\n".join(filter(None, (answer(note.question), note.why, *note.facts)))
    return {
        "deck_id": deck,
        "position": position,
        "kind": kind(note.question),
        "body": body,
        "front": front,
        "back": back,
        "tags": " ".join(note.tags),
        "digest": digest_of(body, position),
        "gone": 0,
        "guid": note.guid,
        "search_text": index_text(front, back, note.tags),
    }


def _execute_many(
    conn: Connection, statement: Insert | Update, names: tuple[str, ...], rows: list[Row]
) -> None:
    """Insert the columns `names`, or update, with the driver's executemany, which is faster."""
    text, to_tuple = _compile(statement, names)
    conn.exec_driver_sql(text, [to_tuple(row) for row in rows])


@lru_cache(maxsize=8)
def _compile(
    statement: Insert | Update, names: tuple[str, ...]
) -> tuple[str, Callable[[Row], Any]]:
    compiled = statement.compile(dialect=sqlite.dialect(), column_keys=list(names) or None)
    return str(compiled), itemgetter(*compiled.positiontup or ())


def _add(a: SavedCounts, b: SavedCounts) -> SavedCounts:
    return SavedCounts(
        a.added + b.added,
        a.updated + b.updated,
        a.new_cards + b.new_cards,
        a.moved + b.moved,
    )


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
