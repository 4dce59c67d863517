"""Lines, tables and JSON on streams of all kinds, also on closed pipes."""

import errno
import io
import json
import os
import sys
from dataclasses import replace
from io import StringIO

import pytest

from flashdesign.cli.terminal import (
    OutputClosedError,
    OutputError,
    Terminal,
    one_line,
    open_terminal,
    to_plain_text,
)
from tests.support.shell import Shell

WIDE = "\u5206\u5e03"


class Failing(StringIO):
    """A stream that cannot be written."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def write(self, _text: str) -> int:
        raise OSError(self.number, os.strerror(self.number))


def table(columns: int | None, rows: list[tuple[str, str]]) -> list[str]:
    out = StringIO()
    Terminal(out, StringIO(), columns=columns).print_table(("NAME", "N"), rows, number_columns=(1,))
    return out.getvalue().splitlines()


def test_a_table_is_aligned() -> None:
    assert table(None, [("one", "1"), ("eleven", "1,100")]) == [
        "NAME        N",
        "one         1",
        "eleven  1,100",
    ]


def test_a_wide_letter_takes_two_columns() -> None:
    assert table(None, [(WIDE, "1"), ("four", "2")]) == ["NAME  N", f"{WIDE}  1", "four  2"]


def test_a_table_is_cut_to_the_width() -> None:
    assert table(8, [("a long name", "1")]) == [
        "NAME   …",
        "a long …",
    ]


def test_an_empty_table_says_so() -> None:
    assert table(None, []) == ["Nothing to show."]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param(None, "  one two three\nfour", id="no wrapping without a width"),
        pytest.param(10, "  one two\n  three\nfour", id="between words, with the same indent"),
    ],
)
def test_say_wrapped(columns: int | None, expected: str) -> None:
    out = StringIO()
    Terminal(out, StringIO(), columns=columns).print_wrapped("  one two three\nfour")
    assert out.getvalue() == expected + "\n"


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([], id="none"),
        pytest.param([{"a": "→"}], id="one"),
        pytest.param([1, None, "x"], id="three"),
    ],
)
def test_a_json_list_reads_back(values: list[object]) -> None:
    out = StringIO()
    Terminal(out, StringIO()).print_json_list(iter(values))
    assert json.loads(out.getvalue()) == values


def test_json_is_ascii_where_the_stream_cannot_hold_more() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    Terminal(out, StringIO()).print_json({"a": "→"})
    out.flush()
    assert json.loads(raw.getvalue()) == {"a": "→"}


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        pytest.param("utf-8", "10⁵ s, 10⁻³ m²", id="as a superscript"),
        pytest.param("latin-1", "10^5 s, 10^-3 m²", id="as typed where a digit is missing"),
        pytest.param("ascii", "10^5 s, 10^-3 m^2", id="as typed where all are missing"),
    ],
)
def test_a_power_is_written_as_the_stream_can_hold_it(encoding: str, expected: str) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, errors="replace")
    Terminal(out, StringIO()).print(to_plain_text("10^5 s, 10^-3 m²"))
    out.flush()
    assert raw.getvalue().decode(encoding) == f"{expected}\n"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(errno.EPIPE, OutputClosedError, id="the reader closed the pipe"),
        pytest.param(errno.EINVAL, OutputClosedError, id="the same on Windows"),
        pytest.param(errno.ENOSPC, OutputError, id="the disk is full"),
    ],
)
def test_what_cannot_be_written(number: int, expected: type[Exception]) -> None:
    with pytest.raises(expected):
        Terminal(Failing(number), StringIO()).print("x")


def test_an_unwritable_stderr_is_ignored() -> None:
    Terminal(StringIO(), Failing(errno.EPIPE)).print_error("x")


def test_text_is_bold_only_on_request() -> None:
    assert Terminal(StringIO(), StringIO(), bold=True).bold("x") == "\x1b[1mx\x1b[0m"
    assert Terminal(StringIO(), StringIO()).bold("x") == "x"


class Screen(StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("out", "environ", "bold"),
    [
        pytest.param(Screen(), {}, True, id="a terminal"),
        pytest.param(Screen(), {"NO_COLOR": "1"}, False, id="NO_COLOR is set"),
        pytest.param(Screen(), {"TERM": "dumb"}, False, id="a terminal without bold"),
        pytest.param(StringIO(), {}, False, id="a file"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the older console of Windows has no bold")
def test_bold_only_on_terminals(
    shell: Shell, out: StringIO, environ: dict[str, str], bold: bool
) -> None:
    terminal = open_terminal(replace(shell.environment(), stdout=out, environ=environ))
    assert (terminal.bold("x") != "x") is bold


def test_only_on_a_terminal_are_lines_cut_to_its_width(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "4")
    environment = shell.environment()
    assert open_terminal(environment).cut("too long") == "too long"
    assert open_terminal(replace(environment, stdout=Screen())).cut("too long") == "too…"
    assert open_terminal(replace(environment, columns=5)).cut("too long") == "too …"


def test_a_character_that_the_console_lacks_becomes_a_question_mark(shell: Shell) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    terminal = open_terminal(replace(shell.environment(), stdout=out))
    terminal.print("→ 5")
    terminal.flush()
    assert raw.getvalue().decode().rstrip() == "? 5"


def test_a_closed_pipe_ends_a_command_quietly(shell: Shell) -> None:
    done = shell("due", stdout=Failing(errno.EPIPE))
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        pytest.param("**a** `b`", "a b", id="markup is removed"),
        pytest.param("a\x1b[2Jb\x07", "a [2Jb ", id="control characters are removed"),
        pytest.param("a\x9b2Jb", "a 2Jb", id="eight-bit control characters are removed"),
        pytest.param("one\n\ntwo", "one\ntwo", id="paragraphs stay separate lines"),
    ],
)
def test_plain(markdown: str, expected: str) -> None:
    assert to_plain_text(markdown) == expected


def test_one_line() -> None:
    assert one_line("one\n\n⟦…⟧ two") == "one […] two"
