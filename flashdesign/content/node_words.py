"""Descriptions of YAML nodes and lists of keys, for error messages."""

from collections.abc import Iterable

from flashdesign.content.yaml_text import Fields, Items, Node, Scalar
from flashdesign.i18n import _

SHOWN_CHARACTERS = 40


def said(node: Node) -> str:
    """Return what a node is, as it follows "not" in a message: "a list"."""
    match node:
        case Items():
            return _("a list")
        case Fields():
            return _("a mapping")
        case Scalar(value=None):
            return _("nothing")
        case Scalar(text=text):
            return shown(text) if text.strip() else _("empty text")


def shown(text: str) -> str:
    """Return a text in quotes, cut to 40 characters."""
    return repr(text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "...")


def listed(names: Iterable[str]) -> str:
    """Return names as a message lists them: "`front`, `back`"."""
    return ", ".join(f"`{name}`" for name in names)
