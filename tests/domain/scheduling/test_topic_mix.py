"""The order of mixed new cards: by priority, in proportion, and the same in any sittings."""

from collections.abc import Iterator, Sequence
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.ids import DeckId
from flashdesign.domain.priority import PRIORITIES
from flashdesign.domain.scheduling.topic_mix import TopicCounts, alternate, mix_topics, topic_of

Card = tuple[int, int, int]
"""Topic, priority and place of a card."""

TREE = {
    name: None if parent is None else DeckId(parent)
    for name, parent in {
        DeckId("top"): None,
        DeckId("topic"): "top",
        DeckId("part"): "topic",
        DeckId("leaf"): "part",
    }.items()
}
sizes = st.lists(st.tuples(*(st.integers(0, 9) for _ in PRIORITIES)), min_size=1, max_size=6)


class Collection:
    """Topics with numbers of cards by priority, some of which were introduced."""

    def __init__(self, topics: Sequence[Sequence[int]]) -> None:
        self.new = [
            (topic, priority, place)
            for topic, by_priority in enumerate(topics)
            for priority, count in zip(PRIORITIES, by_priority, strict=True)
            for place in range(count)
        ]
        self.introduced = [0] * len(topics)

    def sit(self, cards: int, hidden: frozenset[Card] = frozenset()) -> list[Card]:
        """Introduce up to this many cards, without those that are hidden today."""
        shown = [card for card in self.mixed() if card not in hidden][:cards]
        for card in shown:
            self.new.remove(card)
            self.introduced[card[0]] += 1
        return shown

    def mixed(self) -> Iterator[Card]:
        counts = [
            TopicCounts(begun, {p: len(list(self._cards(topic, p))) for p in PRIORITIES})
            for topic, begun in enumerate(self.introduced)
        ]
        return mix_topics(counts, self._cards)

    def _cards(self, topic: int, priority: int) -> Iterator[Card]:
        return iter([card for card in self.new if card[:2] == (topic, priority)])


@given(sizes, st.lists(st.integers(0, 5), max_size=8), st.data())
def test_any_split_into_sittings_gives_the_same_cards_in_the_same_order(
    topics: list[tuple[int, ...]], sittings: list[int], data: st.DataObject
) -> None:
    several, one = Collection(topics), Collection(topics)
    cards = st.sampled_from(several.new) if several.new else st.just((0, 0, 0))
    hidden = data.draw(st.frozensets(cards, max_size=5))
    shown = [card for count in sittings for card in several.sit(count, hidden)]
    assert shown == one.sit(sum(sittings), hidden)


@given(sizes)
def test_every_card_comes_once_by_priority_and_in_the_order_of_its_topic(
    topics: list[tuple[int, ...]],
) -> None:
    collection = Collection(topics)
    mixed = list(collection.mixed())
    assert sorted(mixed) == sorted(collection.new)
    assert [card[1] for card in mixed] == sorted(card[1] for card in mixed)
    for topic in range(len(topics)):
        assert [card for card in mixed if card[0] == topic] == sorted(
            card for card in mixed if card[0] == topic
        )


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_at_any_time_each_topic_has_its_share_to_within_a_few_cards(sizes: list[int]) -> None:
    mixed = list(Collection([(size, 0, 0) for size in sizes]).mixed())
    for end in range(1, len(mixed) + 1):
        for topic, size in enumerate(sizes):
            shown = sum(card[0] == topic for card in mixed[:end])
            assert abs(shown - end * size / sum(sizes)) <= len(sizes)


def test_a_topic_that_was_introduced_out_of_turn_waits() -> None:
    counts = [TopicCounts(6, {2: 4}), TopicCounts(0, {2: 10})]
    cards = mix_topics(counts, lambda topic, _: iter([topic] * 10))
    assert list(islice(cards, 8)) == [1, 1, 1, 1, 1, 1, 0, 1]


def test_a_topic_with_fewer_cards_than_counted_ends_early() -> None:
    counts = [TopicCounts(0, {2: 5}), TopicCounts(0, {2: 2})]
    assert list(mix_topics(counts, lambda topic, _: iter([topic]))) == [0, 1]


def test_only_what_is_needed_is_read() -> None:
    read = []

    def cards(topic: int, priority: int) -> Iterator[int]:
        read.append((topic, priority))
        return iter([topic] * 9)

    counts = [TopicCounts(0, {1: 9, 2: 9}), TopicCounts(0, {1: 1})]
    assert list(islice(mix_topics(counts, cards), 3)) == [0, 0, 0]
    assert read == [(0, 1)]


@pytest.mark.parametrize(
    ("deck", "topic"),
    [
        pytest.param("top", "top", id="a deck at the top"),
        pytest.param("topic", "topic", id="a deck below it"),
        pytest.param("part", "topic", id="a subdeck"),
        pytest.param("leaf", "topic", id="a deck deep in the tree"),
        pytest.param("other", "other", id="a deck without a known parent"),
    ],
)
def test_a_topic_is_a_deck_below_the_top(deck: str, topic: str) -> None:
    assert topic_of(DeckId(deck), TREE) == topic


@pytest.mark.parametrize(
    ("own", "built_in", "begun", "expected"),
    [
        pytest.param("ab", "xyz", (0, 0), "axbyz", id="own cards take the first turn"),
        pytest.param("ab", "xyz", (1, 0), "xaybz", id="the turn of the first sitting is kept"),
        pytest.param("ab", "xyz", (0, 3), "abxyz", id="own cards that were added after three"),
        pytest.param("", "xyz", (0, 0), "xyz", id="no own cards"),
        pytest.param("ab", "", (0, 5), "ab", id="own cards alone"),
    ],
)
def test_own_and_built_in_cards_take_turns(
    own: str, built_in: str, begun: tuple[int, int], expected: str
) -> None:
    assert "".join(alternate(iter(own), iter(built_in), begun)) == expected
