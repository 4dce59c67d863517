"""Reading YAML: positions, duplicate keys, hostile files, and no unexpected exception."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashdesign.content.yaml import reader
from flashdesign.content.yaml.reader import (
    MAX_DEPTH_LEVELS,
    MAX_FILE_BYTES,
    MAX_PROBLEMS,
    MAX_SCALAR_CHARACTERS,
    ListNode,
    MappingNode,
    ScalarNode,
    parse,
    read,
    to_plain_values,
)
from flashdesign.errors import DeckFormatError, Problem

DATA = Path(__file__).parents[1] / "data"
FILE = Path("deck.yaml")


def value_of(text: str) -> object:
    return to_plain_values(parse(text.encode(), FILE).root)


def problems_of(data: bytes) -> list[tuple[int, int, str]]:
    with pytest.raises(DeckFormatError) as caught:
        parse(data, FILE)
    return [(problem.line, problem.column, problem.message) for problem in caught.value.problems]


def test_a_tree_of_plain_values() -> None:
    text = "ratio: 100:1\nlist: [no, 017, 1e5]\nquoted: '17'\nblock: |\n  one\n  two\n"
    assert value_of(text) == {
        "ratio": "100:1",
        "list": ["no", 17, 100_000.0],
        "quoted": "17",
        "block": "one\ntwo\n",
    }


def test_every_node_has_its_position() -> None:
    root = parse(b"id: a\ncards:\n  - front: q\n", FILE).root
    assert isinstance(root, MappingNode)
    cards = root.values["cards"]
    assert isinstance(cards, ListNode)
    card = cards.items[0]
    assert isinstance(card, MappingNode)
    front = card.values["front"]
    assert (card.keys["front"].line, card.keys["front"].column) == (3, 5)
    assert front == ScalarNode("q", "q", 3, 12)


def test_a_scalar_keeps_the_text_as_written() -> None:
    assert parse(b"017", FILE).root == ScalarNode(17, "017", 1, 1)


def test_columns_count_characters_not_bytes() -> None:
    root = parse("{ä: ö, é: 1}".encode(), FILE).root
    assert isinstance(root, MappingNode)
    assert root.keys["é"].column == 8


def test_a_byte_order_mark_is_removed() -> None:
    assert to_plain_values(parse(b"\xef\xbb\xbfid: a", FILE).root) == {"id": "a"}


def test_keys_are_texts_even_if_they_look_like_numbers() -> None:
    assert value_of("{1: a, no: b, null: c, <<: d}") == {
        "1": "a",
        "no": "b",
        "null": "c",
        "<<": "d",
    }


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        pytest.param(b"", 1, 1, "empty", id="an empty file"),
        pytest.param(b"# only a remark\n", 1, 1, "empty", id="only a comment"),
        pytest.param(b"a: 1\nb: 2\na: 3\n", 3, 1, "twice", id="a key given twice"),
        pytest.param(b"a: 1\n'a': 3\n", 2, 1, "line 1", id="twice, once in quotes"),
        pytest.param(b"a: &x 1\nb: *x\n", 1, 4, "anchor 'x'", id="an anchor"),
        pytest.param(b"b: *x\n", 1, 4, "alias 'x'", id="an alias"),
        pytest.param(b"a: !!python/name:os.system x", 1, 4, "tag", id="a tag that runs code"),
        pytest.param(b"a: !x y", 1, 4, "tag", id="a tag of the file's own"),
        pytest.param(b"a: b: c", 1, 5, "quotes", id="a colon in an unquoted text"),
        pytest.param(b"a: {{1::x}}", 1, 5, "in quotes", id="a gap that is not quoted"),
        pytest.param(b"[a]: 1", 1, 1, "a key must be", id="a list as a key"),
        pytest.param(b"a: [1, 2", 2, 1, "cannot be read", id="an unclosed list"),
        pytest.param(b"a: 'x", 1, 6, "cannot be read", id="an unclosed quotation"),
        pytest.param(b"a: 1\n--- \nb: 2", 2, 1, "second document", id="two documents"),
        pytest.param(b"a: b\nc\xff", 2, 2, "UTF-8", id="not UTF-8"),
        pytest.param(b"a: 1\nb: \x07", 2, 1, "not allowed", id="a control character"),
        pytest.param(b"a: \xed\xa0\x80", 1, 4, "UTF-8", id="half a character"),
        pytest.param(b"\ta: 1", 1, 1, "cannot be read", id="a tab as indent"),
    ],
)
def test_errors_and_their_positions(data: bytes, line: int, column: int, message: str) -> None:
    found_line, found_column, found_message = problems_of(data)[0]
    assert (found_line, found_column) == (line, column)
    assert message in found_message


def test_problems_before_a_syntax_error_are_reported_too() -> None:
    assert [line for line, _, _ in problems_of(b"a: 1\na: 2\nb: [")] == [2, 4]


def test_the_number_of_problems_is_limited() -> None:
    assert len(problems_of(b"a: 1\n" * 10_000)) == MAX_PROBLEMS + 1


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[{a: ", "- ? "])
def test_deep_nesting_is_refused_early(opening: str) -> None:
    assert str(MAX_DEPTH_LEVELS) in problems_of(opening.encode() * 100_000)[-1][2]


@pytest.mark.parametrize("name", ["yaml_bomb.yaml", "deep_yaml.yaml"])
def test_hostile_files_are_refused(name: str) -> None:
    with pytest.raises(DeckFormatError, match=name):
        read(DATA / name)


def test_the_deepest_tree_that_is_read() -> None:
    depth = MAX_DEPTH_LEVELS
    assert value_of("[" * depth + "]" * depth) is not None


def test_a_huge_scalar_is_refused() -> None:
    text = b"why: " + b"x" * (MAX_SCALAR_CHARACTERS + 1)
    assert "longer than" in problems_of(text)[0][2]


def test_a_huge_file_is_refused() -> None:
    assert "larger than 8 MB" in problems_of(b"#" * (MAX_FILE_BYTES + 1))[0][2]


def test_a_file_with_too_many_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_EVENTS", 1_000)
    assert "more values" in problems_of(b"[" + b"1," * 1_000 + b"]")[0][2]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(
        DeckFormatError, match=r"missing\.yaml:1:1: the file cannot be read: No such"
    ):
        read(tmp_path / "missing.yaml")


def test_a_folder_is_no_deck(tmp_path: Path) -> None:
    with pytest.raises(DeckFormatError, match="cannot be read"):
        read(tmp_path)


def survives(data: bytes) -> None:
    """Read any bytes; the only error may be a DeckFormatError with problems."""
    problems: tuple[Problem, ...] = (Problem(1, 1, ""),)
    try:
        to_plain_values(parse(data, FILE).root)
    except DeckFormatError as error:
        problems = error.problems
    assert problems
    assert all(problem.line > 0 and problem.column > 0 for problem in problems)


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    survives(data)


@given(st.text(alphabet=" \n\t-?:,[]{}#&*!|>'\"%@`~<=.ab01\u0085\u2028é\U0001f600", max_size=120))
@example("? a\n? b\n")
@example("a: |9\n x")
@example("%YAML 9.9\n---\na")
@example("%TAG ! !x\n---\na")
def test_no_yaml_syntax_crashes_the_reader(text: str) -> None:
    survives(text.encode())


texts = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=20)
plain_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(plain_values)
def test_json_reads_as_itself(value: object) -> None:
    assert value_of(json.dumps(value, ensure_ascii=False)) == value
