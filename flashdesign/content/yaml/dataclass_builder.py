"""Builder of frozen dataclasses from YAML nodes; it collects all errors."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
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

from flashdesign.content.yaml.reader import Document, ListNode, MappingNode, Node, ScalarNode
from flashdesign.domain.source import Source
from flashdesign.errors import DeckFormatError, Problem
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext

SHOWN_CHARACTERS = 40


def describe_node(node: Node) -> str:
    """Return what a node is, as it follows "not" in a message: "a list"."""
    match node:
        case ListNode():
            return _("a list")
        case MappingNode():
            return _("a mapping")
        case ScalarNode(value=None):
            return _("nothing")
        case ScalarNode(text=text):
            return quote_text(text) if text.strip() else _("empty text")


def quote_text(text: str) -> str:
    """Return a text in quotes, cut to 40 characters."""
    return repr(text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "...")


def list_names(names: Iterable[str]) -> str:
    """Return names as a message lists them: "`front`, `back`"."""
    return ", ".join(f"`{name}`" for name in names)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regex for a text; `description`, marked with `N_`, follows the words "must be"."""

    regex: str
    description: str


_MONTH = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
_DAY = _MONTH + r"-(?:0[1-9]|[12][0-9]|3[01])"

Id = Annotated[
    str,
    Pattern(
        r"[a-z0-9][a-z0-9._-]{1,63}",
        N_("an id of 2 to 64 lowercase letters, digits, dots, dashes or underscores"),
    ),
]
FactId = Annotated[str, Pattern(r"F[0-9]{3}", N_("a fact's number such as F078"))]
Tag = Annotated[
    str,
    Pattern(
        r"[^\s,;\x22\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+",
        N_("a tag without spaces, commas, semicolons or quotation marks"),
    ),
]
Day = Annotated[str, Pattern(_DAY, N_("a day such as 2026-11-20"))]
AsOf = Annotated[
    str,
    Pattern(
        rf"{_DAY}|{_MONTH}|[0-9]{{4}}|timeless",
        N_("a year, month or day such as 2026-11, or timeless"),
    ),
]


_NOT_IN_IDS = re.compile(r"[^a-z0-9._/-]+")


def build_record(
    cls: type[T], document: Document, sources: Mapping[str, Source] | None = None
) -> T:
    """Return the document as a `cls`; raise DeckFormatError with every problem in it."""
    problems: list[Problem] = []
    record = Builder(problems, sources).record(cls, document.root)
    if record is None or problems:
        raise DeckFormatError(
            document.path, tuple(sorted(problems, key=lambda p: (p.line, p.column)))
        )
    return record


class _Failed:
    """The result of a value that could not be built; its problem is already recorded."""


_FAILED: Final = _Failed()
_NO_SOURCES: Mapping[str, Source] = MappingProxyType({})
# No type covers every annotation, so annotations are Any below.


