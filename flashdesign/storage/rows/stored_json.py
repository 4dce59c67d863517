"""JSON stored in the collection; anything invalid is reported as damage of a named row."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flashdesign.errors import DamagedRowError
from flashdesign.i18n.translation import LazyText
from flashdesign.storage.connection.sqlite_errors import UNREADABLE

_Shape = TypeVar("_Shape", dict[str, Any], list[Any])


@contextmanager
def raise_as_damage(what: str | LazyText) -> Iterator[None]:
    """Raise DamagedRowError naming `what`, such as "the note cache/lru", if it cannot be read."""
    try:
        yield
    except UNREADABLE as error:
        raise DamagedRowError(what) from error


def parse(what: str | LazyText, stored: str | bytes, shape: type[_Shape]) -> _Shape:
    """Return the stored JSON object or list, or raise DamagedRowError naming `what`."""
    with raise_as_damage(what):
        found = json.loads(stored if isinstance(stored, str) else stored.decode())
        if not isinstance(found, shape):
            problem = f"{type(found).__name__} in place of {shape.__name__}"
            raise TypeError(problem)
        return found
