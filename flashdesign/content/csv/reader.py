"""Reader of tables that other programs wrote: CSV and TSV in several dialects."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from flashdesign.content.csv.header import HeaderError, TableHeader, read_header
from flashdesign.content.csv.option_names import SEPARATORS
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, LazyText, _, as_lazy_text

if TYPE_CHECKING:
    from _csv import Reader

__all__ = [
    "ENCODINGS",
    "SEPARATORS",
    "EncodingError",
    "Table",
    "TableError",
    "read_table",
]

MAX_FILE_BYTES = 64_000_000
MAX_CELL_CHARACTERS = 100_000
# The window shows a control for each column.
MAX_COLUMNS = 500
_TRIED = ("\t", ";", ",", "|")
# Tried only if each line has one: they occur in prose as well.
_TRIED_AT_LAST = (" - ", " – ", " — ", "::")
_SAMPLE_LINES, _SAMPLE_CHARACTERS = 50, 1_000_000
_ENOUGH_ROWS = 2
_NOT_SPLIT = (0.0, 0, 0)
_QUOTED_CELL = re.compile(r'"(?:[^"]++|"")*+"(?=\t|\r?$)', re.MULTILINE)
_QUOTED_IN_LINE = re.compile(r'(?<![^\t,;])"(?:[^"]++|"")*+"(?![^\t,;])')
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")
_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"(?::?--+:?|:-:?|-:)?")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,6});")
ENCODINGS = ("utf-8", "utf-16", "iso-8859-1", "cp1252")


class TableError(FlashDesignError):
    """A table cannot be read; nothing was imported. `problem` follows the file's name."""

    def __init__(self, path: Path, problem: str | LazyText, /, **values: object) -> None:
        super().__init__(
            N_("{name}: {problem}"), name=path.name, problem=as_lazy_text(problem, **values)
        )
        self.path = path


