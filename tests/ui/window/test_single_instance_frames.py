"""Messages come out of a stream unchanged, however it was split; anything else is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.ui.window.single_instance import (
    MAX_FRAME_BYTES,
    FrameError,
    FrameReader,
    Message,
    pack,
)

TEXTS = st.text(st.characters(codec=None))  # lone surrogates as well: paths may have them
MESSAGES = st.lists(st.dictionaries(TEXTS, TEXTS | st.integers() | st.none(), max_size=3))


@given(MESSAGES, st.integers(1, 40))
def test_messages_arrive_whole_however_they_are_split(messages: list[Message], size: int) -> None:
    stream, frames = b"".join(map(pack, messages)), FrameReader()
    found: list[Message] = []
    for start in range(0, len(stream), size):
        found += frames.feed(stream[start : start + size])
    assert found == messages


@given(st.binary(max_size=200))
def test_any_bytes_are_messages_or_refused(data: bytes) -> None:
    try:
        assert all(isinstance(message, dict) for message in FrameReader().feed(data))
    except FrameError:
        return


def framed(body: bytes) -> bytes:
    """Return a frame with this body, valid or not."""
    return len(body).to_bytes(4) + body


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(framed(b"[1]"), id="a list"),
        pytest.param(framed(b"{"), id="not JSON"),
        pytest.param(framed(b"\xff"), id="no text"),
        pytest.param(framed(b"[" * 100_000), id="nested without end"),
        pytest.param((MAX_FRAME_BYTES + 1).to_bytes(4), id="a length beyond the limit"),
    ],
)
def test_invalid_messages_are_refused(data: bytes) -> None:
    with pytest.raises(FrameError):
        list(FrameReader().feed(data))


def test_a_message_beyond_the_limit_is_not_sent() -> None:
    with pytest.raises(FrameError):
        pack({"out": "x" * MAX_FRAME_BYTES})
    assert json.loads(pack({"out": "x"})[4:]) == {"out": "x"}
