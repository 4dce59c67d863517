"""Records become notes as their table declares; changes are reported."""

from pathlib import Path

import pytest

from flashdesign.content.csv.columns import Columns
from flashdesign.content.csv.importer import import_table
from flashdesign.content.csv.option_names import CellFormat
from flashdesign.content.csv.reader import TableError, read_table
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.transfer.import_plan import ImportBundle

IMPORTS = Path(__file__).parents[1] / "data" / "imports"


def read(
    folder: Path, text: str, name: str = "t.csv", text_format: CellFormat | None = None
) -> ImportBundle:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_table(read_table(path), text_format=text_format)


def notes_of(bundle: ImportBundle) -> list[Note]:
    return [note for deck in bundle.decks for note in deck.notes]


def lines_of(bundle: ImportBundle) -> list[str]:
    return [f"{problem.where}: {problem.message}" for problem in bundle.problems]


def test_directives_of_anki_are_applied() -> None:
    bundle = import_table(read_table(IMPORTS / "directives.txt"))
    assert [(deck.id, deck.title, deck.parent) for deck in bundle.decks] == [
        ("interview", "Interview", None),
        ("interview.storage", "Storage", "interview"),
    ]
    first, second = notes_of(bundle)
    assert first.question == Cloze("A B-tree page is usually {{1::4 to 16 KB}}")
    assert (first.why, first.tags) == ("page size", ("imported", "batch-7", "storage"))
    assert (second.why, second.tags) == ("", ("imported", "batch-7", "lsm"))
    assert bundle.problems == ()


def test_a_given_deck_overrides_the_declared_one() -> None:
    bundle = import_table(read_table(IMPORTS / "directives.txt"), "Mine")
    assert [deck.title for deck in bundle.decks] == ["Mine"]


def test_a_programmers_table_is_shown_as_typed() -> None:
    bundle = import_table(read_table(IMPORTS / "plain_programmer.tsv"))
    assert lines_of(bundle) == [
        "line 4: 1 record looks like HTML (“<br>” here): shown as typed. "
        "If it is HTML, choose that as its format (--html)."
    ]
    assert notes_of(bundle)[0].question == Basic(
        "What does \\_\\_init\\_\\_ do in Python?", "runs after \\_\\_new\\_\\_"
    )


def test_the_separator_line_of_excel_is_no_card() -> None:
    (note,) = notes_of(import_table(read_table(IMPORTS / "sep_line.csv")))
    assert note.question == Basic("Was ist CAP?", "Satz")


def test_apostrophes_in_other_tables_stay() -> None:
    fronts = [
        note.question for note in notes_of(import_table(read_table(IMPORTS / "apostrophe.csv")))
    ]
    assert [question.front for question in fronts if isinstance(question, Basic)] == [
        "'-1' means?",
        "'@property' is?",
        "=SUM(A1)",
        "-5 C",
        "+1",
    ]


def test_an_invalid_column_number_is_refused_in_one_sentence() -> None:
    with pytest.raises(
        TableError, match=r"line 2: #deck column:³ must give a column by its number"
    ):
        read_table(IMPORTS / "csv_header_superscript.csv")


