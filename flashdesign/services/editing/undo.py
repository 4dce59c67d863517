"""Undo and redo of bulk edits and imports."""

from flashdesign.errors import consequence
from flashdesign.i18n.translation import ENGLISH, N_, _, language
from flashdesign.services.context import Changes, Context
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling import rules as scheduling_rules
from flashdesign.storage import stored_settings
from flashdesign.storage.undo import apply, operations
from flashdesign.storage.undo.operations import Operation

__all__ = ["Operation", "next_to_undo", "redo", "undo"]


def next_to_undo(context: Context) -> Operation | None:
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
    """Undo one operation, or redo it if `undone`; return its description within a sentence."""
    from flashdesign.storage.review_log import log_batches
    from flashdesign.storage.undo import operations

    with context.database.transaction() as connection, log_batches.large_cache(connection):
        find = operations.next_to_redo if undone else operations.next_to_undo
        operation = find(connection)
        if operation is None:
            return None
        rules = scheduling_rules.current_rules(connection)
        apply.undo_or_redo(connection, operation, scheduling_rules.rules_of)
        scheduling_rules.rebuild_if_rules_changed(connection, rules)
    context.broadcast.notify(Changes(decks=True, cards=True, drills=True))
    description = operation.description
    # Other languages may begin it with a noun, or with the name of a deck.
    return description[:1].lower() + description[1:] if language() == ENGLISH else description


_REDO_HINT = N_("{sentence} You can redo it under Import and export.")


def undo_latest(context: Context) -> str:
    """Undo the newest change; return a sentence on it, or that there is nothing to undo."""
    if is_operation_newest(context) and (sentence := undo(context)):
        return _(_REDO_HINT).format(sentence=sentence)
    undone = card_actions.undo(context)
    if undone is None:
        return _("Nothing from today to undo.")
    context.broadcast.notify(Changes(cards=True, reviews=True))
    return _("Undone: the last answer.") if undone.was_answer else _("Undone: the last action.")


def can_undo_latest(context: Context) -> bool:
    """Return whether `undo_latest` would find anything to undo."""
    with context.database.read() as connection:
        since = context.undo_since(context.moment(stored_settings.load(connection)))
        if card_actions.newest_action(connection, since) is not None:
            return True
        newest = operations.next_to_undo(connection)
    return newest is not None and newest.at >= since


def is_operation_newest(context: Context, since: int | None = None) -> bool:
    """Return whether the newest change since `since` (UTC ms) is an edit or an import.

    Without `since`, all changes count that can be undone today.
    """
    with context.database.read() as connection:
        if since is None:
            since = context.undo_since(context.moment(stored_settings.load(connection)))
        action = card_actions.newest_action(connection, since)
        newest = operations.next_to_undo(connection)
    return newest is not None and newest.at >= since and (action is None or newest.at > action.at)
