"""Stored attempts at drills, and the worked solution of an old one."""

from flashdesign.domain.attempts import Attempt
from flashdesign.domain.drill_instances import Instance, instance_of
from flashdesign.domain.drill_numbers import DrillError
from flashdesign.domain.faces import Drill
from flashdesign.services.context import Context
from flashdesign.storage import attempts, notes


def standing(context: Context) -> list[Attempt]:
    """Return the attempts that are not undone, the oldest first."""
    with context.database.read() as connection:
        return list(attempts.standing(connection))


def instance(context: Context, attempt: Attempt) -> Instance | None:
    """Return the drill of an attempt, with the steps that its template computes.

    None if the template has changed since: then only the question, values and truth stored with the
    attempt are available.
    """
    with context.database.read() as connection:
        face = notes.card(connection, attempt.card).note.face
    if not isinstance(face, Drill) or face.template.version != attempt.posed.version:
        return None
    try:
        found = instance_of(face.template, attempt.posed.values)
    except (DrillError, KeyError):
        return None
    return found if found.truth == attempt.posed.truth else None
