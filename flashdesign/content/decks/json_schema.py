"""The JSON Schema of deck files, for editors, generated from the types that read them."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from flashdesign.content.decks.deck_file import FORMAT, MAX_RETENTION, MIN_RETENTION, DeckEntry
from flashdesign.content.note_kinds import registry
from flashdesign.content.yaml.reader import MappingNode
from flashdesign.domain.source import Source

Schema = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
"""A text that looks like a number needs no quotes."""
_SCALARS: Mapping[object, Schema] = {
    str: _TEXT,
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    MappingNode: {"$ref": "#/$defs/card"},
}
# Bounds that no type expresses; reading a file checks each by its own rule.
_BOUNDS: Mapping[str, Schema] = {
    "format": {"const": FORMAT},
    "retention": {"minimum": MIN_RETENTION, "maximum": MAX_RETENTION},
    "target_s": {"exclusiveMinimum": 0},
}


def deck_schema() -> Schema:
    """Return the schema of format 1, as JSON Schema draft 2020-12."""
    kinds = {
        known.question.kind: _record(known.entry, known.question.kind)
        for known in registry.NOTE_KINDS
    }
    card: Schema = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(registry.names())}},
        "allOf": [_where_kind_is(name) for name in registry.names()],
    }
    head = {"$schema": _DRAFT, "title": "A deck of FlashDesign"}
    return head | _record(DeckEntry) | {"$defs": {"card": card, **kinds, **_shared()}}


def _shared() -> Mapping[str, Schema]:
    return {"source": _record(Source)}


def _where_kind_is(name: str) -> Schema:
    condition = {"required": ["kind"], "properties": {"kind": {"const": name}}}
    return {"if": condition, "then": {"$ref": f"#/$defs/{name}"}}


def _record(cls: type, kind: str = "") -> Schema:
    hints = get_type_hints(cls, include_extras=True)
    properties, required = {}, []
    for field in fields(cls):
        key = field.name.removesuffix("_")
        properties[key] = _with_bounds(_type_schema(hints[field.name]), key, kind)
        if field.default is MISSING and field.default_factory is MISSING:
            required.append(key)
    if kind:
        properties["kind"] = {"const": kind}
    record: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return record | ({"required": required} if required else {})


def _with_bounds(unbounded: Schema, key: str, kind: str) -> Schema:
    known = registry.kind_named(kind)
    bounds = (known.bounds.get(key) if known else None) or _BOUNDS.get(key)
    if bounds is None:
        return unbounded
    if "anyOf" in unbounded:
        return {
            "anyOf": [
                option if option == _SCALARS[NoneType] else option | bounds
                for option in unbounded["anyOf"]
            ]
        }
    return unbounded | bounds


def _type_schema(annotation: Any) -> Schema:
    origin, members = get_origin(annotation), get_args(annotation)
    if annotation in _SCALARS:
        return dict(_SCALARS[annotation])
    if annotation is Source:
        # The id of a source of the file is allowed too.
        return {"anyOf": [_TEXT, {"$ref": "#/$defs/source"}]}
    if origin is Annotated:
        return {**_TEXT, "type": ["string", "number"], "pattern": f"^(?:{members[1].regex})$"}
    if origin is Literal:
        return {"enum": list(members)}
    if origin in (Union, UnionType):
        return {"anyOf": [_type_schema(member) for member in members]}
    if origin is tuple:
        return _tuple(members)
    if origin is dict:
        return {"type": "object", "additionalProperties": _type_schema(members[1])}
    assert is_dataclass(annotation)
    return _record(annotation)  # type: ignore[arg-type] # is_dataclass accepts instances too


def _tuple(members: tuple[Any, ...]) -> Schema:
    if members[-1] is Ellipsis:
        return {"type": "array", "items": _type_schema(members[0])}
    size = len(members)
    items = [_type_schema(member) for member in members]
    return {"type": "array", "prefixItems": items, "minItems": size, "maxItems": size}
