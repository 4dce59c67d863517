"""Take back what was last done to notes and cards at one stroke, or do it again."""

from flashdesign.errors import consequence
from flashdesign.services import keeping
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.storage import operations, turning
from flashdesign.storage.operations import Operation

__all__ = ["Operation", "last", "redo", "undo"]


def last(context: Context) -> Operation | None:
    """Return what was done last and still stands."""
    with context.database.read() as connection:
        return operations.next_to_undo(connection)


def undo(context: Context) -> str | None:
    """Take back what was done last; return a sentence on it, or None where there is nothing."""
    said = _turn(context, undone=False)
    return said and f"{said} was taken back."


def redo(context: Context) -> str | None:
    """Do again what was taken back last."""
    said = _turn(context, undone=True)
    return said and f"{said} was done again."


@consequence("nothing was changed")
def _turn(context: Context, *, undone: bool) -> str | None:
    with context.database.transaction() as connection:
        find = operations.next_to_redo if undone else operations.next_to_undo
        which = find(connection)
        if which is None:
            return None
        rules = keeping.rules_now(connection)
        turning.turn(connection, which, keeping.rules_of)
        keeping.follow_rules(connection, rules)
    context.broadcast.tell(Changes(decks=True, cards=True, drills=True))
    return which.said
