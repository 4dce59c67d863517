"""Undo of the last change: an answer, an action on a card, or a bulk edit.

It reaches back to the start of the day, or of the current session if that is earlier.
"""

from flashdesign.i18n import N_, _
from flashdesign.services import answering, operations
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.storage import settings

_REDO_HINT = N_("{sentence} You can redo it under Import and export.")


def undo_newest(context: Context) -> str:
    """Undo the newest change; return a sentence on it, or that there is nothing to undo."""
    if _is_operation(context) and (sentence := operations.undo(context)):
        return _(_REDO_HINT).format(sentence=sentence)
    undone = answering.undo(context)
    if undone is None:
        return _("Nothing from today to undo.")
    context.broadcast.tell(Changes(cards=True, reviews=True))
    return _("Undone: the last answer.") if undone.was_answer else _("Undone: the last action.")


def _is_operation(context: Context) -> bool:
    """Return whether the newest undoable change is an operation."""
    with context.database.read() as connection:
        moment = context.moment(settings.load(connection))
        since = context.undo_since(moment)
        action = answering.newest_act(connection, since)
    newest = operations.last(context)
    return newest is not None and newest.at >= since and (action is None or newest.at > action.at)
