"""The order of new cards that are mixed over topics and own decks, kept across sittings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import TypeVar

from flashdesign.domain.ids import DeckId
from flashdesign.domain.priority import PRIORITIES

CardT = TypeVar("CardT")


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """Numbers of cards of a topic: those introduced before, and the new ones by priority."""

    introduced: int = 0
    new: Mapping[int, int] = field(default_factory=dict)


def topic_of(deck: DeckId, parents: Mapping[DeckId, DeckId | None]) -> DeckId:
    """Return the deck whose cards take turns together with those of `deck`.

    It is the deck above or at `deck` that is directly below a top-level deck, or the top-level
    deck itself for the cards in it.
    """
    above = parents.get(deck)
    while above is not None and (top := parents.get(above)) is not None:
        deck, above = above, top
    return deck


def mix_topics(
    topics: Sequence[TopicCounts], read: Callable[[int, int], Iterator[CardT]]
) -> Iterator[CardT]:
    """Yield the new cards: those of the first priority of all topics, then those of the next.

    `read` returns the new cards of a topic (its index) with a priority, in their order; it is
    called when the first card is needed. The next card is of the topic of which the smallest share
    was introduced, counting the cards up to this priority. The order depends only on these counts,
    so that several sittings in a day show the same cards in the same order as one does.
    """
    begun = [topic.introduced for topic in topics]
    weights = list(begun)
    for priority in PRIORITIES:
        weights = [
            weight + topic.new.get(priority, 0)
            for weight, topic in zip(weights, topics, strict=True)
        ]
        turns = [
            (_share(begun[at], weights[at]), at)
            for at, topic in enumerate(topics)
            if topic.new.get(priority, 0)
        ]
        heapify(turns)
        cards: dict[int, Iterator[CardT]] = {}
        while turns:
            at = heappop(turns)[1]
            if at not in cards:
                cards[at] = read(at, priority)
            card = next(cards[at], None)
            if card is not None:
                yield card
                begun[at] += 1
                heappush(turns, (_share(begun[at], weights[at]), at))


def _share(begun: int, weight: int) -> float:
    """Return the share of a topic that is introduced in the middle of its next card."""
    return (begun + 0.5) / weight


def alternate(
    first: Iterator[CardT], second: Iterator[CardT], begun: Sequence[int]
) -> Iterator[CardT]:
    """Yield the cards of both in turn, and the rest of the longer one.

    `begun` has how many of each were introduced today: the next card is one of which fewer were,
    so that several sittings in a day show the same cards in the same order as one does.
    """
    sides, shown = [first, second], list(begun)
    while sides:
        at = shown.index(min(shown))
        card = next(sides[at], None)
        if card is None:
            del sides[at], shown[at]
        else:
            yield card
            shown[at] += 1
