"""Messages over a socket: JSON objects, each behind its length in four bytes."""

import json
import struct
from collections.abc import Iterator
from typing import Any

MAX_FRAME_BYTES = 4_000_000
_LENGTH = struct.Struct("!I")
Message = dict[str, Any]


class FrameError(ValueError):
    """What came is no message."""


def packed(message: Message) -> bytes:
    """Return a message as bytes; raises FrameError where it is too long."""
    body = json.dumps(message).encode("ascii")
    if len(body) > MAX_FRAME_BYTES:
        problem = "the message is too long"
        raise FrameError(problem)
    return _LENGTH.pack(len(body)) + body


class Frames:
    """Puts what arrives in pieces together to messages."""

    def __init__(self) -> None:
        self._rest = b""

    def take(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that are whole now; raise FrameError at the first that is none."""
        self._rest += data
        while len(self._rest) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._rest)
            if length > MAX_FRAME_BYTES:
                problem = "the message is too long"
                raise FrameError(problem)
            end = _LENGTH.size + length
            if len(self._rest) < end:
                return
            body, self._rest = self._rest[_LENGTH.size : end], self._rest[end:]
            yield _message(body)


def _message(body: bytes) -> Message:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FrameError(str(error)) from error
    if not isinstance(found, dict):
        problem = "the message is no object"
        raise FrameError(problem)
    return found
