"""Actions with keyboard shortcuts: label, default key and scope."""

from collections.abc import Mapping
from dataclasses import dataclass

from flashdesign.i18n.translation import N_


@dataclass(frozen=True, slots=True)
class Action:
    """An action with a key; `scope` is where the key works.

    `label` and `scope` are marked with `N_` and translated where they are shown.
    """

    id: str
    label: str
    key: str
    scope: str


EVERYWHERE, HOME, REVIEW = N_("Everywhere"), N_("Home"), N_("Review")
TRANSFER, BROWSE, EDIT = N_("Import and export"), N_("Browse"), N_("Add and edit")
DRILL, DRILL_HOME, QUESTION = N_("Practice and sprint"), N_("Drills"), N_("Any drill question")
_INCLUDED_SCOPES = {QUESTION: frozenset({REVIEW, DRILL})}

ACTIONS = (
    Action("help", N_("Show keyboard shortcuts"), "?", EVERYWHERE),
    Action("go.home", N_("Home"), "Ctrl+1", EVERYWHERE),
    Action("go.review", N_("Review"), "Ctrl+2", EVERYWHERE),
    Action("go.drills", N_("Drills"), "Ctrl+3", EVERYWHERE),
    Action("go.browse", N_("Browse"), "Ctrl+4", EVERYWHERE),
    Action("go.add", N_("Add a note"), "Ctrl+N", EVERYWHERE),
    Action("go.transfer", N_("Import and export"), "Ctrl+5", EVERYWHERE),
    Action("go.settings", N_("Settings"), "Ctrl+,", EVERYWHERE),
    Action("quit", N_("Quit"), "Ctrl+Q", EVERYWHERE),
    Action("undo", N_("Undo"), "Ctrl+Z", EVERYWHERE),
    Action("home.start", N_("Start today's review"), "Space", HOME),
    Action("review.reveal", N_("Show the answer, then give the suggested grade"), "Space", REVIEW),
    Action("review.again", N_("Again (Missed), or the first option"), "1", REVIEW),
    Action("review.hard", N_("Hard, or the second option"), "2", REVIEW),
    Action("review.good", N_("Good, or the third option"), "3", REVIEW),
    Action("review.easy", N_("Easy, or the fourth option"), "4", REVIEW),
    Action("review.why", N_("Why this card?"), "W", REVIEW),
    Action("review.flag", N_("Flag or unflag"), "F", REVIEW),
    Action("review.bury", N_("Bury until tomorrow"), "B", REVIEW),
    Action("review.suspend", N_("Suspend"), "S", REVIEW),
    Action("review.edit", N_("Edit the note"), "E", REVIEW),
    Action("review.leave", N_("Leave the review"), "Esc", REVIEW),
    Action("transfer.redo", N_("Redo"), "Ctrl+Shift+Z", TRANSFER),
    Action("transfer.leave", N_("Cancel the import"), "Esc", TRANSFER),
    Action("edit.keep", N_("Add or save the note"), "Ctrl+Return", EDIT),
    Action("edit.bold", N_("Bold"), "Ctrl+B", EDIT),
    Action("edit.italic", N_("Italic"), "Ctrl+I", EDIT),
    Action("edit.code", N_("Code"), "Ctrl+E", EDIT),
    Action("edit.code_block", N_("Code block"), "Ctrl+Shift+E", EDIT),
    Action("edit.list", N_("Bulleted list"), "Ctrl+L", EDIT),
    Action("edit.link", N_("Link"), "Ctrl+K", EDIT),
    Action("edit.formula", N_("Formula"), "Ctrl+Shift+M", EDIT),
    Action("edit.gap", N_("Turn selection into a gap"), "Ctrl+Shift+C", EDIT),
    Action("edit.picture", N_("Insert a picture"), "Ctrl+Shift+I", EDIT),
    Action("edit.preview", N_("Flip the preview"), "Ctrl+P", EDIT),
    Action("edit.redo", N_("Redo"), "Ctrl+Shift+Z", EDIT),
    Action("edit.leave", N_("Leave the note"), "Esc", EDIT),
    Action("browse.search", N_("Go to the search"), "Ctrl+F", BROWSE),
    Action("browse.clear", N_("Clear the search"), "Esc", BROWSE),
    Action("browse.side", N_("Show or hide the filters"), "Ctrl+B", BROWSE),
    Action("browse.help", N_("Show how to search"), "F1", BROWSE),
    Action("browse.save", N_("Save the search"), "Ctrl+S", BROWSE),
    Action("browse.edit", N_("Edit the note"), "Ctrl+E", BROWSE),
    Action("browse.study", N_("Study the selected or found cards"), "Ctrl+Shift+S", BROWSE),
    Action("browse.suspend", N_("Suspend or unsuspend the selected cards"), "Ctrl+J", BROWSE),
    Action("browse.flag", N_("Flag the selected cards"), "Ctrl+G", BROWSE),
    Action("browse.tag", N_("Tag the notes of the selected cards"), "Ctrl+T", BROWSE),
    Action("browse.move", N_("Move the notes of the selected cards"), "Ctrl+M", BROWSE),
    Action("browse.replace", N_("Replace text in the selected or found notes"), "Ctrl+H", BROWSE),
    Action("browse.export", N_("Export the notes of the selected cards"), "Ctrl+Shift+E", BROWSE),
    Action("browse.reset", N_("Reset progress of the selected cards"), "Ctrl+R", BROWSE),
    Action("browse.delete", N_("Delete the notes of the selected cards"), "Del", BROWSE),
    Action("browse.redo", N_("Redo"), "Ctrl+Shift+Z", BROWSE),
    Action("drill.hint", N_("Take a hint: the best grade is then Hard"), "Ctrl+H", QUESTION),
    Action("drill.steps", N_("Solve step by step (counts as a hint)"), "Ctrl+T", QUESTION),
    Action("drill.scratch", N_("Switch to the scratch pad and back"), "Ctrl+K", QUESTION),
    Action("drill.pause", N_("Pause or resume the timer"), "Ctrl+P", QUESTION),
    Action("drill.lower", N_("After the answer: one grade lower"), "-", QUESTION),
    Action("drill.higher", N_("After the answer: one grade higher"), "+", QUESTION),
    Action("drill.next", N_("After the answer: the next question"), "Space", DRILL),
    Action("drill.leave", N_("Leave the practice or sprint"), "Esc", DRILL),
)


