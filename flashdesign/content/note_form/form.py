"""Conversion between notes and the note form, which is read like a deck file's entry."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flashdesign.content.decks.notes import build_note
from flashdesign.content.decks.writing.writer import entry_values
from flashdesign.content.note_kinds.form_fields import (
    Control,
    Field,
    FormValues,
    Rows,
    Value,
)
from flashdesign.content.note_kinds.registry import form_fields
from flashdesign.content.yaml.reader import ListNode, MappingNode, Node, ScalarNode, parse
from flashdesign.content.yaml.scalars import resolve
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic, kind
from flashdesign.errors import DeckFormatError, Problem
from flashdesign.i18n.translation import _

SEPARATOR = ";"
# Not translated: it is also what users type.
_RANGE_SEPARATOR = " to "
_PLACE = Path("card")
_KEY = re.compile(r"`([a-z_]{1,40})(: [^`\n]{0,80})?`")
_WHOLE_ROWS = frozenset({"pairs", "buckets"})
# The form has no fields for these; they keep their values.
_HIDDEN = ("facts", "related", "target_s", "suspended", "replaces", "guid")


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A problem of a field (its name, "" for the whole form); rows and lines count from 1.

    `cell` is the index of the cell in its row that is at fault, None if it is not known.
    """

    field: str
    row: int
    message: str
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class FormResult:
    """The note that the user entered, or all of its problems."""

    note: Note | None
    problems: tuple[FieldProblem, ...] = ()


def read_form(
    kind_name: str, form: FormValues, deck: DeckId, base: Note | None = None
) -> FormResult:
    """Return the note of a form; with a `base` it keeps its id and its hidden fields."""
    fields = form_fields(kind_name)
    problems: list[Problem] = []
    entry: dict[str, Node] = {"kind": _scalar(kind_name, 0, 0)}
    for at, field in enumerate(fields, start=1):
        value = form.get(field.name, "")
        problems += _duplicate_groups(field, value, at)
        node = _node(field, value, at)
        if node is not None:
            _put(entry, field.name, node, at)
    if "source" in entry:
        _require_source_title(entry, fields)
    note = build_note(_mapping(entry, 0, 0), deck, problems, {})
    if base is None and note is not None and _has_no_answer(note.question):
        # An imported note may have no answer, but a new one must have it.
        problems += [
            Problem(at, 0, _("{key} is required").format(key=repr(field.name)))
            for at, field in enumerate(fields, start=1)
            if field.name == "back"
        ]
    if note is None or problems:
        return FormResult(None, _by_field(fields, problems, form))
    return FormResult(note if base is None else _with_hidden_fields(note, base))


def _has_no_answer(question: Question) -> bool:
    return isinstance(question, Basic) and not question.back


def read_text(text: str, deck: DeckId, base: Note | None = None) -> FormResult:
    """Return the note of an entry in YAML; with a `base` it keeps its id."""
    problems: list[Problem] = []
    try:
        root = parse(text.encode(), _PLACE).root
    except DeckFormatError as error:
        problems = list(error.problems)
        return FormResult(None, _by_line(problems))
    if not isinstance(root, MappingNode):
        message = _("an entry is a mapping that begins with its `kind:`")
        return FormResult(None, (FieldProblem("", root.line, message),))
    note = build_note(root, deck, problems, {})
    if note is None or problems:
        return FormResult(None, _by_line(problems))
    if base is not None:
        note = replace(note, deck=base.deck, id=base.id, guid=base.guid, replaces=base.replaces)
    return FormResult(note)


def form_of(note: Note) -> FormValues | None:
    """Return a note as a form, or None where the form cannot show all of it."""
    entry = entry_values(note)
    form: dict[str, Value] = {}
    for field in form_fields(kind(note.question)):
        head, _, inner = field.name.partition(".")
        value = entry.get(head)
        if inner:
            value = value.get(inner) if isinstance(value, dict) else None
        form[field.name] = _value_of(field, value)
    reread = read_form(kind(note.question), form, note.deck, note)
    return form if form and reread.note == note else None


