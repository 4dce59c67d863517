"""Note types and decks of a collection, the same for both of its formats (JSON and tables)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flashdesign.content.anki.read import protobuf
from flashdesign.content.anki.read.database import AnkiCollection
from flashdesign.content.anki.read.errors import PackageError
from flashdesign.i18n.translation import N_

SEPARATOR = "::"
_LEVELS = "\x1f"
_FIRST_TABLES = 18
_CLOZE = 1
_CONFIG_KIND = 1
_QUESTION, _ANSWER = 1, 2
_UNREADABLE = (
    ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError,
)  # fmt: skip
_KIND_NORMAL, _KIND_FILTERED, _DESCRIPTION = 1, 2, 4


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """A card template: HTML of the two sides with `{{Field}}` in it."""

    ord: int
    question_html: str
    answer_html: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """The names of a note's fields, and its templates; a cloze has one for all its gaps."""

    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[CardTemplate, ...]


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A deck: its levels from the root and its description as HTML.

    A filtered deck only borrows cards of other decks.
    """

    path: tuple[str, ...]
    description: str = ""
    is_filtered: bool = False


def read_note_types(collection: AnkiCollection, name: str) -> Mapping[int, NoteType]:
    """Return the note types by their numbers; raises PackageError."""
    try:
        if collection.schema >= _FIRST_TABLES:
            return dict(_types_of_tables(collection))
        return dict(_types_of_json(_json(collection, "models")))
    except _UNREADABLE as error:
        raise PackageError(name, N_("the note types in it cannot be read.")) from error


def read_decks(collection: AnkiCollection, name: str) -> Mapping[int, DeckRow]:
    """Return the decks by their numbers; raises PackageError."""
    try:
        if collection.schema >= _FIRST_TABLES:
            return dict(_decks_of_tables(collection))
        return dict(_decks_of_json(_json(collection, "decks")))
    except _UNREADABLE as error:
        raise PackageError(name, N_("the decks in it cannot be read.")) from error


def _json(collection: AnkiCollection, column: str) -> dict[str, Any]:
    ((text,),) = collection.rows(f"SELECT CAST({column} AS TEXT) FROM col")
    found = json.loads(str(text))
    if not isinstance(found, dict):
        raise TypeError(column)
    return found


def _types_of_json(models: dict[str, Any]) -> Iterator[tuple[int, NoteType]]:
    for number, model in models.items():
        fields = sorted(model["flds"], key=lambda field: int(field["ord"]))
        templates = sorted(model["tmpls"], key=lambda template: int(template["ord"]))
        yield (
            int(number),
            NoteType(
                str(model["name"]),
                int(model["type"]) == _CLOZE,
                tuple(str(field["name"]) for field in fields),
                tuple(
                    CardTemplate(int(item["ord"]), str(item["qfmt"]), str(item["afmt"]))
                    for item in templates
                ),
            ),
        )


def _types_of_tables(collection: AnkiCollection) -> Iterator[tuple[int, NoteType]]:
    fields = _children(collection, "fields")
    templates = _children(collection, "templates")
    for number, name, config in _rows_with_blob(collection, "notetypes", "config"):
        yield (
            number,
            NoteType(
                name,
                protobuf.number(config, _CONFIG_KIND) == _CLOZE,
                tuple(title for _ord, title, _config in fields.get(number, ())),
                tuple(
                    CardTemplate(at, protobuf.text(sides, _QUESTION), protobuf.text(sides, _ANSWER))
                    for at, _name, sides in templates.get(number, ())
                ),
            ),
        )


def _children(collection: AnkiCollection, table: str) -> dict[int, list[tuple[int, str, bytes]]]:
    query = (
        "SELECT CAST(ntid AS INTEGER), CAST(ord AS INTEGER), COALESCE(CAST(name AS TEXT), ''),"
        f" COALESCE(CAST(config AS BLOB), x'') FROM {table} ORDER BY ntid, ord"
    )
    found: dict[int, list[tuple[int, str, bytes]]] = {}
    row: Any
    for row in collection.rows(query):
        found.setdefault(row[0], []).append(row[1:])
    return found


def _rows_with_blob(
    collection: AnkiCollection, table: str, blob: str
) -> Iterator[tuple[int, str, bytes]]:
    query = (
        "SELECT CAST(id AS INTEGER), COALESCE(CAST(name AS TEXT), ''),"
        f" COALESCE(CAST({blob} AS BLOB), x'') FROM {table}"
    )
    rows: Iterator[Any] = collection.rows(query)
    yield from rows


def _decks_of_json(found: dict[str, Any]) -> Iterator[tuple[int, DeckRow]]:
    for number, deck in found.items():
        path = _path(str(deck["name"]), SEPARATOR)
        is_filtered = bool(deck.get("dyn"))
        description = "" if is_filtered else str(deck.get("desc", ""))
        yield int(number), DeckRow(path, description, is_filtered)


def _decks_of_tables(collection: AnkiCollection) -> Iterator[tuple[int, DeckRow]]:
    for number, name, kind in _rows_with_blob(collection, "decks", "kind"):
        normal = b"".join(protobuf.messages(kind, _KIND_NORMAL))
        is_filtered = bool(protobuf.messages(kind, _KIND_FILTERED))
        description = protobuf.text(normal, _DESCRIPTION)
        yield number, DeckRow(_path(name, _LEVELS), description, is_filtered)


def _path(name: str, separator: str) -> tuple[str, ...]:
    levels = (level.replace("\0", "").strip() for level in name.split(separator))
    return tuple(filter(None, levels)) or ("Default",)
