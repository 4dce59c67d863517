"""What stands in a file is told in few words."""

from pathlib import Path

import pytest

from flashdesign.content.node_words import listed, said
from flashdesign.content.yaml_text import parse


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[a]", "a list"),
        ("{a: b}", "a mapping"),
        ("null", "nothing"),
        ("''", "an empty text"),
        ("017", "'017'"),
        ("x" * 50, "'" + "x" * 40 + "...'"),
    ],
)
def test_a_node_is_told(text: str, told: str) -> None:
    assert said(parse(text.encode(), Path("x.yaml")).root) == told


def test_names_are_listed() -> None:
    assert listed(["front", "back"]) == "`front`, `back`"
