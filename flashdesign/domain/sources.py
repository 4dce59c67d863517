"""Where a statement comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from, and when that was last checked (ISO date)."""

    title: str
    url: str = ""
    checked: str = ""
