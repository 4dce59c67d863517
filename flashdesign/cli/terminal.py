"""Output to the terminal: lines, tables cut to its width and JSON; a closed pipe is handled."""

import errno
import io
import json
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO
from unicodedata import category, east_asian_width, normalize

from flashdesign.content.rendering.displayed_text import displayed_line, displayed_plain
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_, _

if TYPE_CHECKING:
    from flashdesign.cli.environment import CliEnvironment

_GAP = "  "
_ELLIPSIS = "…"
# Windows reports a closed pipe as an invalid argument.
_CLOSED_PIPE = (errno.EPIPE, errno.EINVAL)
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")


class OutputClosedError(Exception):
    """The reader of the output closed the pipe."""


class OutputError(FlashDesignError):
    """The output cannot be written, as on a full disk."""

    def __init__(self, problem: str) -> None:
        super().__init__(N_("The output cannot be written: {problem}."), problem=problem)


class Terminal:
    """The output of a command; `columns` is None where lines are not cut."""

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
        """The encoding of the output."""
        return self._stdout.encoding or "utf-8"

    def forward(self, stream: str, text: str) -> None:
        """Write text from another process, to the stream "out" or "err"."""
        if stream == "out":
            self._write(text)
            return
        self.flush()
        with suppress(OSError):
            self._stderr.write(text)
            self._stderr.flush()

    def print(self, text: str = "") -> None:
        """Write a line."""
        self._write(f"{text}\n")

    def print_wrapped(self, text: str) -> None:
        """Write text wrapped between words; each line keeps its indentation."""
        for line in text.split("\n"):
            if self._columns is None or _width(line) <= self._columns:
                self.print(line)
                continue
            indent = line[: len(line) - len(line.lstrip())]
            self.print(textwrap.fill(line, self._columns, subsequent_indent=indent))

    def print_json(self, value: object) -> None:
        """Write a value as JSON."""
        self._write(f"{self._json(value, indent=2)}\n")

    def print_json_list(self, values: Iterable[object]) -> None:
        """Write values as a JSON list, each on its own line and as soon as it is produced."""
        before = "[\n"
        for value in values:
            self._write(f"{before}{self._json(value)}")
            before = ",\n"
        self._write("[]\n" if before == "[\n" else "\n]\n")

    def print_table(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        number_columns: Collection[int] = (),
        empty: str = "",
    ) -> None:
        """Write aligned columns cut to the width, or the sentence `empty` where there are no rows.

        `number_columns` has the positions of the columns that are aligned to the right.
        """
        table = [headings, *rows]
        if len(table) == 1:
            self.print(empty or _("Nothing to show."))
            return
        widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
        is_right = [at in number_columns for at in range(len(headings))]
        for at, row in enumerate(table):
            cells = map(_pad, row, widths, is_right)
            line = self.cut(_GAP.join(cells).rstrip())
            self.print(self.bold(line) if at == 0 else line)

    def bold(self, text: str) -> str:
        """Return the text in bold where the terminal supports it."""
        return f"\x1b[1m{text}\x1b[0m" if self._bold and text else text

    def cut(self, text: str) -> str:
        """Return the text cut to the terminal's width."""
        if self._columns is None or _width(text) <= self._columns:
            return text
        while _width(text) > self._columns - 1:
            text = text[:-1]
        return text + _ELLIPSIS

    def flush(self) -> None:
        """Write all buffered output."""
        self._write("")
        try:
            self._stdout.flush()
        except OSError as error:
            raise _output_error(error) from error

    def print_error(self, text: str) -> None:
        """Write a line to stderr."""
        with suppress(OSError):
            self._stderr.write(f"{text}\n")
            self._stderr.flush()

    def discard_output(self) -> None:
        """Discard buffered output; otherwise the interpreter reports an error at exit."""
        with suppress(OSError, ValueError):
            null_device = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null_device, self._stdout.fileno())
            os.close(null_device)

    def _write(self, text: str) -> None:
        try:
            self._stdout.write(_lower_powers(text, self.encoding))
        except OSError as error:
            raise _output_error(error) from error

    def _json(self, value: object, indent: int | None = None) -> str:
        encoding = self.encoding.lower().replace("-", "")
        return json.dumps(value, ensure_ascii=encoding != "utf8", indent=indent)


def open_terminal(environment: "CliEnvironment") -> Terminal:
    """Return the terminal of this environment."""
    stdout, stderr = environment.stdout, environment.stderr
    for stream in (stdout, stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A character that the console cannot show becomes a question mark.
            stream.reconfigure(errors="replace")
    columns = environment.columns
    if columns is None and stdout.isatty():
        columns = shutil.get_terminal_size().columns
    bold = environment.bold
    if bold is None:
        bold = stdout.isatty() and _can_bold(environment.environ)
    return Terminal(stdout, stderr, columns=columns, bold=bold)


def to_plain_text(markdown: str, *, is_revealed: bool = True) -> str:
    """Return Markdown as text without markup and control characters, which move the cursor."""
    text = displayed_plain(markdown, is_revealed=is_revealed)
    return "".join(" " if category(char) == "Cc" and char != "\n" else char for char in text)


def one_line(markdown: str) -> str:
    """Return Markdown as one line of text, an asked gap as […]."""
    return displayed_line(markdown)


def _lower_powers(text: str, encoding: str) -> str:
    """Return text with the raised digits that the encoding lacks as `10^5`, not as `10?`."""

    def lower(raised: re.Match[str]) -> str:
        try:
            raised[0].encode(encoding)
        except UnicodeEncodeError:
            return "^" + normalize("NFKC", raised[0]).replace("−", "-")
        return raised[0]

    return _RAISED.sub(lower, text)


def _can_bold(environ: Mapping[str, str]) -> bool:
    if "NO_COLOR" in environ or environ.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or "WT_SESSION" in environ


def _output_error(error: OSError) -> Exception:
    if error.errno in _CLOSED_PIPE:
        return OutputClosedError()
    return OutputError(os.strerror(error.errno or 0))


def _pad(text: str, width: int, is_right: bool) -> str:  # noqa: FBT001 - called by map()
    space = " " * (width - _width(text))
    return space + text if is_right else text + space


def _width(text: str) -> int:
    return len(text) + sum(east_asian_width(char) in "WF" for char in text)
