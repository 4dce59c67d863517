"""Grade all attempts anew under the present rule.

The log is append-only: where the schedule must follow, a row is revoked and another of the same
time put in its place, and the attempt is stored again under the new row's uid. Both uids hang on
the old one and the rule alone, so that two computers that do it write the very same rows, and a
merge of them counts no answer twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Protocol

from flashdesign.domain.attempts import Attempt, regraded, task_of
from flashdesign.domain.reviews import ALGORITHM, Kind, Review, Uid, new_uid
from flashdesign.domain.scoring import RULE_VERSION, Task, Verdict, grade
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.services.keeping import rules_of
from flashdesign.storage import attempts, reviews
from flashdesign.storage.database import Connection

_CHANCE_BITS = 74
_SHAPING = (Kind.LEARN, Kind.REVIEW)


class Rule(Protocol):
    """What grades an answer."""

    def __call__(
        self, task: Task, answer: float | None, *, seconds: float | None, hints: int = 0
    ) -> Verdict:
        """Return the verdict."""
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """An attempt as it was graded, and as it is now."""

    before: Attempt
    after: Attempt


@dataclass(frozen=True, slots=True)
class Regrade:
    """How many attempts there are, and those whose grade, error or mistake is another now."""

    attempts: int
    changes: tuple[Change, ...]


def regrade(
    context: Context, *, rule: Rule = grade, version: int = RULE_VERSION, dry_run: bool = False
) -> Regrade:
    """Grade every attempt that stands anew, and let the schedule follow; all of it or nothing.

    A dry run changes nothing. What the learner moved by one is moved by one again.
    """
    if dry_run:
        with context.database.read() as connection:
            return _told(_changes(connection, rule, version))
    with context.database.transaction() as connection:
        changes = _changes(connection, rule, version)
        _store(connection, changes)
    told = _told(changes)
    if told.changes:
        context.broadcast.tell(Changes(cards=True, reviews=True, drills=True))
    return told


def _changes(connection: Connection, rule: Rule, version: int) -> list[Change]:
    """Return all attempts with what becomes of them."""
    found = []
    for one in list(attempts.standing(connection)):
        said = one.said
        verdict = rule(task_of(one.posed), said.value, seconds=said.seconds, hints=said.hints)
        found.append(Change(one, regraded(one, verdict, version)))
    return found


def _told(changes: list[Change]) -> Regrade:
    differing = (
        change
        for change in changes
        if replace(change.after, rule=change.before.rule) != change.before
    )
    return Regrade(len(changes), tuple(differing))


def _store(connection: Connection, changes: Iterable[Change]) -> None:
    in_place: list[Attempt] = []
    anew: list[Attempt] = []
    rows: list[Review] = []
    for change in changes:
        if change.after == change.before:
            continue
        row = _row_of(connection, change.before)
        if row is None or row.kind not in _SHAPING or row.rating is change.after.kept:
            in_place.append(change.after)
            continue
        again = _again(row, change.after)
        rows += [_revoke(row, change.after.rule), again]
        anew.append(replace(change.after, uid=again.uid))
    reviews.merge(connection, rows, rules_of(connection))
    attempts.regrade(connection, in_place)
    for one in anew:
        attempts.add(connection, one)


def _row_of(connection: Connection, attempt: Attempt) -> Review | None:
    """Return the log's row of the attempt; most attempts for practice have none."""
    log = reviews.log_of(connection, attempt.card)
    return next((row for row in log if row.uid == attempt.uid), None)


def _again(row: Review, attempt: Attempt) -> Review:
    uid = _following(row.uid, attempt.rule, "again")
    return replace(row, uid=uid, rating=attempt.kept, algorithm=ALGORITHM)


def _revoke(row: Review, version: int) -> Review:
    uid = _following(row.uid, version, "revoke")
    return Review(uid, row.card, row.moment, Kind.REVOKE, revokes=row.uid)


def _following(uid: Uid, version: int, purpose: str) -> Uid:
    """Return a uid behind `uid`, the same on every machine."""
    digest = blake2b(uid + f"{version}\0{purpose}".encode(), digest_size=10).digest()
    chance = int.from_bytes(digest) % (1 << _CHANCE_BITS)
    return new_uid(int.from_bytes(uid[:6]) + 1, chance)
