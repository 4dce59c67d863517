"""Any input to a form is read or reported as wrong, and a note that is read can be previewed."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.note_kinds.form_fields import Control, Field, Value
from flashdesign.content.note_kinds.registry import form_fields
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.question_kinds import kind_names, parts
from flashdesign.services.editing import note_form
from flashdesign.services.editing.note_form import Draft
from flashdesign.services.editing.note_preview import NotePreview
from tests.support.learner import Learner

WORDS = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "7",
            "1.5M",
            "6 to 8",
            "ms",
            "a; b",
            "{{1::a}} {{2::b::c}}",
            "0",
            "-1",
            "x\ny",
            "~",
        ]
    ),
    st.text(max_size=12),
)


def value(field: Field) -> st.SearchStrategy[Value]:
    """Return any value of a field."""
    if field.shape is Control.SWITCH:
        return st.booleans()
    if field.shape is Control.PICK:
        return st.sampled_from(field.choices)
    if field.shape is Control.ROWS:
        return st.lists(st.tuples(*(WORDS for _ in field.columns)), max_size=4).map(tuple)
    return WORDS


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Return any draft that a user may have typed."""
    kind = draw(st.sampled_from(kind_names()))
    form = {field.name: draw(value(field)) for field in form_fields(kind)}
    return Draft(DeckId("mine"), kind, form) if form else Draft(DeckId("mine"), kind, text="")


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NotePreview]:
    person = Learner(tmp_path_factory.mktemp("any"))
    yield NotePreview(person.context)
    person.close()


@given(draft=drafts())
def test_a_draft_is_sound_or_told_to_be_wrong(draft: Draft, trial: NotePreview) -> None:
    reading = note_form.read_draft(draft)
    assert (reading.note is None) == bool(reading.problems)
    if reading.note is None:
        return
    for part in parts(reading.note.question):
        assert trial.show(reading.note, part).card is not None
        assert trial.reveal().is_revealed
    again = note_form.make_draft(reading.note)
    assert note_form.read_draft(again, reading.note).note == reading.note


@given(seed=st.integers(0, 10_000))
def test_a_drill_that_is_damaged_is_told_or_tried_out(seed: int, trial: NotePreview) -> None:
    chance = Random(seed)
    begun = note_form.to_text_draft(Draft(DeckId("mine"), "drill"))
    assert begun is not None
    text = begun.text or ""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(["", "0", "{", "}", ":", " ", "9", "*"]) + text[at + 1 :]
    reading = note_form.read_draft(Draft(DeckId("mine"), "drill", text=text))
    assert (reading.note is None) == bool(reading.problems)
    if reading.note is not None:
        assert trial.show(reading.note).card is not None
        assert trial.reveal().is_revealed
