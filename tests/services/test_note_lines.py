"""A note in a line, and what changed in one."""

from dataclasses import replace

import pytest

from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.faces import Basic, Choice, Cloze, Face, Wrong
from flashdesign.domain.parcels import Change
from flashdesign.services.note_lines import difference, line_of

LONG = "word " * 60
CAP = Choice("Which?", ("one",), (Wrong("two"),))


def note(face: Face) -> Note:
    return Note(DeckId("mine"), "a", face)


def test_a_gap_is_shown_as_people_write_it() -> None:
    assert line_of(note(Cloze("A {{1::shard}}\nholds."))) == "A […] holds. → A [shard] holds."


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param(Basic("Q", "A"), Basic("Q", "B"), "− Q → A\n+ Q → B", id="an answer"),
        pytest.param(
            Basic("Q", f"{LONG}end"),
            Basic("Q", f"{LONG}other end"),
            "− …word word word word word word word word end\n"
            "+ …word word word word word word word word other end",
            id="the end of a long text",
        ),
        pytest.param(
            Cloze("A {{1::b}}."),
            Cloze("A {{1::b}}. {{2::C}}."),
            "− A […]. → A [b].\n+ A […]. C. → A [b]. C.",
            id="a gap more",
        ),
        pytest.param(
            Basic("Q", "A"), Basic("Q", "A", reverse=True), "− \n+ A → Q", id="a card more"
        ),
        pytest.param(
            CAP,
            replace(CAP, wrong=(Wrong("three"),)),
            "Which? → one (how it is asked)",
            id="options",
        ),
    ],
)
def test_a_change_shows_where_it_is(before: Face, after: Face, said: str) -> None:
    assert difference(Change(note(before), note(after))) == said


def test_what_changes_besides_the_cards_is_named() -> None:
    first = note(Basic("Q", "A"))
    second = replace(first, tags=("x",), why="so")
    assert difference(Change(first, second)) == "Q → A (reason, tags)"
    assert difference(Change(first, replace(first, replaces=("b",)))) == "Q → A (its id)"
