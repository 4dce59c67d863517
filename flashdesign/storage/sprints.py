"""Keep the sprints that were finished."""

from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from flashdesign.domain.moments import LATEST_MS
from flashdesign.domain.reviews import Uid
from flashdesign.errors import DamagedRowError
from flashdesign.storage.database import Connection
from flashdesign.storage.stored_json import reading
from flashdesign.storage.tables import sprint

_ADD = sprint.insert().prefix_with("OR IGNORE")
ALL = select(sprint).order_by(sprint.c.uid)


@dataclass(frozen=True, slots=True)
class Sprint:
    """A finished sprint: when it ended (UTC ms), its code, and how it went."""

    uid: Uid
    at: int
    code: str
    points: float
    total_ms: int


def add(conn: Connection, done: Sprint) -> None:
    """Store a sprint; nothing happens where it is stored already."""
    conn.execute(_ADD, asdict(done))


def sprints(conn: Connection) -> list[Sprint]:
    """Return all sprints in the order of their uids, without those that are damaged."""
    found = []
    for row in conn.execute(ALL):
        with suppress(DamagedRowError):
            found.append(to_sprint(tuple(row)))
    return found


def to_sprint(row: tuple[Any, ...]) -> Sprint:
    """Return the sprint that a row of `ALL` holds, or raise DamagedRowError."""
    with reading("a sprint"):
        uid, at, *rest = row
        if not abs(at) < LATEST_MS:
            raise ValueError(at)
        return Sprint(Uid(uid), at, *rest)
