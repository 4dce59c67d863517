"""Public API of the review log: answers, changes, undo, and rebuilding derived data."""

from flashdesign.storage.answers import append, log, log_after, log_of, newest, newest_uid, withdraw
from flashdesign.storage.changes import Act, ChangeField, last_act, revoke_change, set_fields
from flashdesign.storage.rebuild import CancelledError, RulesOf, merge, rebuild, refresh

__all__ = [
    "Act",
    "CancelledError",
    "ChangeField",
    "RulesOf",
    "append",
    "last_act",
    "log",
    "log_after",
    "log_of",
    "merge",
    "newest",
    "newest_uid",
    "rebuild",
    "refresh",
    "revoke_change",
    "set_fields",
    "withdraw",
]
