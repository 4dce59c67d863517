"""Find the pictures that notes name, and have notes name others in their place."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from flashdesign.content import markdown
from flashdesign.domain.cards import Note


def picture_names(notes: Iterable[Note]) -> dict[str, str]:
    """Return the pictures that notes name, each with the id of the first note that does."""
    found: dict[str, str] = {}
    for note in notes:
        for text in _texts((note.face, note.why, note.hint)):
            for name in markdown.images(text):
                found.setdefault(name, note.id)
    return found


def renamed(note: Note, names: Mapping[str, str]) -> Note:
    """Return the note with other names for pictures, by those that it has for them."""
    if not names:
        return note
    known = "|".join(re.escape(name) for name in names)
    link = re.compile(rf"(!\[[^\[\]]*\]\(<?)({known})(?=[\s)>#])")

    def change(text: str) -> str:
        return link.sub(lambda found: found[1] + names[found[2]], text)

    return replace(
        note,
        face=_changed(note.face, change),
        why=_changed(note.why, change),
        hint=_changed(note.hint, change),
    )


def _texts(value: object) -> Iterator[str]:
    """Yield every text within a value that may name a picture."""
    if isinstance(value, str):
        if "![" in value:
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    """Return a value with every text within it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(one, change) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: _changed(part, change) for name, part in parts.items()})
    return value
