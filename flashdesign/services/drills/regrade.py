"""Regrading of all attempts with the present grading rule.

The log is append-only: if the new grade affects the schedule, the row is revoked and replaced by
another with the same time, and the attempt is stored again with the uid of the new row. Both new
uids depend only on the old one and on the rule, so that two computers write the same rows and a
merge does not count an answer twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Protocol

from flashdesign.domain.drills.attempt import Attempt, regrade_attempt, task_of
from flashdesign.domain.drills.grading import RULE_VERSION, EstimateTask, Verdict, grade_estimate
from flashdesign.domain.ids import ReviewId, new_review_id
from flashdesign.domain.scheduling.review_log import ALGORITHM, Review, ReviewKind
from flashdesign.services.context import Changes, Context
from flashdesign.services.scheduling.rules import rules_of
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.drills import attempts as drill_attempts
from flashdesign.storage.review_log import replay, reviews

_RANDOM_BITS = 74
_GRADED_KINDS = (ReviewKind.LEARN, ReviewKind.REVIEW)


class GradingRule(Protocol):
    """A function that grades an answer."""

    def __call__(
        self, task: EstimateTask, answer: float | None, *, seconds: float | None, hints: int = 0
    ) -> Verdict:
        """Return the verdict."""
        ...


@dataclass(frozen=True, slots=True)
class AttemptChange:
    """An attempt before and after regrading."""

    before: Attempt
    after: Attempt


@dataclass(frozen=True, slots=True)
class Regrade:
    """The number of attempts, and those whose grade, error or mistake changed."""

    attempts: int
    changes: tuple[AttemptChange, ...]


def regrade(
    context: Context,
    *,
    rule: GradingRule = grade_estimate,
    version: int = RULE_VERSION,
    dry_run: bool = False,
) -> Regrade:
    """Regrade every attempt that was not undone, and update the schedule, in one transaction.

    A dry run changes nothing. A grade that the user moved by one step is moved by one step again.
    """
    if dry_run:
        with context.database.read() as connection:
            return _regrade_result(_changes(connection, rule, version))
    with context.database.transaction() as connection:
        changes = _changes(connection, rule, version)
        _store(connection, changes)
    result = _regrade_result(changes)
    if result.changes:
        context.broadcast.notify(Changes(cards=True, reviews=True, drills=True))
    return result


def _changes(connection: Connection, rule: GradingRule, version: int) -> list[AttemptChange]:
    """Return all attempts with their regraded versions."""
    changes = []
    for attempt in list(drill_attempts.attempts_not_undone(connection)):
        answer = attempt.answer
        verdict = rule(
            task_of(attempt.question), answer.value, seconds=answer.seconds, hints=answer.hints
        )
        changes.append(AttemptChange(attempt, regrade_attempt(attempt, verdict, version)))
    return changes


def _regrade_result(changes: list[AttemptChange]) -> Regrade:
    differing = (
        change
        for change in changes
        if replace(change.after, rule=change.before.rule) != change.before
    )
    return Regrade(len(changes), tuple(differing))


def _store(connection: Connection, changes: Iterable[AttemptChange]) -> None:
    in_place: list[Attempt] = []
    replaced: list[Attempt] = []
    rows: list[Review] = []
    for change in changes:
        if change.after == change.before:
            continue
        row = _row_of(connection, change.before)
        if row is None or row.kind not in _GRADED_KINDS or row.rating is change.after.rating:
            in_place.append(change.after)
            continue
        new_row = _regraded_row(row, change.after)
        rows += [_revoking_row(row, change.after.rule), new_row]
        replaced.append(replace(change.after, uid=new_row.uid))
    replay.merge(connection, rows, rules_of(connection))
    drill_attempts.regrade(connection, in_place)
    for attempt in replaced:
        drill_attempts.add(connection, attempt)


def _row_of(connection: Connection, attempt: Attempt) -> Review | None:
    """Return the log's row of the attempt; most practice attempts have none."""
    log = reviews.card_log(connection, attempt.card)
    return next((row for row in log if row.uid == attempt.uid), None)


def _regraded_row(row: Review, attempt: Attempt) -> Review:
    uid = _derive_uid(row.uid, attempt.rule, "again")
    return row._replace(uid=uid, rating=attempt.rating, algorithm=ALGORITHM)


def _revoking_row(row: Review, version: int) -> Review:
    uid = _derive_uid(row.uid, version, "revoke")
    return Review(uid, row.card, row.moment, ReviewKind.REVOKE, revokes=row.uid)


def _derive_uid(uid: ReviewId, version: int, purpose: str) -> ReviewId:
    """Return a uid right after `uid`, the same on every computer."""
    digest = blake2b(uid + f"{version}\0{purpose}".encode(), digest_size=10).digest()
    random_bits = int.from_bytes(digest) % (1 << _RANDOM_BITS)
    return new_review_id(int.from_bytes(uid[:6]) + 1, random_bits)
