"""The fields of an entry in a deck file from which each kind of question is read."""

from collections.abc import Mapping
from dataclasses import fields

from flashdesign.content.note_kinds.drill_writer import drop_empty
from flashdesign.content.yaml.scalars import resolve
from flashdesign.domain.notes.question import (
    Basic,
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

Fields = Mapping[str, object]
_DEFAULT_SHOW: object = next(
    field.default for field in fields(MultipleChoice) if field.name == "show"
)


def basic_values(face: Basic) -> Fields:
    """Return the fields of a question and its answer."""
    return {"front": face.front, "back": face.back} | drop_empty(
        accept=list(face.accept), reverse=face.reverse, reverse_front=face.reverse_front
    )


def cloze_values(face: Cloze) -> Fields:
    """Return the fields of a text with gaps."""
    return {"text": face.text}


def choice_values(face: MultipleChoice) -> Fields:
    """Return the fields of a question with options."""
    wrong = [_wrong_entry(option) for option in face.wrong]
    show = None if face.show == _DEFAULT_SHOW else face.show
    entry = {"front": face.front, "correct": list(face.correct), "wrong": wrong}
    return entry | drop_empty(show=show)


def order_values(face: Ordering) -> Fields:
    """Return the fields of items to put in order."""
    entry: dict[str, object] = {"front": face.front, "items": list(face.items)}
    return entry | drop_empty(extra=list(face.extra), overlap=face.overlap)


def match_values(face: Match) -> Fields:
    """Return the fields of pairs to find."""
    pairs = [list(pair) for pair in face.pairs]
    entry: dict[str, object] = {"front": face.front, "pairs": pairs}
    return entry | drop_empty(extra=list(face.extra))


def classify_values(face: Classify) -> Fields:
    """Return the fields of items to sort into groups."""
    buckets = {bucket.name: list(bucket.items) for bucket in face.buckets}
    return {"front": face.front, "buckets": buckets}


def list_values(face: List) -> Fields:
    """Return the fields of items to list from memory."""
    items = [_item_entry(item) for item in face.items]
    return {"front": face.front, "items": items} | drop_empty(need=face.need)


def number_values(face: Number) -> Fields:
    """Return the fields of a number to type."""
    span = [_unquoted(bound) for bound in face.span or ()]
    bands = list(face.bands) if isinstance(face.bands, tuple) else face.bands
    entry = {"front": face.front, "answer": _unquoted(face.answer)}
    return entry | drop_empty(unit=face.unit, range=span, bands=bands)


def _wrong_entry(option: WrongOption) -> str | dict[str, str]:
    return {"text": option.text, "why": option.why} if option.why else option.text


def _item_entry(item: Item) -> str | dict[str, object]:
    return {"text": item.text, "accept": list(item.accept)} if item.accept else item.text


def _unquoted(text: str) -> str | int:
    """Return a whole number as an int, so that it is written without quotes."""
    value = resolve(text) if text else text
    return value if type(value) is int and str(value) == text else text
