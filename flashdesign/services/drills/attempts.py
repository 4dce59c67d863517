"""Stored attempts at drills, and the worked solution of an old one."""

from flashdesign.domain.drills.attempt import Attempt
from flashdesign.domain.drills.calibration import Calibration, calibrate
from flashdesign.domain.drills.instance import Instance, instance_of
from flashdesign.domain.drills.sampling import DrillError
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.services.context import Context
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.drills import attempts
from flashdesign.storage.notes import cards


def valid_attempts(context: Context) -> list[Attempt]:
    """Return the attempts that are not undone, the oldest first."""
    with context.database.read() as connection:
        return list(attempts.attempts_not_undone(connection))


def drill_of_attempt(context: Context, attempt: Attempt) -> Instance | None:
    """Return the drill of an attempt, with the steps that its template computes.

    None if the template has changed since: then only the question, values and truth stored with the
    attempt are available.
    """
    with context.database.read() as connection:
        question = cards.card(connection, attempt.card).note.question
    if not isinstance(question, Drill) or question.template.version != attempt.question.version:
        return None
    try:
        found = instance_of(question.template, attempt.question.values)
    except (DrillError, KeyError):
        return None
    return found if found.truth == attempt.question.truth else None


LAST = 100


def calibration(context: Context, last: int = LAST) -> Calibration:
    """Return the calibration by the last attempts, without undone ones."""
    with context.database.read() as connection:
        return calibration_of(connection, last)


def calibration_of(connection: Connection, last: int = LAST) -> Calibration:
    """Return the same on an open connection."""
    return calibrate(attempts.newest(connection, last))
