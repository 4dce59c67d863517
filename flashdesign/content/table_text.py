"""Read tables as other programs write them: CSV and TSV of several dialects, Anki's directives."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from flashdesign.errors import FlashDesignError

if TYPE_CHECKING:
    from _csv import Reader

MAX_FILE_BYTES = 64_000_000
MAX_CELL_CHARACTERS = 100_000
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "space": " ", "colon": ":"}
_TRIED = ("\t", ";", ",")
_SAMPLE_LINES = 50
_QUOTED_CELL = re.compile(r'"(?:[^"]++|"")*+"(?=\t|\r?$)', re.MULTILINE)
ENCODINGS = ("utf-8", "utf-16", "iso-8859-1", "cp1252")


class TableError(FlashDesignError):
    """A table cannot be read; nothing of it was taken."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")
        self.path = path


class EncodingError(TableError):
    """A table is written in another encoding than was named; `said` is the bare fact."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.said = f"This is not {encoding} text."
        problem = (
            f"this is not {encoding} text. Name its encoding (--encoding), "
            f"such as {', '.join(ENCODINGS[1:])}, or save it as UTF-8."
        )
        super().__init__(path, problem)


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a table with the line where each begins, and what its first lines declare."""

    path: Path
    records: tuple[tuple[int, tuple[str, ...]], ...]
    separator: str
    directives: dict[str, str] = field(default_factory=dict)


def read_table(path: Path, encoding: str | None = None, separator: str | None = None) -> Table:
    """Read a table; an encoding other than UTF-8 is never guessed, it has to be named."""
    text = _decoded(path, _bytes(path), encoding)
    directives, body, skipped = _directives(text)
    declared = _declared(path, directives)
    chosen = separator or declared or _likely(body)
    quoted = chosen != "\t" or bool(directives) or _is_quoted(body)
    records = tuple(_records(path, body, chosen, skipped, quoted=quoted))
    if not records:
        raise TableError(path, "there is no record in it.")
    return Table(path, records, chosen, directives)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise TableError(path, f"the file cannot be read: {error.strerror or error}.") from error
    if len(data) > MAX_FILE_BYTES:
        raise TableError(path, f"it is larger than {MAX_FILE_BYTES // 1_000_000} MB; split it.")
    return data


def _decoded(path: Path, data: bytes, encoding: str | None) -> str:
    try:
        text = data.decode("utf-8-sig" if encoding in (None, "utf-8") else encoding or "")
    except LookupError as error:
        raise TableError(path, f"there is no encoding {encoding!r}; name another.") from error
    except UnicodeError as error:
        raise EncodingError(path, (encoding or "utf-8").upper()) from error
    if "\0" in text:
        raise TableError(path, "it has zero bytes in it; it is no text, or its encoding is other.")
    return text


def _directives(text: str) -> tuple[dict[str, str], str, int]:
    """Return what lines such as `#separator:tab` declare, the rest, and how many there were."""
    found: dict[str, str] = {}
    lines = 0
    while text.startswith("#") and ":" in text.partition("\n")[0]:
        line, _, text = text.partition("\n")
        name, _, value = line[1:].strip().partition(":")
        found[name.strip().lower()] = value.strip()
        lines += 1
    return found, text, lines


def _declared(path: Path, directives: dict[str, str]) -> str | None:
    value = directives.get("separator")
    if value is None:
        return None
    separator = SEPARATORS.get(value.lower(), value)
    if len(separator) != 1:
        known = ", ".join(SEPARATORS)
        raise TableError(path, f"#separator:{value} is unknown; there are: {known}.")
    return separator


def _likely(text: str) -> str:
    """Return the separator that cuts the first records into the same number of cells, over one."""
    return max(_TRIED, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[float, int]:
    quoted = separator != "\t" or _is_quoted(text)
    rows = _rows(text, separator, quoted=quoted)
    widths = []
    # What cannot be read is told when the records are.
    with suppress(csv.Error):
        for row in islice(rows, _SAMPLE_LINES):
            widths += [len(row)] if row else []
    if max(widths, default=1) == 1:
        return 0.0, 0
    usual = max(set(widths), key=widths.count)
    return (widths.count(usual) / len(widths) if usual > 1 else 0.0), -len(set(widths))


def _is_quoted(text: str) -> bool:
    """Tell whether quote marks stand around whole cells, not only within the text of one."""
    # One quote mark after the other: to search a long text takes a tenth of a second at a stroke.
    at = text.find('"')
    while at >= 0:
        if (at == 0 or text[at - 1] in "\n\t") and _QUOTED_CELL.match(text, at):
            return True
        at = text.find('"', at + 1)
    return False


def _rows(text: str, separator: str, *, quoted: bool) -> "Reader":
    """Read cells; without quotes a quote mark is a sign like others."""
    lines = io.StringIO(text, newline="")
    if quoted:
        return csv.reader(lines, delimiter=separator, strict=True)
    return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)


def _records(
    path: Path, text: str, separator: str, skipped: int, *, quoted: bool
) -> Iterator[tuple[int, tuple[str, ...]]]:
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    rows = _rows(text, separator, quoted=quoted)
    line = skipped + 1
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield line, tuple(row)
            line = skipped + rows.line_num + 1
    except csv.Error as error:
        problem = f"line {skipped + rows.line_num}: the table cannot be read here: {error}."
        raise TableError(path, problem) from error
