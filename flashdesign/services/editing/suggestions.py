"""Suggestions on a note while it is written: duplicates, pictures, and the rules of quality."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdesign.content.lint.note_lint import lint_note
from flashdesign.content.note_form.form import with_labels
from flashdesign.content.note_kinds.form_fields import Field
from flashdesign.content.note_kinds.registry import form_fields
from flashdesign.content.pictures.picture_links import picture_names
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import kind, prompt_text
from flashdesign.i18n.translation import N_, _
from flashdesign.services.context import Context
from flashdesign.services.editing.note_form import similar_questions

# Inserted as the description of a picture without one, for the user to replace.
PICTURE_DESCRIPTION = N_("describe")
_QUESTIONS = ("front", "text")
_ANSWERS = ("back", "text", "correct", "items", "pairs", "buckets", "answer")
_MAX_SUGGESTIONS, _MAX_CHARACTERS = 5, 200
_FIELDS_OF_RULES = {
    "given-away": _QUESTIONS,
    "no-unit": ("unit",),
    "ages": ("as_of",),
    "bare-yes-no": ("why",),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence on a note, and the field it is about, "" for none of the form."""

    field: str
    message: str


def find_suggestions(context: Context, note: Note, base: Note | None) -> tuple[Suggestion, ...]:
    """Return the suggestions, the most important first; `base` is the note being edited."""
    fields = form_fields(kind(note.question))
    suggestions = (
        *_duplicates(context, note, base, fields),
        *_undescribed_pictures(note, fields),
        *_rules(note, fields),
    )
    return suggestions[:_MAX_SUGGESTIONS]


def _duplicates(
    context: Context, note: Note, base: Note | None, fields: Sequence[Field]
) -> Iterator[Suggestion]:
    same = similar_questions(context, note, base)
    if same:
        message = _("Possible duplicate: {questions}").format(questions="; ".join(same))
        yield Suggestion(_first_of(_QUESTIONS, fields), message)


def _undescribed_pictures(note: Note, fields: Sequence[Field]) -> Iterator[Suggestion]:
    if not any(True for _name in picture_names([note])):
        return
    texts = {"front": prompt_text(note.question), "back": getattr(note.question, "back", "")}
    texts["text"], texts["why"] = getattr(note.question, "text", ""), note.why or ""
    for name, text in texts.items():
        is_field = any(field.name == name for field in fields)
        if is_field and any(f"![{alt}](" in text for alt in ("", _(PICTURE_DESCRIPTION))):
            yield Suggestion(name, _("Describe the picture for those who cannot see it"))


def _rules(note: Note, fields: Sequence[Field]) -> Iterator[Suggestion]:
    for finding in lint_note(note):
        name = _first_of(_FIELDS_OF_RULES.get(finding.rule, _ANSWERS), fields)
        message = with_labels(finding.message, fields)
        if len(message) > _MAX_CHARACTERS:
            message = message[:_MAX_CHARACTERS] + "…"
        yield Suggestion(name, message[:1].upper() + message[1:])


def _first_of(names: Sequence[str], fields: Sequence[Field]) -> str:
    """Return the first of the names that is a field of the form, "" if none is."""
    known = {field.name for field in fields}
    return next((name for name in names if name in known), "")
