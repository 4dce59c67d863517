"""Build frozen dataclasses from YAML nodes: strictly, and with all problems gathered at once."""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from math import isfinite
from types import MappingProxyType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from flashdesign.content.node_words import listed, said, shown
from flashdesign.content.yaml_text import Document, Fields, Items, Node, Scalar
from flashdesign.domain.cards import Source
from flashdesign.errors import DeckFormatError, Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a text must look like; `like` says so in words, to go after "must be"."""

    regex: str
    like: str


_MONTH = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
_DAY = _MONTH + r"-(?:0[1-9]|[12][0-9]|3[01])"

Id = Annotated[
    str,
    Pattern(
        r"[a-z0-9][a-z0-9._-]{1,63}",
        "an id of 2 to 64 small letters, digits, dots, dashes or underscores",
    ),
]
FactId = Annotated[str, Pattern(r"F[0-9]{3}", "a fact's number such as F078")]
Tag = Annotated[
    str,
    Pattern(
        r"[^\s,;\x22\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+",
        "a tag without spaces, commas, semicolons and quotation marks",
    ),
]
Day = Annotated[str, Pattern(_DAY, "a day such as 2026-11-20")]
AsOf = Annotated[
    str,
    Pattern(
        rf"{_DAY}|{_MONTH}|[0-9]{{4}}|timeless",
        "a year, month or day such as 2026-11, or timeless",
    ),
]


_NOT_IN_IDS = re.compile(r"[^a-z0-9._/-]+")


def build(cls: type[T], document: Document, sources: Mapping[str, Source] | None = None) -> T:
    """Return the document as a `cls`; raise DeckFormatError with every problem in it."""
    problems: list[Problem] = []
    record = Builder(problems, sources).record(cls, document.root)
    if record is None or problems:
        raise DeckFormatError(
            document.path, tuple(sorted(problems, key=lambda p: (p.line, p.column)))
        )
    return record


class _Failed:
    """The value that stands for "could not be built"; its problem is already noted."""


_FAILED: Final = _Failed()
_NO_SOURCES: Mapping[str, Source] = MappingProxyType({})
# No type can say "any annotation", so annotations are Any below.


class Builder:
    """Builds values and appends to `problems`; `sources` are those that a card may name by id."""

    def __init__(
        self, problems: list[Problem], sources: Mapping[str, Source] | None = None
    ) -> None:
        self._problems = problems
        self._sources = sources or _NO_SOURCES

    def record(self, cls: type[T], node: Node) -> T | None:
        """Return a `cls` made of the mapping `node`, or None after noting what is wrong."""
        wanted = _wanted(cast("Hashable", cls))
        if not isinstance(node, Fields):
            keys = listed(wanted)
            self._note(node, f"a mapping with {keys} is expected here, not {said(node)}")
            return None
        before = len(self._problems)
        self._refuse_unknown(node, tuple(wanted))
        values: dict[str, object] = {}
        for key, field in wanted.items():
            if key in node.values:
                values[field.name] = self._value(field.annotation, node.values[key], key)
            elif field.required:
                self._note(node, f"the key {key!r} is missing")
        if len(self._problems) > before:
            return None
        return self._made(cls, values, node)

    def _made(self, cls: type[T], values: dict[str, object], node: Node) -> T | None:
        try:
            return cls(**values)
        except ValueError as error:  # a record's own rule, told by its __post_init__
            self._note(node, str(error))
            return None

    def _refuse_unknown(self, node: Fields, known: tuple[str, ...]) -> None:
        for key, place in node.keys.items():
            if key not in known:
                near = get_close_matches(key, known, n=1, cutoff=0.6)
                right = f"did you mean {near[0]!r}?" if near else f"allowed are {listed(known)}"
                self._note(place, f"unknown key {key!r}; {right}")

    def _value(self, annotation: Any, node: Node, name: str) -> object:
        if annotation is str or annotation is bool:
            # Most values by far; what follows would double the time of a large deck.
            return self._scalar(annotation, node, name)
        origin = get_origin(annotation)
        compound: Callable[[Any, Node, str], object] | None = {
            Annotated: self._matching,
            Literal: self._one_of,
            Union: self._either,
            UnionType: self._either,
            tuple: self._tuple,
            dict: self._dict,
        }.get(origin)
        if compound is not None:
            return compound(annotation, node, name)
        if annotation is Source and isinstance(node, Scalar):
            return self._named_source(node)
        if annotation is Fields and isinstance(node, Fields):
            return node
        if is_dataclass(annotation) and annotation is not Fields:
            built = self.record(cast("type[object]", annotation), node)
            return _FAILED if built is None else built
        return self._scalar(annotation, node, name)

    def _scalar(self, annotation: Any, node: Node, name: str) -> object:
        value = _read_scalar(annotation, node)
        if isinstance(value, _Failed):
            return self._fail(node, f"{name!r} must be {_called(annotation)}, not {said(node)}")
        return value

    def _matching(self, annotation: Any, node: Node, name: str) -> object:
        base, pattern = get_args(annotation)
        value = self._value(base, node, name)
        if isinstance(value, str) and re.fullmatch(pattern.regex, value) is None:
            near = _NOT_IN_IDS.sub("-", value.lower()).strip("-")
            hint = f"; did you mean {near!r}?" if re.fullmatch(pattern.regex, near) else ""
            return self._fail(node, f"{name!r} must be {pattern.like}, not {shown(value)}{hint}")
        return value

    def _one_of(self, annotation: Any, node: Node, name: str) -> object:
        allowed = get_args(annotation)
        value = node.value if isinstance(node, Scalar) else _FAILED
        for choice in allowed:
            if type(value) is type(choice) and value == choice:
                return choice
        near = get_close_matches(str(value), [str(choice) for choice in allowed], n=1, cutoff=0.6)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        words = listed(str(choice) for choice in allowed)
        return self._fail(node, f"{name!r} must be one of {words}, not {said(node)}{hint}")

    def _either(self, annotation: Any, node: Node, name: str) -> object:
        members = [member for member in get_args(annotation) if _could_be(member, node)]
        if len(members) == 1:
            return self._value(members[0], node, name)
        for member in members:
            trial: list[Problem] = []
            value = Builder(trial, self._sources)._value(member, node, name)  # noqa: SLF001 - its own class
            if not trial:
                return value
        called = " or ".join(_called(m) for m in get_args(annotation) if m is not NoneType)
        return self._fail(node, f"{name!r} must be {called}, not {said(node)}")

    def _tuple(self, annotation: Any, node: Node, name: str) -> object:
        members = get_args(annotation)
        if not isinstance(node, Items):
            return self._fail(node, f"{name!r} must be a list, not {said(node)}")
        if members[-1] is Ellipsis:
            members = members[:1] * len(node.items)
        if len(members) != len(node.items):
            return self._fail(
                node, f"{name!r} must have {len(members)} entries, not {len(node.items)}"
            )
        return tuple(
            self._value(member, item, name)
            for member, item in zip(members, node.items, strict=True)
        )

    def _dict(self, annotation: Any, node: Node, name: str) -> object:
        key_type, value_type = get_args(annotation)
        if not isinstance(node, Fields):
            return self._fail(node, f"{name!r} must be a mapping, not {said(node)}")
        return {
            self._value(key_type, node.keys[key], name): self._value(value_type, value, key)
            for key, value in node.values.items()
        }

    def _named_source(self, node: Scalar) -> object:
        if node.text in self._sources:
            return self._sources[node.text]
        near = get_close_matches(node.text, self._sources, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else "add it to the file's `sources`"
        return self._fail(node, f"there is no source {shown(node.text)} in this file; {hint}")

    def _note(self, node: Node, message: str) -> None:
        self._problems.append(Problem(node.line, node.column, message))

    def _fail(self, node: Node, message: str) -> _Failed:
        self._note(node, message)
        return _FAILED


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One field of a record."""

    name: str
    annotation: Any
    required: bool


