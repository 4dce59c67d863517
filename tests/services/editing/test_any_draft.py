"""Whatever is typed into a form is read or told to be wrong, and what is read can be tried out."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.note_form.fields import Field, Shape, Value, fields_of
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.question import parts
from flashdesign.services.editing import note_form
from flashdesign.services.editing.note_form import KINDS, Draft
from flashdesign.services.editing.note_preview import Trial
from tests.support.collection import Learner

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
    """Return what may be typed or picked in a field."""
    if field.shape is Shape.SWITCH:
        return st.booleans()
    if field.shape is Shape.PICK:
        return st.sampled_from(field.choices)
    if field.shape is Shape.ROWS:
        return st.lists(st.tuples(*(WORDS for _ in field.columns)), max_size=4).map(tuple)
    return WORDS


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Return anything that a person may have typed."""
    kind = draw(st.sampled_from(KINDS))
    form = {field.name: draw(value(field)) for field in fields_of(kind)}
    return Draft(DeckId("mine"), kind, form) if form else Draft(DeckId("mine"), kind, text="")


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    person = Learner(tmp_path_factory.mktemp("any"))
    yield Trial(person.context)
    person.close()


@given(draft=drafts())
def test_a_draft_is_sound_or_told_to_be_wrong(draft: Draft, trial: Trial) -> None:
    reading = note_form.read(draft)
    assert (reading.note is None) == bool(reading.wrongs)
    if reading.note is None:
        return
    for part in parts(reading.note.face):
        assert trial.put(reading.note, part).asked is not None
        assert trial.reveal().revealed
    again = note_form.draft_of(reading.note)
    assert note_form.read(again, reading.note).note == reading.note


@given(seed=st.integers(0, 10_000))
def test_a_drill_that_is_damaged_is_told_or_tried_out(seed: int, trial: Trial) -> None:
    chance = Random(seed)
    begun = note_form.as_text(Draft(DeckId("mine"), "drill"))
    assert begun is not None
    text = begun.text or ""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(["", "0", "{", "}", ":", " ", "9", "*"]) + text[at + 1 :]
    reading = note_form.read(Draft(DeckId("mine"), "drill", text=text))
    assert (reading.note is None) == bool(reading.wrongs)
    if reading.note is not None:
        assert trial.put(reading.note).asked is not None
        assert trial.reveal().revealed
