"""Records become notes: columns are recognized, and omissions are reported."""

from pathlib import Path

import pytest

from flashdesign.content.csv.columns import Columns, guess_columns
from flashdesign.content.csv.importer import deck_id, import_table
from flashdesign.content.csv.reader import read_table
from flashdesign.domain.notes.note import cards_of
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.transfer.import_plan import ImportBundle

IMPORTS = Path(__file__).parents[1] / "data" / "imports"


def read(name: str) -> ImportBundle:
    return import_table(read_table(IMPORTS / name), "Mine")


def table(folder: Path, text: str) -> ImportBundle:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return import_table(read_table(path), "Mine")


@pytest.mark.parametrize(
    ("name", "notes", "problems"),
    [
        pytest.param("anki_notes_plain.csv", 12, 0, id="no header: the first record is a card"),
        pytest.param("excel_semicolon.csv", 7, 1, id="a German header, and an empty answer"),
        pytest.param("quizlet.tsv", 10, 0, id="terms and definitions"),
        pytest.param("embedded_newlines.csv", 6, 0, id="a header, and line breaks within cells"),
    ],
)
def test_each_record_is_a_note(name: str, notes: int, problems: int) -> None:
    bundle = read(name)
    assert sum(len(deck.notes) for deck in bundle.decks) == notes
    assert len(bundle.problems) == problems
    assert not bundle.has_full_decks


def test_declarations_of_anki_are_applied() -> None:
    bundle = read("anki_notes.csv")
    found = {note.guid: note for deck in bundle.decks for note in deck.notes}
    parents = {deck.id: deck.parent for deck in bundle.decks}
    assert parents == {
        "interview": None,
        "interview.caching": "interview",
        "interview.queues": "interview",
    }
    assert isinstance(found["fxBasic05"].question, Cloze)
    assert len(cards_of(found["fxBasic05"])) == 3
    assert len(cards_of(found["fxBasic04"])) == 2
    assert "math" in found["fxBasic16"].tags


def test_code_keeps_its_lines() -> None:
    fronts = [note.question for note in read("embedded_newlines.csv").decks[0].notes]
    assert any(
        isinstance(question, Basic) and question.front.count("\n") == 2 for question in fronts
    )


def test_line_breaks_within_a_cell_become_markdown(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b'front,back\r\n"one\r\ntwo","x\ry"\r\n')
    (note,) = import_table(read_table(path), "Mine").decks[0].notes
    assert note.question == Basic("one\\\ntwo", "x\\\ny")


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        pytest.param("cap theory area::queues", "area::queues", id="spaces, as Anki writes them"),
        pytest.param('"cap, theory,area::queues"', "area::queues", id="commas, as users type them"),
        pytest.param("cap;theory; area/queues", "area/queues", id="semicolons"),
    ],
)
def test_tags_are_split_at_spaces_and_commas(tmp_path: Path, cell: str, last: str) -> None:
    (deck,) = table(tmp_path, f"front,back,tags\nA,B,{cell}\n").decks
    assert deck.notes[0].tags == ("cap", "theory", last)


def test_the_guards_of_our_older_tables_are_removed(tmp_path: Path) -> None:
    text = "id,kind,front,back,why,tags\nd/a,basic,'=1+1,'quoted,**w**,x y\n"
    (deck,) = table(tmp_path, text).decks
    note = deck.notes[0]
    assert note.question == Basic("=1+1", "'quoted")
    assert (note.why, note.tags, note.guid) == ("**w**", ("x", "y"), "d/a")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("front,back\n,b\nq,a\n", "line 2: the question is empty", id="no question"),
        pytest.param("front,back\nq,a\nq,a\n", "line 3: it is the same card", id="twice the same"),
        pytest.param("front,back\n{{c1::a,b\n", "line 2: a gap is not closed", id="an open gap"),
    ],
)
def test_omissions_are_reported_with_their_line(tmp_path: Path, text: str, message: str) -> None:
    lines = [f"{problem.where}: {problem.message}" for problem in table(tmp_path, text).problems]
    assert any(line.startswith(message) for line in lines), lines


def test_the_user_can_choose_the_columns() -> None:
    raw = read_table(IMPORTS / "quizlet.tsv")
    swapped = import_table(raw, "Mine", Columns(("back", "front"), has_header=False))
    usual = import_table(raw, "Mine", guess_columns(raw))
    sides = [(note.question.back, note.question.front) for note in _basics(swapped)]
    assert sides == [(note.question.front, note.question.back) for note in _basics(usual)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("System Design", "system-design", id="words"),
        pytest.param("Interview::Caching", "interview.caching", id="a path"),
    ],
)
def test_a_title_makes_an_id(title: str, name: str) -> None:
    assert deck_id(title) == name


def test_a_title_without_latin_letters_has_a_stable_id() -> None:
    assert deck_id("水") == deck_id("水") != deck_id("火")


class _BasicNote:
    def __init__(self, question: Basic) -> None:
        self.question = question


def _basics(bundle: ImportBundle) -> list[_BasicNote]:
    questions = [note.question for deck in bundle.decks for note in deck.notes]
    return [_BasicNote(question) for question in questions if isinstance(question, Basic)]
