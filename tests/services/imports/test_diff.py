"""Notes and their changes as one line."""

from dataclasses import replace

import pytest

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic, Cloze, MultipleChoice, WrongOption
from flashdesign.domain.transfer.import_plan import Change, ImportBundle, ImportPlan
from flashdesign.services.imports.diff import note_difference, note_line, plan_differences

LONG = "word " * 60
CAP = MultipleChoice("Which?", ("one",), (WrongOption("two"),))


def note(question: Question) -> Note:
    return Note(DeckId("mine"), "a", question)


def test_a_gap_is_shown_as_people_write_it() -> None:
    assert note_line(note(Cloze("A {{1::shard}}\nholds."))) == "A […] holds. → A [shard] holds."


@pytest.mark.parametrize(
    ("before", "after", "expected"),
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
            id="one gap more",
        ),
        pytest.param(
            Basic("Q", "A"), Basic("Q", "A", reverse=True), "− \n+ A → Q", id="one card more"
        ),
        pytest.param(
            CAP,
            replace(CAP, wrong=(WrongOption("three"),)),
            "Which? → one (question settings)",
            id="options",
        ),
    ],
)
def test_a_change_shows_where_it_is(before: Question, after: Question, expected: str) -> None:
    assert note_difference(Change(note(before), note(after))) == expected


def test_a_line_shows_no_marks() -> None:
    assert note_line(note(Basic("**What** is `ACK`?", "A *sign* $\\le 2$"))) == (
        "What is ACK? → A sign ≤ 2"
    )


def test_a_change_of_marks_alone_is_named() -> None:
    change = Change(note(Basic("*Q*", "A")), note(Basic("**Q**", "A")))
    assert note_difference(change) == "Q → A (formatting)"


def test_what_changes_besides_the_cards_is_named() -> None:
    first = note(Basic("Q", "A"))
    second = replace(first, tags=("x",), why="so")
    assert note_difference(Change(first, second)) == "Q → A (explanation, tags)"
    assert note_difference(Change(first, replace(first, replaces=("b",)))) == "Q → A (id)"


def test_a_plan_tells_of_decks_notes_and_their_order() -> None:
    before = Deck(DeckId("mine"), "Mine", description="Old")
    after = replace(before, title="Ours", description="", license="MIT")
    one, two = note(Basic("Q", "A")), note(Basic("Q", "B"))
    plan = ImportPlan(
        ImportBundle("file", ()),
        changed=((0, Change(one, two)),),
        moved=((1, one), (2, two)),
        deck_changes=((before, after),),
    )
    assert list(plan_differences(plan)) == [
        "Deck “Mine” (title: Mine → Ours; description: Old → –; license: – → MIT)",
        "− Q → A\n+ Q → B",
        "2 notes moved within the deck",
    ]