def _with_hidden_fields(note: Note, base: Note) -> Note:
    hidden = {name: getattr(base, name) for name in _HIDDEN}
    return replace(note, deck=base.deck, id=base.id, **hidden)


def _by_line(problems: Sequence[Problem]) -> tuple[FieldProblem, ...]:
    ordered = sorted({(problem.line, problem.column, problem.message) for problem in problems})
    return tuple(FieldProblem("", line, message) for line, _column, message in ordered)


def _by_field(
    fields: Sequence[Field], problems: Sequence[Problem], form: FormValues
) -> tuple[FieldProblem, ...]:
    """Return problems in the order of the form, those of the whole form last."""
    ordered = sorted(
        problems, key=lambda problem: (problem.line or len(fields) + 1, problem.column)
    )
    return tuple(
        _wrong_field(fields[problem.line - 1], problem, form)
        if problem.line
        else FieldProblem("", 0, with_labels(problem.message, fields))
        for problem in ordered
    )


def _wrong_field(field: Field, problem: Problem, form: FormValues) -> FieldProblem:
    """Return a problem of a field, with the field's label in place of its key."""
    value = form.get(field.name, "")
    if problem.column == 0 and isinstance(value, str) and not value.strip():
        message = _("“{label}” is required").format(label=field.label)
        return FieldProblem(field.name, 0, message)
    cell = _find_empty_cell(field, value, problem.column)
    if cell is not None:
        message = _("“{label}” is missing").format(label=field.columns[cell])
        return FieldProblem(field.name, problem.column, message, cell)
    key = field.name.rpartition(".")[2]
    message = problem.message.replace(repr(key), f"“{field.label}”")
    return FieldProblem(field.name, problem.column, message)


def _find_empty_cell(field: Field, value: Value, row: int) -> int | None:
    """Return the index of the first cell that is needed but empty in a row, None if there is none.

    Both cells of a pair and of a group are needed, of other rows only the first one.
    """
    if not isinstance(value, tuple) or row == 0:
        return None
    needed = value[row - 1] if field.name in _WHOLE_ROWS else value[row - 1][:1]
    return next((at for at, cell in enumerate(needed) if not cell.strip()), None)


def with_labels(message: str, fields: Sequence[Field]) -> str:
    """Return a message with the labels of fields in place of the keys of a deck file."""
    labels = {field.name: field.label for field in reversed(fields)}
    labels |= {field.name.partition(".")[0]: field.label for field in reversed(fields)}

    def name_key(found: re.Match[str]) -> str:
        label, value = labels.get(found[1]), found[2] or ""
        return found[0] if label is None else f"“{label}{value}”"

    return _KEY.sub(name_key, message)


# A node's line is the number of its field, its column that of its row: problems point to these.


def _node(field: Field, value: Value, at: int) -> Node | None:
    """Return the entry's node for a field, or None where it has no value."""
    match value:
        case bool():
            return ScalarNode(value, "true", at, 0) if value else None
        case str():
            return _text_node(field, value.strip(), at)
        case tuple():
            return _rows_node(field, value, at)


def _text_node(field: Field, text: str, at: int) -> Node | None:
    if field.shape is Control.ROWS:
        return _rows_node(field, (), at)
    if field.shape is Control.SWITCH:
        return None
    if field.shape is Control.TAGS:
        return ListNode(tuple(_scalar(tag, at, 0) for tag in text.split()), at, 0) if text else None
    if not text and field.is_optional:
        return None
    if field.name == "range":
        bounds = text.split(_RANGE_SEPARATOR)
        return ListNode(tuple(_scalar(bound.strip(), at, 0) for bound in bounds), at, 0)
    if field.shape is Control.PICK or field.name == "need":
        return ScalarNode(resolve(text) if text else None, text, at, 0)
    return _scalar(text, at, 0)


