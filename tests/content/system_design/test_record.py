"""The common parts of content files: sources by id, and ids of notes from ids of records."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from flashdesign.content.note_kinds.common_fields import named_sources
from flashdesign.content.system_design.record import Content, Record, build_note, load
from flashdesign.content.yaml.reader import parse
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.source import Source
from flashdesign.errors import DeckFormatError, Problem

TEXT = b"""
content: things
deck: {id: things, title: Things}
sources: [{id: book, title: The book, checked: 2026-11-20}]
things:
  - {id: lamp, name: Lamp, source: book, facts: [F001], why: It glows., tags: [light],
     replaces: [lantern]}
cards: [{id: own, kind: basic}]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing(Record):
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Things(Content):
    things: tuple[Thing, ...]


def test_notes_get_the_common_fields_of_their_record() -> None:
    records = load(Things, parse(TEXT, Path("things.yaml")))
    assert build_note(records, records.things[0], "goal", Basic("Q?", "A")) == Note(
        deck=records.deck_id,
        id="lamp.goal",
        question=Basic("Q?", "A"),
        why="It glows.",
        tags=("light",),
        facts=("F001",),
        source=Source("The book", checked="2026-11-20"),
        replaces=("lantern",),
    )


def test_an_invalid_source_is_reported_with_the_other_problems() -> None:
    text = TEXT.replace(b"title: The book", b"titel: The book").replace(b"F001", b"F1")
    with pytest.raises(DeckFormatError) as caught:
        load(Things, parse(text, Path("things.yaml")))
    assert len({problem.line for problem in caught.value.problems}) == 2


@pytest.mark.parametrize("text", ["[]", "sources: x", "sources: []", "a: 1"])
def test_a_file_without_sources_has_none(text: str) -> None:
    problems: list[Problem] = []
    assert named_sources(parse(text.encode(), Path("x.yaml")).root, problems) == {}
    assert not problems
