"""Recognize Anki's built-in note types by name, in any of its languages."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from flashdesign.content import anki_names

# Anki adds "+" or a hash to the name of an imported note type whose name is already taken.
_COPY = re.compile(r"(?:\+|-[0-9a-f]{5}){1,9}$")


@dataclass(frozen=True, slots=True)
class KnownType:
    """How a note type uses its fields; `asks_to_reverse`: reversed if a third field is filled."""

    is_cloze: bool = False
    reverse: bool = False
    asks_to_reverse: bool = False
    is_typed: bool = False


_SETS = (
    (anki_names.CLOZE, KnownType(is_cloze=True)),
    (anki_names.BASIC, KnownType()),
    (anki_names.REVERSED, KnownType(reverse=True)),
    (anki_names.OPTIONALLY_REVERSED, KnownType(asks_to_reverse=True)),
    (anki_names.TYPED, KnownType(is_typed=True)),
)


def known_type(name: str) -> KnownType | None:
    """Return how the note type of this name uses its fields, or None for an unknown name."""
    plain = _COPY.sub("", normalize("NFC", name).strip()).strip().casefold()
    for names, note_type in _SETS:
        if plain in names:
            return note_type
    if "cloze" in plain:
        return KnownType(is_cloze=True)
    if "basic" not in plain:
        return None
    return KnownType(
        reverse="reversed" in plain and "optional" not in plain,
        asks_to_reverse="reversed" in plain and "optional" in plain,
        is_typed="type" in plain,
    )
