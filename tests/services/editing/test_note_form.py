"""A draft is stored as a note; errors and possible duplicates are reported."""

from dataclasses import replace

import pytest

from flashdesign.content.note_kinds.form_fields import FormValues
from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic, Cloze, MultipleChoice, WrongOption
from flashdesign.errors import FlashDesignError
from flashdesign.services.editing import decks, note_form, notes, undo
from flashdesign.services.editing.note_form import Draft
from tests.support.learner import BASICS, Learner, note, small_decks

PLAIN = NoteKey("basics/plain")
ASKED = Draft(BASICS, "basic", {"front": "plain?", "back": "Yes."})


@pytest.fixture
def learner(learner: Learner) -> Learner:
    return learner.store(*small_decks())


def test_a_new_note_gets_a_free_id_and_can_be_taken_back(learner: Learner) -> None:
    made = note_form.read_draft(ASKED).note
    assert made is not None
    first = note_form.save(learner.context, made, None)
    second = note_form.save(learner.context, made, None)
    assert first != second
    assert notes.note(learner.context, second).question == Basic("plain?", "Yes.")
    undo.undo(learner.context)
    with pytest.raises(FlashDesignError):
        notes.note(learner.context, second)


def test_an_id_that_the_text_gives_is_kept(learner: Learner) -> None:
    draft = Draft(BASICS, "basic", text="kind: basic\nid: mine\nfront: A\nback: B\n")
    made = note_form.read_draft(draft).note
    assert made is not None
    assert note_form.save(learner.context, made, None) == "basics/mine"


def test_what_asks_the_same_is_told_but_not_the_note_itself(learner: Learner) -> None:
    made = note_form.read_draft(ASKED).note
    assert made is not None
    assert note_form.similar_questions(learner.context, made, None) == ("Plain? (basics/plain)",)
    assert (
        note_form.similar_questions(learner.context, made, notes.note(learner.context, PLAIN)) == ()
    )


def test_an_edit_keeps_the_key(learner: Learner) -> None:
    base = notes.note(learner.context, PLAIN)
    draft = note_form.make_draft(base)
    changed = note_form.read_draft(replace(draft, form={**draft.form, "back": "New."}), base).note
    assert changed is not None
    assert note_form.save(learner.context, changed, base) == PLAIN
    assert notes.note(learner.context, PLAIN).question == Basic("Plain?", "New.")


def test_form_and_text_become_one_another() -> None:
    made = note_form.to_text_draft(ASKED)
    assert made is not None
    assert made.text == "kind: basic\nfront: plain?\nback: Yes.\n"
    again = note_form.to_form_draft(made)
    assert again is not None
    assert note_form.read_draft(again) == note_form.read_draft(ASKED)


@pytest.mark.parametrize(
    ("kind", "form", "asked", "expected"),
    [
        pytest.param("basic", {"front": " Q ", "back": "A"}, "Q", "A", id="basic"),
        pytest.param("basic", {"front": "Q", "reverse": True}, "Q", "", id="half a basic"),
        pytest.param("cloze", {"text": "A {{1::b"}, "A {{1::b", "", id="an open gap"),
        pytest.param(
            "choice",
            {"front": "Q", "correct": (("a",),), "wrong": (("b", "so"), ("", "")), "show": "4"},
            "Q",
            "**Correct options**\n\n- a\n\n**Wrong options**\n\n- b → so",
            id="a choice",
        ),
        pytest.param("match", {"pairs": (("a", "1"),)}, "", "**Pairs**\n\n- a → 1", id="pairs"),
        pytest.param("order", {"front": "Q", "items": (("",),)}, "Q", "", id="empty rows"),
        pytest.param("number", {"answer": "5", "unit": "ms"}, "", "5\n\nUnit: ms", id="a number"),
    ],
)
def test_what_is_there_so_far(kind: str, form: FormValues, asked: str, expected: str) -> None:
    assert note_form.preview_text(Draft(BASICS, kind, form)) == (asked, expected)


def test_a_text_is_not_shown_before_it_is_sound() -> None:
    assert note_form.preview_text(Draft(BASICS, "drill", text="kind: drill")) == ("", "")


def test_what_is_not_sound_stays_as_it_is() -> None:
    assert note_form.to_text_draft(Draft(BASICS, "basic")) is None
    assert note_form.to_form_draft(Draft(BASICS, "basic", text="kind: basic\n")) is None


def test_a_new_drill_begins_with_one_that_is_sound() -> None:
    begun = note_form.to_text_draft(Draft(BASICS, "drill"))
    assert begun is not None
    made = note_form.read_draft(begun)
    assert made.problems == ()
    assert note_form.to_form_draft(begun) is None


def test_a_note_beyond_any_form_is_edited_as_text() -> None:
    odd = note(DeckId("mine"), "odd", Basic(" A", "B"))
    assert note_form.make_draft(odd).text is not None


def test_a_note_can_go_to_ones_own_decks_first_and_to_none_that_ships_no_more(
    learner: Learner,
) -> None:
    mine = decks.create(learner.context, "Mine")
    notes.delete_notes(learner.context, [PLAIN, NoteKey("basics/both")])
    offered = [deck for deck, _ in notes.decks(learner.context)]
    assert offered == [mine, "gaps", "choices", "numbers"]


@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [
        pytest.param(Basic("Q", "A"), Basic("Other", "B"), "", id="another wording"),
        pytest.param(
            Basic("Q", "A", reverse=True),
            Basic("Q", "A"),
            "1 card: A",
            id="without the reverse card",
        ),
        pytest.param(Basic("Q", "A"), Cloze("{{1::Q}} A"), "1 card: Q", id="another kind"),
        pytest.param(
            Basic("Q", "A"),
            MultipleChoice("Q", ("A",), (WrongOption("B"),)),
            "",
            id="kinds of one card",
        ),
        pytest.param(
            Cloze("{{1::a}} {{2::b}}"),
            Cloze("a {{2::b}} {{3::c}}"),
            "1 card: […] b",
            id="one gap less",
        ),
    ],
)
def test_cards_that_an_edit_puts_away_are_named(
    before: Question, after: Question, gone: str
) -> None:
    base = note(BASICS, "aa", before)
    found = note_form.suspended_cards_warning(replace(base, question=after), base)
    assert found.partition("\n")[0].removeprefix("Saving suspends ") == gone


def test_of_many_cards_that_an_edit_puts_away_some_are_named() -> None:
    base = note(BASICS, "aa", Cloze(" ".join(f"{{{{{at}::x{at}}}}}" for at in range(1, 7))))
    found = note_form.suspended_cards_warning(replace(base, question=Basic("Q", "A")), base)
    assert found.startswith("Saving suspends 6 cards: ")
    assert found.splitlines()[0].endswith("; …")
    assert (
        note_form.suspended_cards_warning(None, base)
        == note_form.suspended_cards_warning(base, None)
        == ""
    )
