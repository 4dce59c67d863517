"""Directives above the rows of a table; other lines that begin with # are rows."""

import pytest

from flashdesign.content.csv.header import HeaderError, TableHeader, read_header


def read(text: str) -> tuple[TableHeader, str]:
    return read_header(text)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        pytest.param("#separator:tab", {"separator": "\t"}, id="a separator by its name"),
        pytest.param("#SEPARATOR : Semicolon", {"separator": ";"}, id="in any case, with spaces"),
        pytest.param("#separator:\t", {"separator": "\t"}, id="a separator by itself"),
        pytest.param("#separator:,", {"separator": ","}, id="a comma by itself"),
        pytest.param("#separator:\\t", {"separator": "\t"}, id="a tab as programmers write it"),
        pytest.param("#separator:Pipe;;", {"separator": "|"}, id="followed by empty cells"),
        pytest.param("#html:true", {"is_html": True}, id="HTML"),
        pytest.param("# HTML: False", {"is_html": False}, id="no HTML"),
        pytest.param('"#deck:A::B"', {"deck": "A::B"}, id="quoted by a spreadsheet"),
        pytest.param("#deck:A::B,,", {"deck": "A::B"}, id="a deck followed by empty cells"),
        pytest.param("#notetype: Basic ", {"notetype": "Basic"}, id="a note type"),
        pytest.param("#tags:a b::c", {"tags": "a b::c"}, id="tags"),
        pytest.param("#columns:Front;Back", {"columns": "Front;Back"}, id="names of columns"),
        pytest.param("#Deck  Column:2", {"places": {"deck": 2}}, id="the column of decks"),
        pytest.param("#guid column: 1", {"places": {"guid": 1}}, id="the column of guids"),
        pytest.param("#notetype column:3", {"places": {"kind": 3}}, id="the column of types"),
        pytest.param("#tags column:4", {"places": {"tags": 4}}, id="of tags"),
        pytest.param("sep=;", {"separator": ";"}, id="as Excel writes it"),
        pytest.param('"SEP=|"', {"separator": "|"}, id="as Excel writes it, quoted"),
        pytest.param("sep=\t", {"separator": "\t"}, id="a tab as Excel writes it"),
        pytest.param("sep = ;", {"separator": ";"}, id="as Excel writes it, with spaces"),
        pytest.param("Separator=Tab", {"separator": "\t"}, id="by its name after an equals sign"),
        pytest.param("sep= ", {"separator": " "}, id="a space after an equals sign"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_directive_is_read(line: str, values: dict[str, object], end: str) -> None:
    header, rest = read(f"{line}{end}a;b{end}")
    assert rest == f"a;b{end}"
    assert header == TableHeader(**values, lines=1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "#hashtag;x\na;b\n",
        "# of shards?;3\n",
        "#1: What?;x\n",
        "#todo: buy, sell\n",
        "a;b\n#html:true\n",
        "#\n",
        "",
        "#note: {{c1::x}}\n",
        "separate\n",
        "sep=ask, reply\n",
        "sep = semicolons?;no\n",
    ],
)
def test_other_lines_are_rows(text: str) -> None:
    assert read(text) == (TableHeader(), text)


def test_ignored_lines_are_reported() -> None:
    text = "# my export\n#separator:tab\n#if matches:keep\n#html:maybe\n\n"
    text += "#tags column:1\n#deck column:1\nx\ty\n"
    header, rest = read(text)
    assert rest == "x\ty\n"
    assert header.places == {"deck": 1}
    assert sorted((line, found.partition("”")[0]) for line, found in header.messages) == [
        (1, "“# my export"),
        (3, "“#if matches:keep"),
        (4, "“#html:maybe"),
        (7, "column 1 was already declared as tags; that declaration was ignored"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "#deck column:³",
        "#tags column:x",
        "#guid column:0",
        "#guid column:-1",
        "#deck column:",
        "#notetype column:٣",
        "#deck column:1.5",
        "#separator:dots",
        "#separator:",
        '#separator:"',
    ],
)
def test_an_invalid_directive_is_refused_in_a_sentence(line: str) -> None:
    with pytest.raises(HeaderError, match=r"^line 2: #.*\.$"):
        read(f"#html:false\n{line}\na\n")


def test_many_rows_that_begin_with_a_hash_are_read_fast() -> None:
    text = "#x;y\n" * 200_000
    assert read(text) == (TableHeader(), text)
