"""Write to the terminal: lines, tables cut to its width, JSON; and bear it when nobody reads."""

import errno
import io
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO
from unicodedata import category, east_asian_width

from flashdesign.content.markdown import to_plain
from flashdesign.content.plain_line import plain_line
from flashdesign.errors import FlashDesignError

if TYPE_CHECKING:
    from flashdesign.cli.surroundings import Surroundings

_GAP = "  "
_ELLIPSIS = "…"
# Windows reports a reader that went away as an invalid argument.
_READER_GONE = (errno.EPIPE, errno.EINVAL)


class OutputClosedError(Exception):
    """Nobody reads the output any more."""


class OutputError(FlashDesignError):
    """The output cannot be written, as on a full disk."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"The output cannot be written: {problem}.")


class Terminal:
    """Where a command speaks; `columns` is None where nothing is to be cut."""

    def __init__(
        self, stdout: TextIO, stderr: TextIO, *, columns: int | None = None, bold: bool = False
    ) -> None:
        self._stdout, self._stderr = stdout, stderr
        self._columns, self._bold = columns, bold

    @property
    def columns(self) -> int | None:
        """The width that tables are cut to."""
        return self._columns

    @property
    def is_bold(self) -> bool:
        """Whether headings are bold."""
        return self._bold

    @property
    def encoding(self) -> str:
        """How what is written is encoded."""
        return self._stdout.encoding or "utf-8"

    def repeat(self, stream: str, text: str) -> None:
        """Write what a command wrote elsewhere, to "out" or "err"."""
        if stream == "out":
            self._write(text)
            return
        self.flush()
        with suppress(OSError):
            self._stderr.write(text)
            self._stderr.flush()

    def say(self, text: str = "") -> None:
        """Write a line."""
        self._write(f"{text}\n")

    def say_wrapped(self, text: str) -> None:
        """Write text broken into lines between words, each line as far indented as it was."""
        for line in text.split("\n"):
            if self._columns is None or _width(line) <= self._columns:
                self.say(line)
                continue
            indent = line[: len(line) - len(line.lstrip())]
            self.say(textwrap.fill(line, self._columns, subsequent_indent=indent))

    def say_json(self, value: object) -> None:
        """Write a value as JSON."""
        self._write(f"{self._json(value, indent=2)}\n")

    def say_json_list(self, values: Iterable[object]) -> None:
        """Write values as a JSON list, each on its line and as soon as it is there."""
        before = "[\n"
        for value in values:
            self._write(f"{before}{self._json(value)}")
            before = ",\n"
        self._write("[]\n" if before == "[\n" else "\n]\n")

    def say_table(
        self, headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[str] = ()
    ) -> None:
        """Write aligned columns, those named in `numbers` to the right, cut to the width."""
        table = [headings, *rows]
        if len(table) == 1:
            self.say("There are none.")
            return
        widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
        to_right = [heading in numbers for heading in headings]
        for at, row in enumerate(table):
            cells = map(_padded, row, widths, to_right)
            line = self.cut(_GAP.join(cells).rstrip())
            self.say(self.bold(line) if at == 0 else line)

    def bold(self, text: str) -> str:
        """Return the text in bold where the terminal can."""
        return f"\x1b[1m{text}\x1b[0m" if self._bold and text else text

    def cut(self, text: str) -> str:
        """Return the text cut to the terminal's width."""
        if self._columns is None or _width(text) <= self._columns:
            return text
        while _width(text) > self._columns - 1:
            text = text[:-1]
        return text + _ELLIPSIS

    def flush(self) -> None:
        """Make sure that all can be read now."""
        self._write("")
        try:
            self._stdout.flush()
        except OSError as error:
            raise _told(error) from error

    def complain(self, text: str) -> None:
        """Write a line where errors go."""
        with suppress(OSError):
            self._stderr.write(f"{text}\n")
            self._stderr.flush()

    def let_go(self) -> None:
        """Send what is still to be written nowhere, or the interpreter complains at its end."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stdout.fileno())
            os.close(nowhere)

    def _write(self, text: str) -> None:
        try:
            self._stdout.write(text)
        except OSError as error:
            raise _told(error) from error

    def _json(self, value: object, indent: int | None = None) -> str:
        spelled = self.encoding.lower().replace("-", "")
        return json.dumps(value, ensure_ascii=spelled != "utf8", indent=indent)


def open_terminal(surroundings: "Surroundings") -> Terminal:
    """Return the terminal of these surroundings."""
    stdout, stderr = surroundings.stdout, surroundings.stderr
    for stream in (stdout, stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that lacks a letter shows a question mark; that is no reason to stop.
            stream.reconfigure(errors="replace")
    columns = surroundings.columns
    if columns is None and stdout.isatty():
        columns = shutil.get_terminal_size().columns
    bold = surroundings.bold
    if bold is None:
        bold = stdout.isatty() and _can_bold(surroundings.environ)
    return Terminal(stdout, stderr, columns=columns, bold=bold)


def plain(markdown: str, *, told: bool = True) -> str:
    """Return Markdown as text without marks and without signs that would move the cursor."""
    text = to_plain(markdown, told=told)
    return "".join(" " if category(sign) == "Cc" and sign != "\n" else sign for sign in text)


def one_line(markdown: str) -> str:
    """Return Markdown as one line of text, an asked gap as […]."""
    return plain_line(markdown)


def _can_bold(environ: Mapping[str, str]) -> bool:
    if "NO_COLOR" in environ or environ.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or "WT_SESSION" in environ


def _told(error: OSError) -> Exception:
    if error.errno in _READER_GONE:
        return OutputClosedError()
    return OutputError(os.strerror(error.errno or 0))


def _padded(text: str, width: int, to_right: bool) -> str:  # noqa: FBT001 - a column of a table
    space = " " * (width - _width(text))
    return space + text if to_right else text + space


def _width(text: str) -> int:
    return len(text) + sum(east_asian_width(sign) in "WF" for sign in text)
