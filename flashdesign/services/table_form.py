"""Ask how a table is to be read, and show what that gives before anything is brought in."""

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from flashdesign.content.plain_line import plain_line
from flashdesign.content.table_columns import (
    Columns,
    is_own,
    likely_columns,
)
from flashdesign.content.table_parcel import parcel_of
from flashdesign.content.table_text import (
    ENCODINGS,
    EncodingError,
    Table,
    TableError,
    read_table,
)
from flashdesign.content.table_words import (
    ROLES,
    SEPARATORS,
    Format,
    SeparatorError,
    read_separator,
)
from flashdesign.domain import faces
from flashdesign.domain.parcels import Parcel, Trouble
from flashdesign.services.reading import UnreadableFileError, refuse_mistaken

__all__ = [
    "ENCODINGS",
    "ROLES",
    "SEPARATORS",
    "Columns",
    "Format",
    "Reading",
    "SeparatorError",
    "TableForm",
    "begin",
    "read",
    "read_first",
    "read_separator",
]

_SHOWN_NOTES = 20
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a table is to be read; None leaves it to what is likely, an encoding is never guessed.

    An empty `row_separator` is the end of a line.
    """

    path: Path
    title: str | None = None
    encoding: str | None = "utf-8"
    separator: str | None = None
    columns: Columns | None = None
    row_separator: str | None = None
    text_format: Format | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form gives: samples of each column, the first notes, or the problem that stops it.

    `form` is the one asked, with all filled in that was left open. A note is its question, its
    answer and its tags, in words.
    """

    form: TableForm
    samples: tuple[tuple[str, ...], ...] = ()
    notes: tuple[tuple[str, str, str], ...] = ()
    count: int = 0
    troubles: tuple[Trouble, ...] = ()
    problem: str = ""
    parcel: Parcel | None = None


def begin(path: Path) -> TableForm:
    """Return the form as it is filled in first; the table says the rest, or what is likely."""
    return TableForm(path)


def read_first(path: Path) -> Reading:
    """Return what the likely form gives; raises UnreadableFileError where no form would help."""
    refuse_mistaken(path)
    return read(begin(path))


def read(form: TableForm) -> Reading:
    """Return what the form gives; a problem is told, not raised."""
    try:
        refuse_mistaken(form.path)
        table = read_table(form.path, form.encoding, form.separator, form.row_separator)
    except EncodingError as error:
        return Reading(form, problem=f"{error.said} Choose its encoding above.")
    except (TableError, UnreadableFileError) as error:
        return Reading(form, problem=str(error))
    columns = _fitting(table, form.columns)
    filled = _filled(form, table, columns)
    samples = _samples(table, columns)
    if "front" not in columns.roles:
        return Reading(filled, samples, problem="No column is the question: choose one.")
    found = parcel_of(table, filled.title, columns, form.text_format)
    notes = [note for deck in found.decks for note in deck.notes]
    shown = tuple(
        (
            plain_line(faces.question(note.face, part)),
            plain_line(faces.answer(note.face, part)),
            " ".join(note.tags),
        )
        for note in islice(notes, _SHOWN_NOTES)
        for part in faces.parts(note.face)[:1]
    )
    problem = "" if notes else "No record gives a note this way."
    return Reading(filled, samples, shown, len(notes), found.troubles, problem, found)


def _filled(form: TableForm, table: Table, columns: Columns) -> TableForm:
    """Return the form with all that was left open."""
    return replace(
        form,
        title=_title(form, table),
        separator=table.separator,
        row_separator=table.row_separator,
        columns=columns,
        text_format=form.text_format or _format(table, columns),
    )


def _title(form: TableForm, table: Table) -> str:
    said = (form.title or "").strip()
    return said or (table.header.deck if form.title is None else "") or form.path.stem


def _format(table: Table, columns: Columns) -> Format:
    if is_own(table) and columns.has_header:
        return Format.MARKDOWN
    return Format.HTML if table.header.is_html else Format.PLAIN


def _fitting(table: Table, columns: Columns | None) -> Columns:
    """Return the columns as they were chosen, if the table has as many still."""
    likely = likely_columns(table)
    return columns if columns and len(columns.roles) == len(likely.roles) else likely


def _samples(table: Table, columns: Columns) -> tuple[tuple[str, ...], ...]:
    records = [cells for _, cells in table.records[int(columns.has_header) :]]
    return tuple(
        tuple(islice((cells[at] for cells in records if at < len(cells) and cells[at]), _SAMPLES))
        for at in range(len(columns.roles))
    )
