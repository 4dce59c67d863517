"""Tables in several dialects are read correctly, and refused if they are ambiguous."""

import csv
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.csv.reader import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    TableError,
    read_table,
)

IMPORTS = Path(__file__).parents[1] / "data" / "imports"


@pytest.mark.parametrize(
    ("name", "separator", "count", "width"),
    [
        pytest.param("anki_notes.csv", "\t", 16, 6, id="a separator that is declared"),
        pytest.param("anki_notes_plain.csv", ",", 12, 3, id="commas, with commas in quotes"),
        pytest.param("excel_semicolon.csv", ";", 8, 3, id="semicolons next to decimal commas"),
        pytest.param("quizlet.tsv", "\t", 10, 2, id="tabs, with quote marks in the text"),
        pytest.param("embedded_newlines.csv", ",", 7, 3, id="tabs and line breaks in quotes"),
    ],
)
def test_the_separator_is_found(name: str, separator: str, count: int, width: int) -> None:
    table = read_table(IMPORTS / name)
    assert table.separator == separator
    assert len(table.records) == count
    assert {len(cells) for _, cells in table.records} == {width}


def test_the_byte_order_mark_of_excel_is_removed() -> None:
    table = read_table(IMPORTS / "excel_semicolon.csv")
    assert table.records[0] == (1, ("Frage", "Antwort", "Schlagwörter"))
    assert any("0,5 bis 10 ms" in cells for _, cells in table.records)


def test_quotation_marks_within_a_text_stay() -> None:
    table = read_table(IMPORTS / "quizlet.tsv")
    assert table.records[8][1][0] == '"quoted" word'


@pytest.mark.parametrize("text", ["|a|b|\n|---|:-:|\n|c|d|\n", "a | b\n--- | ---\nc | d\n"])
def test_the_dashes_of_a_markdown_table_are_left_out(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.txt"
    path.write_text(text, encoding="utf-8")
    table = read_table(path)
    assert [line for line, _ in table.records] == [1, 3]
    assert table.messages == ((2, "a row of dashes, as in Markdown tables, was left out"),)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param('"0",";,"\r\n', ("0", ";,"), id="in quotes"),
        pytest.param('A term,"one; two, three"\n', ("A term", "one; two, three"), id="in a list"),
        pytest.param("a,b &lt;c,d\n", ("a", "b &lt;c", "d"), id="of an entity"),
    ],
)
def test_a_semicolon_in_the_only_row_does_not_end_it(
    tmp_path: Path, text: str, cells: tuple[str, ...]
) -> None:
    assert read_table(write(tmp_path, text.encode())).records == ((1, cells),)


def test_separators_within_quotation_marks_do_not_split(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, b'A,"one; two"\nB,"three; four"\n'))
    assert [cells for _, cells in table.records] == [("A", "one; two"), ("B", "three; four")]


def test_quotation_marks_within_a_cell_do_not_join_rows(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, b'3" disk,small;5" disk,large\n'))
    assert [cells for _, cells in table.records] == [('3" disk', "small"), ('5" disk', "large")]


def test_other_rows_of_dashes_stay(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("a|b\n-|minus\n--|--\n", encoding="utf-8")
    assert len(read_table(path).records) == 3


@pytest.mark.parametrize("encoding", ["utf-16", "UTF_16", "utf-16-le", "utf-16-be"])
def test_other_text_is_never_read_as_utf_16(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text("ask,reply\nask2,reply2\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"this is not UTF.16"):
        read_table(path, encoding)
    path.write_text("缓存,快\n", encoding=encoding)
    assert read_table(path, encoding).records[0][1] == ("缓存", "快")


def test_an_encoding_is_never_guessed() -> None:
    path = IMPORTS / "latin1.csv"
    with pytest.raises(TableError, match=r"not UTF-8 text.*--encoding.*iso-8859-1"):
        read_table(path)
    cells = [cells for _, cells in read_table(path, "iso-8859-1").records]
    assert {"Café crème", "Übergröße", "niño", "½ of 3"} & {cell for row in cells for cell in row}


def write(folder: Path, data: bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "no record", id="an empty file"),
        pytest.param(b"\n\n", "no record", id="blank lines"),
        pytest.param(b"a,b\0\n", "zero bytes", id="zero bytes"),
        pytest.param(b"#separator:dots\na.b\n", "#separator:dots is unknown", id="a bad directive"),
        pytest.param(b'a,b\n"c,d\ne,f\n', "line 2: a quotation mark opens", id="an unclosed quote"),
        pytest.param(
            b'a,b\n"c" d,e\n', "line 2: text follows a quotation mark", id="text after a quote"
        ),
        pytest.param(
            b"a," + b"x" * (MAX_CELL_CHARACTERS + 1),
            "line 1: the table cannot be read",
            id="a huge cell",
        ),
        pytest.param(
            b"a,b\n" + b"c," * MAX_COLUMNS,
            "line 2: it has 501 columns, more than 500. Check the separator.",
            id="too many columns",
        ),
    ],
)
def test_a_bad_table_is_refused_in_a_sentence(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(TableError, match=message) as caught:
        read_table(write(tmp_path, data))
    assert str(caught.value).startswith("table.csv: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        pytest.param("klingon", "no encoding 'klingon'", id="an unknown encoding"),
        pytest.param("ascii", "not ASCII text", id="a wrong encoding"),
    ],
)
def test_a_wrong_encoding_is_an_error(encoding: str, message: str) -> None:
    with pytest.raises(TableError, match=message):
        read_table(IMPORTS / "latin1.csv", encoding)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        read_table(tmp_path / "none.csv")


cells = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(cells.filter(str.strip), cells), min_size=1, max_size=8))
def test_a_quoted_table_is_read_back_unchanged(rows: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
        found = [record for _, record in read_table(path, separator=",").records]
    assert found == rows


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), data)
        with suppress(TableError):
            assert read_table(path).records
