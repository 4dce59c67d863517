"""Comparison of typed words with accepted answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.notes.question import Item
from flashdesign.domain.notes.typed_answer import Entry, Likeness, likeness, named

QUANTITIES = (Item("QPS"), Item("peak QPS", ("peak load",)), Item("storage"), Item("bandwidth"))


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        pytest.param(" The  Write-Ahead log. ", "write-ahead LOG", Likeness.SAME, id="case"),
        pytest.param("**`LSM` tree**", "LSM tree", Likeness.SAME, id="markup"),
        pytest.param("\uff2c\uff33\uff2d", "LSM", Likeness.SAME, id="wide letters"),
        pytest.param("L\u200bSM\ufeff", "LSM", Likeness.SAME, id="signs that cannot be seen"),
        pytest.param("bandwith", "bandwidth", Likeness.SLIP, id="a letter missing"),
        pytest.param("bandwiddth", "bandwidth", Likeness.SLIP, id="a letter too much"),
        pytest.param("bandwidht", "bandwidth", Likeness.SLIP, id="two letters swapped"),
        pytest.param("bandwitth", "bandwidth", Likeness.SLIP, id="a wrong letter"),
        pytest.param("replica", "replicas", Likeness.SLIP, id="one of many"),
        pytest.param("bandwith s", "bandwidth", Likeness.OTHER, id="two slips"),
        pytest.param("asynchronous", "synchronous", Likeness.OTHER, id="the first letter counts"),
        pytest.param("TPS", "QPS", Likeness.OTHER, id="a short word is right or wrong"),
        pytest.param("99.99 percent", "99.9 percent", Likeness.OTHER, id="digits count"),
        pytest.param("99.9", "999", Likeness.OTHER, id="so does their point"),
        pytest.param("C", "C++", Likeness.OTHER, id="so do signs of a name"),
        pytest.param("", "storage", Likeness.OTHER, id="nothing"),
        pytest.param("...", "!", Likeness.OTHER, id="nothing but marks"),
    ],
)
def test_likeness(text: str, wanted: str, expected: Likeness) -> None:
    assert likeness(text, ("another", wanted)) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ["storage", "peak load", "speed"],
            (Entry("storage", 2), Entry("peak load", 1), Entry("speed", None)),
            id="by any of their names, in any order",
        ),
        pytest.param(
            ["QPS", "qps"], (Entry("QPS", 0), Entry("qps", 0, is_again=True)), id="named again"
        ),
        pytest.param(["storrage"], (Entry("storrage", 2),), id="a slip"),
        pytest.param([], (), id="nothing"),
    ],
)
def test_named(texts: list[str], expected: tuple[Entry, ...]) -> None:
    assert named(QUANTITIES, texts) == expected


def test_exact_names_are_assigned_before_typos() -> None:
    items = (Item("replicas"), Item("replicat"))
    assert [entry.item for entry in named(items, ["replica", "replicas"])] == [1, 0]


@given(st.permutations(range(4)), st.text(max_size=9))
def test_each_item_counts_once(order: list[int], more: str) -> None:
    entries = named(QUANTITIES, [*(QUANTITIES[at].text for at in order), more])
    assert [entry.item for entry in entries[:4]] == order
    assert not any(entry.is_again for entry in entries[:4])
