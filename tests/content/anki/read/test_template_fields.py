"""Fields that a template shows are on the card; other fields are reported."""

from pathlib import Path

import pytest

from flashdesign.content.anki.read.importer import read_package
from flashdesign.content.anki.read.templates import apply_filters
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from tests.support.anki.packages import BASIC, Template, card, note, note_type, write_package


def read(
    folder: Path,
    template: Template,
    fields: dict[str, str],
    *more: str,
    tags: str = "",
    is_cloze: bool = False,
) -> tuple[Note, list[str]]:
    types = {BASIC: note_type([template], list(fields), is_cloze=is_cloze)}
    row = note(1, *fields.values(), *more, tags=tags)
    cards = [card(1, 1), *([card(2, 1, 1)] if is_cloze else [])]
    bundle = read_package(write_package(folder / "one.apkg", [row], cards, types=types))
    return bundle.decks[0].notes[0], [
        f"{problem.where}: {problem.message}" for problem in bundle.problems
    ]


def test_a_field_on_no_card_is_reported_with_its_words(tmp_path: Path) -> None:
    fields = {"Q": "q", "A": "a", "Source": "page 3", "Sound": "[sound:q.mp3]", "Empty": "<br>"}
    _, messages = read(tmp_path, ("{{Q}}", "{{A}}{{tts en_US:Sound}}"), fields)
    assert messages == [
        "note type 'A type': its field 'Sound' is on no card; left out in 1 note: '[sound:q.mp3]'",
        "note type 'A type': its field 'Source' is on no card; left out in 1 note: 'page 3'",
    ]


def test_a_field_that_only_decides_what_is_shown_is_not_reported(tmp_path: Path) -> None:
    fields = {"Q": "q", "A": "a", "Hard": "y"}
    made, messages = read(tmp_path, ("{{Q}}", "{{A}}{{#Hard}} (hard){{/Hard}}"), fields)
    assert (made.question, messages) == (Basic("q", "a (hard)"), [])


def test_fields_beyond_those_of_the_type_are_reported(tmp_path: Path) -> None:
    _, messages = read(tmp_path, ("{{Q}}", "{{A}}"), {"Q": "q", "A": "a"}, "third", "")
    assert messages == ["“q”: it has more fields than its type; left out: 'third'"]


def test_special_fields_of_anki_are_reported(tmp_path: Path) -> None:
    sides = ("{{Q}}", "{{A}}{{#Tags}} tagged: {{Tags}}{{/Tags}}{{^Tags}} bare{{/Tags}}")
    made, messages = read(tmp_path, sides, {"Q": "q", "A": "a"}, tags=" x ")
    assert made.question == Basic("q", "a tagged:")
    assert messages == ["note type 'A type': {{Tags}} in its templates was left out"]


def test_a_hint_that_is_always_shown_is_reported(tmp_path: Path) -> None:
    fields = {"Q": "q", "A": "a", "Help": "h"}
    made, messages = read(tmp_path, ("{{Q}} {{hint:Help}}", "{{A}}"), fields)
    assert made.question == Basic("q h", "a")
    assert messages == [
        "note type 'A type': the field 'Help', a hint to click on, is shown at once"
    ]


def test_what_is_for_one_gap_only_is_kept_for_all(tmp_path: Path) -> None:
    fields = {"Text": "{{c1::a}} {{c2::b}}", "More": "m"}
    sides = ("{{cloze:Text}}", "{{cloze:Text}}{{#c2}}{{More}}{{/c2}}")
    made, messages = read(tmp_path, sides, fields, is_cloze=True)
    assert (made.question, made.why) == (Cloze("{{1::a}} {{2::b}}"), "m")
    assert messages == [
        "note type 'A type': what its templates show only for some gaps is shown for all"
    ]


