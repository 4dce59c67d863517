"""Keys from a script's lines and from a real terminal."""

import os
import sys
from collections.abc import Iterator
from io import StringIO
from typing import TextIO

import pytest

from flashdesign.cli.keyboard import ENTER, ScriptKeys, TypedKeys, open_keys


def test_each_line_of_a_script_is_a_key() -> None:
    keys = open_keys(StringIO("3\n\n 4k \n"))
    assert isinstance(keys, ScriptKeys)
    assert (keys.key(), keys.key(), keys.line()) == ("3", ENTER, "4k")
    with pytest.raises(EOFError):
        keys.key()


if sys.platform != "win32":
    import termios

    @pytest.fixture
    def typist() -> Iterator[tuple[int, TextIO]]:
        """The two ends of a terminal: one to type into, one to read from."""
        typing, reading = os.openpty()
        with os.fdopen(reading, encoding="utf-8") as stdin:
            yield typing, stdin
        os.close(typing)

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            pytest.param(b"3", ["3"], id="a key without Enter"),
            pytest.param(b"\r", [ENTER], id="Enter"),
            pytest.param(b" ", [ENTER], id="the space bar serves as Enter"),
            pytest.param(b"\r3", [ENTER, "3"], id="keys typed ahead"),
            pytest.param("é".encode(), ["é"], id="a letter of two bytes"),
        ],
    )
    def test_typed_keys(typist: tuple[int, TextIO], typed: bytes, expected: list[str]) -> None:
        typing, stdin = typist
        keys = open_keys(stdin)
        assert isinstance(keys, TypedKeys)
        os.write(typing, typed)
        assert [keys.key() for _ in expected] == expected

    def test_control_d_is_the_end_of_input(typist: tuple[int, TextIO]) -> None:
        typing, stdin = typist
        _without_line_mode(stdin)
        os.write(typing, b"\x04")
        with pytest.raises(EOFError):
            open_keys(stdin).key()

    def test_a_line_is_read_whole_and_drops_pending_keys(
        typist: tuple[int, TextIO],
    ) -> None:
        typing, stdin = typist
        keys = open_keys(stdin)
        os.write(typing, b"\rxy")
        assert keys.key() == ENTER
        os.write(typing, b"86 400\n")
        assert keys.line() == "86 400"

    def test_the_terminal_is_left_as_it_was(typist: tuple[int, TextIO]) -> None:
        typing, stdin = typist
        before = termios.tcgetattr(stdin)
        os.write(typing, b"q")
        open_keys(stdin).key()
        assert termios.tcgetattr(stdin) == before

    def _without_line_mode(stdin: TextIO) -> None:
        """Keep the terminal from turning Control-D into an end of file before it is read."""
        mode = termios.tcgetattr(stdin)
        mode[3] &= ~termios.ICANON
        termios.tcsetattr(stdin, termios.TCSANOW, mode)