class Builder:
    """Builds values and appends to `problems`; a card may refer to one of `sources` by id."""

    def __init__(
        self, problems: list[Problem], sources: Mapping[str, Source] | None = None
    ) -> None:
        self._problems = problems
        self._sources = sources or _NO_SOURCES

    def record(self, cls: type[T], node: Node) -> T | None:
        """Return a `cls` made from the mapping `node`, or None after adding to `problems`."""
        expected = _wanted_fields(cast("Hashable", cls))
        if not isinstance(node, MappingNode):
            message = _("a mapping with {keys} is expected here, not {found}")
            self._note(node, message.format(keys=list_names(expected), found=describe_node(node)))
            return None
        before = len(self._problems)
        self._refuse_unknown(node, tuple(expected))
        values: dict[str, object] = {}
        for key, field in expected.items():
            if key in node.values:
                values[field.name] = self._value(field.annotation, node.values[key], key)
            elif field.required:
                self._note(node, _("the key {key!r} is missing").format(key=key))
        if len(self._problems) > before:
            return None
        return self._create(cls, values, node)

    def _create(self, cls: type[T], values: dict[str, object], node: Node) -> T | None:
        try:
            return cls(**values)
        except ValueError as error:  # a rule of the record, checked in its __post_init__
            self._note(node, str(error))
            return None

    def _refuse_unknown(self, node: MappingNode, known: tuple[str, ...]) -> None:
        for key, place in node.keys.items():
            if key not in known:
                near = get_close_matches(key, known, n=1, cutoff=0.6)
                message = (
                    _("unknown key {key!r}; did you mean {nearest!r}?").format(
                        key=key, nearest=near[0]
                    )
                    if near
                    else _("unknown key {key!r}; allowed are {keys}").format(
                        key=key, keys=list_names(known)
                    )
                )
                self._note(place, message)

    def _value(self, annotation: Any, node: Node, name: str) -> object:
        if annotation is str or annotation is bool:
            # Most values; the general path below would double the time of a large deck.
            return self._scalar(annotation, node, name)
        origin = get_origin(annotation)
        compound: Callable[[Any, Node, str], object] | None = {
            Annotated: self._match_pattern,
            Literal: self._match_literal,
            Union: self._match_union,
            UnionType: self._match_union,
            tuple: self._tuple,
            dict: self._dict,
        }.get(origin)
        if compound is not None:
            return compound(annotation, node, name)
        if annotation is Source and isinstance(node, ScalarNode):
            return self._find_source(node)
        if annotation is MappingNode and isinstance(node, MappingNode):
            return node
        if is_dataclass(annotation) and annotation is not MappingNode:
            built = self.record(cast("type[object]", annotation), node)
            return _FAILED if built is None else built
        return self._scalar(annotation, node, name)

    def _scalar(self, annotation: Any, node: Node, name: str) -> object:
        value = _read_scalar(annotation, node)
        if isinstance(value, _Failed):
            if annotation is str and isinstance(node, ScalarNode):
                return self._fail(node, _("{name!r} must not be empty").format(name=name))
            return self._fail(node, _mismatch(name, _type_name(annotation), node))
        return value

    def _match_pattern(self, annotation: Any, node: Node, name: str) -> object:
        base, pattern = get_args(annotation)
        value = self._value(base, node, name)
        if isinstance(value, str) and re.fullmatch(pattern.regex, value) is None:
            near = _NOT_IN_IDS.sub("-", value.lower()).strip("-")
            nearest = near if re.fullmatch(pattern.regex, near) else None
            return self._fail(
                node, _mismatch(name, _(pattern.description), quote_text(value), nearest)
            )
        return value

    def _match_literal(self, annotation: Any, node: Node, name: str) -> object:
        allowed = get_args(annotation)
        value = node.value if isinstance(node, ScalarNode) else _FAILED
        for choice in allowed:
            if type(value) is type(choice) and value == choice:
                return choice
        near = get_close_matches(str(value), [str(choice) for choice in allowed], n=1, cutoff=0.6)
        return self._fail(
            node, _mismatch(name, _type_name(annotation), node, near[0] if near else None)
        )

    def _match_union(self, annotation: Any, node: Node, name: str) -> object:
        members = [member for member in get_args(annotation) if _could_be(member, node)]
        if len(members) == 1:
            return self._value(members[0], node, name)
        trials: list[list[Problem]] = []
        for member in members:
            trials.append([])
            value = Builder(trials[-1], self._sources)._value(member, node, name)  # noqa: SLF001 - its own class
            if not trials[-1]:
                return value
        if members and all(is_dataclass(member) for member in members):
            closest: list[Problem] = min(trials, key=len)
            self._problems += closest
            return _FAILED
        names = [_type_name(member) for member in get_args(annotation) if member is not NoneType]
        return self._fail(node, _mismatch(name, _join_alternatives(names), node))

    def _tuple(self, annotation: Any, node: Node, name: str) -> object:
        members = get_args(annotation)
        if not isinstance(node, ListNode):
            return self._fail(node, _mismatch(name, _("a list"), node))
        if members[-1] is Ellipsis:
            members = members[:1] * len(node.items)
        if len(members) != len(node.items):
            message = ngettext(
                "{name!r} must have {n} entry, not {found}",
                "{name!r} must have {n} entries, not {found}",
                len(members),
            ).format(name=name, n=number(len(members)), found=number(len(node.items)))
            return self._fail(node, message)
        return tuple(
            self._value(member, item, name)
            for member, item in zip(members, node.items, strict=True)
        )

    def _dict(self, annotation: Any, node: Node, name: str) -> object:
        key_type, value_type = get_args(annotation)
        if not isinstance(node, MappingNode):
            return self._fail(node, _mismatch(name, _("a mapping"), node))
        return {
            self._value(key_type, node.keys[key], name): self._value(value_type, value, key)
            for key, value in node.values.items()
        }

    def _find_source(self, node: ScalarNode) -> object:
        if node.text in self._sources:
            return self._sources[node.text]
        near = get_close_matches(node.text, self._sources, n=1, cutoff=0.4)
        message = (
            _("there is no source {name} in this file; did you mean {nearest!r}?").format(
                name=quote_text(node.text), nearest=near[0]
            )
            if near
            else _("there is no source {name} in this file; add it to `sources`").format(
                name=quote_text(node.text)
            )
        )
        return self._fail(node, message)

    def _note(self, node: Node, message: str) -> None:
        self._problems.append(Problem(node.line, node.column, message))

    def _fail(self, node: Node, message: str) -> _Failed:
        self._note(node, message)
        return _FAILED


