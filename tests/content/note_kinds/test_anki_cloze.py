"""Gaps in Anki's syntax are accepted wherever a user writes a cloze, and reported."""

from pathlib import Path

import pytest

from flashdesign.content.note_form.form import read_form, read_text
from flashdesign.content.note_kinds.anki_cloze import (
    ANKI_SYNTAX_NOTICE,
    anki_numbers,
    has_anki_gaps,
    to_own_gaps,
)
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.question_kinds import Cloze
from flashdesign.services.editing.note_form import Draft, cloze_spelling_remark
from flashdesign.services.imports.read_file import read_file

MINE = DeckId("mine")
DECK = """format: 1
id: mine
title: Mine
cards:
  - {id: own, kind: cloze, text: "Own {{1::gap}}."}
  - {id: anki, kind: cloze, text: "A {{c1::cache::hint}} and {{c2::disk}}."}
"""


@pytest.mark.parametrize(
    ("text", "own"),
    [
        pytest.param("{{c1::a}}", "{{1::a}}", id="a gap"),
        pytest.param("{{c12::a::hint}} {{c2::b}}", "{{12::a::hint}} {{2::b}}", id="a hint"),
        pytest.param("{{c1::a {{c2::b}}}}", "{{1::a {{2::b}}}}", id="one in another"),
        pytest.param("{{c1,3::a::h}}", "{{1::{{3::a::h}}::h}}", id="of several cards"),
        pytest.param("{{c1::a }} {{c2::b", "{{1::a }} {{2::b", id="not closed"),
        pytest.param("{{1::a}} {{c::b}} {{cc1::d}}", "{{1::a}} {{c::b}} {{cc1::d}}", id="no gap"),
    ],
)
def test_gaps_become_our_syntax(text: str, own: str) -> None:
    assert to_own_gaps(text) == own
    assert has_anki_gaps(text) is (text != own)


def test_the_numbers_of_the_cards_are_known() -> None:
    assert anki_numbers("{{c1,3::a}} {{c2::b}}") == {1, 2, 3}


def test_forms_and_entries_accept_ankis_syntax() -> None:
    wanted = Cloze("A {{1::cache::hint}}.")
    form = read_form("cloze", {"text": "A {{c1::cache::hint}}."}, MINE)
    assert form.note is not None
    assert form.note.question == wanted
    entry = read_text("kind: cloze\ntext: 'A {{c1::cache::hint}}.'", MINE)
    assert entry.note is not None
    assert entry.note.question == wanted


def test_a_deck_file_accepts_ankis_syntax_and_reports_the_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(DECK)
    bundle = read_file(path)
    assert bundle.decks[0].notes[1].question == Cloze("A {{1::cache::hint}} and {{2::disk}}.")
    assert [(problem.where, problem.message) for problem in bundle.problems] == [
        ("line 6, anki", ANKI_SYNTAX_NOTICE)
    ]


def test_a_table_reports_ankis_syntax_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("front,back\nA {{c1::b}},x\nC {{c1::d}},y\n")
    bundle = read_file(path)
    assert [note.question for note in bundle.decks[0].notes] == [
        Cloze("A {{1::b}}"),
        Cloze("C {{1::d}}"),
    ]
    assert [problem.message for problem in bundle.problems].count(ANKI_SYNTAX_NOTICE) == 1


@pytest.mark.parametrize(
    ("draft", "is_reported"),
    [
        pytest.param(Draft(MINE, "cloze", {"text": "{{c1::a}}"}), True, id="in a form"),
        pytest.param(Draft(MINE, "cloze", text="text: '{{c1::a}}'"), True, id="as text"),
        pytest.param(Draft(MINE, "cloze", {"text": "{{1::a}}"}), False, id="in our own syntax"),
        pytest.param(Draft(MINE, "basic", {"front": "{{c1::a}}"}), False, id="of another kind"),
    ],
)
def test_the_editor_reports_ankis_syntax(draft: Draft, *, is_reported: bool) -> None:
    assert bool(cloze_spelling_remark(draft)) is is_reported
