"""Read the lines at the top of a table that are no rows: `sep=;`, and Anki's `#separator:tab`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from flashdesign.content.table_words import SEPARATORS, separator_of

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
_MOST_SAID = 60


@dataclass(frozen=True, slots=True)
class TableHeader:
    """What the lines above the rows declare; `lines` is how many they are.

    `places` has columns, counted from 1, by their roles; `told` has, with their lines, the
    sentences on what was not followed.
    """

    separator: str | None = None
    is_html: bool | None = None
    deck: str = ""
    notetype: str = ""
    tags: str = ""
    columns: str = ""
    places: Mapping[str, int] = field(default_factory=dict)
    lines: int = 0
    told: tuple[tuple[int, str], ...] = ()


class HeaderError(ValueError):
    """A line of the header cannot be followed; the text says which, and what would be right."""


def read_header(text: str) -> tuple[TableHeader, str]:
    """Return what stands above the rows, and the text from the first row on.

    Raises HeaderError. A line that begins with `#` and is no directive is a row.
    """
    lines = list(_leading(text))
    found = _Found()
    last, text_from = 0, 0
    for number, (line, end) in enumerate(lines, start=1):
        if found.takes(number, line):
            last, text_from = number, end
        elif any(sign in line for sign in _CELL_SIGNS):
            break
    if not last:
        return TableHeader(), text
    found.told += [
        (number, f"“{_short(line)}” is above a directive: treated as a comment, left out")
        for number, (line, _) in enumerate(lines[:last], start=1)
        if number not in found.understood and line.strip()
    ]
    header = replace(found.header, places=found.places, lines=last, told=tuple(found.told))
    return header, text[text_from:]


def _leading(text: str) -> Iterator[tuple[str, int]]:
    """Yield the lines that may be a header, each with where the next one begins."""
    at = 0
    while at < len(text):
        end = _LINE_END.search(text, at)
        line = text[at : end.start() if end else len(text)]
        bare = line.lstrip('" ')
        if bare[:1] not in ("#", "") and not (at == 0 and _SEP.fullmatch(line.lstrip(" "))):
            return
        at = end.end() if end else len(text)
        yield line, at


class _Found:
    """What was found so far."""

    def __init__(self) -> None:
        self.header = TableHeader()
        self.places: dict[str, int] = {}
        self.told: list[tuple[int, str]] = []
        self.understood: set[int] = set()

    def takes(self, number: int, line: str) -> bool:
        """Take a line that declares something; tell whether it does."""
        if number == 1 and (sep := _SEP.fullmatch(line.lstrip(" "))):
            self.header = replace(self.header, separator=separator_of(sep[1]))
        elif found := _directive(line):
            name, value = found
            if name in _PLACES:
                self._place(number, line, name, _tidy(value))
            elif name in _VALUES:
                self._value(number, line, name, value)
            elif any(sign in value for sign in _CELL_SIGNS) or "{{" in value:
                return False
            else:
                self.told.append((number, f"“{_short(line)}” is an unknown directive; left out"))
        else:
            return False
        self.understood.add(number)
        return True

    def _place(self, number: int, line: str, name: str, value: str) -> None:
        if not _PLACE.fullmatch(value):
            msg = (
                f"line {number}: {_short(line)} must name a column by its number, "
                f"such as #{name}:1."
            )
            raise HeaderError(msg)
        role, place = _PLACES[name], int(value)
        for other in [one for one, there in self.places.items() if there == place]:
            self.told.append(
                (number, f"column {place} was already declared as {other}; this line was ignored")
            )
            del self.places[other]
        self.places[role] = place

    def _value(self, number: int, line: str, name: str, value: str) -> None:
        tidy = _tidy(value)
        match name:
            case "separator":
                separator = self._separator(number, line, value)
                self.header = replace(self.header, separator=separator)
            case "html":
                said = _YES_NO.get(tidy.lower())
                if said is None:
                    message = f"“{_short(line)}” is neither true nor false; left out"
                    self.told.append((number, message))
                self.header = replace(self.header, is_html=said)
            case "columns":
                self.header = replace(self.header, columns=value)
            case "deck":
                self.header = replace(self.header, deck=tidy)
            case "notetype":
                self.header = replace(self.header, notetype=tidy)
            case _:
                self.header = replace(self.header, tags=tidy)

    def _separator(self, number: int, line: str, value: str) -> str:
        said = value if len(value) == 1 else value.strip(" ")
        said = said if len(said) <= 1 else said.rstrip("\t;, ") or said[:1]
        separator = separator_of(said) if said else " " if value else ""
        if len(separator) != 1 or separator in '"\r\n':
            known = ", ".join(SEPARATORS)
            msg = f"line {number}: {_short(line)} is unknown; there are: {known}."
            raise HeaderError(msg)
        return separator


def _directive(line: str) -> tuple[str, str] | None:
    """Return a directive's name in small letters and its value, as far as a line is one."""
    bare = line.strip(" ")
    if bare.startswith('"'):
        # A spreadsheet has put the line in quotes, and empty cells behind it.
        bare = bare.rstrip(";,\t ")
        bare = bare[1:-1].replace('""', '"') if bare.endswith('"') else bare[1:]
    found = _DIRECTIVE.fullmatch(bare)
    return (" ".join(found[1].lower().split()), found[2]) if found else None


def _tidy(value: str) -> str:
    """Return a value without the empty cells that a spreadsheet put behind it."""
    return value.strip().rstrip("\t;,").strip()


def _short(line: str) -> str:
    flat = " ".join(line.split())
    return flat if len(flat) <= _MOST_SAID else flat[: _MOST_SAID - 1] + "…"
