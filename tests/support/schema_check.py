"""The part of JSON Schema that the schema of deck files uses."""

import re
from typing import Any

_TYPES = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}
KEYWORDS = frozenset(
    {"$schema", "title", "$defs", "$ref", "type", "enum", "const", "pattern", "minLength"}
    | {"minimum", "maximum", "exclusiveMinimum", "minItems", "maxItems", "items", "prefixItems"}
    | {"minProperties", "properties", "required", "additionalProperties", "anyOf", "allOf"}
    | {"if", "then"}
)


def fits(value: Any, schema: Any, root: dict[str, Any]) -> bool:
    """Return whether `value` conforms to `schema`; `root` has the definitions."""
    if isinstance(schema, bool):
        return schema
    unknown = schema.keys() - KEYWORDS
    assert not unknown, unknown
    if "$ref" in schema and not fits(value, root["$defs"][schema["$ref"].split("/")[-1]], root):
        return False
    if "if" in schema and fits(value, schema["if"], root) and not fits(value, schema["then"], root):
        return False
    return (
        _is_of_type(value, schema)
        and all(fits(value, item, root) for item in schema.get("allOf", ()))
        and any(fits(value, item, root) for item in schema.get("anyOf", (True,)))
        and _scalar_fits(value, schema)
        and _list_fits(value, schema, root)
        and _mapping_fits(value, schema, root)
    )


def _is_of_type(value: Any, schema: dict[str, Any]) -> bool:
    named = schema.get("type", [])
    for name in [named] if isinstance(named, str) else named:
        is_right = isinstance(value, _TYPES[name])  # type: ignore[arg-type] # a tuple of types
        if is_right and (not isinstance(value, bool) or name == "boolean"):
            return True
    return not named


def _scalar_fits(value: Any, schema: dict[str, Any]) -> bool:
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        return False
    if isinstance(value, str):
        return len(value) >= schema.get("minLength", 0) and bool(
            re.search(schema.get("pattern", ""), value)
        )
    if isinstance(value, (int, float)):
        lowest = schema.get("minimum", value) <= value <= schema.get("maximum", value)
        return bool(lowest and value > schema.get("exclusiveMinimum", value - 1))
    return True


def _list_fits(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    if not isinstance(value, list):
        return True
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        return False
    first = schema.get("prefixItems", [schema.get("items", True)] * len(value))
    return all(fits(item, what, root) for item, what in zip(value, first, strict=False))


def _mapping_fits(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    if not isinstance(value, dict):
        return True
    if len(value) < schema.get("minProperties", 0):
        return False
    if not set(schema.get("required", ())) <= value.keys():
        return False
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    return all(fits(item, known.get(key, others), root) for key, item in value.items())
