"""Rows that cannot be read, and their descriptions."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import LargeBinary, cast, select

from flashdesign.errors import DamagedRowError
from flashdesign.i18n.formatting import number as format_number
from flashdesign.i18n.translation import N_, LazyText, _, ngettext
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.connection.sqlite_errors import UNREADABLE
from flashdesign.storage.drills import attempts, sprints
from flashdesign.storage.rows.note_json import BODY, digest_of, from_row
from flashdesign.storage.rows.stored_json import parse
from flashdesign.storage.schema.tables import note, note_change, operation

_MAX_NAMES = 3
_n, _o, _ch = note.c, operation.c, note_change.c
_NOTES = select(_n.key, BODY, _n.position, _n.digest)
_OPERATIONS = select(_o.id, cast(_o.decks, LargeBinary), cast(_o.cards, LargeBinary))
_CHANGES = select(_ch.operation_id, cast(_ch.other, LargeBinary)).where(_ch.other.is_not(None))


def unreadable_rows(conn: Connection) -> Iterator[str]:
    """Yield a sentence for each kind of row with unreadable ones, with advice."""
    if names := stored_settings.unreadable_names(conn):
        yield ngettext(
            "The setting {names} cannot be read. Set it again; until then the default applies.",
            "{n} settings ({names}) cannot be read. Set them again; until then the defaults apply.",
            len(names),
        ).format(**_values(names))
    yield from _note_problems(conn)
    if numbers := _find_unreadable_operations(conn):
        yield ngettext(
            "Operation {names} cannot be undone: its record is damaged.",
            "{n} operations ({names}) cannot be undone: their records are damaged.",
            len(numbers),
        ).format(**_values(numbers))
    if numbers := _find_unreadable(conn.execute(attempts.ALL), attempts.to_attempt):
        yield ngettext(
            "Drill attempt {names} cannot be read. Restore a backup.",
            "{n} drill attempts ({names}) cannot be read. Restore a backup.",
            len(numbers),
        ).format(**_values(numbers))
    if numbers := _find_unreadable(conn.execute(sprints.ALL), sprints.to_sprint):
        yield ngettext(
            "Sprint {names} cannot be read. Restore a backup.",
            "{n} sprints ({names}) cannot be read. Restore a backup.",
            len(numbers),
        ).format(**_values(numbers))


def _note_problems(conn: Connection) -> Iterator[str]:
    damaged, changed = _find_damaged_notes(conn)
    if damaged:
        yield ngettext(
            "The note {names} cannot be read, reviewed or exported. Restore a backup, or import "
            "the deck again.",
            "{n} notes ({names}) cannot be read, reviewed or exported. Restore a backup, or import "
            "the decks again.",
            len(damaged),
        ).format(**_values(damaged))
    if changed:
        yield ngettext(
            "The note {names} was changed after it was stored. Restore a backup.",
            "{n} notes ({names}) were changed after they were stored. Restore a backup.",
            len(changed),
        ).format(**_values(changed))


def _find_damaged_notes(conn: Connection) -> tuple[list[str], list[str]]:
    """Return the keys of the notes that cannot be read, and of those that were changed."""
    damaged, changed = [], []
    for key, body, position, digest in conn.execute(_NOTES):
        try:
            from_row(key, body)
            text = body.decode()
        except (DamagedRowError, *UNREADABLE):
            damaged.append(key)
            continue
        # A restore clears the digest of a note that it hid because it could not read it.
        if digest and digest_of(text, position) != digest:
            changed.append(key)
    return damaged, changed


def _find_unreadable_operations(conn: Connection) -> list[str]:
    found: dict[str, None] = {}
    rows: list[tuple[int, Sequence[bytes | None]]] = [
        *((number, stored) for number, *stored in conn.execute(_OPERATIONS)),
        *((number, stored) for number, *stored in conn.execute(_CHANGES)),
    ]
    for number, stored in rows:
        try:
            for text in stored:
                if text is not None:
                    parse(LazyText(N_("the record of an operation")), text, dict)
        except DamagedRowError:
            found[str(number)] = None
    return list(found)


def _find_unreadable(rows: Iterable[Any], read: Callable[[tuple[Any, ...]], object]) -> list[str]:
    """Return the numbers of the rows, counted from 1, that cannot be read."""
    found = []
    for number, row in enumerate(rows, start=1):
        try:
            read(tuple(row))
        except DamagedRowError:
            found.append(str(number))
    return found


def _values(names: Sequence[str]) -> dict[str, str]:
    """Return the count and the first names, to fill in a sentence."""
    listed = ", ".join(names[:_MAX_NAMES])
    if len(names) > _MAX_NAMES:
        more = format_number(len(names) - _MAX_NAMES)
        listed = _("{names} and {n} more").format(names=listed, n=more)
    return {"n": format_number(len(names)), "names": listed}