@pytest.mark.parametrize(
    ("text_format", "front", "back"),
    [
        pytest.param(None, "\\*a\\* <b>x</b>", "\\&amp;", id="plain text is the usual"),
        pytest.param(CellFormat.PLAIN, "\\*a\\* <b>x</b>", "\\&amp;", id="plain text"),
        pytest.param(CellFormat.MARKDOWN, "*a* <b>x</b>", "&amp;", id="Markdown"),
        pytest.param(CellFormat.HTML, "\\*a\\* **x**", "&", id="HTML"),
    ],
)
def test_cells_are_read_in_the_given_format(
    tmp_path: Path, text_format: CellFormat | None, front: str, back: str
) -> None:
    (note,) = notes_of(
        read(tmp_path, "#separator:comma\n*a* <b>x</b>,&amp;\n", text_format=text_format)
    )
    assert note.question == Basic(front, back)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        pytest.param(
            "#notetype:Basic\n{{c1::a}},b\n", Basic("{\\{c1::a}}", "b"), id="a basic note"
        ),
        pytest.param("x {{c1::a}},\n", Cloze("x {{1::a}}"), id="a cloze without a note type"),
        pytest.param("x {{c1::a,b\n", Basic("x {\\{c1::a", "b"), id="a gap that is not closed"),
        pytest.param(
            "#notetype:Lückentext\nno gap,b\n", Basic("no gap", "b"), id="a cloze without a gap"
        ),
        pytest.param(
            '#notetype:Lückentext\n"*{{c1,2::a::h}}*",\n',
            Cloze("\\*{{1::{{2::a::h}}::h}}\\*"),
            id="signs around a gap",
        ),
        pytest.param(
            "#notetype:Basic (and reversed card)\na,b\n",
            Basic("a", "b", reverse=True),
            id="both ways",
        ),
        pytest.param(
            "#notetype:Basic (and reversed card)\na,\n",
            Basic("a", ""),
            id="nothing to ask in reverse",
        ),
        pytest.param(
            "#notetype:Basic (optional reversed card)\na,b,1\n",
            Basic("a", "b", reverse=True),
            id="asked for",
        ),
        pytest.param(
            "#notetype:Basic (optional reversed card)\na,b,\n", Basic("a", "b"), id="not asked for"
        ),
        pytest.param(
            "#notetype:Basic (type in the answer)\na,b_\n",
            Basic("a", "b\\_", accept=("b_",)),
            id="typed",
        ),
        pytest.param(
            "#notetype column:3\na,b,Einfach (und die umgekehrte Richtung)\n",
            Basic("a", "b", reverse=True),
            id="named in German",
        ),
        pytest.param(
            "front,back,reverse\na,b,yes\n", Basic("a", "b", reverse=True), id="a column says so"
        ),
        pytest.param("front,back,reverse\na,b,no\n", Basic("a", "b"), id="a column says no"),
        pytest.param(
            "front,back,kind\n{{c1::a}},b,basic\n",
            Basic("{\\{c1::a}}", "b"),
            id="the kind is named",
        ),
    ],
)
def test_note_types_are_as_declared(tmp_path: Path, text: str, question: Basic | Cloze) -> None:
    (note,) = notes_of(read(tmp_path, text))
    assert note.question == question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        pytest.param(
            "#html:true\n#notetype:Cloze\n#separator:tab\n<b>A</b> {{c1::<i>b</i>::h}} {{2::c}}\n",
            Cloze("**A** {{1::*b*::h}} {{2::c}}"),
            id="a cloze",
        ),
        pytest.param(
            "#html:true\n#separator:tab\n{{1::a}} <b>b</b>\tc\n",
            Basic("{\\{1::a}} **b**", "c"),
            id="braces that were not gaps",
        ),
    ],
)
def test_gaps_in_a_table_of_html(tmp_path: Path, text: str, question: Basic | Cloze) -> None:
    (note,) = notes_of(read(tmp_path, text))
    assert note.question == question


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ask,reply\nask,reply\n", "line 2: it is the same card as an earlier one; left out"),
        ("ask,reply\nask,other\n", "line 2: an earlier record has the same question with another"),
        ("id,front,back\n1,x,y\n1,z,y\n", "line 3: an earlier record has the same id"),
    ],
)
def test_duplicates_are_reported_precisely(tmp_path: Path, text: str, message: str) -> None:
    bundle = read(tmp_path, text)
    assert len(notes_of(bundle)) == 1
    assert [line[: len(message)] for line in lines_of(bundle)] == [message]


@pytest.mark.parametrize(
    ("text", "backs"),
    [
        pytest.param("x &lt;a&gt;,y\n", ["y"], id="entities next to a comma"),
        pytest.param("x &#60; &amp;,y\nz,w\n", ["y", "w"], id="entities in one of two rows"),
        pytest.param("x,y\nz,w,1,2\nv\n", ["y", "w", ""], id="rows of all lengths"),
        pytest.param("x;y\nz;w;1;2\nv\n", ["y", "w", ""], id="rows of all lengths, semicolons"),
    ],
)
def test_a_csv_is_split_at_its_comma_or_semicolon(
    tmp_path: Path, text: str, backs: list[str]
) -> None:
    questions = [note.question for note in notes_of(read(tmp_path, text))]
    assert [question.back for question in questions if isinstance(question, Basic)] == backs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "a {{c1::b}},\n",
            "line 1: Anki's cloze syntax {{c1::answer}}",
            id="an undeclared cloze",
        ),
        pytest.param("front,back\n", "line 1: it names the columns, but no row", id="no row"),
        pytest.param("a {{c1::b,c\n", "line 1: a gap is not closed", id="an open gap"),
        pytest.param(
            "#notetype:Cloze\na,b\n", "line 2: a cloze needs a gap", id="a cloze without a gap"
        ),
        pytest.param(
            "#notetype:Kanji\na,b\n",
            "line 2: the note type “Kanji” is unknown",
            id="an unknown type",
        ),
        pytest.param(
            "front,back,more\na,b,c\n",
            "column 3 “more”: it was left out, with 1 cell of text",
            id="a column that is left out",
        ),
        pytest.param(
            "#tags column:7\na,b\n",
            "column 7: it was declared as the tags, but there are only 2",
            id="no such column",
        ),
        pytest.param(
            "a,**b**\nc,`d`\n", "line 1: 2 records look like Markdown (“**b**” here)", id="Markdown"
        ),
        pytest.param(
            'front,back,tags\na,b,x"y x\n', "line 2: the tag 'x\"y' becomes 'x_y'", id="a tag"
        ),
        pytest.param(
            'front,back,tags\na,b,""""\n', "line 2: the tag '\"' was skipped", id="no tag"
        ),
        pytest.param(
            "#if matches:keep\na,b\n",
            "line 1: “#if matches:keep” is an unknown directive",
            id="a directive",
        ),
        pytest.param(
            "#notetype:Basic (and reversed card)\na,\n",
            "line 2: the reverse card has no question",
            id="no reverse card",
        ),
        pytest.param(
            "1,a,b\n2,c,d\n3,e,f\n", "column 1: it was left out, with 3 cells", id="numbered rows"
        ),
        pytest.param(
            "a - b\nc - d\n",
            "line 1: columns are assumed to be separated by “ - ”",
            id="a guessed separator",
        ),
        pytest.param(
            "a,b;c,d\n", "line 1: rows are assumed to end with “;”", id="a guessed end of rows"
        ),
    ],
)
def test_changes_to_records_are_reported(tmp_path: Path, text: str, message: str) -> None:
    lines = lines_of(read(tmp_path, text))
    assert any(line.startswith(message) for line in lines), lines


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("id,front,back\n1,a,b\n2,c,d\n", id="a column of ids"),
        pytest.param("#guid column:1\n1,a,b\n2,c,d\n", id="guids that are only numbers"),
        pytest.param("guid,front,back\nq1,a,b\nq2,c,d\n", id="guids that are too short"),
    ],
)
def test_an_id_is_unique_within_its_file_only(tmp_path: Path, text: str) -> None:
    one = read(tmp_path, f"#deck:D\n{text}", "one.csv")
    other = read(tmp_path, f"#deck:D\n{text}", "other.csv")
    keys = [[note.key for note in notes_of(bundle)] for bundle in (one, other)]
    assert not set(keys[0]) & set(keys[1])
    assert {note.guid for note in notes_of(one)} == {""}
    changed = read(tmp_path, f"#deck:D\n{text}".replace(",a,", ",new,"), "one.csv")
    assert [note.key for note in notes_of(changed)] == keys[0]


