"""Reader of the few protobuf messages in a package, without a library."""

from collections.abc import Iterator

Value = int | bytes
_MAX_VARINT_BYTES = 10


def fields(data: bytes) -> Iterator[tuple[int, Value]]:
    """Yield each field's number and value; raises ValueError for data that is no message."""
    at = 0
    while at < len(data):
        tag, at = _read_varint(data, at)
        value: Value
        match tag & 7:
            case 0:
                value, at = _read_varint(data, at)
            case 1:
                value, at = _read_bytes(data, at, 8)
            case 2:
                size, at = _read_varint(data, at)
                value, at = _read_bytes(data, at, size)
            case 5:
                value, at = _read_bytes(data, at, 4)
            case wire:
                message = f"a field of the unknown wire type {wire}"
                raise ValueError(message)
        yield tag >> 3, value


def number(data: bytes, wanted: int) -> int:
    """Return the last whole number of this field, 0 if there is none."""
    found = [value for name, value in fields(data) if name == wanted and isinstance(value, int)]
    return found[-1] if found else 0


def text(data: bytes, wanted: int) -> str:
    """Return the last text of this field, empty if there is none."""
    found = [value for name, value in fields(data) if name == wanted and isinstance(value, bytes)]
    return found[-1].decode("utf-8") if found else ""


def messages(data: bytes, wanted: int) -> list[bytes]:
    """Return every message of this field."""
    return [value for name, value in fields(data) if name == wanted and isinstance(value, bytes)]


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    result = 0
    for place, byte in enumerate(data[at : at + _MAX_VARINT_BYTES]):
        result |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:  # noqa: PLR2004 (the last byte has no high bit)
            return result, at + place + 1
    message = "a number without an end"
    raise ValueError(message)


def _read_bytes(data: bytes, at: int, size: int) -> tuple[bytes, int]:
    if at + size > len(data):
        message = "a field that is longer than the message"
        raise ValueError(message)
    return data[at : at + size], at + size
