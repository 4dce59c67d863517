"""A note of any kind is read from its JSON as it was written."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    KINDS,
    Basic,
    MultipleChoice,
    Number,
    WrongOption,
)
from flashdesign.domain.source import Source
from flashdesign.errors import DamagedRowError
from flashdesign.storage.rows.note_json import digest, from_json, to_json

NOTE = Note(DeckId("d"), "n", Basic("Q", "A"))
# Numbers that decks can have: no deck file has a NaN, which does not even equal itself.
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
NOTES = st.from_type(Note)


@given(NOTES)
def test_any_note_survives(note: Note) -> None:
    assert from_json(note.deck, note.id, to_json(note)) == note


@given(st.sampled_from(KINDS).flatmap(st.from_type))
def test_a_face_of_each_kind_survives(question: Question) -> None:
    note = replace(NOTE, question=question)
    assert from_json(note.deck, note.id, to_json(note)) == note


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(NOTE, why="because"), id="an explanation"),
        pytest.param(replace(NOTE, tags=("x",)), id="a tag"),
        pytest.param(replace(NOTE, question=Basic("Q", "A", reverse=True)), id="a reverse card"),
        pytest.param(replace(NOTE, source=Source("A book")), id="a source"),
        pytest.param(
            replace(NOTE, question=Number("Q", "A")), id="another kind with the same texts"
        ),
        pytest.param(replace(NOTE, replaces=("m",)), id="a predecessor"),
    ],
)
def test_a_change_of_content_changes_the_digest(changed: Note) -> None:
    assert digest(changed, 0) != digest(NOTE, 0)


def test_a_change_of_position_changes_the_digest() -> None:
    assert digest(NOTE, 1) != digest(NOTE, 0)


def test_the_key_does_not_matter_to_the_digest() -> None:
    assert digest(replace(NOTE, id="m", deck=DeckId("e")), 0) == digest(NOTE, 0)


def test_defaults_are_omitted_so_that_a_new_field_changes_no_digest() -> None:
    assert json.loads(to_json(NOTE)) == {"face": {"kind": "basic", "front": "Q", "back": "A"}}


def test_digests_stay_the_same_from_version_to_version() -> None:
    note = replace(
        NOTE,
        question=MultipleChoice("Q", ("right",), (WrongOption("wrong", "why"),)),
        source=Source("Book", "url"),
    )
    assert digest(note, 3) == "9bc59e9e557d02daa4ec7e8430deb0d9"


@given(NOTES, st.data())
def test_a_note_with_a_changed_byte_is_a_note_or_damage(note: Note, data: st.DataObject) -> None:
    body = bytearray(to_json(note).encode())
    at = data.draw(st.integers(0, len(body) - 1))
    body[at] ^= 1 << data.draw(st.integers(0, 7))
    with suppress(DamagedRowError):
        read = from_json(note.deck, note.id, bytes(body))
        assert from_json(read.deck, read.id, to_json(read)) == read


def test_a_field_of_an_unknown_name_is_damage() -> None:
    body = to_json(replace(NOTE, source=Source("Book", "url"))).replace('"title"', '"uitle"')
    with pytest.raises(DamagedRowError):
        from_json(NOTE.deck, NOTE.id, body)


SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["question", "kind", "front", "back", "tags", "x"]), inner
        )
    ),
)


@given(SHAPES)
def test_json_of_any_shape_is_a_note_or_damage(shape: object) -> None:
    with suppress(DamagedRowError):
        assert isinstance(from_json(NOTE.deck, NOTE.id, json.dumps(shape)), Note)