@dataclass(frozen=True, slots=True)
class _WantedField:
    """A field of a record."""

    name: str
    annotation: Any
    required: bool


@cache
def _wanted_fields(cls: Hashable) -> dict[str, _WantedField]:
    """Return the fields of a record by key; the key of a field `class_` is `class`."""
    hints = get_type_hints(cast("type[object]", cls), include_extras=True)
    return {
        field.name.removesuffix("_"): _WantedField(
            field.name,
            hints[field.name],
            required=field.default is MISSING and field.default_factory is MISSING,
        )
        for field in fields(cast("Any", cls))
        if field.init
    }


def _read_scalar(annotation: Any, node: Node) -> object:
    if not isinstance(node, ScalarNode):
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
    """Return whether a node of this shape can become an `annotation`."""
    if get_origin(annotation) is tuple:
        return isinstance(node, ListNode)
    if annotation is Source:
        return not isinstance(node, ListNode)
    if get_origin(annotation) is dict or is_dataclass(annotation):
        return isinstance(node, MappingNode)
    return isinstance(node, ScalarNode) and (annotation is NoneType) == (node.value is None)


def _mismatch(name: str, expected: str, found: Node | str, nearest: str | None = None) -> str:
    """Return the message on a value that is not of the expected type."""
    found_text = found if isinstance(found, str) else describe_node(found)
    if nearest is None:
        return _("{name!r} must be {expected}, not {found}").format(
            name=name, expected=expected, found=found_text
        )
    return _("{name!r} must be {expected}, not {found}; did you mean {nearest!r}?").format(
        name=name, expected=expected, found=found_text, nearest=nearest
    )


_TYPE_NAMES = {
    str: N_("text"),
    int: N_("a whole number"),
    float: N_("a number"),
    bool: N_("true or false"),
}


def _join_alternatives(names: list[str]) -> str:
    """Return "a number or a list" for several names."""
    first, *others = names
    for other in others:
        first = _("{first} or {second}").format(first=first, second=other)
    return first


def _type_name(annotation: Any) -> str:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _(cast("str", get_args(annotation)[1].description))
    if origin is Literal:
        if get_args(annotation) == ("",):
            return _("empty")
        choices = list_names(str(choice) for choice in get_args(annotation))
        return _("one of {choices}").format(choices=choices)
    if annotation in _TYPE_NAMES:
        return _(_TYPE_NAMES[annotation])
    return _("a list") if origin is tuple else _("a mapping")