def test_a_guid_of_anki_is_the_same_in_all_files(tmp_path: Path) -> None:
    text = "#guid column:1\nN;4T{x<'&3\ta\tb\n"
    one, other = read(tmp_path, text, "one.csv"), read(tmp_path, text, "other.csv")
    assert (
        [note.guid for note in notes_of(one)]
        == [note.guid for note in notes_of(other)]
        == ["N;4T{x<'&3"]
    )


def test_the_id_of_a_note_does_not_depend_on_escaping(tmp_path: Path) -> None:
    plain = notes_of(read(tmp_path, "2*3*4,24\n"))
    assert [note.id for note in plain] == [
        note.id for note in notes_of(read(tmp_path, "2*3*4,24\n", text_format=CellFormat.MARKDOWN))
    ]


def test_columns_with_the_same_role_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b,c,x,y\n", encoding="utf-8")
    roles = ("front", "why", "why", "tags", "tags")
    (note,) = notes_of(import_table(read_table(path), "D", Columns(roles, has_header=False)))
    assert (note.why, note.tags) == ("b\n\nc", ("x", "y"))


def test_decks_that_differ_only_in_case_are_merged(tmp_path: Path) -> None:
    text = "front,back,deck\na,b,Сети\nc,d,сети\ne,f,网络\ng,h,认证\n"
    bundle = read(tmp_path, text)
    assert [(deck.title, len(deck.notes)) for deck in bundle.decks] == [
        ("Сети", 2),
        ("网络", 1),
        ("认证", 1),
    ]
    assert len({deck.id for deck in bundle.decks}) == 3


def test_lost_formatting_of_html_is_reported_once(tmp_path: Path) -> None:
    bundle = read(tmp_path, "#html:true\n<u>a</u>,b\nc,<u>d</u>\n")
    messages = [problem.message for problem in bundle.problems if "underlined" in problem.message]
    assert messages == ["underlined text is not underlined here"]


def test_pictures_next_to_an_html_table_are_imported(tmp_path: Path) -> None:
    (tmp_path / "p.gif").write_bytes(b"GIF89a" + b"\0" * 20)
    bundle = read(tmp_path, '#html:true\n"<img src=""p.gif"">?",<img src=none.gif>\n')
    assert [picture.name for picture in bundle.pictures] == ["p.gif"]
    assert any("none.gif" in line for line in lines_of(bundle))


def test_a_gap_without_text_in_html_is_a_plain_question(tmp_path: Path) -> None:
    bundle = read(tmp_path, "a{{c1::}}\tback\n", text_format=CellFormat.HTML)
    assert [note.question for note in notes_of(bundle)] == [Basic(r"a{\{c1::}}", "back")]
    assert "its gap has no text; imported as a plain question" in {
        problem.message for problem in bundle.problems
    }
