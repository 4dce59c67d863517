"""Find and replace in the fields of notes: a preview, and the change as one undoable edit."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum

from flashdesign.content.decks.writing.writer import entry_values
from flashdesign.content.note_kinds.form_fields import Control, Field, FormValues, Value
from flashdesign.content.note_kinds.registry import form_fields
from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.find_replace import Replace
from flashdesign.domain.notes.note import Note
from flashdesign.services.context import Context
from flashdesign.services.editing import note_form, notes
from flashdesign.storage.connection.file_copy import yield_to_other_threads
from flashdesign.storage.notes import cards as note_cards

_BATCH_SIZE = 200
_EXAMPLES = 5
_TEXT_SHAPES = frozenset({Control.LINE, Control.TEXT, Control.ROWS})


class NotePart(StrEnum):
    """The parts of a note to replace in."""

    QUESTION = "question"
    ANSWER = "answer"
    EXPLANATION = "explanation"
    HINT = "hint"
    SOURCE = "source"


_PARTS = {
    "front": NotePart.QUESTION,
    "text": NotePart.QUESTION,
    "reverse_front": NotePart.QUESTION,
    "why": NotePart.EXPLANATION,
    "hint": NotePart.HINT,
    "source": NotePart.SOURCE,
    "as_of": NotePart.SOURCE,
}


@dataclass(frozen=True, slots=True)
class Example:
    """A field that would change: its label, and its text before and after."""

    note: NoteKey
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReplacePlan:
    """The notes as they would be, the first changed fields, and what is left out.

    `invalid` notes would break a rule of their kind (the first problem of the first one is
    `problem`), `only_text` notes have no form, such as drills. `built_in` of the changed notes are
    built in, and keep their built-in version to return to.
    """

    changed: tuple[Note, ...] = ()
    examples: tuple[Example, ...] = ()
    invalid: tuple[NoteKey, ...] = ()
    problem: str = ""
    only_text: tuple[NoteKey, ...] = ()
    built_in: int = 0


@dataclass(slots=True)
class _Plan:
    changes: list[tuple[Note, Note]] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    invalid: list[NoteKey] = field(default_factory=list)
    problem: str = ""
    only_text: list[NoteKey] = field(default_factory=list)


def plan_replacement(
    context: Context, keys: Sequence[NoteKey], parts: AbstractSet[NotePart], replace: Replace
) -> ReplacePlan:
    """Return what `replace` would change in these parts of notes; raises its errors."""
    plan = _plan(context, keys, parts, replace)
    changed = tuple(after for _before, after in plan.changes)
    return ReplacePlan(
        changed,
        tuple(plan.examples),
        tuple(plan.invalid),
        plan.problem,
        tuple(plan.only_text),
        notes.count_built_in(context, [note.key for note in changed]),
    )


def replace_in_notes(
    context: Context, keys: Sequence[NoteKey], parts: AbstractSet[NotePart], replace: Replace
) -> int:
    """Replace in these parts of notes, in one undoable edit; return how many notes changed.

    Notes that cannot be changed, or that were edited meanwhile, are left as they are.
    """
    changes = _plan(context, keys, parts, replace).changes
    return notes.save_changed(context, changes) if changes else 0


def _plan(
    context: Context, keys: Sequence[NoteKey], parts: AbstractSet[NotePart], replace: Replace
) -> _Plan:
    """Plan the changes; read the notes in batches, so that no answer waits for all of them."""
    plan = _Plan()
    for start in range(0, len(keys), _BATCH_SIZE):
        batch = keys[start : start + _BATCH_SIZE]
        with context.database.read() as connection:
            found = note_cards.notes_of(connection, batch)
        for key in batch:
            if key in found:
                _plan_note(plan, found[key], parts, replace)
        yield_to_other_threads()
    return plan


def _plan_note(plan: _Plan, note: Note, parts: AbstractSet[NotePart], replace: Replace) -> None:
    # Most notes do not match, and a form is slow to make and to read.
    if not _would_change(entry_values(note), replace):
        return
    draft = note_form.make_draft(note)
    if draft.text is not None:
        plan.only_text.append(note.key)
        return
    form, examples = _changed_form(note, draft.kind, draft.form, parts, replace)
    if not examples:
        return
    result = note_form.read_draft(note_form.Draft(draft.deck, draft.kind, form), note)
    if result.note is None:
        plan.invalid.append(note.key)
        plan.problem = plan.problem or next((found.message for found in result.problems), "")
    elif result.note != note:
        plan.changes.append((note, result.note))
        plan.examples += examples[: max(0, _EXAMPLES - len(plan.examples))]


def _would_change(value: object, replace: Replace) -> bool:
    if isinstance(value, str):
        return replace(value) != value
    if isinstance(value, dict):
        # Groups of a `classify` are keys.
        return any(_would_change(part, replace) for pair in value.items() for part in pair)
    return isinstance(value, list | tuple) and any(_would_change(part, replace) for part in value)


def _changed_form(
    note: Note, kind: str, form: FormValues, parts: AbstractSet[NotePart], replace: Replace
) -> tuple[FormValues, list[Example]]:
    changed: dict[str, Value] = dict(form)
    examples = []
    for entry in form_fields(kind):
        value = form.get(entry.name, "")
        if _part_of(entry) not in parts or isinstance(value, bool):
            continue
        after = _replaced(value, replace)
        if after != value:
            changed[entry.name] = after
            examples.append(Example(note.key, entry.label, _shown(value), _shown(after)))
    return changed, examples


def _part_of(entry: Field) -> NotePart | None:
    """Return the part of a note that a field belongs to; None if it has no free text."""
    if entry.shape not in _TEXT_SHAPES or entry.name == "need":
        return None
    return _PARTS.get(entry.name.partition(".")[0], NotePart.ANSWER)


def _replaced(value: str | tuple[tuple[str, ...], ...], replace: Replace) -> Value:
    if isinstance(value, str):
        return replace(value)
    return tuple(tuple(replace(cell) for cell in row) for row in value)


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return "; ".join(" → ".join(filter(None, row)) for row in value)
    return str(value)