@cache
def _wanted(cls: Hashable) -> dict[str, _Wanted]:
    """Return the fields of a record by key; a field `class_` is the key `class`."""
    hints = get_type_hints(cast("type[object]", cls), include_extras=True)
    return {
        field.name.removesuffix("_"): _Wanted(
            field.name,
            hints[field.name],
            required=field.default is MISSING and field.default_factory is MISSING,
        )
        for field in fields(cast("Any", cls))
        if field.init
    }


def _read_scalar(annotation: Any, node: Node) -> object:
    if not isinstance(node, Scalar):
        return _FAILED
    value = node.value
    if annotation is str:
        text = node.text.strip("\n").rstrip()
        return text if value is not None and text else _FAILED
    if annotation is float and type(value) in (int, float):
        return float(cast("float", value)) if isfinite(cast("float", value)) else _FAILED
    if annotation is NoneType:
        return None if value is None else _FAILED
    return value if type(value) is annotation else _FAILED


def _could_be(annotation: Any, node: Node) -> bool:
    """Tell whether a node of this shape can become an `annotation` at all."""
    if get_origin(annotation) is tuple:
        return isinstance(node, Items)
    if annotation is Source:
        return not isinstance(node, Items)
    if get_origin(annotation) is dict or is_dataclass(annotation):
        return isinstance(node, Fields)
    return isinstance(node, Scalar) and (annotation is NoneType) == (node.value is None)


_CALLED = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def _called(annotation: Any) -> str:
    origin = get_origin(annotation)
    if origin is Annotated:
        return cast("str", get_args(annotation)[1].like)
    if origin is Literal:
        if get_args(annotation) == ("",):
            return "empty"
        return "one of " + listed(str(choice) for choice in get_args(annotation))
    return _CALLED.get(annotation, "a list" if origin is tuple else "a mapping")
