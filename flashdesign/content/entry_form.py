"""Between a note and what a form shows of it: read as a deck file's entry is, with its messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flashdesign.content.deck_cards import note_of
from flashdesign.content.deck_text import entry_of
from flashdesign.content.entry_fields import Field, Form, Rows, Shape, Value, fields_of
from flashdesign.content.yaml_scalars import resolve
from flashdesign.content.yaml_text import Fields, Items, Node, Scalar, parse
from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.faces import kind
from flashdesign.errors import DeckFormatError, Problem

SEPARATOR = ";"
_SPAN_WORD = " to "
_PLACE = Path("card")
# What a form has no field for stays as it was.
_HIDDEN = ("facts", "related", "target_s", "suspended", "replaces", "guid")
_OPTIONAL_ROWS = frozenset({"extra", "accept"})
_OPTIONAL_LINES = frozenset({"reverse_front", "unit", "range", "need"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a field (its name, "" for the whole); rows and lines count from 1."""

    field: str
    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The note that was written, or all that is wrong with it."""

    note: Note | None
    wrongs: tuple[Wrong, ...] = ()


def read_form(kind_name: str, form: Form, deck: DeckId, base: Note | None = None) -> Reading:
    """Return the note that a form makes; with a `base` it keeps its id and what no field shows."""
    fields = fields_of(kind_name)
    problems: list[Problem] = []
    entry: dict[str, Node] = {"kind": _scalar(kind_name, 0, 0)}
    for at, field in enumerate(fields, start=1):
        value = form.get(field.name, "")
        problems += _repeated(field, value, at)
        node = _node(field, value, at)
        if node is not None:
            _put(entry, field.name, node, at)
    if "source" in entry:
        _name_source(entry, fields)
    note = note_of(_mapping(entry, 0, 0), deck, problems, {})
    if note is None or problems:
        return Reading(None, _by_field(fields, problems))
    return Reading(note if base is None else _on_base(note, base))


def read_text(text: str, deck: DeckId, base: Note | None = None) -> Reading:
    """Return the note that an entry in YAML makes; with a `base` it keeps its id."""
    problems: list[Problem] = []
    try:
        root = parse(text.encode(), _PLACE).root
    except DeckFormatError as error:
        problems = list(error.problems)
        return Reading(None, _by_line(problems))
    if not isinstance(root, Fields):
        message = "an entry is a mapping that begins with its `kind:`"
        return Reading(None, (Wrong("", root.line, message),))
    note = note_of(root, deck, problems, {})
    if note is None or problems:
        return Reading(None, _by_line(problems))
    if base is not None:
        note = replace(note, deck=base.deck, id=base.id, guid=base.guid, replaces=base.replaces)
    return Reading(note)


def form_of(note: Note) -> Form | None:
    """Return what a form shows of a note, or None where it cannot show all of it."""
    entry = entry_of(note)
    form: dict[str, Value] = {}
    for field in fields_of(kind(note.face)):
        head, _, inner = field.name.partition(".")
        value = entry.get(head)
        if inner:
            value = value.get(inner) if isinstance(value, dict) else None
        form[field.name] = _shown(field, value)
    again = read_form(kind(note.face), form, note.deck, note)
    return form if form and again.note == note else None


def _on_base(note: Note, base: Note) -> Note:
    kept = {name: getattr(base, name) for name in _HIDDEN}
    return replace(note, deck=base.deck, id=base.id, **kept)


def _by_line(problems: Sequence[Problem]) -> tuple[Wrong, ...]:
    found = sorted({(one.line, one.column, one.message) for one in problems})
    return tuple(Wrong("", line, message) for line, _, message in found)


def _by_field(fields: Sequence[Field], problems: Sequence[Problem]) -> tuple[Wrong, ...]:
    """Return problems in the order of the form, those of the whole at the end."""
    found = sorted(problems, key=lambda one: (one.line or len(fields) + 1, one.column))
    return tuple(_wrong(fields[one.line - 1] if one.line else None, one) for one in found)


def _wrong(field: Field | None, problem: Problem) -> Wrong:
    """Return a problem as the form tells it, which knows its fields by their labels."""
    if field is None:
        return Wrong("", 0, problem.message)
    key = field.name.rpartition(".")[2]
    message = problem.message.replace(repr(key), f"“{field.label}”")
    return Wrong(field.name, problem.column, message)


# A node's line is the number of its field, its column that of its row: so problems find their way.


def _node(field: Field, value: Value, at: int) -> Node | None:
    """Return what the entry says of a field, or None for nothing."""
    match value:
        case bool():
            return Scalar(value, "true", at, 0) if value else None
        case str():
            return _of_text(field, value.strip(), at)
        case tuple():
            return _of_rows(field, value, at)


def _of_text(field: Field, text: str, at: int) -> Node | None:
    if field.shape is Shape.ROWS:
        return _of_rows(field, (), at)
    if field.shape is Shape.SWITCH:
        return None
    if field.shape is Shape.TAGS:
        return Items(tuple(_scalar(tag, at, 0) for tag in text.split()), at, 0) if text else None
    if not text and not _is_needed(field):
        return None
    if field.name == "range":
        return Items(tuple(_scalar(one.strip(), at, 0) for one in text.split(_SPAN_WORD)), at, 0)
    if field.shape is Shape.PICK or field.name == "need":
        return Scalar(resolve(text) if text else None, text, at, 0)
    return _scalar(text, at, 0)


def _is_needed(field: Field) -> bool:
    is_common = field.name in ("why", "hint", "as_of") or "." in field.name
    return not is_common and field.name not in _OPTIONAL_LINES


def _of_rows(field: Field, rows: Rows, at: int) -> Node | None:
    filled = [
        (number, tuple(cell.strip() for cell in row))
        for number, row in enumerate(rows, start=1)
        if any(cell.strip() for cell in row)
    ]
    if not filled and field.name in _OPTIONAL_ROWS:
        return None
    if field.name == "buckets":
        buckets = {row[0]: _several(row[1], at, number) for number, row in filled}
        return _mapping(buckets, at, 0)
    return Items(tuple(_row(field, row, at, number) for number, row in filled), at, 0)


def _row(field: Field, row: tuple[str, ...], at: int, number: int) -> Node:
    first = _scalar(row[0], at, number)
    if len(row) == 1:
        return first
    if field.name == "pairs":
        return Items((first, _scalar(row[1], at, number)), at, number)
    if not row[1]:
        return first
    if field.name == "items":
        return _mapping({"text": first, "accept": _several(row[1], at, number)}, at, number)
    return _mapping({"text": first, "why": _scalar(row[1], at, number)}, at, number)


def _several(text: str, at: int, number: int) -> Items:
    said = filter(None, (one.strip() for one in text.split(SEPARATOR)))
    return Items(tuple(_scalar(one, at, number) for one in said), at, number)


def _repeated(field: Field, value: Value, at: int) -> list[Problem]:
    """Return a problem where two rows would become one."""
    if field.name != "buckets" or not isinstance(value, tuple):
        return []
    names = [row[0].strip() for row in value]
    return [
        Problem(at, number, f"two buckets are called {name!r}")
        for number, name in enumerate(names, start=1)
        if name and name in names[: number - 1]
    ]


def _put(entry: dict[str, Node], name: str, node: Node, at: int) -> None:
    head, _, inner = name.partition(".")
    if not inner:
        entry[head] = node
        return
    whole = entry.get(head)
    known = dict(whole.values) if isinstance(whole, Fields) else {}
    place = whole.line if whole is not None else at
    entry[head] = _mapping({**known, inner: node}, place, 0)


def _name_source(entry: dict[str, Node], fields: Sequence[Field]) -> None:
    """Let a source without a title be told at the title."""
    source = entry["source"]
    if isinstance(source, Fields) and "title" not in source.values:
        at = [field.name for field in fields].index("source.title") + 1
        _put(entry, "source.title", _scalar("", at, 0), at)


def _scalar(text: str, line: int, column: int) -> Scalar:
    return Scalar(text, text, line, column)


def _mapping(values: Mapping[str, Node], line: int, column: int) -> Fields:
    return Fields(values, {key: _scalar(key, line, column) for key in values}, line, column)


def _shown(field: Field, value: object) -> Value:
    """Return an entry's value as the form shows it."""
    if field.shape is Shape.SWITCH:
        return value is True
    if field.shape is Shape.ROWS:
        return _rows(field, value)
    if field.shape is Shape.PICK:
        return str(value) if value else field.choices[0]
    if isinstance(value, list):
        return (_SPAN_WORD if field.name == "range" else " ").join(str(one) for one in value)
    return "" if value is None else str(value)


def _rows(field: Field, value: object) -> Rows:
    joint = f"{SEPARATOR} "
    if isinstance(value, dict):
        return tuple((str(name), joint.join(items)) for name, items in value.items())
    rows: list[tuple[str, ...]] = []
    for one in value if isinstance(value, list) else []:
        if isinstance(one, dict):
            more = one.get("accept", one.get("why", ""))
            told = joint.join(more) if isinstance(more, list) else str(more)
            rows.append((str(one["text"]), told))
        elif isinstance(one, list):
            rows.append(tuple(one))
        else:
            rows.append((str(one), "")[: len(field.columns)])
    return tuple(rows)
