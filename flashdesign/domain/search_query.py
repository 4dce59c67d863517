"""What a search for cards asks for, as values: conditions, and what joins them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, assert_never

from flashdesign.domain.cards import DeckId

Operator = Literal["<", "<=", "=", ">=", ">"]


class Standing(StrEnum):
    """What `is:` asks for."""

    DUE = "due"
    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    SUSPENDED = "suspended"
    BURIED = "buried"
    LEECH = "leech"


class Measure(StrEnum):
    """What can be compared with a number; `due` and `stability` count days."""

    LAPSES = "lapses"
    REPS = "reps"
    STABILITY = "stability"
    DIFFICULTY = "difficulty"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Words:
    """Words in any order, each the beginning of one; as a phrase one after the other and whole."""

    text: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class InDeck:
    """A deck by the beginning of its id or title; `decks` are those that are meant."""

    name: str
    decks: tuple[DeckId, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagged:
    """The beginning of a tag."""

    name: str


@dataclass(frozen=True, slots=True)
class Is:
    """Where a card stands."""

    standing: Standing


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag; 0 is none."""

    flag: int


@dataclass(frozen=True, slots=True)
class OfKind:
    """A kind of note, as deck files spell it."""

    kind: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure beside a number."""

    measure: Measure
    operator: Operator
    number: float


@dataclass(frozen=True, slots=True)
class Not:
    """All but these."""

    of: "Query"


@dataclass(frozen=True, slots=True)
class Both:
    """What meets each of several conditions; without any it is everything."""

    of: "tuple[Query, ...]" = ()


@dataclass(frozen=True, slots=True)
class Either:
    """What meets one of several conditions."""

    of: "tuple[Query, ...]"


Condition = Words | InDeck | Tagged | Is | Flagged | OfKind | Compared
Query = Condition | Not | Both | Either
EVERYTHING = Both()


class Order(StrEnum):
    """What found cards can be sorted by."""

    ADDED = "added"
    QUESTION = "question"
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
    """Which cards, and in which order."""

    query: Query = EVERYTHING
    order: Order = Order.ADDED
    descending: bool = False


def conditions(query: Query) -> Iterator[Condition]:
    """Yield all conditions that a query is made of."""
    match query:
        case Not(of=inner):
            yield from conditions(inner)
        case Both(of=several) | Either(of=several):
            for one in several:
                yield from conditions(one)
        case Words() | InDeck() | Tagged() | Is() | Flagged() | OfKind() | Compared():
            yield query
        case _:
            assert_never(query)


def with_decks(query: Query, find: Callable[[str], tuple[DeckId, ...]]) -> Query:
    """Return the query with each name of a deck looked up."""
    match query:
        case InDeck(name=name):
            return InDeck(name, find(name))
        case Not(of=inner):
            return Not(with_decks(inner, find))
        case Both(of=several) | Either(of=several):
            return replace(query, of=tuple(with_decks(one, find) for one in several))
        case Words() | Tagged() | Is() | Flagged() | OfKind() | Compared():
            return query
        case _:
            assert_never(query)