@pytest.mark.parametrize(
    ("text", "made", "expected"),
    [
        pytest.param(
            "a {{c0::<b>b</b>::hint}} {{c1::c}}",
            "a **b** {{1::c}}",
            ["“a b::hint c”: its gap {{c0::…}} is not asked; use a number from 1 to 999"],
            id="a gap of number 0",
        ),
        pytest.param(
            "{{c1::a {{c1000::b}}}}",
            "{{1::a b}}",
            ["“a b”: its gap {{c1000::…}} is not asked; use a number from 1 to 999"],
            id="a gap of a large number in another",
        ),
        pytest.param(
            "{{c0,2::x}} {{c1::y}}",
            "{{2::x}} {{1::y}}",
            ["“x y”: its gap {{c0,2::…}} is not asked; use a number from 1 to 999"],
            id="a gap of number 0 and 2",
        ),
        pytest.param("{{c1,2::x::h}}", "{{1::{{2::x::h}}::h}}", [], id="a gap of two cards"),
        pytest.param("{{c1,2::x}} {{c2::y}}", "{{1::{{2::x}}}} {{2::y}}", [], id="and another"),
        pytest.param(
            r"\({{c1,2::x^2}}\) ", "{{1::{{2::$x^2$}}}}", [], id="a formula for two cards"
        ),
    ],
)
def test_gaps_are_converted(tmp_path: Path, text: str, made: str, expected: list[str]) -> None:
    sides = ("{{cloze:Text}}", "{{cloze:Text}}")
    if ",2" not in text:
        text += "{{c2::z}}"
        made += "{{2::z}}"
        expected = [item.replace("”", "z”") for item in expected]
    note, messages = read(tmp_path, sides, {"Text": text}, is_cloze=True)
    assert (note.question, messages) == (Cloze(made), expected)


@pytest.mark.parametrize(
    ("token", "shown"),
    [
        pytest.param("furigana:Q", "日本 (にほん)語 (ご)", id="readings above the words"),
        pytest.param("kana:Q", "にほんご", id="readings only"),
        pytest.param("kanji:Q", "日本語", id="words only"),
        pytest.param("Q", "日本[にほん] 語[ご]", id="no filter"),
    ],
)
def test_readings_in_brackets_are_shown_as_the_template_asks(
    tmp_path: Path, token: str, shown: str
) -> None:
    made, messages = read(
        tmp_path, (f"{{{{{token}}}}}", "{{A}}"), {"Q": "日本[にほん] 語[ご]", "A": "a"}
    )
    assert (made.question, messages) == (Basic(shown, "a"), [])


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        pytest.param("{{Q}}", "{{FrontSide}}<hr id=answer>Is: {{A}}", "Is: a", id="after the line"),
        pytest.param(
            "{{Q}}", "{{FrontSide}} Look!<hr id=answer>{{A}}", "Look!\\\na", id="before the line"
        ),
        pytest.param(
            "{{Q}} Look!", "{{Q}} Look!<hr id=answer>{{A}}", "a", id="words of the question"
        ),
        pytest.param(
            "{{Q}}",
            "{{#Q}}Look:{{/Q}} {{B}}<hr id=answer>{{A}}",
            "Look:\\\nb\\\na",
            id="in a section",
        ),
        pytest.param(
            "{{Q}}", "{{^Q}}Look:{{/Q}}{{FrontSide}}<hr id=answer>{{A}}", "a", id="not shown"
        ),
        pytest.param("{{Q}}", "{{#Q}}{{Q}}{{/Q}}<hr id=answer>{{A}}", "a", id="nothing new"),
    ],
)
def test_words_of_the_answers_template_are_kept(
    tmp_path: Path, question: str, answer: str, expected: str
) -> None:
    made, _ = read(tmp_path, (question, answer), {"Q": "q", "A": "a", "B": "b"})
    assert isinstance(made.question, Basic)
    assert made.question.back == expected


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        pytest.param("{{cloze:Q}}<br>Remember this.", "Remember this.", id="words after it"),
        pytest.param("Watch out: {{cloze:Q}}", "Watch out:", id="words before it"),
        pytest.param("Fill in: {{cloze:Q}}<br>{{A}}", "a", id="words of the question"),
    ],
)
def test_words_around_the_gaps_are_kept(tmp_path: Path, answer: str, why: str) -> None:
    fields = {"Q": "{{c1::q}} {{c2::r}}", "A": "a"}
    made, _ = read(tmp_path, ("Fill in: {{cloze:Q}}", answer), fields, is_cloze=True)
    assert made.why == why


def test_a_sound_is_not_a_reading() -> None:
    assert apply_filters("x[sound:a.mp3]", ["kana"]) == "x[sound:a.mp3]"
