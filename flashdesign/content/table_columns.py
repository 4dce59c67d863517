"""Find out what the columns of a table are for."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from unicodedata import normalize

from flashdesign.content import anki_names
from flashdesign.content.note_type_names import KnownType, known_type
from flashdesign.content.table_text import Table, TableError

ENTRY = "flashdesign"
"""The column of our own tables for what the other columns do not tell of a note."""

HEADER = ("id", "deck", "kind", "front", "back", "why", "tags", ENTRY)
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
_FEWEST_BESIDE_COUNT, _FEWEST_COUNTED = 3, 3
_MOST_TAGS = 8
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


def likely_columns(table: Table) -> Columns:
    """Return what the columns are most likely for, to be confirmed by the person."""
    width = _width(table)
    first = table.records[0][1]
    if table.header.columns or table.header.places:
        names = _cells(table.header.columns, table.separator)
        has_header = bool(names) and _same(names, first)
        return Columns(_declared(table, names, width), has_header)
    named = [_role(cell) for cell in first]
    if "front" in named and ("back" in named or _is_gap_table(named, table)):
        return Columns((*named, *[""] * (width - len(named))), has_header=True)
    if table.header.notetype:
        return Columns(_declared(table, (), width), has_header=False)
    return Columns(_guessed(table, width), has_header=False)


def chosen_columns(
    table: Table, roles: Sequence[str] | None, *, has_header: bool | None
) -> Columns:
    """Return the columns as a person named them, in what they left open as is likely.

    Raises TableError where the table has fewer columns, or none is the question.
    """
    likely = likely_columns(table)
    if has_header and roles is None and not likely.has_header:
        likely = _by_names(table)
    if roles is None:
        return Columns(likely.roles, likely.has_header if has_header is None else has_header)
    width = len(likely.roles)
    if len(roles) > width:
        problem = f"{len(roles)} columns were named, but it has {width}."
        raise TableError(table.path, problem)
    if "front" not in roles:
        raise TableError(table.path, "no column was named as the question: one must be `front`.")
    filled = (*roles, *[""] * (width - len(roles)))
    named = any(_role(cell) == "front" for cell in table.records[0][1]) and likely.has_header
    return Columns(filled, named if has_header is None else has_header)


def is_own(table: Table) -> bool:
    """Tell whether an export of ours wrote the table."""
    return {cell.strip() for cell in table.records[0][1]} >= _OLD_HEADER


def names_of(table: Table, columns: Columns) -> tuple[str, ...]:
    """Return what the table calls its columns, as far as it does."""
    if columns.has_header:
        return table.records[0][1]
    return _cells(table.header.columns, table.separator)


def _width(table: Table) -> int:
    return max(len(record) for _, record in table.records)


def _role(cell: str) -> str:
    name = normalize("NFC", cell).strip().strip("#").casefold()
    return _HEADINGS.get(name) or anki_names.HEADINGS.get(name, "")


def _by_names(table: Table) -> Columns:
    """Return columns by the names of the first record; others in the usual order."""
    named = [_role(cell) for cell in table.records[0][1]]
    named += [""] * (_width(table) - len(named))
    return Columns(_with_free(named, ("front", "back")), has_header=True)


def _declared(table: Table, names: Sequence[str], width: int) -> tuple[str, ...]:
    """Return the roles that directives give; columns without a name follow in the usual order."""
    roles = [_role(name) for name in names[:width]]
    roles += [""] * (width - len(roles))
    for role, place in table.header.places.items():
        if place <= width:
            roles[place - 1] = role
    kind = known_type(table.header.notetype) or KnownType()
    first = ("front",) if kind.is_cloze else ("front", "back")
    if names:
        return _with_free(roles, first)
    return _with_free(roles, (*first, *(["reverse"] if kind.asks_to_reverse else [])), _REST)


def _guessed(table: Table, width: int) -> tuple[str, ...]:
    """Return the usual roles in their order, without a column that only counts the rows.

    Its numbers are no names: a row that is put between others would give them each another.
    """
    first = int(width >= _FEWEST_BESIDE_COUNT and _counts_rows(table))
    roles = [""] * width
    third = first + 2
    tags = next((at for at in (third, width - 1) if third <= at and _are_tags(table, at)), None)
    if tags is not None and tags < width:
        roles[tags] = "tags"
    return ("",) * first + _with_free(roles[first:], ("front", "back"), _REST)


def _counts_rows(table: Table) -> bool:
    """Tell whether the first column counts from 0 or 1 on."""
    said = [cells[0].strip() for _, cells in islice(table.records, _SAMPLE_ROWS)]
    return len(said) >= _FEWEST_COUNTED and any(
        said == [str(number) for number in range(start, start + len(said))] for start in (0, 1)
    )


def _with_free(roles: Sequence[str], usual: Iterable[str], rest: str = "") -> tuple[str, ...]:
    free = iter([role for role in usual if role not in roles])
    return tuple(role or next(free, rest) for role in roles)


def _is_gap_table(named: Sequence[str], table: Table) -> bool:
    """Tell whether the first record names the columns of a table of clozes."""
    rest = [cells for _, cells in table.records[1:_SAMPLE_ROWS]]
    at = named.index("front")
    return bool(rest) and all("{{c" in cells[at] for cells in rest if at < len(cells))


def _are_tags(table: Table, at: int) -> bool:
    """Tell whether a column looks like tags: few words, and no sentences."""
    cells = [cells[at] for _, cells in islice(table.records, _SAMPLE_ROWS) if at < len(cells)]
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return True
    words = [re.split(r"[\s,;]+", cell.strip(" ,;")) for cell in filled]
    if any(len(one) > _MOST_TAGS or not all(map(_LABEL.fullmatch, one)) for one in words):
        return False
    if all(len(one) == 1 for one in words):
        return True
    if any(_PROSE & {word.casefold() for word in one} for one in words):
        return False
    counted = Counter(word for one in words for word in set(one))
    repeated = sum(count > 1 for count in counted.values())
    return len(filled) == 1 or repeated > 0 or all(map(str.islower, "".join(filled).split()))


def _same(names: Sequence[str], first: Sequence[str]) -> bool:
    said, there = ([one.strip().casefold() for one in some] for some in (names, first))
    return said[: len(there)] == there[: len(said)]


def _cells(line: str, separator: str) -> tuple[str, ...]:
    if not line:
        return ()
    if len(separator) > 1:
        return tuple(line.split(separator))
    try:
        return tuple(next(csv.reader([line], delimiter=separator), ()))
    except csv.Error:
        return tuple(line.split(separator))
