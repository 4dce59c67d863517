"""Every action that has a key: its name, its default, and where it works."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does; `scope` is where the key works."""

    id: str
    label: str
    key: str
    scope: str


EVERYWHERE, HOME, REVIEW = "Everywhere", "Home", "Review"

ACTIONS = (
    Action("help", "Show all keys", "?", EVERYWHERE),
    Action("go.home", "Home", "Ctrl+1", EVERYWHERE),
    Action("go.review", "Review", "Ctrl+2", EVERYWHERE),
    Action("go.settings", "Settings", "Ctrl+,", EVERYWHERE),
    Action("quit", "Quit", "Ctrl+Q", EVERYWHERE),
    Action("undo", "Undo the last answer or act", "Ctrl+Z", EVERYWHERE),
    Action("home.start", "Start today's review", "Space", HOME),
    Action("review.reveal", "Show the answer, then take the suggested grade", "Space", REVIEW),
    Action("review.again", "Again (Missed), or the first option", "1", REVIEW),
    Action("review.hard", "Hard, or the second option", "2", REVIEW),
    Action("review.good", "Good, or the third option", "3", REVIEW),
    Action("review.easy", "Easy, or the fourth option", "4", REVIEW),
    Action("review.why", "Why is this card here?", "W", REVIEW),
    Action("review.flag", "Flag, or take the flag off", "F", REVIEW),
    Action("review.bury", "Bury until tomorrow", "B", REVIEW),
    Action("review.suspend", "Suspend", "S", REVIEW),
    Action("review.leave", "Leave the review", "Esc", REVIEW),
)
BY_ID = {action.id: action for action in ACTIONS}


def bound(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the key of every action: the one chosen, else its default; "" is no key."""
    return {action.id: chosen.get(action.id, action.key) for action in ACTIONS}


def conflict(chosen: Mapping[str, str], action_id: str, key: str) -> Action | None:
    """Return the action that `key` already belongs to where `action_id` works, if any."""
    keys, scope = bound(chosen), BY_ID[action_id].scope
    for other in ACTIONS:
        meets = EVERYWHERE in (scope, other.scope) or scope == other.scope
        if key and meets and other.id != action_id and _same(keys[other.id], key):
            return other
    return None


def _same(one: str, other: str) -> bool:
    """Tell whether two names are of one key: "?" is typed with Shift on most keyboards."""
    return _unshifted(one) == _unshifted(other)


def _unshifted(key: str) -> str:
    last = key.removeprefix("Shift+")
    return last if len(last) == 1 and not last.isalnum() else key
