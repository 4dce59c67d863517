"""The fields of each kind of entry in a deck file but a drill's, and the question made of them."""

from dataclasses import dataclass
from typing import Literal

from flashdesign.content.note_kinds.anki_cloze import to_own_gaps
from flashdesign.content.note_kinds.common_fields import Entry
from flashdesign.domain.notes.question_kinds import (
    OPTIONS_SHOWN,
    Basic,
    Bucket,
    Classify,
    Cloze,
    Item,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    WrongOption,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicEntry(Entry):
    """A question and its answer."""

    front: str
    back: str | Literal[""]
    reverse: bool = False
    reverse_front: str | None = None
    accept: tuple[str, ...] = ()

    @property
    def question(self) -> Basic:
        """The question of the entry."""
        return Basic(self.front, self.back, self.reverse, self.reverse_front, self.accept)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeEntry(Entry):
    """A text with gaps."""

    text: str

    @property
    def question(self) -> Cloze:
        """The question of the entry."""
        return Cloze(to_own_gaps(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongEntry:
    """A wrong option, and why it is wrong."""

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceEntry(Entry):
    """A question with options."""

    front: str
    correct: tuple[str, ...]
    wrong: tuple[str | WrongEntry, ...]
    show: int = OPTIONS_SHOWN

    @property
    def question(self) -> MultipleChoice:
        """The question of the entry."""
        wrong = tuple(
            WrongOption(option) if isinstance(option, str) else WrongOption(option.text, option.why)
            for option in self.wrong
        )
        return MultipleChoice(self.front, self.correct, wrong, self.show)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEntry(Entry):
    """Items to put in order."""

    front: str
    items: tuple[str, ...]
    extra: tuple[str, ...] = ()
    overlap: int = 0

    @property
    def question(self) -> Ordering:
        """The question of the entry."""
        return Ordering(self.front, self.items, self.extra, self.overlap)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchEntry(Entry):
    """Pairs to find."""

    front: str
    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()

    @property
    def question(self) -> Match:
        """The question of the entry."""
        return Match(self.front, self.pairs, self.extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifyEntry(Entry):
    """Items to sort into groups."""

    front: str
    buckets: dict[str, tuple[str, ...]]

    @property
    def question(self) -> Classify:
        """The question of the entry."""
        buckets = tuple(Bucket(name, items) for name, items in self.buckets.items())
        return Classify(self.front, buckets)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """An item of a list, with its other accepted names."""

    text: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry(Entry):
    """Items to list from memory."""

    front: str
    items: tuple[str | ItemEntry, ...]
    need: int | None = None

    @property
    def question(self) -> List:
        """The question of the entry."""
        items = tuple(
            Item(item) if isinstance(item, str) else Item(item.text, item.accept)
            for item in self.items
        )
        return List(self.front, items, self.need)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberEntry(Entry):
    """A number to type."""

    front: str
    answer: str
    unit: str = ""
    range: tuple[str, str] | None = None
    bands: Literal["exact", "recall", "closed", "open"] | tuple[float, float, float] = "recall"

    @property
    def question(self) -> Number:
        """The question of the entry."""
        return Number(self.front, self.answer, self.unit, self.range, self.bands)
