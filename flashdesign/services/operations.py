"""Undo and redo of bulk edits and imports."""

from flashdesign.errors import consequence
from flashdesign.i18n import N_, _
from flashdesign.services import keeping
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.storage import operations, turning
from flashdesign.storage.operations import Operation

__all__ = ["Operation", "last", "redo", "undo"]


def last(context: Context) -> Operation | None:
    """Return the operation to undo next, or None."""
    with context.database.read() as connection:
        return operations.next_to_undo(connection)


def undo(context: Context) -> str | None:
    """Undo the last operation; return a sentence on it, or None if there is nothing to undo."""
    description = _undo_or_redo(context, undone=False)
    return description and _("Undone: {operation}.").format(operation=description)


def redo(context: Context) -> str | None:
    """Redo the last undone operation; return a sentence on it, or None if there is none."""
    description = _undo_or_redo(context, undone=True)
    return description and _("Redone: {operation}.").format(operation=description)


@consequence(N_("nothing was changed"))
def _undo_or_redo(context: Context, *, undone: bool) -> str | None:
    """Undo one operation, or redo it if `undone`; return its description in lower case."""
    with context.database.transaction() as connection:
        find = operations.next_to_redo if undone else operations.next_to_undo
        operation = find(connection)
        if operation is None:
            return None
        rules = keeping.rules_now(connection)
        turning.turn(connection, operation, keeping.rules_of)
        keeping.follow_rules(connection, rules)
    context.broadcast.tell(Changes(decks=True, cards=True, drills=True))
    return f"{operation.said[:1].lower()}{operation.said[1:]}"
