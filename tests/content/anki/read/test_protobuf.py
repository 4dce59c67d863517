"""Protobuf messages are read by field; other data is an error and never hangs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.anki.read import protobuf


def test_fields_are_found_by_number() -> None:
    data = b"\x08\x96\x01\x12\x02hi\x12\x03you\x19" + bytes(8) + b"\x25" + bytes(4)
    assert protobuf.number(data, 1) == 150
    assert protobuf.text(data, 2) == "you"
    assert protobuf.messages(data, 2) == [b"hi", b"you"]
    assert (protobuf.number(data, 9), protobuf.text(data, 9)) == (0, "")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x08", id="a number is missing"),
        pytest.param(b"\x08" + b"\xff" * 20, id="a number without an end"),
        pytest.param(b"\x12\x09short", id="longer than the message"),
        pytest.param(b"\x0b", id="an obsolete wire type"),
    ],
)
def test_other_data_is_an_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^a (number|field)"):
        list(protobuf.fields(data))


@given(st.binary(max_size=60))
def test_any_bytes_are_fields_or_an_error(data: bytes) -> None:
    try:
        found = list(protobuf.fields(data))
    except ValueError:
        return
    assert len(found) <= len(data)
