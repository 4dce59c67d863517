"""Know Anki's own note types by their names, in any of its languages."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from flashdesign.content import anki_names

# A note type that was imported beside one of its name has a sign behind it.
_COPY = re.compile(r"(?:\+|-[0-9a-f]{5}){1,9}$")


@dataclass(frozen=True, slots=True)
class KnownType:
    """What a note type makes of its fields; `asks_to_reverse`: only where a third field says so."""

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
    """Return what the note type of this name makes, None where the name is not known."""
    plain = _COPY.sub("", normalize("NFC", name).strip()).strip().casefold()
    for names, found in _SETS:
        if plain in names:
            return found
    if "cloze" in plain:
        return KnownType(is_cloze=True)
    if "basic" not in plain:
        return None
    return KnownType(
        reverse="reversed" in plain and "optional" not in plain,
        asks_to_reverse="reversed" in plain and "optional" in plain,
        is_typed="type" in plain,
    )
