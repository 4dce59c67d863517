"""Read each row as the program does, and name those that cannot be read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import LargeBinary, cast, select

from flashdesign.errors import DamagedRowError
from flashdesign.storage import attempts, settings, sprints
from flashdesign.storage.database import Connection
from flashdesign.storage.note_json import BODY, digest_of, from_row
from flashdesign.storage.stored_json import UNREADABLE, parse
from flashdesign.storage.tables import note, note_change, operation

_MOST_NAMED = 3
_PLURALS = {"attempt at a drill": "attempts at drills"}
_n, _o, _ch = note.c, operation.c, note_change.c
_NOTES = select(_n.key, BODY, _n.position, _n.digest)
_OPERATIONS = select(_o.id, cast(_o.decks, LargeBinary), cast(_o.cards, LargeBinary))
_CHANGES = select(_ch.operation_id, cast(_ch.other, LargeBinary)).where(_ch.other.is_not(None))


def unreadable_rows(conn: Connection) -> Iterator[str]:
    """Yield a sentence for each sort of row of which some cannot be read, with what to do."""
    if names := settings.unreadable(conn):
        what = "set it again, until then the default applies"
        yield f"{_sentence('setting', names)}; {what}."
    damaged, changed = _notes(conn)
    if damaged:
        what = "restore a backup, or bring the deck in again"
        yield f"{_sentence('note', damaged)} and cannot be reviewed or exported; {what}."
    if changed:
        yield f"{_sentence('note', changed, 'changed after it was stored')}; restore a backup."
    if acts := _operations(conn):
        yield f"{_sentence('change', acts, 'cannot be undone: the record is damaged')}."
    for what, query, read in (
        ("attempt at a drill", attempts.ALL, attempts.to_attempt),
        ("sprint", sprints.ALL, sprints.to_sprint),
    ):
        if count := _count_unreadable(conn.execute(query), read):
            yield f"{_sentence(what, [str(at) for at in count])}; restore a backup."


def _notes(conn: Connection) -> tuple[list[str], list[str]]:
    """Return the keys of the notes that cannot be read, and of those that were changed."""
    damaged, changed = [], []
    for key, body, position, digest in conn.execute(_NOTES):
        try:
            from_row(key, body)
            text = body.decode()
        except (DamagedRowError, *UNREADABLE):
            damaged.append(key)
            continue
        # A restore leaves none where it put a note away that it could not read.
        if digest and digest_of(text, position) != digest:
            changed.append(key)
    return damaged, changed


def _operations(conn: Connection) -> list[str]:
    found: dict[str, None] = {}
    rows: list[tuple[int, Sequence[bytes | None]]] = [
        *((number, stored) for number, *stored in conn.execute(_OPERATIONS)),
        *((number, stored) for number, *stored in conn.execute(_CHANGES)),
    ]
    for number, stored in rows:
        try:
            for text in stored:
                if text is not None:
                    parse("the record of an act", text, dict)
        except DamagedRowError:
            found[f"number {number}"] = None
    return list(found)


def _count_unreadable(rows: Iterable[Any], read: Callable[[tuple[Any, ...]], object]) -> list[int]:
    found = []
    for number, row in enumerate(rows, start=1):
        try:
            read(tuple(row))
        except DamagedRowError:
            found.append(number)
    return found


def _sentence(what: str, names: Sequence[str], trouble: str = "cannot be read") -> str:
    named = ", ".join(names[:_MOST_NAMED])
    if len(names) == 1:
        return f"The {what} {named} {trouble}"
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{len(names)} {_PLURALS.get(what, f'{what}s')} ({named}{more}) {trouble}"
