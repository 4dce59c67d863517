"""An exported table has no formulas for a spreadsheet, and is imported as the same notes."""

from pathlib import Path

import pytest

from flashdesign.content.csv.columns import Columns
from flashdesign.content.csv.importer import import_table
from flashdesign.content.csv.reader import read_table
from flashdesign.content.csv.writer import holds_all, notes_to_csv
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze, Number

MINE = DeckId("mine")


@pytest.mark.parametrize("sign", [*"=+-@＝＋－＠"])  # noqa: RUF001 - they run too
def test_a_cell_that_would_run_is_guarded(sign: str) -> None:
    text = notes_to_csv([Note(MINE, "a1", Basic(f"{sign}1", "x"))], ",")
    assert f",'{sign}1," in text


def test_a_cell_that_begins_with_a_guard_gets_another() -> None:
    text = notes_to_csv([Note(MINE, "a1", Basic("'=1", "'quoted'"))], ",")
    assert ",''=1,''quoted'," in text


@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_table_comes_back_as_the_same_notes(tmp_path: Path, separator: str) -> None:
    notes = (
        Note(MINE, "a1", Basic("=SUM(A1), or not?", 'a "b"\nc'), tags=("one", "two")),
        Note(MINE, "a2", Basic("- a dash", "-1"), why="as\tit is"),
    )
    path = tmp_path / "mine.csv"
    path.write_text(notes_to_csv(notes, separator, {MINE: "Mine"}), encoding="utf-8", newline="")
    (deck,) = import_table(read_table(path), "Other").decks
    assert deck.title == "Mine"
    assert [(n.guid, n.question, n.why, n.tags) for n in deck.notes] == [
        (n.key, n.question, n.why, n.tags) for n in notes
    ]


@pytest.mark.parametrize(
    ("note", "is_complete"),
    [
        pytest.param(Note(MINE, "a", Basic("Q", "A"), why="W", tags=("t",)), True, id="plain"),
        pytest.param(Note(MINE, "a", Cloze("{{1::x}}"), guid="g"), True, id="a cloze with a name"),
        pytest.param(Note(MINE, "a", Basic("Q", "A"), replaces=("b",)), True, id="a moved one"),
        pytest.param(Note(MINE, "a", Basic("Q", "A", reverse=True)), False, id="both ways"),
        pytest.param(Note(MINE, "a", Basic("Q", "A"), hint="H"), False, id="with a hint"),
        pytest.param(Note(MINE, "a", Number("Q", "1")), False, id="another kind"),
    ],
)
def test_an_older_table_holds_all_of_plain_notes_only(note: Note, is_complete: bool) -> None:
    assert holds_all(note) == is_complete


def test_with_other_columns_our_export_is_read_like_any_table(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(notes_to_csv([Note(MINE, "a1", Basic("*Q*", "A"))], ","), encoding="utf-8")
    roles = ("", "", "", "back", "front", "", "", "")
    (deck,) = import_table(read_table(path), "Mine", Columns(roles, has_header=True)).decks
    assert deck.notes[0].question == Basic("A", "\\*Q\\*")


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        pytest.param("{cut", "its cell “flashdesign” was cut or changed", id="not JSON"),
        pytest.param("[1]", "its cell “flashdesign” was cut or changed", id="a list"),
        pytest.param('"{""hint"": [null]}"', "its cell “flashdesign” was cut", id="nothing"),
        pytest.param('"{""foo"": 1}"', "unknown key 'foo'", id="an unknown key"),
    ],
)
def test_a_broken_entry_is_reported_with_its_line(tmp_path: Path, cell: str, message: str) -> None:
    path = tmp_path / "mine.csv"
    text = "id,deck,kind,front,back,why,tags,flashdesign\n"
    path.write_text(f"{text}m/a,D,basic,Q,A,,,{cell}\nm/b,D,basic,Q,A,,,\n", encoding="utf-8")
    bundle = import_table(read_table(path))
    (problem,) = bundle.problems
    assert problem.where == "line 2"
    assert problem.message.startswith(message)
    assert problem.message.endswith("the record was left out")
    assert [note.guid for deck in bundle.decks for note in deck.notes] == ["m/b"]


def test_a_changed_answer_in_a_shown_column_is_ignored_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    text = notes_to_csv([Note(MINE, "a1", Number("N?", "443"))], ",")
    path.write_text(text.replace(",443,", ",80,", 1), encoding="utf-8")
    bundle = import_table(read_table(path))
    assert bundle.decks[0].notes[0].question == Number("N?", "443")
    assert [problem.message for problem in bundle.problems] == [
        "“back” of a number only repeats what “flashdesign” says: its change was ignored"
    ]
