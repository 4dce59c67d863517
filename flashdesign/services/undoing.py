"""Undo what was done last: an answer, an act on a card, or one on many notes.

It reaches back to the start of the day, and of the sitting that goes on.
"""

from flashdesign.services import answering, operations
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.storage import settings

_AGAIN = "Import and export can do it again."


def undo_newest(context: Context) -> str:
    """Take it back, and return a sentence on it or on there being nothing."""
    if _is_operation(context) and (said := operations.undo(context)):
        return f"{said} {_AGAIN}"
    undone = answering.undo(context)
    if undone is None:
        return "There is nothing of today to undo."
    context.broadcast.tell(Changes(cards=True, reviews=True))
    what = "The last answer" if undone.was_answer else "The last act"
    return f"{what} was taken back."


def _is_operation(context: Context) -> bool:
    """Tell whether the newest of what can be undone is an operation."""
    with context.database.read() as connection:
        moment = context.moment(settings.load(connection))
        since = context.undo_since(moment)
        act = answering.newest_act(connection, since)
    last = operations.last(context)
    return last is not None and last.at >= since and (act is None or last.at > act.at)
