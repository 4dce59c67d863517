"""Removal of zero-width characters, which copied text often contains and answers do not need."""

import re

# Soft hyphens, joiners, marks of direction, variation selectors, byte order marks.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


def strip_invisible(text: str) -> str:
    """Return a text without its invisible characters."""
    return text if text.isascii() else _INVISIBLE.sub("", text)
