"""YAML nodes and key names are described for messages."""

from pathlib import Path

import pytest

from flashdesign.content.yaml.dataclass_builder import describe_node, list_names
from flashdesign.content.yaml.reader import parse


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("[a]", "a list"),
        ("{a: b}", "a mapping"),
        ("null", "nothing"),
        ("''", "empty text"),
        ("017", "'017'"),
        ("x" * 50, "'" + "x" * 40 + "...'"),
    ],
)
def test_a_node_is_described(text: str, description: str) -> None:
    assert describe_node(parse(text.encode(), Path("x.yaml")).root) == description


def test_names_are_listed() -> None:
    assert list_names(["front", "back"]) == "`front`, `back`"
