"""Read the gaps of a cloze as Anki spells them, `{{c1::answer::hint}}`, as our own spelling."""

import re

RESPELLED = (
    "a gap {{c1::answer}}, as Anki writes it, is read as {{1::answer}}, as it is written here"
)
_ANKI_GAP = re.compile(r"\{\{c([0-9]{1,3})(?:,[0-9]{1,3})*::")
_OWN_GAP = re.compile(r"\{\{(?=[0-9]{1,3}::)")


def is_of_anki(text: str) -> bool:
    """Tell whether a text has a gap as Anki spells it."""
    return _ANKI_GAP.search(text) is not None


def with_own_gaps(text: str) -> str:
    """Return the text with each gap as it is spelled here; one for several cards is the first's."""
    return _ANKI_GAP.sub(lambda gap: f"{{{{{int(gap[1])}::", text)


def with_anki_gaps(text: str) -> str:
    """Return the text with each gap as Anki spells it."""
    return _OWN_GAP.sub("{{c", text)


def anki_numbers(text: str) -> frozenset[int]:
    """Return the numbers of the gaps of a text, each of one for several cards."""
    found = (number for gap in _ANKI_GAP.finditer(text) for number in gap[0][3:-2].split(","))
    return frozenset(int(number.removeprefix("c")) for number in found)
