"""Suggestions on a note while it is written, each with its field."""

import pytest

from flashdesign.content.note_kinds.form_fields import FormValues
from flashdesign.content.note_kinds.registry import form_fields
from flashdesign.domain.ids import NoteKey
from flashdesign.services.editing import note_form, notes
from flashdesign.services.editing.note_form import Draft
from flashdesign.services.editing.suggestions import Suggestion, find_suggestions
from tests.support.learner import BASICS, Learner, small_decks

WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen"


@pytest.fixture
def learner(learner: Learner) -> Learner:
    return learner.store(*small_decks())


def suggestions_on(learner: Learner, kind: str, form: FormValues) -> tuple[Suggestion, ...]:
    defaults = {field.name: field.choices[0] for field in form_fields(kind) if field.choices}
    note = note_form.read_draft(Draft(BASICS, kind, {**defaults, **form})).note
    assert note is not None
    return find_suggestions(learner.context, note, None)


CASES: dict[str, tuple[str, FormValues, str, str]] = {
    "a duplicate": (
        "basic",
        {"front": "plain?", "back": "Yes."},
        "front",
        "Possible duplicate: Plain? (basics/plain)",
    ),
    "a long answer": (
        "basic",
        {"front": "Which?", "back": WORDS},
        "back",
        f"The answer has 13 words; use at most 12: '{WORDS}'",
    ),
    "many gaps": (
        "cloze",
        {"text": "{{1::a}} {{2::b}} {{3::c}}"},
        "text",
        "The text has 3 gaps; use at most 2",
    ),
    "a number without a unit": (
        "number",
        {"front": "How long is a day?", "answer": "86400"},
        "unit",
        "The number has no unit; add one, or ask for “how many”, “how often” or “what factor”",
    ),
    "a number that ages": (
        "number",
        {"front": "How many reads does Redis serve?", "answer": "1000", "unit": "1/s"},
        "as_of",
        "A number that may become outdated needs “Source” and “Valid as of”, "
        "or “Valid as of: timeless”",
    ),
    "a bare yes": (
        "basic",
        {"front": "Does it scale?", "back": "Yes"},
        "why",
        "The answer is only 'Yes'; add the reason to it or as “Explanation”",
    ),
    "the longest option": (
        "choice",
        {
            "front": "Which?",
            "correct": (("a long and careful option",),),
            "wrong": (("b", ""), ("c", "")),
        },
        "correct",
        "The right answer is by far the longest option: 'a long and careful option'",
    ),
    "a picture without a description": (
        "basic",
        {"front": "Which ring? ![](a.png)", "back": "A"},
        "front",
        "Describe the picture for those who cannot see it",
    ),
    "a picture whose description was not written": (
        "basic",
        {"front": "Which ring?", "back": "![describe](a.png)"},
        "back",
        "Describe the picture for those who cannot see it",
    ),
}


@pytest.mark.parametrize(("kind", "form", "field", "message"), CASES.values(), ids=list(CASES))
def test_a_suggestion_names_its_field(
    learner: Learner, kind: str, form: FormValues, field: str, message: str
) -> None:
    assert Suggestion(field, message) in suggestions_on(learner, kind, form)


def test_a_good_note_has_no_suggestions(learner: Learner) -> None:
    form = {"front": "What limits a cache?", "back": "Memory", "why": "![a ring](a.png)"}
    assert suggestions_on(learner, "basic", form) == ()


def test_a_long_suggestion_is_cut(learner: Learner) -> None:
    (suggestion,) = suggestions_on(learner, "basic", {"front": "Which?", "back": "word " * 200})
    assert suggestion.message.endswith("…")
    assert len(suggestion.message) < 210


def test_an_edited_note_is_no_duplicate_of_itself(learner: Learner) -> None:
    note = note_form.read_draft(Draft(BASICS, "basic", {"front": "plain?", "back": "Yes."})).note
    assert note is not None
    base = notes.note(learner.context, NoteKey("basics/plain"))
    messages = [suggestion.message for suggestion in find_suggestions(learner.context, note, base)]
    assert not any("duplicate" in message for message in messages)
