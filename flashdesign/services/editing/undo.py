"""Undo and redo of bulk edits and imports."""

from flashdesign.errors import consequence
from flashdesign.i18n.translation import N_, _
from flashdesign.services.context import Changes, Context
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling import rules as scheduling_rules
from flashdesign.storage import settings
from flashdesign.storage.undo import apply, operations
from flashdesign.storage.undo.operations import Operation

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
        rules = scheduling_rules.rules_now(connection)
        apply.turn(connection, operation, scheduling_rules.rules_of)
        scheduling_rules.follow_rules(connection, rules)
    context.broadcast.tell(Changes(decks=True, cards=True, drills=True))
    return f"{operation.said[:1].lower()}{operation.said[1:]}"


_REDO_HINT = N_("{sentence} You can redo it under Import and export.")


def undo_newest(context: Context) -> str:
    """Undo the newest change; return a sentence on it, or that there is nothing to undo."""
    if _is_operation(context) and (sentence := undo(context)):
        return _(_REDO_HINT).format(sentence=sentence)
    undone = card_actions.undo(context)
    if undone is None:
        return _("Nothing from today to undo.")
    context.broadcast.tell(Changes(cards=True, reviews=True))
    return _("Undone: the last answer.") if undone.was_answer else _("Undone: the last action.")


def _is_operation(context: Context) -> bool:
    """Return whether the newest undoable change is an operation."""
    with context.database.read() as connection:
        moment = context.moment(settings.load(connection))
        since = context.undo_since(moment)
        action = card_actions.newest_act(connection, since)
    newest = last(context)
    return newest is not None and newest.at >= since and (action is None or newest.at > action.at)
