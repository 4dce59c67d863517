"""Signs without a width, which come along when text is copied and mean nothing in an answer."""

import re

# Soft hyphens, joiners, marks of direction, variation selectors, byte order marks.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


def without_invisible(text: str) -> str:
    """Return a text without the signs that cannot be seen."""
    return text if text.isascii() else _INVISIBLE.sub("", text)
