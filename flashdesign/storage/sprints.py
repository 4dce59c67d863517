"""Keep the sprints that were finished."""

from dataclasses import asdict, dataclass

from sqlalchemy import select

from flashdesign.domain.reviews import Uid
from flashdesign.storage.database import Connection
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
    """Return all sprints in the order of their uids."""
    return [Sprint(Uid(uid), *rest) for uid, *rest in conn.execute(ALL)]
