"""Roles of a table's columns: guessed, or chosen by the user and checked."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from unicodedata import normalize

from flashdesign.content.anki import note_type_names
from flashdesign.content.anki.note_type_names import BuiltInNoteType, find_note_type
from flashdesign.content.csv.reader import Table, TableError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, LazyText

ENTRY_COLUMN = "flashdesign"
"""The column of our own tables for the parts of a note that have no column."""

HEADER = ("id", "deck", "kind", "front", "back", "why", "tags", ENTRY_COLUMN)
_OLD_HEADER = frozenset({"id", "kind", "front", "back", "why", "tags"})
_HEADINGS = {
    "front": "front", "question": "front", "term": "front", "frage": "front", "text": "front",
    "prompt": "front", "word": "front", "q": "front", "pregunta": "front", "вопрос": "front",
    "问题": "front", "質問": "front",
    "back": "back", "answer": "back", "definition": "back", "antwort": "back", "a": "back",
    "réponse": "back", "respuesta": "back", "ответ": "back", "答案": "back", "回答": "back",
    "tags": "tags", "tag": "tags", "schlagwörter": "tags", "stichwörter": "tags",
    "étiquettes": "tags", "etiquetas": "tags", "теги": "tags", "метки": "tags", "标签": "tags",
    "id": "id", "guid": "guid", "deck": "deck", "kind": "kind", "notetype": "kind",
    "note type": "kind", "type": "kind", "reverse": "reverse",
    "why": "why", "extra": "why", "explanation": "why", "note": "why", "notes": "why",
    "comment": "why", "erklärung": "why", "explication": "why", "explicación": "why",
}  # fmt: skip
_REST = "why"
_LABEL = re.compile(r"[^\s,;.?!<>&]{1,40}")
_MIN_WITH_NUMBERS, _MIN_NUMBERED = 3, 3
_MAX_TAGS = 8
_PROSE = frozenset([
    "the", "an", "is", "are", "be", "of", "to", "in", "on", "at", "by", "and", "or", "it", "its",
    "for", "with", "from", "after", "before", "not", "as", "than", "der", "die", "das", "ein",
    "und", "ist", "nicht", "mit", "von", "le", "la", "les", "un", "une", "et", "est", "pas",
    "de", "du", "el", "los", "es", "con", "это", "не", "на",
])  # fmt: skip
_SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """The role of each column, "" for none, and whether the first record names them."""

    roles: tuple[str, ...]
    has_header: bool


def guess_columns(table: Table) -> Columns:
    """Return the most likely roles of the columns, for the user to confirm."""
    width = _width(table)
    first = table.records[0][1]
    if table.directives.columns or table.directives.places:
        names = _split_cells(table.directives.columns, table.separator)
        has_header = bool(names) and _is_same_header(names, first)
        return Columns(_declared_roles(table, names, width), has_header)
    named = [_role(cell) for cell in first]
    if "front" in named and ("back" in named or _is_gap_table(named, table)):
        return Columns((*named, *[""] * (width - len(named))), has_header=True)
    if table.directives.notetype:
        return Columns(_declared_roles(table, (), width), has_header=False)
    return Columns(_guess_roles(table, width), has_header=False)


def resolve_columns(
    table: Table, roles: Sequence[str] | None, *, has_header: bool | None
) -> Columns:
    """Return the columns that the user chose, with likely values for the others.

    Raises TableError if the table has fewer columns, or no column is the question.
    """
    likely = guess_columns(table)
    if has_header and roles is None and not likely.has_header:
        likely = _columns_by_names(table)
    if roles is None:
        return Columns(likely.roles, likely.has_header if has_header is None else has_header)
    width = len(likely.roles)
    if len(roles) > width:
        raise TableError(
            table.path,
            LazyText.counted(
                "{n} column was named, but the table has {width}.",
                "{n} columns were named, but the table has {width}.",
                len(roles),
                n=number(len(roles)),
                width=number(width),
            ),
        )
    if "front" not in roles:
        raise TableError(
            table.path, N_("no column was named as the question: one must be `front`.")
        )
    filled = (*roles, *[""] * (width - len(roles)))
    is_header = any(_role(cell) == "front" for cell in table.records[0][1]) and likely.has_header
    return Columns(filled, is_header if has_header is None else has_header)


def is_our_export(table: Table) -> bool:
    """Return whether FlashDesign exported the table."""
    return {cell.strip() for cell in table.records[0][1]} >= _OLD_HEADER


def column_names(table: Table, columns: Columns) -> tuple[str, ...]:
    """Return the names of the columns, as far as the table has them."""
    if columns.has_header:
        return table.records[0][1]
    return _split_cells(table.directives.columns, table.separator)


def _width(table: Table) -> int:
    return max(len(record) for _line, record in table.records)


def _role(cell: str) -> str:
    name = normalize("NFC", cell).strip().strip("#").casefold()
    return _HEADINGS.get(name) or note_type_names.HEADINGS.get(name, "")


def _columns_by_names(table: Table) -> Columns:
    """Return the roles named by the first record; other columns get the usual roles in order."""
    named = [_role(cell) for cell in table.records[0][1]]
    named += [""] * (_width(table) - len(named))
    return Columns(_fill_roles(named, ("front", "back")), has_header=True)


def _declared_roles(table: Table, names: Sequence[str], width: int) -> tuple[str, ...]:
    """Return the roles that directives give; unnamed columns get the usual roles in order."""
    roles = [_role(name) for name in names[:width]]
    roles += [""] * (width - len(roles))
    for role, place in table.directives.places.items():
        if place <= width:
            roles[place - 1] = role
    kind = find_note_type(table.directives.notetype) or BuiltInNoteType()
    first = ("front",) if kind.is_cloze else ("front", "back")
    if names:
        return _fill_roles(roles, first)
    return _fill_roles(roles, (*first, *(["reverse"] if kind.has_reverse_field else [])), _REST)


def _guess_roles(table: Table, width: int) -> tuple[str, ...]:
    """Return the usual roles in order, without a first column that only numbers the rows.

    Row numbers are not ids: inserting a row would change the number of every later one.
    """
    first = int(width >= _MIN_WITH_NUMBERS and _numbers_rows(table))
    roles = [""] * width
    third = first + 2
    tags = next((at for at in (third, width - 1) if third <= at and _are_tags(table, at)), None)
    if tags is not None and tags < width:
        roles[tags] = "tags"
    return ("",) * first + _fill_roles(roles[first:], ("front", "back"), _REST)


def _numbers_rows(table: Table) -> bool:
    """Return whether the first column numbers the rows from 0 or 1."""
    cells = [record[0].strip() for _line, record in islice(table.records, _SAMPLE_ROWS)]
    return len(cells) >= _MIN_NUMBERED and any(
        cells == [str(row) for row in range(start, start + len(cells))] for start in (0, 1)
    )


def _fill_roles(roles: Sequence[str], usual: Iterable[str], rest: str = "") -> tuple[str, ...]:
    """Return `roles` with the unused `usual` roles in place of empty ones, then `rest`."""
    free = iter([role for role in usual if role not in roles])
    return tuple(role or next(free, rest) for role in roles)


def _is_gap_table(named: Sequence[str], table: Table) -> bool:
    """Return whether the first record is the header of a table of clozes."""
    rest = [cells for _line, cells in table.records[1:_SAMPLE_ROWS]]
    at = named.index("front")
    return bool(rest) and all("{{c" in cells[at] for cells in rest if at < len(cells))


def _are_tags(table: Table, at: int) -> bool:
    """Return whether a column looks like tags: a few words, not sentences."""
    sample = islice(table.records, _SAMPLE_ROWS)
    column = [cells[at] for _line, cells in sample if at < len(cells)]
    filled = [cell.strip() for cell in column if cell.strip()]
    if not filled:
        return True
    rows = [re.split(r"[\s,;]+", cell.strip(" ,;")) for cell in filled]
    if any(len(words) > _MAX_TAGS or not all(map(_LABEL.fullmatch, words)) for words in rows):
        return False
    if all(len(words) == 1 for words in rows):
        return True
    if any(_PROSE & {word.casefold() for word in words} for words in rows):
        return False
    counts = Counter(word for words in rows for word in set(words))
    repeated = sum(count > 1 for count in counts.values())
    return len(filled) == 1 or repeated > 0 or all(map(str.islower, "".join(filled).split()))


def _is_same_header(names: Sequence[str], first: Sequence[str]) -> bool:
    declared, row = ([cell.strip().casefold() for cell in cells] for cells in (names, first))
    return declared[: len(row)] == row[: len(declared)]


def _split_cells(line: str, separator: str) -> tuple[str, ...]:
    if not line:
        return ()
    if len(separator) > 1:
        return tuple(line.split(separator))
    try:
        return tuple(next(csv.reader([line], delimiter=separator), ()))
    except csv.Error:
        return tuple(line.split(separator))
