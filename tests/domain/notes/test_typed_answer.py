"""Comparison of typed words with accepted answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.notes.question_kinds import Item
from flashdesign.domain.notes.typed_answer import Similarity, TypedItem, compare_words, match_items

QUANTITIES = (Item("QPS"), Item("peak QPS", ("peak load",)), Item("storage"), Item("bandwidth"))


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        pytest.param(" The  Write-Ahead log. ", "write-ahead LOG", Similarity.SAME, id="case"),
        pytest.param("**`LSM` tree**", "LSM tree", Similarity.SAME, id="markup"),
        pytest.param("\uff2c\uff33\uff2d", "LSM", Similarity.SAME, id="wide letters"),
        pytest.param("L\u200bSM\ufeff", "LSM", Similarity.SAME, id="invisible characters"),
        pytest.param("bandwith", "bandwidth", Similarity.TYPO, id="a letter missing"),
        pytest.param("bandwiddth", "bandwidth", Similarity.TYPO, id="a letter too much"),
        pytest.param("bandwidht", "bandwidth", Similarity.TYPO, id="two letters swapped"),
        pytest.param("bandwitth", "bandwidth", Similarity.TYPO, id="a wrong letter"),
        pytest.param("replica", "replicas", Similarity.TYPO, id="one of many"),
        pytest.param("bandwith s", "bandwidth", Similarity.OTHER, id="two typos"),
        pytest.param("asynchronous", "synchronous", Similarity.OTHER, id="the first letter counts"),
        pytest.param("TPS", "QPS", Similarity.OTHER, id="a short word is right or wrong"),
        pytest.param("99.99 percent", "99.9 percent", Similarity.OTHER, id="digits count"),
        pytest.param("99.9", "999", Similarity.OTHER, id="decimal points count"),
        pytest.param("C", "C++", Similarity.OTHER, id="symbols in names count"),
        pytest.param("", "storage", Similarity.OTHER, id="nothing"),
        pytest.param("...", "!", Similarity.OTHER, id="nothing but marks"),
    ],
)
def test_likeness(text: str, wanted: str, expected: Similarity) -> None:
    assert compare_words(text, ("another", wanted)) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ["storage", "peak load", "speed"],
            (TypedItem("storage", 2), TypedItem("peak load", 1), TypedItem("speed", None)),
            id="by any of their names, in any order",
        ),
        pytest.param(
            ["QPS", "qps"],
            (TypedItem("QPS", 0), TypedItem("qps", 0, is_repeated=True)),
            id="named again",
        ),
        pytest.param(["storrage"], (TypedItem("storrage", 2, taken_as="storage"),), id="a typo"),
        pytest.param(
            ["bandwidth", "bandwith"],
            (TypedItem("bandwidth", 3), TypedItem("bandwith", 3, is_repeated=True)),
            id="named again with a typo",
        ),
        pytest.param([], (), id="nothing"),
    ],
)
def test_named(texts: list[str], expected: tuple[TypedItem, ...]) -> None:
    assert match_items(QUANTITIES, texts) == expected


COSTS = (
    Item("Latency"),
    Item("Slower writes"),
    Item("Tail latency", ("latency of the slowest shard",)),
    Item("No joins"),
    Item("Copies", ("one class more",)),
)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        pytest.param("The writes are slower", 1, id="the same words in another order"),
        pytest.param("much slower writes than before", 1, id="with more words"),
        pytest.param("a slower write", 1, id="in the singular"),
        pytest.param("a copy", 4, id="the singular of a word in -ies"),
        pytest.param("one more class", 4, id="a word in -ss has no plural"),
        pytest.param("a higher tail latency", 2, id="the longest name in it"),
        pytest.param("the slowest shard's latency", 2, id="another name"),
        pytest.param("without any joins", None, id="another negation"),
        pytest.param("joins", None, id="only a part of the name"),
        pytest.param("no slower writes", None, id="the opposite"),
        pytest.param("of the", None, id="nothing but fillers"),
    ],
)
def test_an_item_in_the_users_own_words(text: str, item: int | None) -> None:
    assert [entry.item for entry in match_items(COSTS, [text])] == [item]


def test_exact_names_are_assigned_before_longer_texts() -> None:
    assert [entry.item for entry in match_items(COSTS, ["high latency", "latency"])] == [None, 0]


def test_exact_names_are_assigned_before_typos() -> None:
    items = (Item("replicas"), Item("replicat"))
    assert [entry.item for entry in match_items(items, ["replica", "replicas"])] == [1, 0]


@given(st.permutations(range(4)), st.text(max_size=9))
def test_each_item_counts_once(order: list[int], more: str) -> None:
    entries = match_items(QUANTITIES, [*(QUANTITIES[at].text for at in order), more])
    assert [entry.item for entry in entries[:4]] == order
    assert not any(entry.is_repeated for entry in entries[:4])
