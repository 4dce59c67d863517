"""Notes from entries, and the ids of entries without one."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.content.decks.notes import build_note, generate_id
from flashdesign.content.yaml.reader import MappingNode, parse
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic, Cloze, Drill, Number
from flashdesign.domain.source import Source
from flashdesign.errors import Problem
from tests.support.drills.templates import BITS, POSTS


def made(text: str) -> tuple[Note | None, list[Problem]]:
    root = parse(text.encode(), Path("x.yaml")).root
    assert isinstance(root, MappingNode)
    problems: list[Problem] = []
    return build_note(root, DeckId("core"), problems, {"book": Source("The book")}), problems


def test_a_note_names_its_source_by_id() -> None:
    note, problems = made("{id: one, kind: basic, front: q, back: a, source: book}")
    assert not problems
    assert note == Note(DeckId("core"), "one", Basic("q", "a"), source=Source("The book"))


@pytest.mark.parametrize(
    "text", ["{}", "{kind: [basic]}", "{kind: basic}", "{id: one, kind: cloze, text: x}"]
)
def test_an_invalid_entry_gives_a_problem_and_no_note(text: str) -> None:
    note, problems = made(text)
    assert note is None
    assert problems


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param(Basic("q", "a"), Basic("q", "b"), True, id="the answer may change"),
        pytest.param(Basic("q", "a"), Basic("r", "a"), False, id="the question may not"),
        pytest.param(Cloze("{{1::a}}"), Cloze("{{1::b}}"), False, id="a cloze is all question"),
        pytest.param(Number("q", "1"), Number("q", "2"), True, id="the number may change"),
        pytest.param(Drill(BITS), Drill(replace(BITS, unit="B")), True, id="a drill's unit may"),
        pytest.param(Drill(BITS), Drill(POSTS), False, id="a drill's prompt may not"),
    ],
)
def test_the_id_of_a_card_without_one(first: Question, second: Question, same: bool) -> None:
    assert (generate_id(first) == generate_id(second)) is same
