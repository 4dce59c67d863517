"""Hashes of the past months of the review log, to detect rows that were changed."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, groupby

from sqlalchemy import select

from flashdesign.domain.ids import ReviewId
from flashdesign.domain.scheduling.study_day import LATEST_MS, MS_PER_DAY, as_utc
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.schema.tables import review

_NAME = "log.hashes"
_DIGEST_BYTES = 16
_ROWS_AT_ONCE = 1_000
_ROWS = select(review).order_by(review.c.uid)


def month_hashes(conn: Connection) -> Iterator[tuple[str, str]]:
    """Yield each month of the log, such as "2026-03", and the hash of its rows."""
    found = chain.from_iterable(conn.execute(_ROWS).partitions(_ROWS_AT_ONCE))
    for month, rows in groupby(found, key=lambda row: month_of(row[0])):
        hashed = blake2b(digest_size=_DIGEST_BYTES)
        for row in rows:
            hashed.update(repr(tuple(row)).encode())
        yield month, hashed.hexdigest()


def changed_months(conn: Connection) -> list[str]:
    """Return the past months that changed since their hash was stored; store hashes of new ones."""
    found = dict(month_hashes(conn))
    # Only the last month still gets rows; a merge into earlier months forgets their hashes first.
    past = dict(list(found.items())[:-1])
    known = _load(conn)
    stored_settings.put(conn, _NAME, past | known)
    return sorted(month for month, value in known.items() if past.get(month) != value)


def forget_months(conn: Connection, uids: Iterable[ReviewId]) -> None:
    """Forget the hashes of the months to which rows with these uids are about to be added."""
    # There may be hundreds of thousands of rows, but few days.
    days = {int.from_bytes(uid[:6]) // MS_PER_DAY for uid in uids}
    touched = {_month(day) for day in days}
    known = _load(conn)
    remaining = {month: value for month, value in known.items() if month not in touched}
    if remaining != known:
        stored_settings.put(conn, _NAME, remaining)


def month_of(uid: bytes) -> str:
    """Return the month (UTC) in which a row was written."""
    return _month(int.from_bytes(uid[:6]) // MS_PER_DAY)


@lru_cache(maxsize=1024)
def _month(day: int) -> str:
    """Return the month of a day since 1970 (UTC)."""
    return f"{as_utc(min(day * MS_PER_DAY, LATEST_MS)):%Y-%m}"


def _load(conn: Connection) -> dict[str, str]:
    known = stored_settings.get(conn, _NAME)
    return known if isinstance(known, dict) else {}
