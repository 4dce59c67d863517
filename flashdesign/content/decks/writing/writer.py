"""Writing of deck files: a deck as YAML text without default values."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import assert_never

import yaml

from flashdesign.content.note_kinds.drill_writer import drill_fields, drop_empty, source_fields
from flashdesign.content.yaml.dumper import LINE_WIDTH, Dumper
from flashdesign.content.yaml.scalars import resolve
from flashdesign.domain.notes.note import USUAL_LANGUAGE, Deck, Note
from flashdesign.domain.notes.question import (
    Basic,
    Classify,
    Cloze,
    Drill,
    Item,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    Question,
    WrongOption,
    kind,
)

FORMAT = 1
_ID_KEYS = frozenset({"id", "replaces", "guid"})


def write_deck(deck: Deck, notes: Iterable[Note] | None = None) -> str:
    """Return the text of a deck file from which the same deck is read.

    `notes` are the deck's notes, as an iterable that may report progress and may raise to stop.
    """
    head: dict[str, object] = {"format": FORMAT, "id": str(deck.id), "title": deck.title}
    head |= drop_empty(parent=deck.parent, description=deck.description, license=deck.license)
    if deck.language != USUAL_LANGUAGE:
        head["language"] = deck.language
    if deck.retention is not None:
        head["defaults"] = {"retention": deck.retention}
    if not deck.notes:
        return _dump(head | {"cards": []})
    entries = [_dump([entry_values(note)]) for note in (deck.notes if notes is None else notes)]
    return "".join([_dump(head), "cards:\n", *entries])


def entry_text(note: Note) -> str:
    """Return a note's entry as YAML for editing, without the ids, which an edit keeps."""
    return _dump({key: value for key, value in entry_values(note).items() if key not in _ID_KEYS})


def _dump(value: Mapping[str, object] | Sequence[object]) -> str:
    text: str = yaml.dump(
        value,
        Dumper=Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=LINE_WIDTH,
    )
    return text


# Characters that other YAML readers take for a line end, or that YAML allows only escaped.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _UNSAFE.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


Dumper.add_representer(str, _represent_text)


def entry_values(note: Note) -> dict[str, object]:
    """Return the deck file entry from which the same note is read."""
    return {
        "id": note.id,
        "kind": kind(note.question),
        **_face_fields(note.question),
        **drop_empty(
            why=note.why,
            hint=note.hint,
            tags=list(note.tags),
            facts=list(note.facts),
            source=source_fields(note.source) if note.source else None,
            as_of=note.as_of,
            related=list(note.related),
            target_s=note.target_s,
            suspended=note.suspended,
            replaces=list(note.replaces),
            guid=note.guid,
        ),
    }


def _face_fields(face: Question) -> Mapping[str, object]:
    match face:
        case Basic():
            return {"front": face.front, "back": face.back} | drop_empty(
                accept=list(face.accept), reverse=face.reverse, reverse_front=face.reverse_front
            )
        case Cloze():
            return {"text": face.text}
        case MultipleChoice():
            return _choice_fields(face)
        case Ordering() | Match() | Classify() | List():
            return {"front": face.front, **_item_fields(face)}
        case Number():
            return _number_fields(face)
        case Drill(template=template):
            return drill_fields(template)
        case _:
            assert_never(face)


def _choice_fields(face: MultipleChoice) -> Mapping[str, object]:
    wrong = [_wrong_entry(option) for option in face.wrong]
    show = None if face.show == _DEFAULT_SHOW else face.show
    entry = {"front": face.front, "correct": list(face.correct), "wrong": wrong}
    return entry | drop_empty(show=show)


def _item_fields(face: Ordering | Match | Classify | List) -> Mapping[str, object]:
    match face:
        case Ordering():
            items: dict[str, object] = {"items": list(face.items)}
            return items | drop_empty(extra=list(face.extra), overlap=face.overlap)
        case Match():
            pairs: dict[str, object] = {"pairs": [list(pair) for pair in face.pairs]}
            return pairs | drop_empty(extra=list(face.extra))
        case Classify():
            return {"buckets": {bucket.name: list(bucket.items) for bucket in face.buckets}}
        case List():
            answers: dict[str, object] = {"items": [_item_entry(item) for item in face.items]}
            return answers | drop_empty(need=face.need)


def _number_fields(face: Number) -> Mapping[str, object]:
    span = [_unquoted(bound) for bound in face.span or ()]
    bands = list(face.bands) if isinstance(face.bands, tuple) else face.bands
    entry = {"front": face.front, "answer": _unquoted(face.answer)}
    return entry | drop_empty(unit=face.unit, range=span, bands=bands)


_DEFAULT_SHOW: object = next(
    field.default for field in fields(MultipleChoice) if field.name == "show"
)


def _wrong_entry(option: WrongOption) -> str | dict[str, str]:
    return {"text": option.text, "why": option.why} if option.why else option.text


def _item_entry(item: Item) -> str | dict[str, object]:
    return {"text": item.text, "accept": list(item.accept)} if item.accept else item.text


def _unquoted(text: str) -> str | int:
    """Return a whole number as an int, so that it is written without quotes."""
    value = resolve(text) if text else text
    return value if type(value) is int and str(value) == text else text