class EncodingError(TableError):
    """A table has another encoding than expected; `reason` is that fact without advice."""

    def __init__(self, path: Path, encoding: str) -> None:
        super().__init__(
            path,
            N_(
                "this is not {encoding} text. Give its encoding (--encoding), such as {examples}, "
                "or save it as UTF-8."
            ),
            encoding=encoding,
            examples=", ".join(ENCODINGS[1:]),
        )
        self._encoding = encoding

    @property
    def reason(self) -> str:
        """Return what is wrong, as a sentence without advice."""
        return _("This is not {encoding} text.").format(encoding=self._encoding)


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a table, each with its first line, and what its first lines declare.

    `messages` has messages on guesses made while reading, each with its line.
    """

    path: Path
    records: tuple[tuple[int, tuple[str, ...]], ...]
    separator: str
    directives: TableHeader
    row_separator: str = ""
    messages: tuple[tuple[int, str], ...] = ()


def read_table(
    path: Path,
    encoding: str | None = None,
    separator: str | None = None,
    row_separator: str | None = None,
) -> Table:
    """Read a table; an encoding other than UTF-8 is never guessed, only given.

    Separators may have several characters. Rows are lines, or end with `row_separator`.
    """
    try:
        header, body = read_header(_decoded(path, _bytes(path), encoding))
    except HeaderError as error:
        raise TableError(path, str(error)) from error
    messages, first_line = list(header.messages), header.lines + 1
    is_open = row_separator is None and header.separator is None
    if is_open and separator in (None, "\t", ",") and (guess := _row_separator(body)):
        row_separator = guess
        message = _("rows are assumed to end with “{separator}”")
        messages.append((first_line, message.format(separator=guess)))
    # Rows end with the end of a line by default.
    row_separator = "" if not row_separator or row_separator == "\n" else row_separator
    chosen = separator or header.separator or _likely(_sample(body, row_separator), path.suffix)
    if separator is None and chosen in _TRIED_AT_LAST:
        message = _("columns are assumed to be separated by “{separator}”")
        messages.append((first_line, message.format(separator=chosen)))
    records = tuple(_records(path, body, chosen, row_separator, header))
    _check_size(path, records)
    if chosen == "|" and len(records) > 1 and _is_rule(records[1][1]):
        line = records[1][0]
        messages.append((line, _("a row of dashes, as in Markdown tables, was left out")))
        records = (records[0], *records[2:])
    return Table(path, records, chosen, header, row_separator, tuple(messages))


def _check_size(path: Path, records: Sequence[tuple[int, tuple[str, ...]]]) -> None:
    """Raise TableError if there are no records or one has too many cells."""
    if not records:
        raise TableError(path, N_("it has no records."))
    line, width = max(((line, len(cells)) for line, cells in records), key=itemgetter(1))
    if width > MAX_COLUMNS:
        raise TableError(
            path,
            N_("line {line}: it has {n} columns, more than {most}. Check the separator."),
            line=line,
            n=number(width),
            most=number(MAX_COLUMNS),
        )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise TableError(
            path, N_("the file cannot be read: {reason}."), reason=error.strerror or error
        ) from error
    if len(data) > MAX_FILE_BYTES:
        raise TableError(
            path, N_("it is larger than {n} MB; split it."), n=number(MAX_FILE_BYTES // 1_000_000)
        )
    return data


def _decoded(path: Path, data: bytes, encoding: str | None) -> str:
    if encoding in (None, "utf-8"):
        # A byte order mark shows the encoding; no UTF-8 text begins with this one.
        is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        encoding = "utf-16" if is_utf_16 else "utf-8"
    try:
        _check_utf_16(data, encoding or "")
        text = data.decode(encoding or "").removeprefix("\ufeff")
    except LookupError as error:
        raise TableError(
            path, N_("there is no encoding {name!r}; choose another."), name=encoding
        ) from error
    except UnicodeError as error:
        raise EncodingError(path, (encoding or "utf-8").upper()) from error
    if "\0" in text:
        raise TableError(path, N_("it has zero bytes: it is not text, or it has another encoding."))
    return text


def _check_utf_16(data: bytes, encoding: str) -> None:
    """Raise UnicodeError if other text would decode as UTF-16, as random characters."""
    if codecs.lookup(encoding).name.startswith("utf-16") and b"\0" not in data:
        message = "a separator or the end of a line has a zero byte in UTF-16"
        raise UnicodeError(message)


def _likely(text: str, suffix: str) -> str:
    """Return the separator that splits the first records into the same number of cells, over 1."""
    # The semicolon of an entity such as &lt; is not a separator.
    text = _ENTITY.sub("&", text[:_SAMPLE_CHARACTERS])
    rated = {separator: _evenness(text, separator) for separator in _TRIED}
    best = max(_TRIED, key=lambda separator: rated[separator])
    if rated[best][0] == 1:
        return best
    first = islice(io.StringIO(text, newline=None), _SAMPLE_LINES)
    lines = [line for line in first if line.strip()]
    in_each = [sign for sign in _TRIED_AT_LAST if all(sign in line for line in lines)]
    if len(lines) >= _ENOUGH_ROWS and in_each:
        return in_each[0]
    if rated[best] == _NOT_SPLIT and suffix.lower() == ".csv":
        # Most rows have one cell, or their numbers of cells differ: the file's suffix decides.
        return ";" if text.count(";") > text.count(",") else ","
    return best if best != "|" else ","


def _row_separator(text: str) -> str:
    """Return what rows end with if all of them are in one line, as in some Quizlet exports."""
    line = text.strip()
    if ";" not in line or "\n" in line or "\r" in line:
        return ""
    # The semicolon of a quoted cell or of an entity such as &lt; does not end a row.
    if _ENTITY.search(line) or any(";" in cell for cell in _QUOTED_IN_LINE.findall(line)):
        return ""
    rows = [row for row in line.split(";") if row.strip()]
    for separator in ("\t", ","):
        if len(rows) >= _ENOUGH_ROWS and all(row.count(separator) == 1 for row in rows):
            return ";"
    return ""


def _sample(text: str, row_separator: str) -> str:
    """Return the first rows as lines, enough to recognize the separator."""
    if not row_separator:
        return text
    return "\n".join(text.split(row_separator, _SAMPLE_LINES)[:_SAMPLE_LINES])


def _evenness(text: str, separator: str) -> tuple[float, int, int]:
    """Return the share of rows of the usual width, then the penalties that decide a tie."""
    quoted = separator != "\t" or _is_quoted(text)
    rows = _rows(io.StringIO(text, newline=""), separator, quoted=quoted)
    widths, halves = [], 0
    # The error is reported when the records are read.
    with suppress(csv.Error):
        for row in islice(rows, _SAMPLE_LINES):
            widths += [len(row)] if row else []
            # A separator within quotation marks of another one leaves half a pair in a cell.
            halves += sum(cell.count('"') % 2 for cell in row)
    if max(widths, default=1) == 1:
        return _NOT_SPLIT
    usual = max(set(widths), key=widths.count)
    share = widths.count(usual) / len(widths) if usual > 1 else 0.0
    return share, -len(set(widths)), -halves


def _is_quoted(text: str) -> bool:
    """Return whether quotation marks enclose whole cells, not only words within one."""
    # Mark by mark: one regex search of a long text would block for a tenth of a second.
    at = text.find('"')
    while at >= 0:
        if (at == 0 or text[at - 1] in "\n\t") and _QUOTED_CELL.match(text, at):
            return True
        at = text.find('"', at + 1)
    return False


def _rows(lines: Iterable[str], separator: str, *, quoted: bool) -> "Reader":
    """Return a reader of cells; without `quoted`, a quotation mark is an ordinary character."""
    if quoted:
        return csv.reader(lines, delimiter=separator, strict=True)
    return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)


def _records(
    path: Path, text: str, separator: str, row_separator: str, header: TableHeader
) -> Iterator[tuple[int, tuple[str, ...]]]:
    if row_separator or len(separator) > 1:
        yield from _split(path, text, separator, row_separator, header.lines)
        return
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    quoted = separator != "\t" or header.lines > 0 or _is_quoted(text)
    rows = _rows(_lines(text), separator, quoted=quoted)
    line = header.lines + 1
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield line, tuple(row)
            line = header.lines + rows.line_num + 1
    except csv.Error as error:
        problem = _describe_csv_error(error)
        raise TableError(path, N_("line {n}: {problem}"), n=line, problem=problem) from error


def _lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends; a StringIO would take four bytes for each character."""
    for line in _LINE.finditer(text):
        yield line[0]