def _rows_node(field: Field, rows: Rows, at: int) -> Node | None:
    filled = [
        (number, tuple(cell.strip() for cell in row))
        for number, row in enumerate(rows, start=1)
        if any(cell.strip() for cell in row)
    ]
    if not filled and field.is_optional:
        return None
    if field.name == "buckets":
        buckets = {row[0]: _split(row[1], at, number) for number, row in filled}
        return _mapping(buckets, at, 0)
    return ListNode(tuple(_row_node(field, row, at, number) for number, row in filled), at, 0)


def _row_node(field: Field, row: tuple[str, ...], at: int, number: int) -> Node:
    first = _scalar(row[0], at, number)
    if len(row) == 1:
        return first
    if field.name == "pairs":
        return ListNode((first, _scalar(row[1], at, number)), at, number)
    if not row[1]:
        return first
    if field.name == "items":
        return _mapping({"text": first, "accept": _split(row[1], at, number)}, at, number)
    return _mapping({"text": first, "why": _scalar(row[1], at, number)}, at, number)


def _split(text: str, at: int, number: int) -> ListNode:
    items = filter(None, (item.strip() for item in text.split(SEPARATOR)))
    return ListNode(tuple(_scalar(item, at, number) for item in items), at, number)


def _duplicate_groups(field: Field, value: Value, at: int) -> list[Problem]:
    """Return a problem for each group whose name was used before; the entry would merge them."""
    if field.name != "buckets" or not isinstance(value, tuple):
        return []
    names = [row[0].strip() for row in value]
    return [
        Problem(at, number, _("two groups are called {name!r}").format(name=name))
        for number, name in enumerate(names, start=1)
        if name and name in names[: number - 1]
    ]


def _put(entry: dict[str, Node], name: str, node: Node, at: int) -> None:
    head, _, inner = name.partition(".")
    if not inner:
        entry[head] = node
        return
    outer = entry.get(head)
    values = dict(outer.values) if isinstance(outer, MappingNode) else {}
    place = outer.line if outer is not None else at
    entry[head] = _mapping({**values, inner: node}, place, 0)


def _require_source_title(entry: dict[str, Node], fields: Sequence[Field]) -> None:
    """Add an empty title to a source without one, so that the problem is shown at that field."""
    source = entry["source"]
    if isinstance(source, MappingNode) and "title" not in source.values:
        at = [field.name for field in fields].index("source.title") + 1
        _put(entry, "source.title", _scalar("", at, 0), at)


def _scalar(text: str, line: int, column: int) -> ScalarNode:
    return ScalarNode(text, text, line, column)


def _mapping(values: Mapping[str, Node], line: int, column: int) -> MappingNode:
    return MappingNode(values, {key: _scalar(key, line, column) for key in values}, line, column)


def _value_of(field: Field, value: object) -> Value:
    """Return an entry's value as the form's value of a field."""
    if field.shape is Control.SWITCH:
        return value is True
    if field.shape is Control.ROWS:
        return _rows_of(field, value)
    if field.shape is Control.PICK:
        return str(value) if value else field.choices[0]
    if isinstance(value, list):
        separator = _RANGE_SEPARATOR if field.name == "range" else " "
        return separator.join(map(str, value))
    return "" if value is None else str(value)


def _rows_of(field: Field, value: object) -> Rows:
    joint = f"{SEPARATOR} "
    if isinstance(value, dict):
        return tuple((str(name), joint.join(items)) for name, items in value.items())
    rows: list[tuple[str, ...]] = []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict):
            more = item.get("accept", item.get("why", ""))
            second = joint.join(more) if isinstance(more, list) else str(more)
            rows.append((str(item["text"]), second))
        elif isinstance(item, list):
            rows.append(tuple(item))
        else:
            rows.append((str(item), "")[: len(field.columns)])
    return tuple(rows)
