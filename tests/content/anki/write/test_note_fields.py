"""Each kind of note becomes one Anki note, or several basic ones."""

from dataclasses import replace

import pytest

from flashdesign.content.anki.write.note_fields import anki_notes
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Bucket,
    Classify,
    Cloze,
    Item,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    WrongOption,
)
from flashdesign.domain.source import Source
from tests.support.learner import BASICS, note

OWN_BACK = "FlashDesign basic (reversed by its own question, typed)"


@pytest.mark.parametrize(
    ("question", "kind", "fields", "places"),
    [
        pytest.param(Basic("Q", "A"), "FlashDesign basic", ("Q", "A", ""), {"": 0}, id="basic"),
        pytest.param(
            Basic("Q", "A", reverse=True),
            "FlashDesign basic (reversed)",
            ("Q", "A", ""),
            {"": 0, "r": 1},
            id="also asked in reverse",
        ),
        pytest.param(
            Basic("Q", "**443**", accept=("https",), reverse=True, reverse_front="B"),
            OWN_BACK,
            ("Q", "443", "B", "Also right: https"),
            {"": 0, "r": 1},
            id="typed, with another reverse question",
        ),
        pytest.param(
            Cloze("{{1::A}} {{3::B}}"),
            "FlashDesign cloze",
            ("{{c1::A}} {{c3::B}}", ""),
            {"c1": 0, "c3": 2},
            id="gaps by their numbers",
        ),
        pytest.param(
            MultipleChoice("Q", ("R",), (WrongOption("W", "no"),)),
            "FlashDesign basic",
            (
                "<p>Q</p><ul><li>W</li><li>R</li></ul>",
                "<p>R</p><p>Not:</p><ul><li>W: no</li></ul>",
                "",
            ),
            {"": 0},
            id="a choice with its options",
        ),
        pytest.param(
            Number("Q", "443", "ms"), "FlashDesign basic", ("Q", "443 ms", ""), {"": 0}, id="number"
        ),
        pytest.param(
            List("Q", (Item("a"), Item("b"))),
            "FlashDesign basic",
            ("Q (2)", "<ul><li>a</li><li>b</li></ul>", ""),
            {"": 0},
            id="the number of required items",
        ),
    ],
)
def test_a_kind(
    question: Question, kind: str, fields: tuple[str, ...], places: dict[str, int]
) -> None:
    (made,) = anki_notes(note(BASICS, "q", question), {})
    assert (made.guid, made.type.name, dict(made.card_indices)) == ("basics/q", kind, places)
    assert (made.fields, len(made.type.fields)) == (fields, len(fields))


@pytest.mark.parametrize(
    "question",
    [
        Ordering("Q", ("aa", "bb"), ("cc",)),
        Match("Q", (("aa", "bb"),), ("cc",)),
        Classify("Q", (Bucket("aa", ("bb",)), Bucket("cc", ("dd",)))),
    ],
    ids=["order", "match", "classify"],
)
def test_sorting_questions_list_all_items(question: Question) -> None:
    (made,) = anki_notes(note(BASICS, "q", question), {})
    assert all(word in made.fields[0] for word in ("aa", "bb", "cc"))
    assert "aa" in made.fields[1]


def test_steps_of_an_order_become_separate_notes() -> None:
    made = anki_notes(Note(BASICS, "q", Ordering("Q", ("a", "b"), overlap=1), guid="gg"), {})
    assert [anki_note.guid for anki_note in made] == ["gg#o1", "gg#o2"]
    assert [dict(anki_note.card_indices) for anki_note in made] == [{"o1": 0}, {"o2": 0}]
    assert made[1].fields[0] == '<p>Q</p><p>a → <span class="gap">[…]</span></p>'


def test_text_shown_with_the_answer_has_its_own_field() -> None:
    full = replace(note(BASICS, "q"), why="W", hint="H", as_of="2026")
    (made,) = anki_notes(replace(full, source=Source("S", "https://s.org/")), {})
    assert made.fields[2] == (
        '<p>W</p><p>Hint: H</p><p>Source: <a href="https://s.org/">S</a></p><p>As of 2026</p>'
    )
