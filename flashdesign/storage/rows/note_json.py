"""A note as JSON, written and read: all fields except the key and those with defaults."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from hashlib import blake2b
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import LargeBinary, cast

from flashdesign.domain.ids import DeckId, full_key
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Drill, kind_named
from flashdesign.errors import DamagedRowError
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.storage.connection.sqlite_errors import UNREADABLE
from flashdesign.storage.schema.tables import note as note_table

_Reader = Callable[[Any], Any]
# As bytes: a body that is not valid text must not prevent other notes from being read.
BODY = cast(note_table.c.body, LargeBinary)
_KEY_FIELDS = frozenset({"deck", "id"})
_Fields = tuple[tuple[str, Any], ...]
_DIGEST_BYTES = 16
_SCALARS = frozenset({str, int, float, bool, type(None)})
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_json(note: Note) -> str:
    """Return the note's content as canonical JSON: equal content gives equal text."""
    content = _content(note, _note_fields())
    # Stored notes and their digests have always called the question "face".
    content["face"] = content.pop("question")
    content["face"]["kind"] = note.question.kind
    return _ENCODER.encode(content)


def from_json(deck: DeckId, note_id: str, stored: str | bytes) -> Note:
    """Return the note that `to_json` wrote, or raise DamagedRowError."""
    try:
        content = json.loads(stored if isinstance(stored, str) else stored.decode())
        question = content.pop("face")
        read_question = _reader(kind_named(question.pop("kind")))
        rest = {name: _field_readers(Note)[name](value) for name, value in content.items()}
        return Note(deck, note_id, read_question(question), **rest)
    except UNREADABLE as error:
        what = LazyText(N_("the note {note}"), note=full_key(deck, note_id))
        raise DamagedRowError(what) from error


def from_row(key: str, stored: str | bytes) -> Note:
    """Return the note of this key, or raise DamagedRowError."""
    deck, _, name = key.partition("/")
    return from_json(DeckId(deck), name, stored)


def replaced_ids(key: str, stored: str | bytes) -> tuple[str, ...]:
    """Return the notes that a stored one replaces; none if it cannot be read."""
    try:
        return from_row(key, stored).replaces
    except DamagedRowError:
        return ()


def digest(note: Note, position: int) -> str:
    """Return a hash of the note's content and position, without the key."""
    return digest_of(to_json(note), position)


def digest_of(body: str, position: int) -> str:
    """Return the digest of a note already written as JSON."""
    return blake2b(f"{position}\0{body}".encode(), digest_size=_DIGEST_BYTES).hexdigest()


def _to_plain(value: Any) -> Any:
    owner: type = type(value)
    if owner in _SCALARS:
        return value
    if owner is tuple:
        return [_to_plain(item) for item in value]
    known = _defaults(owner)
    return value if known is None else _content(value, known)


def _content(value: Any, known: _Fields) -> dict[str, Any]:
    content = {}
    for name, default in known:
        item = getattr(value, name)
        # True == 1 and 1 == 1.0, but they are different content.
        if item is not default and not (type(item) is type(default) and item == default):
            content[name] = item if type(item) is str else _to_plain(item)
    return content


@lru_cache(maxsize=64)
def _defaults(owner: type) -> _Fields | None:
    if not is_dataclass(owner):
        return None
    return tuple((field.name, field.default) for field in fields(owner))


@lru_cache(maxsize=1)
def _note_fields() -> _Fields:
    return tuple((name, value) for name, value in _defaults(Note) or () if name not in _KEY_FIELDS)


@lru_cache(maxsize=64)
def _field_readers(owner: type) -> dict[str, _Reader]:
    hints = get_type_hints(owner, localns=_late_names(owner))
    return {field.name: _reader(hints[field.name]) for field in fields(owner)}


def _late_names(owner: type) -> dict[str, Any]:
    """Return the names in the type hints of `owner` that its module does not import at runtime."""
    if owner is not Drill:
        return {}
    from flashdesign.domain.drills.template import Template

    return {"Template": Template}


@lru_cache(maxsize=256)
def _reader(hint: Any) -> _Reader:
    """Return a function that converts JSON to a value of the type `hint`."""
    if get_origin(hint) in (Union, UnionType):
        return _union_reader(get_args(hint))
    if get_origin(hint) is tuple:
        return _tuple_reader(get_args(hint))
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value: hint(
            **{name: _field_readers(hint)[name](item) for name, item in value.items()}
        )
    return _plain_reader((hint,))


def _plain_reader(hints: tuple[Any, ...]) -> _Reader:
    """Return a function that accepts values of these types only; int and float are equivalent."""
    types = tuple(
        scalar
        for hint in hints
        for scalar in (
            (int, float) if hint in (int, float) else (getattr(hint, "__supertype__", hint),)
        )
        if scalar in _SCALARS
    )

    def read(value: Any) -> Any:
        if not isinstance(value, types):
            problem = f"a value of type {type(value).__name__}"
            raise TypeError(problem)
        return value

    return read


def _union_reader(options: tuple[Any, ...]) -> _Reader:
    for_list = [_reader(option) for option in options if get_origin(option) is tuple]
    for_dict = [o for o in options if isinstance(o, type) and is_dataclass(o)]
    read_plain = _plain_reader(options)

    def read(value: Any) -> Any:
        if isinstance(value, list) and for_list:
            return for_list[0](value)
        if isinstance(value, dict) and for_dict:
            return _reader(_choose_type(for_dict, value))(value)
        return read_plain(value)

    return read


def _choose_type(options: list[type], value: dict[str, Any]) -> type:
    """Return the first dataclass that has all the fields in `value`."""
    for option in options:
        if value.keys() <= {field.name for field in fields(option)}:
            return option
    msg = f"no type has the fields {sorted(value)}"
    raise ValueError(msg)


def _tuple_reader(items: tuple[Any, ...]) -> _Reader:
    if items[-1] is Ellipsis:
        read = _reader(items[0])
        return lambda value: tuple(read(item) for item in _check_list(value))
    readers = [_reader(item) for item in items]
    return lambda value: tuple(r(item) for r, item in zip(readers, _check_list(value), strict=True))


def _check_list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        # A string would be read as a list of its letters.
        problem = f"a {type(value).__name__} in place of a list"
        raise TypeError(problem)
    return value
