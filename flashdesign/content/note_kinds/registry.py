"""All kinds of notes; `NOTE_KINDS` is the only table in this layer that names them."""

from typing import Any

from flashdesign.content.note_kinds import entry_types, entry_writer, plain_texts, validation
from flashdesign.content.note_kinds import form_fields as forms
from flashdesign.content.note_kinds.drill_entries import DrillEntry, drill_problems
from flashdesign.content.note_kinds.drill_writer import drill_fields
from flashdesign.content.note_kinds.form_fields import Field
from flashdesign.content.note_kinds.note_kind import NoteKind
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    MAX_OPTIONS_SHOWN,
    MIN_OPTIONS_SHOWN,
    Basic,
    Classify,
    Cloze,
    Drill,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
)
from flashdesign.i18n.translation import _, pgettext

NOTE_KINDS: tuple[NoteKind[Any], ...] = (
    NoteKind[Basic](
        question=Basic,
        label=lambda: pgettext("kind of note", "Basic"),
        summary=lambda: _("A question and its answer."),
        entry=entry_types.BasicEntry,
        to_fields=entry_writer.basic_values,
        find_problem=validation.check_basic,
        form=forms.BASIC_FORM,
        back_key="back",
    ),
    NoteKind[Cloze](
        question=Cloze,
        label=lambda: pgettext("kind of note", "Cloze"),
        summary=lambda: _("A text with gaps; each gap is a card."),
        entry=entry_types.ClozeEntry,
        to_fields=entry_writer.cloze_values,
        find_problem=validation.check_cloze,
        form=forms.CLOZE_FORM,
        bounds={"text": {"pattern": r"\{\{[1-9][0-9]{0,2}::"}},
        front_key="text",
        answers=plain_texts.cloze_answers,
    ),
    NoteKind[MultipleChoice](
        question=MultipleChoice,
        label=lambda: pgettext("kind of note", "Multiple choice"),
        summary=lambda: _("The right answer among wrong ones."),
        entry=entry_types.ChoiceEntry,
        to_fields=entry_writer.choice_values,
        find_problem=validation.check_choice,
        form=forms.CHOICE_FORM,
        bounds={
            "correct": {"minItems": 1},
            "wrong": {"minItems": validation.MIN_WRONG},
            "show": {"minimum": MIN_OPTIONS_SHOWN, "maximum": MAX_OPTIONS_SHOWN},
        },
        plain_front=plain_texts.choice_front,
        plain_back=plain_texts.choice_back,
        answers=plain_texts.choice_answers,
        rivals=plain_texts.choice_rivals,
    ),
    NoteKind[Ordering](
        question=Ordering,
        label=lambda: pgettext("kind of note", "Ordering"),
        summary=lambda: _("Steps to put in their order."),
        entry=entry_types.OrderEntry,
        to_fields=entry_writer.order_values,
        find_problem=validation.check_order,
        form=forms.ORDER_FORM,
        bounds={
            "items": {"minItems": validation.MIN_ORDERED},
            "overlap": {"minimum": 0, "maximum": validation.MAX_OVERLAP},
        },
        plain_front=plain_texts.order_front,
        answers=plain_texts.order_answers,
        shows_answers=True,
    ),
    NoteKind[Match](
        question=Match,
        label=lambda: pgettext("kind of note", "Matching"),
        summary=lambda: _("Pairs to put together."),
        entry=entry_types.MatchEntry,
        to_fields=entry_writer.match_values,
        find_problem=validation.check_match,
        form=forms.MATCH_FORM,
        bounds={"pairs": {"minItems": validation.MIN_PAIRS}},
        plain_front=plain_texts.match_front,
        answers=plain_texts.match_answers,
        shows_answers=True,
    ),
    NoteKind[Classify](
        question=Classify,
        label=lambda: pgettext("kind of note", "Grouping"),
        summary=lambda: _("Items to sort into groups."),
        entry=entry_types.ClassifyEntry,
        to_fields=entry_writer.classify_values,
        find_problem=validation.check_classify,
        form=forms.CLASSIFY_FORM,
        bounds={"buckets": {"minProperties": validation.MIN_BUCKETS}},
        plain_front=plain_texts.classify_front,
        answers=plain_texts.classify_answers,
        shows_answers=True,
    ),
    NoteKind[List](
        question=List,
        label=lambda: pgettext("kind of note", "List"),
        summary=lambda: _("Several items to name from memory."),
        entry=entry_types.ListEntry,
        to_fields=entry_writer.list_values,
        find_problem=validation.check_list,
        form=forms.LIST_FORM,
        bounds={"items": {"minItems": validation.MIN_LISTED}, "need": {"minimum": 1}},
        plain_front=plain_texts.list_front,
        answers=plain_texts.list_answers,
    ),
    NoteKind[Number](
        question=Number,
        label=lambda: pgettext("kind of note", "Number"),
        summary=lambda: _("A number to type, with its unit."),
        entry=entry_types.NumberEntry,
        to_fields=entry_writer.number_values,
        find_problem=validation.check_number,
        form=forms.NUMBER_FORM,
        answers=plain_texts.number_answers,
    ),
    NoteKind[Drill](
        question=Drill,
        label=lambda: pgettext("kind of note", "Drill"),
        summary=lambda: _("An estimate with new values each time, written as text."),
        entry=DrillEntry,
        to_fields=lambda question: drill_fields(question.template),
        find_problem=validation.check_drill,
        problems_at=drill_problems,
        front_key="",
        answers=lambda _question, _part: (),
    ),
)


def names() -> tuple[str, ...]:
    """Return the names of all kinds, in their order."""
    return tuple(known.question.kind for known in NOTE_KINDS)


def kind_named(name: str) -> NoteKind[Any] | None:
    """Return the kind of this name, if there is one."""
    return next((known for known in NOTE_KINDS if known.question.kind == name), None)


def kind_of(question: Question) -> NoteKind[Any]:
    """Return the kind of a question."""
    return next(known for known in NOTE_KINDS if known.question is type(question))


def find_problem(question: Question) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    return kind_of(question).find_problem(question)


def form_fields(name: str) -> tuple[Field, ...]:
    """Return the fields of a kind in the current language; none for a kind edited as text."""
    known = kind_named(name)
    if known is None or not known.form:
        return ()
    return tuple(map(forms.translated, (*known.form, *forms.COMMON)))
