"""The kinds of notes of `content` are those of the domain, each of them whole."""

from typing import Any

import pytest

from flashdesign.content.decks.deck_file import read_deck
from flashdesign.content.note_kinds.note_kind import NoteKind
from flashdesign.content.note_kinds.registry import (
    NOTE_KINDS,
    find_problem,
    form_fields,
    kind_named,
    kind_of,
    names,
)
from flashdesign.domain.notes.question_kinds import KINDS, kind_names
from tests.support.round_trips import CONTENT

ALL = {note.question.kind: note for note in read_deck(CONTENT / "kinds.yaml").deck.notes}


def test_both_layers_have_the_same_kinds_in_the_same_order() -> None:
    assert [known.question for known in NOTE_KINDS] == list(KINDS)
    assert names() == kind_names()


@pytest.mark.parametrize("known", NOTE_KINDS, ids=names())
def test_a_kind_is_whole(known: NoteKind[Any]) -> None:
    question = ALL[known.question.kind].question
    assert kind_of(question) is known
    assert kind_named(question.kind) is known
    assert find_problem(question) is None
    assert known.label()
    values = known.to_fields(question)
    assert known.front_key in (*values, "")
    assert known.back_key in (*values, "")
    assert {field.name for field in known.form} >= (values.keys() if known.form else set())
    assert known.bounds.keys() <= {*known.entry.__dataclass_fields__}
    for part in question.parts:
        assert known.plain_front(question, part)
        assert known.plain_back(question, part)
        assert all(known.answers(question, part))


def test_a_name_that_no_kind_has() -> None:
    assert kind_named("essay") is None
    assert form_fields("essay") == ()
