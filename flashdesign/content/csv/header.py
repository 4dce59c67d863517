"""Directives at the top of a table: `sep=;`, and Anki's `#separator:tab`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from flashdesign.content.csv.option_names import SEPARATORS, separator_by_name
from flashdesign.i18n.translation import _

_LINE_END = re.compile(r"\r\n|\r|\n")
_SEP = re.compile(
    r'"?sep(?:arator)? *= *(\\t|comma|semicolon|tab|pipe|space|colon|[^ ]| (?="|$))"?[;,\t ]*',
    re.IGNORECASE,
)
_DIRECTIVE = re.compile(r"#\s*([A-Za-z][A-Za-z _-]{0,40}?)\s*:(.*)")
_PLACE = re.compile(r"[1-9][0-9]{0,3}")
_PLACES = {
    "guid column": "guid", "notetype column": "kind", "deck column": "deck", "tags column": "tags",
}  # fmt: skip
_VALUES = ("separator", "html", "deck", "notetype", "tags", "columns")
_YES_NO = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_CELL_SIGNS = "\t;,|"
_MAX_SHOWN = 60


@dataclass(frozen=True, slots=True)
class TableHeader:
    """What the lines above the rows declare; `lines` is their number.

    `places` has the columns, counted from 1, by role; `messages` has those on ignored lines, each
    with its line.
    """

    separator: str | None = None
    is_html: bool | None = None
    deck: str = ""
    notetype: str = ""
    tags: str = ""
    columns: str = ""
    places: Mapping[str, int] = field(default_factory=dict)
    lines: int = 0
    messages: tuple[tuple[int, str], ...] = ()


class HeaderError(ValueError):
    """A line of the header is invalid; the text says which, and what would be valid."""


def read_header(text: str) -> tuple[TableHeader, str]:
    """Return the header above the rows, and the text from the first row on.

    Raises HeaderError. A line that begins with `#` but is not a directive is a row.
    """
    lines = list(_leading_lines(text))
    reader = _HeaderReader()
    last, text_from = 0, 0
    for number, (line, end) in enumerate(lines, start=1):
        if reader.read_line(number, line):
            last, text_from = number, end
        elif any(sign in line for sign in _CELL_SIGNS):
            break
    if not last:
        return TableHeader(), text
    comment = _("“{line}” is above a directive: treated as a comment, left out")
    reader.messages += [
        (number, comment.format(line=_shorten(line)))
        for number, (line, _end) in enumerate(lines[:last], start=1)
        if number not in reader.known_lines and line.strip()
    ]
    header = replace(
        reader.header, places=reader.places, lines=last, messages=tuple(reader.messages)
    )
    return header, text[text_from:]


def _leading_lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the lines that may be a header, each with the start of the next one."""
    at = 0
    while at < len(text):
        end = _LINE_END.search(text, at)
        line = text[at : end.start() if end else len(text)]
        bare = line.lstrip('" ')
        if bare[:1] not in ("#", "") and not (at == 0 and _SEP.fullmatch(line.lstrip(" "))):
            return
        at = end.end() if end else len(text)
        yield line, at


class _HeaderReader:
    """Reads directives line by line."""

    def __init__(self) -> None:
        self.header = TableHeader()
        self.places: dict[str, int] = {}
        self.messages: list[tuple[int, str]] = []
        self.known_lines: set[int] = set()

    def read_line(self, number: int, line: str) -> bool:
        """Read a line; return whether it is a directive."""
        if number == 1 and (sep := _SEP.fullmatch(line.lstrip(" "))):
            self.header = replace(self.header, separator=separator_by_name(sep[1]))
        elif directive := _directive(line):
            name, value = directive
            if name in _PLACES:
                self._read_place(number, line, name, _trim(value))
            elif name in _VALUES:
                self._read_value(number, line, name, value)
            elif any(sign in value for sign in _CELL_SIGNS) or "{{" in value:
                return False
            else:
                message = _("“{line}” is an unknown directive; left out")
                self.messages.append((number, message.format(line=_shorten(line))))
        else:
            return False
        self.known_lines.add(number)
        return True

    def _read_place(self, number: int, line: str, name: str, value: str) -> None:
        if not _PLACE.fullmatch(value):
            msg = _("line {n}: {line} must give a column by its number, such as #{name}:1.").format(
                n=number, line=_shorten(line), name=name
            )
            raise HeaderError(msg)
        role, place = _PLACES[name], int(value)
        for other in [known for known, column in self.places.items() if column == place]:
            message = _("column {n} was already declared as {role}; that declaration was ignored")
            self.messages.append((number, message.format(n=place, role=other)))
            del self.places[other]
        self.places[role] = place

    def _read_value(self, number: int, line: str, name: str, value: str) -> None:
        tidy = _trim(value)
        match name:
            case "separator":
                separator = self._read_separator(number, line, value)
                self.header = replace(self.header, separator=separator)
            case "html":
                is_html = _YES_NO.get(tidy.lower())
                if is_html is None:
                    message = _("“{line}” is neither true nor false; left out")
                    self.messages.append((number, message.format(line=_shorten(line))))
                self.header = replace(self.header, is_html=is_html)
            case "columns":
                self.header = replace(self.header, columns=value)
            case "deck":
                self.header = replace(self.header, deck=tidy)
            case "notetype":
                self.header = replace(self.header, notetype=tidy)
            case _:
                self.header = replace(self.header, tags=tidy)

    def _read_separator(self, number: int, line: str, value: str) -> str:
        name = value if len(value) == 1 else value.strip(" ")
        name = name if len(name) <= 1 else name.rstrip("\t;, ") or name[:1]
        separator = separator_by_name(name) if name else " " if value else ""
        if len(separator) != 1 or separator in '"\r\n':
            known = ", ".join(SEPARATORS)
            msg = _("line {n}: {line} is unknown; use one of: {names}.").format(
                n=number, line=_shorten(line), names=known
            )
            raise HeaderError(msg)
        return separator


def _directive(line: str) -> tuple[str, str] | None:
    """Return a directive's name in lower case and its value, or None for another line."""
    bare = line.strip(" ")
    if bare.startswith('"'):
        # A spreadsheet has put the line in quotes and appended empty cells.
        bare = bare.rstrip(";,\t ")
        bare = bare[1:-1].replace('""', '"') if bare.endswith('"') else bare[1:]
    match = _DIRECTIVE.fullmatch(bare)
    return (" ".join(match[1].lower().split()), match[2]) if match else None


def _trim(value: str) -> str:
    """Return a value without the empty cells that a spreadsheet appended."""
    return value.strip().rstrip("\t;,").strip()


def _shorten(line: str) -> str:
    flat = " ".join(line.split())
    return flat if len(flat) <= _MAX_SHOWN else flat[: _MAX_SHOWN - 1] + "…"
