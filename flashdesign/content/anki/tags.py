"""Tags as Anki stores them: in one text, separated by spaces."""

from collections.abc import Iterable


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags in a note's text of tags."""
    return tuple(text.split())


def write_tags(tags: Iterable[str]) -> str:
    """Return tags as Anki writes them: an underscore for white space, and a space at each end."""
    text = " ".join("_".join(tag.split()) for tag in tags)
    return f" {text} " if text else ""
