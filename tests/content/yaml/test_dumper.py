"""The text of deck files: the same with and without libyaml."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.yaml.dumper import LINE_WIDTH, Dumper, dump

PIECES = st.sampled_from(
    [*" ab\n:#-?*&!|>'\"%@`[]{},.01~\\\t", "é", "中", "😀", "\u2028", "\x85", "a few long words "]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=20))
VALUES = st.recursive(
    st.one_of(TEXTS, st.floats(allow_nan=False), st.integers(), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=5,
)
ENTRIES = st.dictionaries(st.sampled_from(["id", "front", "back"]), VALUES, min_size=1)


def expect(value: object) -> str:
    """Return the text that PyYAML writes without libyaml."""
    return str(
        yaml.dump(value, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=LINE_WIDTH)
    )


@given(ENTRIES)
def test_the_text_is_that_of_pyyaml(entry: dict[str, Any]) -> None:
    assert dump([entry]) == expect([entry])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a 😀 face", id="an emoji"),
        pytest.param("\n", id="only a line end"),
        pytest.param("two lines\nand an empty one\n\n", id="empty lines at the end"),
        pytest.param("a tab\tand " + "long words " * 12, id="a long quoted line"),
        pytest.param("long words " * 20, id="a long line"),
        pytest.param("\u2028 and " + "long words " * 12, id="a line end of Unicode"),
    ],
)
def test_texts_that_libyaml_writes_differently(text: str) -> None:
    assert dump([{"front": text, "tags": ["a"]}]) == expect([{"front": text, "tags": ["a"]}])
    assert yaml.safe_load(dump({"front": text})) == {"front": text}
