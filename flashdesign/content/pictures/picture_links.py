"""Links to pictures in the text of notes: finding and renaming them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from flashdesign.content.rendering import markdown
from flashdesign.domain.notes.note import Note


def picture_names(notes: Iterable[Note]) -> dict[str, str]:
    """Return the names of the pictures in notes, each with the id of the first note that has it."""
    found: dict[str, str] = {}
    for note in notes:
        for text in _texts((note.question, note.why, note.hint)):
            for name in markdown.image_names(text):
                found.setdefault(name, note.id)
    return found


def rename_pictures(note: Note, names: Mapping[str, str]) -> Note:
    """Return the note with its pictures renamed; `names` maps old names to new ones."""
    if not names:
        return note
    old_names = "|".join(re.escape(name) for name in names)
    link = re.compile(rf"(!\[[^\[\]]*\]\(<?)({old_names})(?=[\s)>#])")

    def change(text: str) -> str:
        return link.sub(lambda match: match[1] + names[match[2]], text)

    return replace(
        note,
        question=_change_texts(note.question, change),
        why=_change_texts(note.why, change),
        hint=_change_texts(note.hint, change),
    )


def _texts(value: object) -> Iterator[str]:
    """Yield every text within a value that may link to a picture."""
    if isinstance(value, str):
        if "![" in value:
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _change_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Return a value with `change` applied to every text within it."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_change_texts(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: _change_texts(part, change) for name, part in parts.items()})
    return value
