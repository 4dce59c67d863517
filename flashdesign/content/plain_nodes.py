"""Make nodes, as the reader of deck files has them, of plain values."""

from collections.abc import Mapping

from flashdesign.content.yaml_text import Fields, Items, Node, Scalar


def mapping_of(values: Mapping[str, object], line: int) -> Fields:
    """Return a mapping whose nodes all stand in one line; raise ValueError for other values."""
    nodes = {key: _node(value, line) for key, value in values.items()}
    return Fields(nodes, {key: Scalar(key, key, line, 0) for key in nodes}, line, 0)


def _node(value: object, line: int) -> Node:
    match value:
        case bool():
            return Scalar(value, str(value).lower(), line, 0)
        case str() | int() | float():
            return Scalar(value, str(value), line, 0)
        case list():
            return Items(tuple(_node(one, line) for one in value), line, 0)
        case dict():
            return mapping_of(value, line)
        case _:
            msg = f"{value!r} is no value of an entry"
            raise ValueError(msg)
