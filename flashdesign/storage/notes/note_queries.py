"""Tags, duplicates, positions, origins and references of notes, mostly for editing."""

import json
from collections.abc import Sequence

from sqlalchemy import and_, bindparam, column, func, select, table

from flashdesign.domain.ids import DeckId, NoteKey, deck_of, full_key
from flashdesign.errors import NotFoundError
from flashdesign.i18n.translation import N_
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.rows.note_json import BODY, replaced_ids
from flashdesign.storage.schema.tables import deck, note

_BATCH_SIZE = 500
_n = note.c
_FTS = table("note_fts", column("rowid"), column("note_fts"))
_TAGS = select(_n.tags).distinct().where(_n.tags != "", _n.gone == 0)
_ORIGIN = select(deck.c.origin).where(deck.c.key == bindparam("name"))
_POSITIONS = select(_n.key, _n.position).where(_n.key.in_(bindparam("keys", expanding=True)))
_GUIDS = select(_n.guid, _n.key).where(_n.guid != "", _n.gone == 0)
_REMOVED = select(_n.key).where(_n.key.in_(bindparam("keys", expanding=True)), _n.gone != 0)
# The index of removed notes is small; successors are among all other notes, and few of them have
# `replaces`.
_SUCCESSORS = select(_n.key, BODY).where(_n.body.contains('"replaces"'), _n.gone == 0)
# A note that the user added to a built-in deck has an empty `shipped`.
IS_BUILT_IN = and_(deck.c.origin == "shipped", func.coalesce(_n.shipped, "-") != "")
_BUILT_IN_COUNT = (
    select(func.count())
    .select_from(note)
    .join(deck, deck.c.id == _n.deck_id)
    .where(_n.key.in_(bindparam("keys", expanding=True)), IS_BUILT_IN)
)
_NAMING = (
    select(_n.key)
    .join_from(note, deck, deck.c.id == _n.deck_id)
    .where(
        deck.c.key == bindparam("deck_key"),
        func.instr(_n.body, bindparam("word")) > 0,
        _n.gone == 0,
    )
)
_WITHOUT_GUID = select(_n.key).where(
    _n.key.in_(bindparam("keys", expanding=True)), _n.guid == "", _n.gone == 0
)
_SAME_WORDS = (
    select(_n.key, _n.front)
    .join_from(_FTS, note, _n.id == _FTS.c.rowid)
    .where(_FTS.c.note_fts.op("MATCH")(bindparam("words")), _n.gone == 0)
    .order_by(_n.deck_id, _n.position)
)
_SAME_TEXT = (
    select(_n.key, _n.front)
    .where(_n.front == bindparam("text"), _n.gone == 0)
    .order_by(_n.deck_id, _n.position)
)


def tags(conn: Connection) -> tuple[str, ...]:
    """Return the tags in use, each once, sorted."""
    found = {tag for joined in conn.execute(_TAGS).scalars() for tag in joined.split(" ")}
    return tuple(sorted(found, key=lambda tag: (tag.casefold(), tag)))


def notes_without_guid(conn: Connection, keys: Sequence[NoteKey]) -> set[NoteKey]:
    """Return the notes that exist, are not removed and have no GUID of another program."""
    found: set[NoteKey] = set()
    for start in range(0, len(keys), _BATCH_SIZE):
        rows = conn.execute(_WITHOUT_GUID, {"keys": list(keys[start : start + _BATCH_SIZE])})
        found |= {NoteKey(key) for key in rows.scalars()}
    return found


def notes_with_question(conn: Connection, question: str) -> tuple[NoteKey, ...]:
    """Return the notes with this question, ignoring case and white space."""
    normalized = _normalize(question)
    words = "".join(c if c.isalnum() else " " for c in question).split()
    if words:
        rows = conn.execute(_SAME_WORDS, {"words": f'front : "{" ".join(words)}"'})
    else:
        rows = conn.execute(_SAME_TEXT, {"text": question})
    return tuple(NoteKey(key) for key, front in rows if _normalize(front) == normalized)


def origin(conn: Connection, name: DeckId) -> str:
    """Return the origin of a deck, or raise NotFoundError."""
    found: str | None = conn.execute(_ORIGIN, {"name": name}).scalar_one_or_none()
    if found is None:
        raise NotFoundError(N_("There is no deck {name!r}."), name=name)
    return found


def positions(conn: Connection, keys: Sequence[NoteKey]) -> dict[NoteKey, int]:
    """Return the positions of notes in their decks, those of removed notes too."""
    found: dict[NoteKey, int] = {}
    for start in range(0, len(keys), _BATCH_SIZE):
        rows = conn.execute(_POSITIONS, {"keys": list(keys[start : start + _BATCH_SIZE])})
        found |= {NoteKey(key): position for key, position in rows}
    return found


def guids(conn: Connection) -> dict[str, NoteKey]:
    """Return the notes that have a GUID of another program, by GUID."""
    return {guid: NoteKey(key) for guid, key in conn.execute(_GUIDS)}


def notes_containing(conn: Connection, deck_key: DeckId, word: str) -> set[NoteKey]:
    """Return the notes of a deck whose stored JSON contains the word anywhere."""
    escaped = conn.execute(_NAMING, {"deck_key": deck_key, "word": json.dumps(word)[1:-1]})
    plain = conn.execute(_NAMING, {"deck_key": deck_key, "word": word})
    return {NoteKey(key) for rows in (escaped, plain) for key in rows.scalars()}


def count_built_in(conn: Connection, keys: Sequence[NoteKey]) -> int:
    """Return how many of the notes are built in, edited or not."""
    batches = (list(keys[at : at + _BATCH_SIZE]) for at in range(0, len(keys), _BATCH_SIZE))
    return sum(conn.execute(_BUILT_IN_COUNT, {"keys": batch}).scalar_one() for batch in batches)


def removed_notes(conn: Connection, keys: Sequence[NoteKey]) -> set[NoteKey]:
    """Return which of the notes are removed."""
    removed: set[NoteKey] = set()
    for start in range(0, len(keys), _BATCH_SIZE):
        rows = conn.execute(_REMOVED, {"keys": list(keys[start : start + _BATCH_SIZE])})
        removed |= {NoteKey(key) for key in rows.scalars()}
    return removed


def replacements(conn: Connection, keys: Sequence[NoteKey]) -> dict[NoteKey, NoteKey]:
    """Return which of the notes are removed and the note that replaced each, by the old key."""
    removed = removed_notes(conn, keys)
    if not removed:
        return {}
    return {
        old: NoteKey(key)
        for key, body in conn.execute(_SUCCESSORS)
        for name in replaced_ids(key, body)
        if (old := full_key(deck_of(NoteKey(key)), name)) in removed
    }


def _normalize(text: str) -> str:
    return " ".join(text.casefold().split())
