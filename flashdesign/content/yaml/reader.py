"""Reader of YAML as nodes with positions; ambiguous or harmful YAML is an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from flashdesign.content.yaml.scalars import Plain, resolve
from flashdesign.errors import DeckFormatError, Problem
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext

MAX_FILE_BYTES = 8_000_000
MAX_SCALAR_CHARACTERS = 100_000
MAX_DEPTH_LEVELS = 24
MAX_PROBLEMS = 100
MAX_EVENTS = 500_000
"""About 20,000 cards; a deck of this size is read in about three seconds."""


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A value in YAML 1.2, and its text as written."""

    value: Plain
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list."""

    items: tuple["Node", ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MappingNode:
    """A mapping with text keys; `keys` has the position of each."""

    values: Mapping[str, "Node"]
    keys: Mapping[str, ScalarNode]
    line: int
    column: int


Node = ScalarNode | ListNode | MappingNode


@dataclass(frozen=True, slots=True)
class Document:
    """The node tree of a file, and the path for messages."""

    path: Path
    root: Node


def read(path: Path) -> Document:
    """Read a YAML file; raise DeckFormatError with every problem found."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        message = _("the file cannot be read: {reason}").format(reason=error.strerror or error)
        raise DeckFormatError(path, (Problem(1, 1, message),)) from error
    return parse(data, path)


