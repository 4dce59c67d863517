"""A full note in its Anki fields, unless the fields hold all of it; later edits are detected."""

from dataclasses import replace

import pytest

from flashdesign.content.anki.write.embedded_entry import embed_entry, read_entry
from flashdesign.content.anki.write.note_fields import anki_notes
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Cloze,
    MultipleChoice,
    Ordering,
    WrongOption,
)
from tests.support.learner import BASICS, note


def fields_of(source: Note) -> list[tuple[str, ...]]:
    return [embed_entry(made, source, {}).fields for made in anki_notes(source, {})]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(Basic("What is CAP?", "A theorem, 100 %"), id="plain words"),
        pytest.param(Basic("To", "Fro", reverse=True), id="both ways"),
        pytest.param(
            Cloze("It is {{1::here}} and {{2::there::a hint}}."), id="gaps in plain words"
        ),
    ],
)
def test_plain_words_need_no_entry(question: Question) -> None:
    assert all(
        "<!--" not in text for fields in fields_of(note(BASICS, "q", question)) for text in fields
    )


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        pytest.param(note(BASICS, "q", Basic("*Q*", "A")), [""], id="marks"),
        pytest.param(note(BASICS, "q", Basic("Q", "- one")), [""], id="a list"),
        pytest.param(note(BASICS, "q", Basic("1. Q", "A")), [""], id="a number first"),
        pytest.param(note(BASICS, "q", Basic("a  b", "A")), [""], id="two spaces"),
        pytest.param(note(BASICS, "q", Basic("Q", "A", accept=("B",))), [""], id="typed"),
        pytest.param(replace(note(BASICS, "q", Basic("Q", "A")), hint="H"), [""], id="a hint"),
        pytest.param(
            note(BASICS, "q", MultipleChoice("Q", ("A",), (WrongOption("B"), WrongOption("C")))),
            [""],
            id="a choice",
        ),
        pytest.param(
            note(BASICS, "q", Ordering("O", ("a", "b", "c"), overlap=1)),
            ["o1", "o2", "o3"],
            id="steps",
        ),
    ],
)
def test_other_notes_carry_their_entry(source: Note, parts: list[str]) -> None:
    found = [read_entry(fields) for fields in fields_of(source)]
    assert [entry.part for entry in found if entry] == parts
    assert all(entry and entry.is_unedited for entry in found)


def test_edited_fields_are_detected() -> None:
    (fields,) = fields_of(note(BASICS, "q", Basic("*Q*", "A")))
    changed = read_entry(("Other", *fields[1:]))
    assert changed is not None
    assert not changed.is_unedited


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "<!--flashdesign:0123456789abcdef::not base64-->",
        "<!--flashdesign:0123456789abcdef::bm8ganNvbg==-->",
        "<!--flashdesign:0123456789abcdef::W10=-->",
        "<!--flashdesign:0123456789abcdef::/w==-->",
    ],
)
def test_an_unreadable_entry_is_ignored(text: str) -> None:
    assert read_entry((text,)) is None
