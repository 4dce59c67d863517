"""The SQL statements that run on the connection of a collection."""

from collections.abc import Iterator
from contextlib import contextmanager

from flashdesign.services.context import Context


@contextmanager
def statements_of(context: Context) -> Iterator[list[str]]:
    """Yield a list to which each statement in this block is added."""
    found: list[str] = []
    with context.database.read() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
    raw.set_trace_callback(found.append)
    try:
        yield found
    finally:
        raw.set_trace_callback(None)
