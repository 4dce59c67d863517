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
TRANSFER, BROWSE, EDIT = "Import and export", "Browse", "Add and edit"
DRILL, DRILL_HOME, QUESTION = "Practice and sprint", "Drills", "A drill, in any sitting"
_MEETING = {QUESTION: frozenset({REVIEW, DRILL})}

ACTIONS = (
    Action("help", "Show all keys", "?", EVERYWHERE),
    Action("go.home", "Home", "Ctrl+1", EVERYWHERE),
    Action("go.review", "Review", "Ctrl+2", EVERYWHERE),
    Action("go.drills", "Drills", "Ctrl+3", EVERYWHERE),
    Action("go.browse", "Browse", "Ctrl+4", EVERYWHERE),
    Action("go.add", "Add a note", "Ctrl+N", EVERYWHERE),
    Action("go.transfer", "Import and export", "Ctrl+5", EVERYWHERE),
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
    Action("review.edit", "Edit the note", "E", REVIEW),
    Action("review.leave", "Leave the review", "Esc", REVIEW),
    Action("transfer.redo", "Do again what was taken back", "Ctrl+Shift+Z", TRANSFER),
    Action("transfer.leave", "Leave the plan: nothing is imported", "Esc", TRANSFER),
    Action("edit.keep", "Add or save the note", "Ctrl+Return", EDIT),
    Action("edit.gap", "Put a gap around what is marked", "Ctrl+Shift+C", EDIT),
    Action("edit.picture", "Put a picture into the text", "Ctrl+Shift+I", EDIT),
    Action("edit.preview", "Turn the preview over", "Ctrl+P", EDIT),
    Action("edit.redo", "Do again what was taken back", "Ctrl+Shift+Z", EDIT),
    Action("edit.leave", "Leave the note", "Esc", EDIT),
    Action("browse.search", "To the search", "Ctrl+F", BROWSE),
    Action("browse.clear", "Clear the search", "Esc", BROWSE),
    Action("browse.edit", "Edit the note", "Ctrl+E", BROWSE),
    Action("browse.suspend", "Suspend the chosen cards, or wake them", "Ctrl+J", BROWSE),
    Action("browse.flag", "Flag the chosen cards", "Ctrl+G", BROWSE),
    Action("browse.tag", "Tag the chosen cards' notes", "Ctrl+T", BROWSE),
    Action("browse.move", "Move the chosen cards' notes", "Ctrl+M", BROWSE),
    Action("browse.export", "Export the chosen cards' notes", "Ctrl+Shift+E", BROWSE),
    Action("browse.reset", "Make the chosen cards new again", "Ctrl+R", BROWSE),
    Action("browse.delete", "Delete the chosen cards' notes", "Del", BROWSE),
    Action("browse.redo", "Do again what was taken back", "Ctrl+Shift+Z", BROWSE),
    Action("drill.hint", "Take a hint: the grade is Hard at best", "Ctrl+H", QUESTION),
    Action("drill.steps", "Be asked step by step, which counts as a hint", "Ctrl+T", QUESTION),
    Action("drill.scratch", "To the scratch pad and back", "Ctrl+K", QUESTION),
    Action("drill.pause", "Stop the clock, or let it go on", "Ctrl+P", QUESTION),
    Action("drill.lower", "After the answer: one grade lower", "-", QUESTION),
    Action("drill.higher", "After the answer: one grade higher", "+", QUESTION),
    Action("drill.next", "After the answer: the next question", "Space", DRILL),
    Action("drill.leave", "Leave practice or sprint", "Esc", DRILL),
)
BY_ID = {action.id: action for action in ACTIONS}


def bound(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the key of every action: the one chosen, else its default; "" is no key."""
    return {action.id: chosen.get(action.id, action.key) for action in ACTIONS}


def conflict(chosen: Mapping[str, str], action_id: str, key: str) -> Action | None:
    """Return the action that `key` already belongs to where `action_id` works, if any."""
    keys, scope = bound(chosen), BY_ID[action_id].scope
    for other in ACTIONS:
        meets = works_in(scope, other.scope) or works_in(other.scope, scope)
        if key and meets and other.id != action_id and _same(keys[other.id], key):
            return other
    return None


def works_in(scope: str, place: str) -> bool:
    """Tell whether keys of `scope` work where those of `place` do."""
    return scope in (EVERYWHERE, place) or place in _MEETING.get(scope, ())


def _same(one: str, other: str) -> bool:
    """Tell whether two names are of one key: "?" is typed with Shift on most keyboards."""
    return _unshifted(one) == _unshifted(other)


def _unshifted(key: str) -> str:
    last = key.removeprefix("Shift+")
    return last if len(last) == 1 and not last.isalnum() else key
