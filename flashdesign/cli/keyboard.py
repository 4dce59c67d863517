"""Read single keys where a person types, and whole lines where a script does."""

import os
import sys
from collections import deque
from typing import Protocol, TextIO

ENTER = ""
_END_OF_INPUT = ("\x04", "\x1a")
_ESCAPE = "\x1b"
_BURST_BYTES = 64


class Keys(Protocol):
    """What is typed. Both raise EOFError at the end of input."""

    def key(self) -> str:
        """Return the next key, `ENTER` for Enter."""
        ...

    def line(self) -> str:
        """Return the next line without its end."""
        ...


class LineKeys:
    """Lines of a script: each is a key, the empty one is Enter."""

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


class TypedKeys(LineKeys):
    """Keys as they are typed, without Enter; lines are still edited and echoed as usual."""

    def __init__(self, stdin: TextIO) -> None:
        super().__init__(stdin)
        self._ahead: deque[str] = deque()

    def key(self) -> str:
        """Return the next key."""
        while not self._ahead:
            self._ahead.extend(_typed(self._stdin))
        key = self._ahead.popleft()
        if key in _END_OF_INPUT:
            raise EOFError
        return ENTER if key in "\r\n " else key

    def line(self) -> str:
        """Return the next line; keys typed before it was asked for do not count."""
        self._ahead.clear()
        return super().line()


def keys_of(stdin: TextIO) -> Keys:
    """Return what reads the keys of `stdin`."""
    return TypedKeys(stdin) if stdin.isatty() else LineKeys(stdin)


if sys.platform == "win32":
    import msvcrt

    _PREFIXES = ("\x00", "\xe0")

    def _typed(stdin: TextIO) -> str:
        """Wait for a key; arrows and the like count for nothing."""
        del stdin  # the console itself is asked
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

    def _typed(stdin: TextIO) -> str:
        """Wait for a key and return the characters that came; arrows count for nothing."""
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
