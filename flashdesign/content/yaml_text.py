"""Read YAML text into nodes that know their place, refusing what could mislead or harm."""

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

from flashdesign.content.yaml_scalars import Plain, resolve
from flashdesign.errors import DeckFormatError, Problem

MAX_FILE_BYTES = 8_000_000
MAX_SCALAR_CHARACTERS = 100_000
MAX_DEPTH_LEVELS = 24
MAX_PROBLEMS = 100
MAX_EVENTS = 500_000
"""Some 20,000 cards; a deck of this size is read in about three seconds."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value: as YAML 1.2 understands it, and the text as it was written."""

    value: Plain
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Node", ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping; its keys are texts, `keys` says where each stands."""

    values: Mapping[str, "Node"]
    keys: Mapping[str, Scalar]
    line: int
    column: int


Node = Scalar | Items | Fields


@dataclass(frozen=True, slots=True)
class Document:
    """A file's tree, and the path that messages name."""

    path: Path
    root: Node


def read(path: Path) -> Document:
    """Read one YAML file; raise DeckFormatError with every problem that could be found."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        problem = Problem(1, 1, f"the file cannot be read: {error.strerror or error}")
        raise DeckFormatError(path, (problem,)) from error
    return parse(data, path)


def parse(data: bytes, path: Path) -> Document:
    """Turn the bytes of one YAML file into nodes; `path` only names the file in messages."""
    if len(data) > MAX_FILE_BYTES:
        problem = Problem(
            1, 1, f"the file is larger than {MAX_FILE_BYTES // 1_000_000} MB; split it"
        )
        raise DeckFormatError(path, (problem,))
    problems: list[Problem] = []
    root = _compose(_decode(data, path), problems)
    if problems or root is None:
        empty = Problem(1, 1, "the file is empty; a deck file starts with `format: 1`")
        raise DeckFormatError(path, tuple(problems) or (empty,))
    return Document(path, root)


def plain(node: Node) -> object:
    """Return the node as ordinary dicts, lists and values, without positions."""
    match node:
        case Scalar(value=value):
            return value
        case Items(items=items):
            return [plain(item) for item in items]
        case Fields(values=values):
            return {key: plain(value) for key, value in values.items()}


def _decode(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        problem = Problem(line, column, "this is not UTF-8 text; save the file as UTF-8")
        raise DeckFormatError(path, (problem,)) from error


class _Mark(Protocol):
    """A place in the text, counted from 0."""

    line: int
    column: int


class _Refused(Exception):  # noqa: N818 - a signal within this module, never shown
    """Stop reading: going on would be dangerous or senseless."""

    def __init__(self, event: Event, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(*_position(event), message)


class _OpenItems:
    """A list that is being read."""

    def __init__(self, event: Event) -> None:
        self._position = _position(event)
        self._items: list[Node] = []

    def add(self, node: Node, _: list[Problem]) -> None:
        self._items.append(node)

    def close(self) -> Items:
        return Items(tuple(self._items), *self._position)


class _OpenFields:
    """A mapping that is being read: a key waits until its value has come."""

    def __init__(self, event: Event) -> None:
        self._position = _position(event)
        self._keys: dict[str, Scalar] = {}
        self._values: dict[str, Node] = {}
        self._waiting: Scalar | None = None

    def add(self, node: Node, problems: list[Problem]) -> None:
        key = self._waiting
        if key is not None:
            self._waiting = None
            if key.text not in self._keys:
                self._keys[key.text], self._values[key.text] = key, node
        elif isinstance(node, Scalar):
            self._waiting = node
            self._refuse_repeated(node, problems)
        else:
            message = (
                "a key must be a word, not a list or a mapping; put texts with braces in quotes"
            )
            problems.append(Problem(node.line, node.column, message))
            self._waiting = Scalar(None, "", node.line, node.column)

    def close(self) -> Fields:
        return Fields(self._values, self._keys, *self._position)

    def _refuse_repeated(self, key: Scalar, problems: list[Problem]) -> None:
        first = self._keys.get(key.text)
        if first is not None:
            message = (
                f"the key {key.text!r} stands here twice; it was first given on line {first.line}"
            )
            problems.append(Problem(key.line, key.column, message))


def _compose(text: str, problems: list[Problem]) -> Node | None:
    """Build the tree from the parser's events, in a loop: depth is data here, never recursion."""
    try:
        return _tree(text, problems)
    except _Refused as refusal:
        problems.append(refusal.problem)
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(error))
    except yaml.reader.ReaderError as error:
        message = f"the character number {error.position + 1} is not allowed in YAML text"
        problems.append(Problem(text.count("\n", 0, error.position) + 1, 1, message))
    return None


def _tree(text: str, problems: list[Problem]) -> Node | None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    stack: list[_OpenItems | _OpenFields] = []
    root: Node | None = None
    try:
        for count, event in enumerate(iter(loader.get_event, None)):
            _refuse_flood(event, count, problems)
            node = _step(event, stack, again=root is not None)
            if node is not None and stack:
                stack[-1].add(node, problems)
            elif node is not None:
                root = node
    finally:
        loader.dispose()
    return root


def _refuse_flood(event: Event, count: int, problems: list[Problem]) -> None:
    if len(problems) >= MAX_PROBLEMS:
        raise _Refused(event, "too many problems; the rest of the file was not read")
    if count > MAX_EVENTS:
        raise _Refused(event, "the file holds more values than a deck can use; split it")


def _step(event: Event, stack: list[_OpenItems | _OpenFields], *, again: bool) -> Node | None:
    """Return the node that `event` completes, if it does."""
    if isinstance(event, NodeEvent):
        _refuse_extras(event)
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        if len(stack) >= MAX_DEPTH_LEVELS:
            raise _Refused(
                event, f"lists and mappings are nested more than {MAX_DEPTH_LEVELS} deep"
            )
        stack.append(
            _OpenItems(event) if isinstance(event, SequenceStartEvent) else _OpenFields(event)
        )
    elif isinstance(event, (SequenceEndEvent, MappingEndEvent)):
        return stack.pop().close()
    elif isinstance(event, DocumentStartEvent) and again:
        raise _Refused(event, "a second document starts here; write one deck per file")
    return None


def _refuse_extras(event: NodeEvent) -> None:
    if event.anchor is not None:
        what = "alias" if isinstance(event, AliasEvent) else "anchor"
        raise _Refused(
            event,
            f"the {what} {event.anchor!r} is not allowed; write the value out, or quote the text",
        )
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise _Refused(event, f"the tag {tag!r} is not allowed; put the text in quotes")


def _scalar(event: ScalarEvent) -> Scalar:
    text: str = event.value
    if len(text) > MAX_SCALAR_CHARACTERS:
        raise _Refused(event, f"this text is longer than {MAX_SCALAR_CHARACTERS} characters")
    value = text if event.style else resolve(text)
    return Scalar(value, text, *_position(event))


def _position(event: Event) -> tuple[int, int]:
    return _after(event.start_mark)


def _syntax_problem(error: yaml.MarkedYAMLError) -> Problem:
    said = error.problem or error.context or "this is not YAML"
    hint = "; a text with ': ' or ' #' in it needs quotes" if "mapping values" in said else ""
    line, column = _after(error.problem_mark or error.context_mark)
    return Problem(line, column, f"YAML cannot be read here: {said}{hint}")


def _after(mark: _Mark | None) -> tuple[int, int]:
    """Return line and column counted from 1, as editors show them."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
