"""The note form: nothing is lost, and each problem is reported at its field."""

from dataclasses import replace

import pytest

from flashdesign.content.decks.deck_file import read_deck
from flashdesign.content.decks.writing.writer import entry_text
from flashdesign.content.note_form.form import FieldProblem, form_of, read_form, read_text
from flashdesign.content.note_kinds.form_fields import FormValues
from flashdesign.content.note_kinds.registry import NOTE_KINDS
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Bucket,
    Classify,
    Cloze,
    Item,
    List,
    Number,
    kind,
)
from flashdesign.paths import decks_folder

MINE = DeckId("mine")
FORMS: dict[str, FormValues] = {
    "basic": {"front": "Why?", "back": "So.", "reverse": True, "accept": (("Thus",), ("",))},
    "cloze": {"text": "A {{1::shard}}.", "why": "Since\n\nthen.", "priority": "3"},
    "choice": {"front": "Which?", "correct": (("A",),), "wrong": (("B", "no"), ("C", "")),
               "show": "3"},
    "order": {"front": "Order?", "items": (("a",), ("b",), ("c",)), "overlap": "1"},
    "match": {"front": "Match?", "pairs": (("a", "b"), ("c", "d")), "extra": (("e",),)},
    "classify": {"front": "Sort?", "buckets": (("up", "a; b"), ("down", "c"))},
    "list": {"front": "Name!", "items": (("a", "aa; aaa"), ("b", "")), "need": "1"},
    "number": {"front": "Days?", "answer": "7", "unit": "days", "range": "6 to 8",
               "bands": "open", "source.title": "A book", "tags": "time week"},
}  # fmt: skip


def test_there_is_a_form_for_each_kind_but_drills() -> None:
    without = [known.question.kind for known in NOTE_KINDS if not known.form]
    assert without == ["drill"]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_each_kind_survives_as_a_note(name: str) -> None:
    note = read_form(name, FORMS[name], MINE).note
    assert note is not None
    assert kind(note.question) == name
    shown = form_of(note)
    assert shown is not None
    assert read_form(name, shown, MINE, note).note == note
    assert read_text(entry_text(note), MINE, note).note == note


def test_the_priority_of_a_note_is_the_usual_one_unless_chosen() -> None:
    note = read_form("cloze", FORMS["cloze"], MINE).note
    other = read_form("basic", FORMS["basic"], MINE).note
    assert note is not None
    assert other is not None
    assert (note.priority, other.priority) == (3, 2)


def test_form_values_become_note_fields() -> None:
    note = read_form("number", FORMS["number"], MINE).note
    assert note is not None
    assert note.question == Number("Days?", "7", "days", ("6", "8"), "open")
    assert note.tags == ("time", "week")
    assert note.source is not None
    assert note.source.title == "A book"
    listed = read_form("list", FORMS["list"], MINE).note
    assert listed is not None
    assert listed.question == List("Name!", (Item("a", ("aa", "aaa")), Item("b")), 1)


@pytest.mark.parametrize(
    ("name", "changed", "expected"),
    [
        pytest.param("basic", {"front": " "}, ("front", 0, "“Question” is required"),
                     id="no question"),
        pytest.param("basic", {"tags": "ok n,o"}, ("tags", 0, "a tag without spaces"), id="a tag"),
        pytest.param("cloze", {"text": "No gap."}, ("", 0, "needs a gap"), id="no gap"),
        pytest.param("choice", {"wrong": (("B", ""),)}, ("", 0, "2 to “Wrong"), id="too few wrong"),
        pytest.param("match", {"pairs": (("a", "b"), ("c", ""))}, ("pairs", 2, "“Goes with” is"),
                     id="half a pair, in its row"),
        pytest.param("classify", {"buckets": (("up", "a"), ("up", "b"))},
                     ("buckets", 2, "two groups"), id="a bucket twice, not merged"),
        pytest.param("list", {"need": "many"}, ("need", 0, "a whole number"), id="no number"),
        pytest.param("number", {"answer": "7 parsecs"}, ("", 0, "parsecs"), id="an unknown unit"),
        pytest.param("number", {"range": "6"}, ("range", 0, "2 entries"), id="half a range"),
        pytest.param("number", {"source.title": "", "source.url": "https://a.b"},
                     ("source.title", 0, "“Source” is required"), id="only a URL"),
        pytest.param("number", {"as_of": "soon"}, ("as_of", 0, "a year"), id="no time"),
    ],
)  # fmt: skip
def test_a_problem_is_reported_at_its_field(
    name: str, changed: FormValues, expected: tuple[str, int, str]
) -> None:
    reading = read_form(name, {**FORMS[name], **changed}, MINE)
    assert reading.note is None
    wrong = reading.problems[0]
    assert (wrong.field, wrong.row) == expected[:2]
    assert expected[2] in wrong.message


def test_all_problems_are_reported_together() -> None:
    wrongs = read_form("basic", {"front": "", "back": "", "as_of": "x"}, MINE).problems
    assert [wrong.field for wrong in wrongs] == ["front", "as_of"]


def test_a_new_card_needs_an_answer_but_an_imported_one_does_not() -> None:
    form = {"front": "Why?", "back": ""}
    assert [wrong.field for wrong in read_form("basic", form, MINE).problems] == ["back"]
    imported = Note(MINE, "n", Basic("Why?", ""))
    assert read_form("basic", form, MINE, imported).note == imported


def test_an_edit_keeps_the_id_and_hidden_fields() -> None:
    base = Note(
        MINE, "old", Basic("A", "B"), facts=("F001",), related=("x",), target_s=9.0,
        replaces=("older",), guid="g",
    )  # fmt: skip
    form = form_of(base)
    assert form is not None
    edited = read_form("basic", {**form, "back": "C"}, MINE, base).note
    assert edited == replace(base, question=Basic("A", "C"))


@pytest.mark.parametrize(
    "note",
    [
        pytest.param(
            Note(MINE, "n", List("?", (Item("a", ("b; c",)), Item("d")))), id="a separator"
        ),
        pytest.param(
            Note(MINE, "n", Classify("?", (Bucket("a; b", ("c;",)), Bucket("d", ())))),
            id="a bucket's item with one",
        ),
        pytest.param(Note(MINE, "n", Number("?", "5", bands=(0.1, 0.2, 0.3))), id="own bands"),
        pytest.param(Note(MINE, "n", Cloze("  {{1::indented}}")), id="space before it"),
    ],
)
def test_a_note_that_the_form_cannot_show_fully_has_no_form(note: Note) -> None:
    assert form_of(note) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "kind: basic\nfront: A\nbck: B",
            FieldProblem("", 1, "'back' is missing"),
            id="a wrong key",
        ),
        pytest.param("kind: drill\nprompt: [", FieldProblem("", 3, "YAML"), id="not YAML"),
        pytest.param("- kind: basic", FieldProblem("", 1, "begins with its `kind:`"), id="a list"),
        pytest.param("", FieldProblem("", 1, "empty"), id="nothing"),
    ],
)
def test_a_problem_in_the_text_has_its_line(text: str, expected: FieldProblem) -> None:
    wrongs = read_text(text, MINE).problems
    assert wrongs[0].row == expected.row
    assert expected.message in wrongs[0].message


def test_each_drill_that_ships_can_be_edited_as_text() -> None:
    built_in = read_deck(decks_folder() / "drills.yaml").deck.notes
    drills = [note for note in built_in if kind(note.question) == "drill"]
    assert drills
    for note in drills:
        assert form_of(note) is None
        assert read_text(entry_text(note), note.deck, note).note == note
