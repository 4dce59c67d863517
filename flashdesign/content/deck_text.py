"""Write a deck as the YAML text of a deck file, leaving out what holds anyway."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import assert_never

import yaml

from flashdesign.content.drill_text import drill_fields, given, source_fields
from flashdesign.content.yaml_scalars import resolve
from flashdesign.domain.cards import USUAL_LANGUAGE, Deck, Note
from flashdesign.domain.faces import (
    Basic,
    Choice,
    Classify,
    Cloze,
    Drill,
    Face,
    Item,
    List,
    Match,
    Number,
    Order,
    Wrong,
    kind,
)

WIDTH_CHARACTERS = 100
FORMAT = 1
_NAMES = frozenset({"id", "replaces", "guid"})


def text_of(deck: Deck, notes: Iterable[Note] | None = None) -> str:
    """Return the deck as a deck file that reads as the same deck.

    `notes` are those of the deck; who watches them hears how far it is, and may stop it.
    """
    head: dict[str, object] = {"format": FORMAT, "id": str(deck.id), "title": deck.title}
    head |= given(parent=deck.parent, description=deck.description, license=deck.license)
    if deck.language != USUAL_LANGUAGE:
        head["language"] = deck.language
    if deck.retention is not None:
        head["defaults"] = {"retention": deck.retention}
    if not deck.notes:
        return _dumped(head | {"cards": []})
    entries = [_dumped([entry_of(note)]) for note in (deck.notes if notes is None else notes)]
    return "".join([_dumped(head), "cards:\n", *entries])


def entry_text(note: Note) -> str:
    """Return a note's entry as YAML, without the names that stay whatever the text says."""
    return _dumped({key: said for key, said in entry_of(note).items() if key not in _NAMES})


class Dumper(yaml.SafeDumper):
    """Writes several lines as a block, and repeats a value instead of pointing at it."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


def _dumped(said: Mapping[str, object] | Sequence[object]) -> str:
    text: str = yaml.dump(
        said,
        Dumper=Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=WIDTH_CHARACTERS,
    )
    return text


# Signs that other readers take for an end of line, or that YAML allows only as an escape.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _UNSAFE.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


Dumper.add_representer(str, _block)


def entry_of(note: Note) -> dict[str, object]:
    """Return the note as the entry that reads as it."""
    return {
        "id": note.id,
        "kind": kind(note.face),
        **_face(note.face),
        **given(
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


def _face(face: Face) -> Mapping[str, object]:
    match face:
        case Basic():
            return {"front": face.front, "back": face.back} | given(
                accept=list(face.accept), reverse=face.reverse, reverse_front=face.reverse_front
            )
        case Cloze():
            return {"text": face.text}
        case Choice():
            return _choice(face)
        case Order() | Match() | Classify() | List():
            return {"front": face.front, **_many(face)}
        case Number():
            return _asked_number(face)
        case Drill(template=template):
            return drill_fields(template)
        case _:
            assert_never(face)


def _choice(face: Choice) -> Mapping[str, object]:
    wrong = [_wrong(option) for option in face.wrong]
    shown = None if face.show == _SHOWN else face.show
    entry = {"front": face.front, "correct": list(face.correct), "wrong": wrong}
    return entry | given(show=shown)


def _many(face: Order | Match | Classify | List) -> Mapping[str, object]:
    match face:
        case Order():
            items: dict[str, object] = {"items": list(face.items)}
            return items | given(extra=list(face.extra), overlap=face.overlap)
        case Match():
            pairs: dict[str, object] = {"pairs": [list(pair) for pair in face.pairs]}
            return pairs | given(extra=list(face.extra))
        case Classify():
            return {"buckets": {bucket.name: list(bucket.items) for bucket in face.buckets}}
        case List():
            things: dict[str, object] = {"items": [_item(item) for item in face.items]}
            return things | given(need=face.need)


def _asked_number(face: Number) -> Mapping[str, object]:
    span = [_number(bound) for bound in face.span or ()]
    bands = list(face.bands) if isinstance(face.bands, tuple) else face.bands
    asked = {"front": face.front, "answer": _number(face.answer)}
    return asked | given(unit=face.unit, range=span, bands=bands)


_SHOWN: object = next(field.default for field in fields(Choice) if field.name == "show")


def _wrong(option: Wrong) -> str | dict[str, str]:
    return {"text": option.text, "why": option.why} if option.why else option.text


def _item(item: Item) -> str | dict[str, object]:
    return {"text": item.text, "accept": list(item.accept)} if item.accept else item.text


def _number(text: str) -> str | int:
    """Return a plain whole number as one, so that no quotes are written around it."""
    value = resolve(text) if text else text
    return value if type(value) is int and str(value) == text else text
