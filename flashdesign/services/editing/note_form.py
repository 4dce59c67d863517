"""The form of a note: its draft, the note that the draft makes, and similar notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flashdesign.content.decks.notes import generate_id
from flashdesign.content.decks.writing.writer import entry_text
from flashdesign.content.note_form.form import (
    FieldProblem,
    FormResult,
    form_of,
    read_form,
    read_text,
)
from flashdesign.content.note_kinds.anki_cloze import has_anki_gaps
from flashdesign.content.note_kinds.form_fields import (
    Control,
    Field,
    FormValues,
    Value,
)
from flashdesign.content.note_kinds.registry import form_fields, kind_named
from flashdesign.content.rendering.plain_line import markdown_to_line
from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import kind, parts, prompt_text
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.context import Context
from flashdesign.services.editing import notes, picture_copies

__all__ = [
    "Control",
    "Draft",
    "Field",
    "FieldProblem",
    "FormResult",
    "FormValues",
    "Value",
    "form_fields",
    "make_draft",
    "preview_text",
    "read_draft",
    "save",
    "similar_questions",
    "suspended_cards_warning",
    "to_form_draft",
    "to_text_draft",
]

_SHOWN_CHARACTERS, _SHOWN_CARDS = 80, 3
_QUESTION_FIELDS, _ANSWER_FIELDS = frozenset({"front", "text"}), frozenset({"back", "answer"})
_NEW_DRILL = """\
kind: drill
version: 1
title: Peak writes of a feed
prompt: "{users} daily users write {acts} posts each. Peak writes per second at {peak} times?"
params:
  users: {nice: [1M, 100M], measure: users, label: Daily users}
  acts: {int: [1, 20], measure: posts/user/day, label: Posts each}
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
    """The content of the form so far: its fields, or the `text` of a deck file's entry."""

    deck: DeckId
    kind: str
    form: FormValues = field(default_factory=dict)
    text: str | None = None


def make_draft(note: Note) -> Draft:
    """Return the draft for editing a note: a form, or text if no form can show the note."""
    name, form = kind(note.question), form_of(note)
    if form is None:
        return Draft(note.deck, name, text=entry_text(note))
    return Draft(note.deck, name, form)


def read_draft(draft: Draft, base: Note | None = None) -> FormResult:
    """Return the note that a draft makes, or its errors; `base` is the note being edited."""
    if draft.text is None:
        return read_form(draft.kind, draft.form, draft.deck, base)
    return read_text(draft.text, draft.deck, base)


def preview_text(draft: Draft) -> tuple[str, str]:
    """Return question and answer of a draft in Markdown, even if it does not make a note yet."""
    prompt, answer = "", list[str]()
    known = None if draft.text is not None else kind_named(draft.kind)
    for entry in known.form if known else ():
        value, label = draft.form.get(entry.name, ""), _(entry.label)
        if entry.name in _QUESTION_FIELDS:
            prompt = str(value).strip()
        elif isinstance(value, tuple):
            lines = [" → ".join(filter(None, cells)) for cells in value]
            bullets = "\n".join(f"- {line}" for line in lines if line)
            answer += [f"**{label}**\n\n{bullets}"] if bullets else []
        elif isinstance(value, str) and value.strip() and entry.shape is not Control.PICK:
            is_answer = entry.name in _ANSWER_FIELDS
            answer.append(
                value if is_answer else _("{label}: {value}").format(label=label, value=value)
            )
    return prompt, "\n\n".join(answer)


def to_text_draft(draft: Draft, base: Note | None = None) -> Draft | None:
    """Return a draft as the text of an entry; None if it has errors. A new drill is a sample."""
    if draft.kind == "drill" and draft.text is None:
        return replace(draft, text=_NEW_DRILL, form={})
    note = read_draft(draft, base).note
    return None if note is None else replace(draft, text=entry_text(note), form={})


def to_form_draft(draft: Draft, base: Note | None = None) -> Draft | None:
    """Return a draft as a form; None if it has errors or content that no form can show."""
    note = read_draft(draft, base).note
    form = None if note is None else form_of(note)
    if note is None or form is None:
        return None
    return Draft(draft.deck, kind(note.question), form)


def similar_questions(context: Context, note: Note, base: Note | None) -> tuple[str, ...]:
    """Return the questions of possible duplicates of a note, each with its key."""
    own_key = None if base is None else base.key
    keys = notes.duplicates(context, note.question, own_key)
    return tuple(f"{_short_question(notes.note(context, key))} ({key})" for key in keys)


def cloze_spelling_remark(draft: Draft) -> str:
    """Return a remark on how gaps in Anki's syntax are read, "" if the draft has none."""
    text = draft.form.get("text", "") if draft.text is None else draft.text
    if not (isinstance(text, str) and draft.kind == "cloze" and has_anki_gaps(text)):
        return ""
    return _("Gaps in Anki's syntax, {{c1::answer}}, are read as {{1::answer}}.")


def suspended_cards_warning(note: Note | None, base: Note | None) -> str:
    """Return a warning about the cards of `base` that saving suspends, "" if there are none."""
    if note is None or base is None:
        return ""
    kept = set(parts(note.question))
    suspended = [_short_question(base, part) for part in parts(base.question) if part not in kept]
    if not suspended:
        return ""
    more = ["…"] if len(suspended) > _SHOWN_CARDS else []
    return ngettext(
        "Saving suspends {n} card: {cards}\n"
        "The changed note no longer asks it; its progress is kept.",
        "Saving suspends {n} cards: {cards}\n"
        "The changed note no longer asks them; their progress is kept.",
        len(suspended),
    ).format(n=number(len(suspended)), cards="; ".join([*suspended[:_SHOWN_CARDS], *more]))


def save(
    context: Context, note: Note, base: Note | None, taken: Mapping[str, bytes] | None = None
) -> NoteKey:
    """Store a note and return its key: a new note gets a free id, an edited one replaces `base`.

    `taken` are new pictures by name; those that the note uses are stored with it.
    """
    pictures = picture_copies.used_pictures(note, taken or {})
    if base is not None:
        return notes.save_note(context, base.key, note, note.deck, pictures)
    if note.id == generate_id(note.question):
        note = replace(note, id=notes.new_id(context, note.deck, note.question))
    return notes.add_note(context, note, pictures)


def _short_question(note: Note, part: str | None = None) -> str:
    shown_part = parts(note.question)[0] if part is None else part
    return markdown_to_line(prompt_text(note.question, shown_part), _SHOWN_CHARACTERS)
