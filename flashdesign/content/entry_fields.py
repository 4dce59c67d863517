"""What a form asks for, kind by kind: the fields of a deck file's entry, by names people know."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum, auto

from flashdesign.content.face_rules import FEWEST_SHOWN, MOST_OVERLAP, MOST_SHOWN
from flashdesign.domain.faces import Choice
from flashdesign.domain.scoring import BANDS

__all__ = ["COMMON", "FIELDS", "Field", "Form", "Rows", "Shape", "Value", "fields_of"]

Rows = tuple[tuple[str, ...], ...]
Value = str | bool | Rows
Form = Mapping[str, Value]
"""What was typed, by the names of fields."""


class Shape(Enum):
    """How a field is filled in."""

    LINE = auto()
    TEXT = auto()
    SWITCH = auto()
    PICK = auto()
    ROWS = auto()
    TAGS = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `name` is the entry's key, with a dot where it lies in another.

    `columns` name what a row holds, `choices` are to pick from, the first one holds anyway.
    """

    name: str
    label: str
    shape: Shape = Shape.LINE
    advice: str = ""
    columns: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


_FRONT = Field("front", "Question", Shape.TEXT)
_SHOWN = str(next(field.default for field in fields(Choice) if field.name == "show"))
_CAN_BE_SHOWN = tuple(str(number) for number in range(FEWEST_SHOWN, MOST_SHOWN + 1))
_SEVERAL = "separated by ;"
_EXTRA = Field(
    "extra", "Besides, what does not belong", Shape.ROWS, "Shown among the others.", ("Item",)
)

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "basic": (
        _FRONT,
        Field("back", "Answer", Shape.TEXT),
        Field("reverse", "Ask it backwards too", Shape.SWITCH),
        Field("reverse_front", "Question for that way", advice="Empty: the answer itself."),
        Field(
            "accept",
            "Typed answers that are right too",
            Shape.ROWS,
            "With one of these the answer is typed.",
            ("Answer",),
        ),
    ),
    "cloze": (
        Field("text", "Text with gaps", Shape.TEXT, "A gap: {{1::answer}} or {{1::answer::hint}}."),
    ),
    "choice": (
        _FRONT,
        Field("correct", "Right", Shape.ROWS, "Of several, one is shown.", ("Option",)),
        Field("wrong", "Wrong", Shape.ROWS, "Two or more.", ("Option", "Why it is wrong")),
        Field(
            "show",
            "Options shown",
            Shape.PICK,
            choices=tuple(dict.fromkeys((_SHOWN, *_CAN_BE_SHOWN))),
        ),
    ),
    "order": (
        _FRONT,
        Field("items", "In this order", Shape.ROWS, "Three or more.", ("Item",)),
        _EXTRA,
        Field(
            "overlap",
            "A card for each step, with so many before it",
            Shape.PICK,
            "0: one card asks for the whole order.",
            choices=tuple(str(number) for number in range(MOST_OVERLAP + 1)),
        ),
    ),
    "match": (
        _FRONT,
        Field("pairs", "Pairs", Shape.ROWS, "Two or more.", ("This", "goes with this")),
        _EXTRA,
    ),
    "classify": (
        _FRONT,
        Field(
            "buckets",
            "Buckets",
            Shape.ROWS,
            "Two or more.",
            ("Bucket", f"What belongs there, {_SEVERAL}"),
        ),
    ),
    "list": (
        _FRONT,
        Field(
            "items",
            "To be named",
            Shape.ROWS,
            "Two or more.",
            ("Item", f"Also called, {_SEVERAL}"),
        ),
        Field("need", "How many are enough", advice="Empty: all of them."),
    ),
    "number": (
        _FRONT,
        Field("answer", "Answer", advice="As people write it: 86400, 1.5M, 10^5."),
        Field("unit", "Unit", advice="Such as ms, GB or 1/s; empty for a bare number."),
        Field("range", "Right from … to", advice="Such as 50 to 55; empty: the answer alone."),
        Field(
            "bands",
            "How near it must be",
            Shape.PICK,
            choices=("recall", *(name for name in BANDS if name != "recall")),
        ),
    ),
    "drill": (),
}
COMMON = (
    Field("tags", "Tags", Shape.TAGS, "With spaces between."),
    Field("why", "Why it is so", Shape.TEXT, "Told after the answer."),
    Field("hint", "Hint"),
    Field("source.title", "Source"),
    Field("source.url", "Its address"),
    Field("source.checked", "Checked on", advice="A day such as 2026-11-20."),
    Field("as_of", "As of", advice="A year, month or day, or timeless."),
)


def fields_of(kind: str) -> tuple[Field, ...]:
    """Return the fields of a kind; none where its entry is written as text."""
    own = FIELDS[kind]
    return (*own, *COMMON) if own else ()
