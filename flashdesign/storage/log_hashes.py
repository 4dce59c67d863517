"""Remember a hash of each past month of the log, so that a silent change of it is noticed."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby

from sqlalchemy import select

from flashdesign.domain.moments import LATEST_MS, MS_PER_DAY, as_utc
from flashdesign.domain.reviews import Uid
from flashdesign.storage import settings
from flashdesign.storage.database import Connection
from flashdesign.storage.tables import review

_NAME = "log.hashes"
_DIGEST_BYTES = 16
_ROWS = select(review).order_by(review.c.uid)


def months(conn: Connection) -> Iterator[tuple[str, str]]:
    """Yield each month of the log, such as "2026-03", and the hash of its rows."""
    for month, rows in groupby(conn.execute(_ROWS), key=lambda row: month_of(row.uid)):
        hashed = blake2b(digest_size=_DIGEST_BYTES)
        for row in rows:
            hashed.update(repr(tuple(row)).encode())
        yield month, hashed.hexdigest()


def changed_months(conn: Connection) -> list[str]:
    """Return the past months that are not as they were; new ones are noted from now on."""
    found = dict(months(conn))
    # Rows still come to the last month; to those before it only by a merge, which forgets them.
    past = dict(list(found.items())[:-1])
    known = _known(conn)
    settings.put(conn, _NAME, past | known)
    return sorted(month for month, value in known.items() if past.get(month) != value)


def forget(conn: Connection, uids: Iterable[Uid]) -> None:
    """Forget the months to which rows with these uids are about to come."""
    # Rows come by the hundred thousand, their days are few.
    days = {int.from_bytes(uid[:6]) // MS_PER_DAY for uid in uids}
    touched = {_month(day * MS_PER_DAY) for day in days}
    known = _known(conn)
    left = {month: value for month, value in known.items() if month not in touched}
    if left != known:
        settings.put(conn, _NAME, left)


def month_of(uid: bytes) -> str:
    """Return the month (UTC) in which a row was written."""
    return _month(int.from_bytes(uid[:6]))


def _month(at: int) -> str:
    return f"{as_utc(min(at, LATEST_MS)):%Y-%m}"


def _known(conn: Connection) -> dict[str, str]:
    known = settings.get(conn, _NAME)
    return known if isinstance(known, dict) else {}
