"""Say what stands in a file, for messages about it."""

from collections.abc import Iterable

from flashdesign.content.yaml_text import Fields, Items, Node, Scalar

SHOWN_CHARACTERS = 40


def said(node: Node) -> str:
    """Return what a node is, to go after "not"."""
    match node:
        case Items():
            return "a list"
        case Fields():
            return "a mapping"
        case Scalar(value=None):
            return "nothing"
        case Scalar(text=text):
            return shown(text) if text.strip() else "an empty text"


def shown(text: str) -> str:
    """Return a text in quotes, cut where it is long."""
    return repr(text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "...")


def listed(names: Iterable[str]) -> str:
    """Return names as a message lists them."""
    return ", ".join(f"`{name}`" for name in names)
