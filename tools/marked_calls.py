"""The calls that mark a message for translation, found in the syntax tree of a module.

Babel's own extractor reads tokens: it drops the plural of a call with another marked call among its
arguments, and joins the branches of `_("a" if x else "b")` into one message.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marker:
    """How a function marks messages: the positions of its arguments, counted from 0."""

    message: int
    plural: int | None = None
    context: int | None = None
    takes_names: bool = False
    """The argument may be a name of a constant that `N_` marks elsewhere."""

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions of the arguments that must be literals."""
        return tuple(at for at in (self.message, self.plural, self.context) if at is not None)


MARKERS = {
    "_": Marker(0, takes_names=True),
    "N_": Marker(0),
    "ngettext": Marker(0, plural=1),
    "pgettext": Marker(1, context=0),
    "LazyText.counted": Marker(0, plural=1),
}


@dataclass(frozen=True, slots=True)
class Message:
    """A message to translate, and the line of its call."""

    singular: str
    plural: str = ""
    context: str = ""
    line: int = 0


def marker_of(node: ast.AST) -> Marker | None:
    """Return how a node marks messages, or None if it is not such a call."""
    if not isinstance(node, ast.Call):
        return None
    match node.func:
        case ast.Name(id=name):
            return MARKERS.get(name)
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            return MARKERS.get(f"{owner}.{name}")
        case _:
            return None


def literal(node: ast.AST) -> str | None:
    """Return the text of a string literal, also inside `N_()`, or None."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
        return literal(node.args[0]) if node.args else None
    return None


def messages(source: str) -> Iterator[Message]:
    """Yield the messages that a module marks, in the order of their lines."""
    found = [message for message in map(_message, ast.walk(ast.parse(source))) if message]
    yield from sorted(found, key=lambda message: message.line)


def _message(node: ast.AST) -> Message | None:
    marker = marker_of(node)
    if marker is None or not isinstance(node, ast.Call):
        return None
    texts = dict(enumerate(map(literal, node.args)))
    singular = texts.get(marker.message)
    plural = "" if marker.plural is None else texts.get(marker.plural)
    context = "" if marker.context is None else texts.get(marker.context)
    if not singular or plural is None or context is None:
        return None
    return Message(singular, plural, context, node.lineno)
