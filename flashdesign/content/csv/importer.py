"""Import of a table: a note for each record, and a message for everything that is left out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from flashdesign.content.csv.columns import Columns, column_names, guess_columns, is_our_export
from flashdesign.content.csv.exported_notes import ExportedRecordReader
from flashdesign.content.csv.notes import RecordReader
from flashdesign.content.csv.option_names import CellFormat
from flashdesign.content.csv.reader import Table
from flashdesign.content.decks import slugs
from flashdesign.content.decks.imported_deck_ids import DeckIds
from flashdesign.content.decks.importer import read_pictures
from flashdesign.content.decks.slugs import LEVEL_SEPARATOR
from flashdesign.content.rendering.plain_to_markdown import find_html, find_markdown
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import prompt_text
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportProblem, Picture
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext

__all__ = ["CellFormat", "Columns", "deck_id", "import_table"]


def import_table(
    table: Table,
    title: str | None = None,
    columns: Columns | None = None,
    text_format: CellFormat | None = None,
) -> ImportBundle:
    """Return the notes of the table, and what could not be imported.

    Records without a deck go into `title`, or else the deck that the table declares, or else one
    named like the file. Columns and format that are not given are as the table declares; the
    default format is plain text.
    """
    likely = guess_columns(table)
    chosen = columns or likely
    usual = title or table.directives.deck or table.path.stem
    problems = [ImportProblem(_line_place(line), message) for line, message in table.messages]
    if len(table.records) == int(chosen.has_header):
        message = _("it names the columns, but no row follows")
        problems.append(ImportProblem(_line_place(1), message))
    maker = _maker(table, chosen, text_format, is_usual=chosen == likely)
    records = table.records[int(chosen.has_header) :]
    names = DeckIds([_path(maker.deck_of(cells) or usual) for _line, cells in records])
    decks = _decks(records, usual, maker, names, problems)
    if isinstance(maker, RecordReader):
        problems += _cell_problems(table, chosen, text_format, maker.text_format)
    is_plain = isinstance(maker, RecordReader) and maker.text_format is CellFormat.PLAIN
    pictures = () if is_plain else _pictures(table, decks, problems)
    return ImportBundle(
        table.path.name,
        decks,
        pictures,
        problems=(*problems, *names.merge_notices(deck.id for deck in decks)),
        is_plain_text_only=isinstance(maker, ExportedRecordReader) and not maker.holds_all,
        has_all_fields=isinstance(maker, ExportedRecordReader) and maker.holds_all,
        paths=names.paths,
    )


def _maker(
    table: Table, chosen: Columns, text_format: CellFormat | None, *, is_usual: bool
) -> ExportedRecordReader | RecordReader:
    """Return the maker for the table's records; our own exports hold more than their columns."""
    is_ours = is_our_export(table) and is_usual and text_format in (None, CellFormat.MARKDOWN)
    return ExportedRecordReader(table) if is_ours else RecordReader(table, chosen, text_format)


@lru_cache(maxsize=1_024)
def deck_id(title: str) -> DeckId:
    """Return an id made from a title; a title without Latin letters becomes a hash."""
    return slugs.deck_id(_path(title))


@lru_cache(maxsize=1_024)
def _path(title: str) -> tuple[str, ...]:
    return tuple(filter(None, (level.strip() for level in title.split(LEVEL_SEPARATOR)))) or (
        title,
    )


def _decks(
    records: Sequence[tuple[int, Sequence[str]]],
    usual: str,
    maker: RecordReader | ExportedRecordReader,
    names: DeckIds,
    problems: list[ImportProblem],
) -> tuple[Deck, ...]:
    notes: dict[DeckId, dict[str, Note]] = {}
    for line, cells in records:
        deck = names.id_of(_path(maker.deck_of(cells) or usual))
        note = maker.note(cells, deck, line, problems)
        if note is None:
            continue
        before = notes.setdefault(deck, {}).setdefault(note.id, note)
        if before is not note:
            problems.append(ImportProblem(_line_place(line), _describe_duplicate(before, note)))
    return tuple(names.tree({deck: tuple(by_id.values()) for deck, by_id in notes.items()}))


def _line_place(line: int) -> str:
    return _("line {n}").format(n=line)


def _describe_duplicate(before: Note, note: Note) -> str:
    """Return the message on a record whose note has the id of an earlier one."""
    if note == before:
        return _("it is the same card as an earlier one; left out")
    if prompt_text(note.question) == prompt_text(before.question):
        return _(
            "an earlier record has the same question with another answer (an “id” column would "
            "keep both); left out"
        )
    return _("an earlier record has the same id with another question; left out")


def _pictures(
    table: Table, decks: tuple[Deck, ...], problems: list[ImportProblem]
) -> tuple[Picture, ...]:
    pictures: list[Picture] = []
    for deck in decks:
        deck_pictures, deck_problems = read_pictures(table.path.parent, deck)
        pictures += deck_pictures
        problems += deck_problems
    return tuple(pictures)


def _cell_problems(
    table: Table, columns: Columns, asked: CellFormat | None, used: CellFormat
) -> Iterator[ImportProblem]:
    yield from _column_problems(table, columns)
    if asked is None and used is CellFormat.PLAIN:
        yield from _format_problems(table, columns)


def _column_problems(table: Table, columns: Columns) -> Iterator[ImportProblem]:
    """Yield a message for each column with text that is left out, or that does not exist."""
    names = column_names(table, columns)
    records = table.records[int(columns.has_header) :]
    left_out = Counter(
        at
        for _line, cells in records
        for at, (role, cell) in enumerate(zip(columns.roles, cells, strict=False))
        if not role and cell.strip()
    )
    for at, filled in sorted(left_out.items()):
        name = names[at].strip() if at < len(names) else ""
        message = ngettext(
            "it was left out, with {n} cell of text",
            "it was left out, with {n} cells of text",
            filled,
        )
        yield ImportProblem(_column_place(at + 1, name), message.format(n=number(filled)))
    for role, place in table.directives.places.items():
        if place > len(columns.roles):
            amount = len(columns.roles)
            message = ngettext(
                "it was declared as the {role}, but there is only {n} column",
                "it was declared as the {role}, but there are only {n} columns",
                amount,
            )
            yield ImportProblem(_column_place(place), message.format(role=role, n=number(amount)))


def _column_place(column: int, name: str = "") -> str:
    if name:
        return _("column {n} “{name}”").format(n=column, name=name)
    return _("column {n}").format(n=column)


def _format_problems(table: Table, columns: Columns) -> Iterator[ImportProblem]:
    """Yield a message if cells look like HTML or Markdown but are imported as plain text."""
    texts = [at for at, role in enumerate(columns.roles) if role in ("front", "back", "why")]
    for name, find in (("HTML", find_html), ("Markdown", find_markdown)):
        found = [
            (line, sign)
            for line, cells in table.records[int(columns.has_header) :]
            if (sign := find("\n\n".join(cells[at] for at in takewhile(len(cells).__gt__, texts))))
        ]
        if found:
            line, sign = found[0]
            message = ngettext(
                "{n} record looks like {format} (“{example}” here): shown as typed. "
                "If it is {format}, choose that as its format ({option}).",
                "{n} records look like {format} (“{example}” here): shown as typed. "
                "If they are {format}, choose that as their format ({option}).",
                len(found),
            )
            values = {"format": name, "example": sign[:30], "option": f"--{name.lower()}"}
            yield ImportProblem(_line_place(line), message.format(n=number(len(found)), **values))
