"""Read what the collection holds as JSON: whatever is wrong with it is damage, and is named."""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flashdesign.errors import DamagedRowError

# What comes of values that nobody stored so: no text, no JSON, another shape, an unknown name.
UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    zlib.error,
)
_Shape = TypeVar("_Shape", dict[str, Any], list[Any])


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Raise DamagedRowError naming `what`, such as "the note cache/lru", if it cannot be read."""
    try:
        yield
    except UNREADABLE as error:
        raise DamagedRowError(what) from error


def parse(what: str, stored: str | bytes, shape: type[_Shape]) -> _Shape:
    """Return the JSON object or list that is stored, or raise DamagedRowError naming `what`."""
    with reading(what):
        found = json.loads(stored if isinstance(stored, str) else stored.decode())
        if not isinstance(found, shape):
            problem = f"{type(found).__name__} in place of {shape.__name__}"
            raise TypeError(problem)
        return found
