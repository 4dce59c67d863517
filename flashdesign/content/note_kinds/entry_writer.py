"""The fields of an entry in a deck file from which each kind of question is read."""

from collections.abc import Mapping
from dataclasses import fields

from flashdesign.content.note_kinds.drill_writer import drop_empty
from flashdesign.content.yaml.scalars import resolve
from flashdesign.domain.notes.question_kinds import (
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


def basic_values(question: Basic) -> Fields:
    """Return the fields of a question and its answer."""
    return {"front": question.front, "back": question.back} | drop_empty(
        accept=list(question.accept), reverse=question.reverse, reverse_front=question.reverse_front
    )


def cloze_values(question: Cloze) -> Fields:
    """Return the fields of a text with gaps."""
    return {"text": question.text}


def choice_values(question: MultipleChoice) -> Fields:
    """Return the fields of a question with options."""
    wrong = [_wrong_entry(option) for option in question.wrong]
    show = None if question.show == _DEFAULT_SHOW else question.show
    entry = {"front": question.front, "correct": list(question.correct), "wrong": wrong}
    return entry | drop_empty(show=show)


def order_values(question: Ordering) -> Fields:
    """Return the fields of items to put in order."""
    entry: dict[str, object] = {"front": question.front, "items": list(question.items)}
    return entry | drop_empty(extra=list(question.extra), overlap=question.overlap)


def match_values(question: Match) -> Fields:
    """Return the fields of pairs to find."""
    pairs = [list(pair) for pair in question.pairs]
    entry: dict[str, object] = {"front": question.front, "pairs": pairs}
    return entry | drop_empty(extra=list(question.extra))


def classify_values(question: Classify) -> Fields:
    """Return the fields of items to sort into groups."""
    buckets = {bucket.name: list(bucket.items) for bucket in question.buckets}
    return {"front": question.front, "buckets": buckets}


def list_values(question: List) -> Fields:
    """Return the fields of items to list from memory."""
    items = [_item_entry(item) for item in question.items]
    return {"front": question.front, "items": items} | drop_empty(need=question.need)


def number_values(question: Number) -> Fields:
    """Return the fields of a number to type."""
    span = [_unquoted(bound) for bound in question.span or ()]
    bands = list(question.bands) if isinstance(question.bands, tuple) else question.bands
    entry = {"front": question.front, "answer": _unquoted(question.answer)}
    return entry | drop_empty(unit=question.unit, range=span, bands=bands)


def _wrong_entry(option: WrongOption) -> str | dict[str, str]:
    return {"text": option.text, "why": option.why} if option.why else option.text


def _item_entry(item: Item) -> str | dict[str, object]:
    return {"text": item.text, "accept": list(item.accept)} if item.accept else item.text


def _unquoted(text: str) -> str | int:
    """Return a whole number as an int, so that it is written without quotes."""
    value = resolve(text) if text else text
    return value if type(value) is int and str(value) == text else text
