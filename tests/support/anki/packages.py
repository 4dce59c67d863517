"""Packages in the older format of Anki, with contents given by a test."""

import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

CREATED_S = 1_760_587_200
BASIC, OTHER, DECK = 1_000, 2_000, 3_000
_SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer, ver integer, models text, decks text);
CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, tags text, flds text);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, type integer,
 queue integer, due integer, reps integer, lapses integer, left integer, odue integer,
 odid integer, flags integer, data text, ivl integer, factor integer);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, ease integer, time integer,
 type integer);
"""
Template = tuple[str, str]
PLAIN: Template = ("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}")
BACKWARDS: Template = ("{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}")


def note_type(
    templates: Sequence[Template] = (PLAIN,),
    fields: Sequence[str] = ("Front", "Back"),
    *,
    is_cloze: bool = False,
) -> dict[str, Any]:
    """Return a note type as in the collection's JSON."""
    made = [{"ord": at, "qfmt": asks, "afmt": tells} for at, (asks, tells) in enumerate(templates)]
    named = [{"ord": at, "name": name} for at, name in enumerate(fields)]
    return {"name": "A type", "type": int(is_cloze), "flds": named, "tmpls": made}


def note(
    number: int, *fields: str, guid: str = "", mid: int = BASIC, tags: str = ""
) -> tuple[object, ...]:
    """Return a row of notes."""
    return number, guid or f"guid-{number}", mid, tags, "\x1f".join(fields)


def card(number: int, of: int, at: int = 0, **known: object) -> tuple[object, ...]:
    """Return a row of cards, new unless `known` has other values."""
    row: dict[str, object] = {
        "did": DECK, "ord": at, "type": 0, "queue": 0, "due": 0, "reps": 0, "lapses": 0, "left": 0,
        "odue": 0, "odid": 0, "flags": 0, "data": "{}", "ivl": 0, "factor": 0,
    }  # fmt: skip
    return number, of, *(row | known).values()


def write_package(
    path: Path,
    notes: Iterable[tuple[object, ...]],
    cards: Iterable[tuple[object, ...]],
    *,
    answers: Iterable[tuple[int, int, int, int, int]] = (),
    types: Mapping[int, dict[str, Any]] | None = None,
    decks: Mapping[int, str] | None = None,
    media: Mapping[str, bytes] | None = None,
    description: str = "",
) -> Path:
    """Write a package; `answers` are id, card, ease, milliseconds, type."""
    database = path.with_suffix(".db")
    named = {
        number: {"name": name, "desc": description}
        for number, name in (decks or {DECK: "Mine"}).items()
    }
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executescript(_SCHEMA)
        head = (CREATED_S, json.dumps(types or {BASIC: note_type()}), json.dumps(named))
        connection.execute("INSERT INTO col VALUES (1, ?, 11, ?, ?)", head)
        connection.executemany("INSERT INTO notes VALUES (?,?,?,?,?)", notes)
        connection.executemany(f"INSERT INTO cards VALUES ({','.join('?' * 16)})", cards)
        connection.executemany("INSERT INTO revlog VALUES (?,?,?,?,?)", answers)
    files = media or {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(database, "collection.anki2")
        archive.writestr("media", json.dumps({str(at): name for at, name in enumerate(files)}))
        for at, data in enumerate(files.values()):
            archive.writestr(str(at), data)
    database.unlink()
    return path
