"""Settings for the import of a table, and a preview of the notes that they make."""

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from flashdesign.content.csv.columns import Columns, guess_columns, is_our_export
from flashdesign.content.csv.importer import import_table
from flashdesign.content.csv.option_names import (
    ROLES,
    SEPARATORS,
    CellFormat,
    SeparatorError,
    parse_separator,
)
from flashdesign.content.csv.reader import ENCODINGS, EncodingError, Table, TableError, read_table
from flashdesign.content.rendering.plain_line import markdown_to_line
from flashdesign.domain.notes import question_kinds
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportProblem
from flashdesign.i18n.translation import _
from flashdesign.services.imports.read_file import UnreadableFileError, check_file_type

__all__ = [
    "ENCODINGS",
    "ROLES",
    "SEPARATORS",
    "CellFormat",
    "Columns",
    "SeparatorError",
    "TableForm",
    "TablePreview",
    "default_form",
    "parse_separator",
    "preview_default",
    "preview_table",
]

_SHOWN_NOTES = 20
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class TableForm:
    """Settings for reading a table; None is a guess, but the encoding is never guessed.

    An empty `row_separator` is the end of the line.
    """

    path: Path
    title: str | None = None
    encoding: str | None = "utf-8"
    separator: str | None = None
    columns: Columns | None = None
    row_separator: str | None = None
    text_format: CellFormat | None = None


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The preview: samples of each column and the first notes, or the problem that prevents it.

    If it `needs_encoding`, nothing was read, because the bytes are not in the chosen encoding.

    `form` is the given form with the guesses filled in. A note is shown as question, answer and
    tags.
    """

    form: TableForm
    samples: tuple[tuple[str, ...], ...] = ()
    notes: tuple[tuple[str, str, str], ...] = ()
    count: int = 0
    problems: tuple[ImportProblem, ...] = ()
    problem: str = ""
    needs_encoding: bool = False
    bundle: ImportBundle | None = None


def default_form(path: Path) -> TableForm:
    """Return the form to start with; everything but the encoding is guessed."""
    return TableForm(path)


def preview_default(path: Path) -> TablePreview:
    """Return the preview of the first form; raises UnreadableFileError if no form can help."""
    check_file_type(path)
    return preview_table(default_form(path))


def preview_table(form: TableForm) -> TablePreview:
    """Return the preview of a form; a problem is in the result, not raised."""
    try:
        check_file_type(form.path)
        table = read_table(form.path, form.encoding, form.separator, form.row_separator)
    except EncodingError as error:
        problem = _("{problem} Choose its encoding.").format(problem=error.reason)
        return TablePreview(form, problem=problem, needs_encoding=True)
    except (TableError, UnreadableFileError) as error:
        return TablePreview(form, problem=str(error))
    columns = _chosen_or_likely_columns(table, form.columns)
    filled = _fill_in(form, table, columns)
    samples = _samples(table, columns)
    if "front" not in columns.roles:
        problem = _("No column is the question. Choose one.")
        return TablePreview(filled, samples, problem=problem)
    bundle = import_table(table, filled.title, columns, form.text_format)
    notes = [note for deck in bundle.decks for note in deck.notes]
    previews = tuple(
        (
            markdown_to_line(question_kinds.prompt_text(note.question, part)),
            markdown_to_line(question_kinds.answer(note.question, part)),
            " ".join(note.tags),
        )
        for note in islice(notes, _SHOWN_NOTES)
        for part in question_kinds.parts(note.question)[:1]
    )
    problem = "" if notes else _("No rows can be imported with these settings.")
    return TablePreview(
        filled, samples, previews, len(notes), bundle.problems, problem, bundle=bundle
    )


def _fill_in(form: TableForm, table: Table, columns: Columns) -> TableForm:
    """Return the form with all guesses filled in."""
    return replace(
        form,
        title=_title(form, table),
        separator=table.separator,
        row_separator=table.row_separator,
        columns=columns,
        text_format=form.text_format or _default_format(table, columns),
    )


def _title(form: TableForm, table: Table) -> str:
    title = (form.title or "").strip()
    return title or (table.directives.deck if form.title is None else "") or form.path.stem


def _default_format(table: Table, columns: Columns) -> CellFormat:
    if is_our_export(table) and columns.has_header:
        return CellFormat.MARKDOWN
    return CellFormat.HTML if table.directives.is_html else CellFormat.PLAIN


def _chosen_or_likely_columns(table: Table, columns: Columns | None) -> Columns:
    """Return the chosen columns if the table still has as many, or else the likely ones."""
    likely = guess_columns(table)
    return columns if columns and len(columns.roles) == len(likely.roles) else likely


def _samples(table: Table, columns: Columns) -> tuple[tuple[str, ...], ...]:
    samples: tuple[list[str], ...] = tuple([] for _role in columns.roles)
    for _line, cells in table.records[int(columns.has_header) :]:
        for found, cell in zip(samples, cells, strict=False):
            if cell and len(found) < _SAMPLES:
                found.append(cell)
    return tuple(map(tuple, samples))
