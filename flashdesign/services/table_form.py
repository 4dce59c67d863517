"""Ask how a table is to be read, and show what that gives before anything is brought in."""

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from flashdesign.content.table_parcel import ROLES, Columns, likely_columns, parcel_of
from flashdesign.content.table_text import (
    ENCODINGS,
    SEPARATORS,
    EncodingError,
    Table,
    TableError,
    read_table,
)
from flashdesign.domain import faces
from flashdesign.domain.parcels import Parcel, Trouble
from flashdesign.services.reading import UnreadableFileError, refuse_mistaken

__all__ = ["ENCODINGS", "ROLES", "SEPARATORS", "Columns", "Reading", "TableForm", "begin", "read"]

_SHOWN_NOTES = 20
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a table is to be read; None leaves it to what is likely, an encoding is never guessed."""

    path: Path
    title: str
    encoding: str = "utf-8"
    separator: str | None = None
    columns: Columns | None = None


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
    """Return the form as it is filled in first; the deck is titled after the file."""
    return TableForm(path, path.stem)


def read(form: TableForm) -> Reading:
    """Return what the form gives; a problem is told, not raised."""
    try:
        refuse_mistaken(form.path)
        table = read_table(form.path, form.encoding, form.separator)
    except EncodingError as error:
        return Reading(form, problem=f"{error.said} Choose its encoding above.")
    except (TableError, UnreadableFileError) as error:
        return Reading(form, problem=str(error))
    columns = _fitting(table, form.columns)
    filled = replace(form, separator=table.separator, columns=columns)
    samples = _samples(table, columns)
    if "front" not in columns.roles:
        return Reading(filled, samples, problem="No column is the question: choose one.")
    parcel = parcel_of(table, form.title.strip() or form.path.stem, columns)
    notes = [note for deck in parcel.decks for note in deck.notes]
    shown = tuple(
        (faces.question(note.face, part), faces.answer(note.face, part), " ".join(note.tags))
        for note in islice(notes, _SHOWN_NOTES)
        for part in faces.parts(note.face)[:1]
    )
    problem = "" if notes else "No record gives a note this way."
    return Reading(filled, samples, shown, len(notes), parcel.troubles, problem, parcel)


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