def parse(data: bytes, path: Path) -> Document:
    """Parse the bytes of a YAML file into nodes; `path` is only for messages."""
    if len(data) > MAX_FILE_BYTES:
        message = _("the file is larger than {n} MB; split it")
        problem = Problem(1, 1, message.format(n=number(MAX_FILE_BYTES // 1_000_000)))
        raise DeckFormatError(path, (problem,))
    problems: list[Problem] = []
    root = _compose(_decode(data, path), problems)
    if problems or root is None:
        empty = Problem(1, 1, _("the file is empty; a deck file starts with `format: 1`"))
        raise DeckFormatError(path, tuple(problems) or (empty,))
    return Document(path, root)


def to_plain_values(node: Node) -> object:
    """Return the node as plain dicts, lists and values, without positions."""
    match node:
        case ScalarNode(value=value):
            return value
        case ListNode(items=items):
            return [to_plain_values(item) for item in items]
        case MappingNode(values=values):
            return {key: to_plain_values(value) for key, value in values.items()}


def _decode(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = _("this is not UTF-8 text; save the file as UTF-8")
        problem = Problem(line, column, message)
        raise DeckFormatError(path, (problem,)) from error


class _Mark(Protocol):
    """A position in the text, counted from 0."""

    line: int
    column: int


class _StopReading(Exception):  # noqa: N818 - a signal within this module, never shown
    """Stops the parser: reading on would be unsafe or pointless."""

    def __init__(self, event: Event, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(*_position(event), message)


class _OpenItems:
    """A list that is still being read."""

    def __init__(self, event: Event) -> None:
        self._position = _position(event)
        self._items: list[Node] = []

    def add(self, node: Node, _problems: list[Problem]) -> None:
        self._items.append(node)

    def close(self) -> ListNode:
        return ListNode(tuple(self._items), *self._position)


class _OpenFields:
    """A mapping that is still being read; a key is pending until its value is read."""

    def __init__(self, event: Event) -> None:
        self._position = _position(event)
        self._keys: dict[str, ScalarNode] = {}
        self._values: dict[str, Node] = {}
        self._pending: ScalarNode | None = None

    def add(self, node: Node, problems: list[Problem]) -> None:
        key = self._pending
        if key is not None:
            self._pending = None
            if key.text not in self._keys:
                self._keys[key.text], self._values[key.text] = key, node
        elif isinstance(node, ScalarNode):
            self._pending = node
            self._check_repeated(node, problems)
        else:
            message = _(
                "a key must be a word, not a list or a mapping; put texts with braces in quotes"
            )
            problems.append(Problem(node.line, node.column, message))
            self._pending = ScalarNode(None, "", node.line, node.column)

    def close(self) -> MappingNode:
        return MappingNode(self._values, self._keys, *self._position)

    def _check_repeated(self, key: ScalarNode, problems: list[Problem]) -> None:
        first = self._keys.get(key.text)
        if first is not None:
            message = _("the key {key!r} is given twice; the first is on line {line}").format(
                key=key.text, line=first.line
            )
            problems.append(Problem(key.line, key.column, message))


def _compose(text: str, problems: list[Problem]) -> Node | None:
    """Build the tree from parser events in a loop; without recursion, deep nesting is harmless."""
    try:
        return _tree(text, problems)
    except _StopReading as stop:
        problems.append(stop.problem)
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(error))
    except yaml.reader.ReaderError as error:
        message = _("character {n} of the file is not allowed in YAML").format(
            n=number(error.position + 1)
        )
        problems.append(Problem(text.count("\n", 0, error.position) + 1, 1, message))
    return None


def _tree(text: str, problems: list[Problem]) -> Node | None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    stack: list[_OpenItems | _OpenFields] = []
    root: Node | None = None
    try:
        for count, event in enumerate(iter(loader.get_event, None)):
            _check_limits(event, count, problems)
            node = _step(event, stack, again=root is not None)
            if node is not None and stack:
                stack[-1].add(node, problems)
            elif node is not None:
                root = node
    finally:
        loader.dispose()
    return root


def _check_limits(event: Event, count: int, problems: list[Problem]) -> None:
    if len(problems) >= MAX_PROBLEMS:
        raise _StopReading(event, _("too many problems; the rest of the file was not read"))
    if count > MAX_EVENTS:
        raise _StopReading(event, _("the file has more values than a deck can use; split it"))


def _step(event: Event, stack: list[_OpenItems | _OpenFields], *, again: bool) -> Node | None:
    """Return the node that `event` completes, or None."""
    if isinstance(event, NodeEvent):
        _check_extras(event)
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        if len(stack) >= MAX_DEPTH_LEVELS:
            message = _("lists and mappings are nested more than {n} levels deep")
            raise _StopReading(event, message.format(n=number(MAX_DEPTH_LEVELS)))
        stack.append(
            _OpenItems(event) if isinstance(event, SequenceStartEvent) else _OpenFields(event)
        )
    elif isinstance(event, (SequenceEndEvent, MappingEndEvent)):
        return stack.pop().close()
    elif isinstance(event, DocumentStartEvent) and again:
        raise _StopReading(event, _("a second document starts here; write one deck per file"))
    return None


def _check_extras(event: NodeEvent) -> None:
    if event.anchor is not None:
        message = (
            _("the alias {name!r} is not allowed; write the value out, or quote the text")
            if isinstance(event, AliasEvent)
            else _("the anchor {name!r} is not allowed; write the value out, or quote the text")
        )
        raise _StopReading(event, message.format(name=event.anchor))
    tag = getattr(event, "tag", None)
    if tag is not None:
        message = _("the tag {tag!r} is not allowed; put the text in quotes")
        raise _StopReading(event, message.format(tag=tag))


def _scalar(event: ScalarEvent) -> ScalarNode:
    text: str = event.value
    if len(text) > MAX_SCALAR_CHARACTERS:
        message = ngettext(
            "this text is longer than {n} character",
            "this text is longer than {n} characters",
            MAX_SCALAR_CHARACTERS,
        )
        raise _StopReading(event, message.format(n=number(MAX_SCALAR_CHARACTERS)))
    value = text if event.style else resolve(text)
    return ScalarNode(value, text, *_position(event))


def _position(event: Event) -> tuple[int, int]:
    return _line_and_column(event.start_mark)


def _syntax_problem(error: yaml.MarkedYAMLError) -> Problem:
    reason = error.problem or error.context or _("this is not YAML")
    message = (
        _("YAML cannot be read here: {reason}; a text with ': ' or ' #' in it needs quotes")
        if "mapping values" in reason
        else _("YAML cannot be read here: {reason}")
    )
    line, column = _line_and_column(error.problem_mark or error.context_mark)
    return Problem(line, column, message.format(reason=reason))


def _line_and_column(mark: _Mark | None) -> tuple[int, int]:
    """Return line and column, counted from 1 as in editors."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