def _is_rule(cells: tuple[str, ...]) -> bool:
    """Return whether a row only separates the header of a Markdown table from its rows."""
    return all(_RULE.fullmatch(cell.strip()) for cell in cells)


def _describe_csv_error(error: csv.Error) -> str:
    """Return the message on a record that cannot be split into cells."""
    reason = str(error)
    if reason == "unexpected end of data":
        return _("a quotation mark opens a cell here and none closes it; close or double it.")
    if "expected after" in reason:
        return _(
            "text follows a quotation mark that closes a cell; double each mark within a cell."
        )
    return _("the table cannot be read from here on: {reason}.").format(reason=reason)


def _split(
    path: Path, text: str, separator: str, row_separator: str, skipped: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Split rows without quotes; a separator of several characters splits only once."""
    line = skipped + 1
    text = _LINE_END.sub("\n", text)
    for row in text.split(row_separator) if row_separator else text.split("\n"):
        cut = row.strip("\r\n")
        if cut.strip():
            cells = cut.split(separator, 1 if len(separator) > 1 else -1)
            if max(map(len, cells)) > MAX_CELL_CHARACTERS:
                raise TableError(path, N_("line {n}: a cell is too long."), n=line)
            yield line, tuple(cells)
        line += row.count("\n") if row_separator else 1
