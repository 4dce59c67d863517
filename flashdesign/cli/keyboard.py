"""Keyboard input: single keys from a terminal, whole lines from a script."""

import os
import sys
from collections import deque
from typing import Protocol, TextIO

ENTER = ""
_END_OF_INPUT = ("\x04", "\x1a")
_ESCAPE = "\x1b"
_BURST_BYTES = 64


class Keys(Protocol):
    """A source of keys and lines. Both methods raise EOFError at the end of input."""

    def key(self) -> str:
        """Return the next key, `ENTER` for Enter."""
        ...

    def line(self) -> str:
        """Return the next line without its line end."""
        ...


class ScriptKeys:
    """Keys from the lines of a script: each line is a key, an empty one is Enter."""

    def __init__(self, stdin: TextIO) -> None:
        self._stdin = stdin

    def key(self) -> str:
        """Return the next line as a key."""
        return self.line()

    def line(self) -> str:
        """Return the next line."""
        line = self._stdin.readline()
        if not line:
            raise EOFError
        return line.strip()


class TypedKeys(ScriptKeys):
    """Single keys from a terminal, without Enter; lines are still edited and echoed as usual."""

    def __init__(self, stdin: TextIO) -> None:
        super().__init__(stdin)
        self._pending: deque[str] = deque()

    def key(self) -> str:
        """Return the next key."""
        while not self._pending:
            self._pending.extend(_read_keys(self._stdin))
        key = self._pending.popleft()
        if key in _END_OF_INPUT:
            raise EOFError
        return ENTER if key in "\r\n " else key

    def line(self) -> str:
        """Return the next line; pending keys are dropped."""
        self._pending.clear()
        return super().line()


def open_keys(stdin: TextIO) -> Keys:
    """Return the reader for the keys of `stdin`."""
    return TypedKeys(stdin) if stdin.isatty() else ScriptKeys(stdin)


if sys.platform == "win32":
    import msvcrt

    _PREFIXES = ("\x00", "\xe0")

    def _read_keys(stdin: TextIO) -> str:
        """Wait for a key and return it; arrows and other special keys are ignored."""
        del stdin  # msvcrt reads the console itself
        key = msvcrt.getwch()
        if key in _PREFIXES:
            msvcrt.getwch()
            return ""
        if key == "\x03":
            raise KeyboardInterrupt
        return key

else:
    import termios
    import tty

    def _read_keys(stdin: TextIO) -> str:
        """Wait for a key and return the characters read; arrows are ignored."""
        number = stdin.fileno()
        before = termios.tcgetattr(number)
        try:
            tty.setcbreak(number, termios.TCSADRAIN)
            burst = os.read(number, _BURST_BYTES)
        finally:
            termios.tcsetattr(number, termios.TCSADRAIN, before)
        if not burst:
            raise EOFError
        text = burst.decode(errors="ignore")
        return "" if text.startswith(_ESCAPE) else text