def action_named(action_id: str) -> Action:
    """Return the action with an id; raise KeyError if there is none."""
    return {action.id: action for action in ACTIONS}[action_id]


def bound_keys(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the key of every action: the chosen one, else its default; "" is no key."""
    return {action.id: chosen.get(action.id, action.key) for action in ACTIONS}


def typing_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """Return a second key with Alt for each review action with a letter, and for the help.

    While an answer is typed, the letter itself goes into the field. `keys` are those of all
    actions; a key that another action has is not given twice.
    """
    taken = set(keys.values())
    return {
        action.id: f"Alt+{key}"
        for action in ACTIONS
        if (action.scope == REVIEW or action.id == "help")
        and len(key := keys[action.id]) == 1
        and not key.isdigit()
        and f"Alt+{key}" not in taken
    }


def find_conflict(chosen: Mapping[str, str], action_id: str, key: str) -> Action | None:
    """Return the action that already uses `key` where `action_id` works, if any."""
    keys, scope = bound_keys(chosen), action_named(action_id).scope
    for other in ACTIONS:
        overlaps = works_in(scope, other.scope) or works_in(other.scope, scope)
        if key and overlaps and other.id != action_id and _is_same_key(keys[other.id], key):
            return other
    return None


def works_in(scope: str, place: str) -> bool:
    """Return whether keys of `scope` work where those of `place` do."""
    return scope in (EVERYWHERE, place) or place in _INCLUDED_SCOPES.get(scope, ())


def _is_same_key(key: str, other: str) -> bool:
    """Return whether two names are of the same key: most keyboards type "?" with Shift."""
    return _without_shift(key) == _without_shift(other)


def _without_shift(key: str) -> str:
    last = key.removeprefix("Shift+")
    return last if len(last) == 1 and not last.isalnum() else key
