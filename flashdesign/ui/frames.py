"""Messages over a socket: JSON objects, each prefixed by its length in four bytes."""

import json
import struct
from collections.abc import Iterator
from typing import Any

MAX_FRAME_BYTES = 4_000_000
_LENGTH = struct.Struct("!I")
Message = dict[str, Any]


class FrameError(ValueError):
    """Received data is not a message."""


def packed(message: Message) -> bytes:
    """Return a message as bytes; raise FrameError if it is too long."""
    body = json.dumps(message).encode("ascii")
    if len(body) > MAX_FRAME_BYTES:
        problem = "the message is too long"
        raise FrameError(problem)
    return _LENGTH.pack(len(body)) + body


class Frames:
    """Assembles messages from received chunks."""

    def __init__(self) -> None:
        self._buffer = b""

    def take(self, data: bytes) -> Iterator[Message]:
        """Yield the complete messages; raise FrameError at the first that is invalid."""
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            if length > MAX_FRAME_BYTES:
                problem = "the message is too long"
                raise FrameError(problem)
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return
            body, self._buffer = self._buffer[_LENGTH.size : end], self._buffer[end:]
            yield _parse(body)


def _parse(body: bytes) -> Message:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FrameError(str(error)) from error
    if not isinstance(message, dict):
        problem = "the message is not an object"
        raise FrameError(problem)
    return message
