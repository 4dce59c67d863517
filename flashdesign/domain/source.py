"""The source of a statement in a note."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a statement, and the ISO date when it was last checked."""

    title: str
    url: str = ""
    checked: str = ""
