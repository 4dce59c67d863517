"""Finished sprints."""

from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from flashdesign.domain.ids import ReviewId
from flashdesign.domain.scheduling.study_day import LATEST_MS
from flashdesign.errors import DamagedRowError
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.rows.stored_json import raise_as_damage
from flashdesign.storage.schema.tables import sprint

_ADD = sprint.insert().prefix_with("OR IGNORE")
ALL = select(sprint).order_by(sprint.c.uid)


@dataclass(frozen=True, slots=True)
class Sprint:
    """A finished sprint: when it ended (UTC ms), its code, and how it went."""

    uid: ReviewId
    at: int
    code: str
    points: float
    total_ms: int


def add(conn: Connection, done: Sprint) -> None:
    """Store a sprint; do nothing if it is already stored."""
    conn.execute(_ADD, asdict(done))


def sprints(conn: Connection) -> list[Sprint]:
    """Return all readable sprints in the order of their uids."""
    found = []
    for row in conn.execute(ALL):
        with suppress(DamagedRowError):
            found.append(to_sprint(tuple(row)))
    return found


def to_sprint(row: tuple[Any, ...]) -> Sprint:
    """Return the sprint in a row of `ALL`, or raise DamagedRowError."""
    with raise_as_damage(LazyText(N_("a sprint"))):
        uid, at, *rest = row
        if not abs(at) < LATEST_MS:
            raise ValueError(at)
        return Sprint(ReviewId(uid), at, *rest)
