"""A note on its way through a form: what was typed, what it makes, what is like it already."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flashdesign.content.cloze_spelling import RESPELLED, is_of_anki
from flashdesign.content.deck_cards import id_from_text
from flashdesign.content.deck_text import entry_text
from flashdesign.content.entry_fields import FIELDS, Field, Form, Shape, Value, fields_of
from flashdesign.content.entry_form import Reading, Wrong, form_of, read_form, read_text
from flashdesign.domain.cards import DeckId, Note, NoteKey
from flashdesign.domain.faces import GAP_CLOSE, GAP_OPEN, kind, parts, question
from flashdesign.services import editing, new_pictures
from flashdesign.services.context import Context
from flashdesign.services.wording import count

__all__ = [
    "KINDS",
    "Draft",
    "Field",
    "Form",
    "Reading",
    "Shape",
    "Value",
    "Wrong",
    "as_form",
    "as_text",
    "draft_of",
    "fields_of",
    "keep",
    "like",
    "read",
    "told_put_away",
]

KINDS = tuple(FIELDS)
_TOLD_CHARACTERS, _TOLD_CARDS = 80, 3
_NEW_DRILL = """\
kind: drill
version: 1
title: Peak writes of a feed
prompt: "{users} daily users write {acts} posts each. Peak writes per second at {peak} times?"
params:
  users: {nice: [1M, 100M], unit: users, label: Daily users}
  acts: {int: [1, 20], label: Posts each}
  peak: {choice: [2, 3, 5], label: Peak factor}
steps:
- {name: average, expr: users * acts / 86400, unit: 1/s, say: average over the day}
- {name: top, expr: average * peak, unit: 1/s, say: at the peak}
answer: top
unit: 1/s
mistakes:
- {expr: average, say: "You stopped at the average; multiply by the peak factor."}
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed so far: in a form, or as the `text` of an entry."""

    deck: DeckId
    kind: str
    form: Form = field(default_factory=dict)
    text: str | None = None


def draft_of(note: Note) -> Draft:
    """Return a note as it is to be edited: in a form, or as text where no form can show it."""
    name, form = kind(note.face), form_of(note)
    if form is None:
        return Draft(note.deck, name, text=entry_text(note))
    return Draft(note.deck, name, form)


def read(draft: Draft, base: Note | None = None) -> Reading:
    """Return the note that a draft makes, or what is wrong; with a `base` it is that one edited."""
    if draft.text is None:
        return read_form(draft.kind, draft.form, draft.deck, base)
    return read_text(draft.text, draft.deck, base)


def as_text(draft: Draft, base: Note | None = None) -> Draft | None:
    """Return a draft as the text of an entry; None where it is not sound enough for that."""
    if draft.kind == "drill" and draft.text is None:
        return replace(draft, text=_NEW_DRILL, form={})
    note = read(draft, base).note
    return None if note is None else replace(draft, text=entry_text(note), form={})


def as_form(draft: Draft, base: Note | None = None) -> Draft | None:
    """Return a draft as a form; None where it has errors, or says what no form shows."""
    note = read(draft, base).note
    form = None if note is None else form_of(note)
    if note is None or form is None:
        return None
    return Draft(draft.deck, kind(note.face), form)


def like(context: Context, note: Note, base: Note | None) -> tuple[str, ...]:
    """Return the questions of other notes that ask the same, each with its deck."""
    besides = None if base is None else base.key
    found = editing.duplicates(context, note.face, besides)
    return tuple(f"{_short(editing.note(context, key))} ({key})" for key in found)


def told_spelling(draft: Draft) -> str:
    """Say how gaps in Anki's spelling are read, or nothing."""
    text = draft.form.get("text", "") if draft.text is None else draft.text
    is_respelled = isinstance(text, str) and draft.kind == "cloze" and is_of_anki(text)
    return f"{RESPELLED[0].upper()}{RESPELLED[1:]}." if is_respelled else ""


def told_put_away(note: Note | None, base: Note | None) -> str:
    """Say which cards of `base` the edited note has no more, or nothing."""
    if note is None or base is None:
        return ""
    kept = set(parts(note.face))
    gone = [_short(base, part) for part in parts(base.face) if part not in kept]
    more = "; …" if len(gone) > _TOLD_CARDS else ""
    which = "; ".join(gone[:_TOLD_CARDS]) + more
    return f"Saving this puts away {count(len(gone), 'card')}: {which}" if gone else ""


def keep(
    context: Context, note: Note, base: Note | None, taken: Mapping[str, bytes] | None = None
) -> NoteKey:
    """Store a note: a new one under an id of its own, or `base` as and where it is now.

    Of the pictures taken, by name, those that the note names are stored with it.
    """
    images = new_pictures.of_note(note, taken or {})
    if base is not None:
        return editing.save_note(context, base.key, note, note.deck, images)
    if note.id == id_from_text(note.face):
        note = replace(note, id=editing.new_id(context, note.deck, note.face))
    return editing.add_note(context, note, images)


def _short(note: Note, part: str | None = None) -> str:
    asked = parts(note.face)[0] if part is None else part
    text = question(note.face, asked).replace(GAP_OPEN, "[").replace(GAP_CLOSE, "]")
    flat = " ".join(text.split())
    return flat if len(flat) <= _TOLD_CHARACTERS else flat[: _TOLD_CHARACTERS - 1] + "…"
