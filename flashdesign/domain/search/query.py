"""Search queries for cards: conditions and their combinations."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, assert_never

from flashdesign.domain.ids import DeckId

Operator = Literal["<", "<=", "=", ">=", ">"]


class CardStatus(StrEnum):
    """The states that `is:` searches for."""

    DUE = "due"
    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    SUSPENDED = "suspended"
    BURIED = "buried"
    LEECH = "leech"


class CardProperty(StrEnum):
    """A property of cards that can be compared with a number; `due` and `stability` are in days."""

    LAPSES = "lapses"
    REPS = "reps"
    STABILITY = "stability"
    DIFFICULTY = "difficulty"
    DUE = "due"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Words:
    """Prefixes of words in any order; as a phrase, whole words in sequence."""

    text: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class InDeck:
    """Decks by a prefix of their id or title; `decks` are the matching ones."""

    name: str
    decks: tuple[DeckId, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagged:
    """A prefix of a tag."""

    name: str


@dataclass(frozen=True, slots=True)
class HasStatus:
    """The state of a card."""

    status: CardStatus


MAX_FLAG = 7


@dataclass(frozen=True, slots=True)
class Flagged:
    """The flag of a card, from 1 to `MAX_FLAG`; 0 is none."""

    flag: int


@dataclass(frozen=True, slots=True)
class OfKind:
    """A question type, as named in deck files."""

    kind: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison of a property of cards with a number."""

    card_property: CardProperty
    operator: Operator
    number: float


@dataclass(frozen=True, slots=True)
class Not:
    """The cards that do not match a query."""

    of: "Query"


@dataclass(frozen=True, slots=True)
class AllOf:
    """The cards that match all of several queries; all cards if there are none."""

    of: "tuple[Query, ...]" = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The cards that match any of several queries."""

    of: "tuple[Query, ...]"


Condition = Words | InDeck | Tagged | HasStatus | Flagged | OfKind | Compared
Query = Condition | Not | AllOf | AnyOf
EVERYTHING = AllOf()


class SortKey(StrEnum):
    """The sort keys of found cards."""

    ADDED = "added"
    QUESTION = "question"
    ANSWER = "answer"
    DECK = "deck"
    KIND = "kind"
    STANDING = "standing"
    DUE = "due"
    STABILITY = "stability"
    REPS = "reps"
    LAPSES = "lapses"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Search:
    """A query and the order of its results."""

    query: Query = EVERYTHING
    order: SortKey = SortKey.ADDED
    descending: bool = False


def conditions(query: Query) -> Iterator[Condition]:
    """Yield all conditions of a query."""
    match query:
        case Not(of=inner):
            yield from conditions(inner)
        case AllOf(of=parts) | AnyOf(of=parts):
            for part in parts:
                yield from conditions(part)
        case Words() | InDeck() | Tagged() | HasStatus() | Flagged() | OfKind() | Compared():
            yield query
        case _:
            assert_never(query)


def with_decks(query: Query, find: Callable[[str], tuple[DeckId, ...]]) -> Query:
    """Return the query with the decks of each name filled in by `find`."""
    match query:
        case InDeck(name=name):
            return InDeck(name, find(name))
        case Not(of=inner):
            return Not(with_decks(inner, find))
        case AllOf(of=parts) | AnyOf(of=parts):
            return replace(query, of=tuple(with_decks(part, find) for part in parts))
        case Words() | Tagged() | HasStatus() | Flagged() | OfKind() | Compared():
            return query
        case _:
            assert_never(query)
