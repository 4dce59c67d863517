"""Building dataclasses from nodes: what fits, what does not, and all problems at once."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import pytest

from flashdesign.content.yaml.dataclass_builder import (
    Builder,
    Day,
    FactId,
    Id,
    Pattern,
    build_record,
)
from flashdesign.content.yaml.reader import MappingNode, ScalarNode, parse
from flashdesign.domain.source import Source
from flashdesign.errors import DeckFormatError, Problem

FILE = Path("records.yaml")


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    minutes: int = 0

    def __post_init__(self) -> None:
        if self.minutes < 0:
            message = "'minutes' must not be negative"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    length: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    text: str = ""
    whole: int = 0
    real: float = 0.0
    flag: bool = False
    maybe: int | None = None
    level: Literal["core", "extra", 3] = "core"
    span: tuple[int, int] | None = None
    texts: tuple[str, ...] = ()
    table: dict[str, float] | None = None
    step: Step | None = None
    mixed: tuple[str | Step, ...] = ()
    either: int | float | bool | str = 0
    part: Step | Break | None = None
    id: Id = "xx"
    fact: FactId = "F001"
    day: Day = "2026-01-01"
    class_: Annotated[str, Pattern(r"[ab]", "a or b")] = "a"
    source: Source | None = None
    raw: MappingNode | None = None
    names: dict[FactId, str] = field(default_factory=dict)
    word: Literal["all"] | FactId = "all"


def built(text: str) -> Everything:
    sources = {"book": Source("The book")}
    return build_record(Everything, parse(text.encode(), FILE), sources)


def complaints(text: str) -> list[str]:
    with pytest.raises(DeckFormatError) as caught:
        built(text)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        pytest.param("text: hello", "text", "hello", id="a text"),
        pytest.param("text: 1e5", "text", "1e5", id="a number for a text, as written"),
        pytest.param("text: 017", "text", "017", id="leading zeros stay in a text"),
        pytest.param("text: no", "text", "no", id="no stays no"),
        pytest.param("text: true", "text", "true", id="a bare true is a text too"),
        pytest.param("text: |\n  a\n  b\n", "text", "a\nb", id="a block loses its last line end"),
        pytest.param("whole: 017", "whole", 17, id="a whole number"),
        pytest.param("real: 3", "real", 3.0, id="a whole number for any number"),
        pytest.param("real: 1e5", "real", 1e5, id="a power of ten"),
        pytest.param("flag: true", "flag", True, id="a boolean"),
        pytest.param("maybe: null", "maybe", None, id="nothing where nothing is allowed"),
        pytest.param("maybe: 3", "maybe", 3, id="something where nothing is allowed"),
        pytest.param("level: extra", "level", "extra", id="one of some words"),
        pytest.param("level: 3", "level", 3, id="one of some numbers"),
        pytest.param("span: [3, 10]", "span", (3, 10), id="a pair"),
        pytest.param("texts: []", "texts", (), id="an empty list"),
        pytest.param("texts: [a, 2]", "texts", ("a", "2"), id="a list of texts"),
        pytest.param("table: {a: 1}", "table", {"a": 1.0}, id="a mapping of numbers"),
        pytest.param("step: {name: x}", "step", Step("x"), id="a record in a record"),
        pytest.param("mixed: [x, {name: y}]", "mixed", ("x", Step("y")), id="texts and records"),
        pytest.param("either: 1.5", "either", 1.5, id="the first type that fits"),
        pytest.param("either: x", "either", "x", id="the last type that fits"),
        pytest.param("names: {F001: x}", "names", {"F001": "x"}, id="keys of a form"),
        pytest.param("word: F078", "word", "F078", id="a word or a form"),
        pytest.param("class: b", "class_", "b", id="a Python keyword as a key"),
        pytest.param("source: book", "source", Source("The book"), id="a source by its id"),
        pytest.param(
            "source: {title: t, url: u}", "source", Source("t", "u"), id="a source in place"
        ),
    ],
)
def test_what_fits(text: str, field: str, expected: object) -> None:
    value = getattr(built(text), field)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("text:", "1:6: 'text' must not be empty", id="nothing"),
        pytest.param("text: ''", "1:7: 'text' must not be empty", id="no text"),
        pytest.param("text: [a]", "1:7: 'text' must be text, not a list", id="a list for a text"),
        pytest.param("whole: 1.5", "'whole' must be a whole number, not '1.5'", id="a fraction"),
        pytest.param("whole: '3'", "'whole' must be a whole number, not '3'", id="a quoted number"),
        pytest.param(
            "whole: true", "'whole' must be a whole number", id="a boolean is not a number"
        ),
        pytest.param("real: .inf", "'real' must be a number, not '.inf'", id="infinity"),
        pytest.param("real: .nan", "'real' must be a number", id="not a number"),
        pytest.param("flag: yes", "'flag' must be true or false, not 'yes'", id="yes"),
        pytest.param("flag: 1", "'flag' must be true or false", id="a number for a boolean"),
        pytest.param(
            "maybe: x", "'maybe' must be a whole number, not 'x'", id="an optional number"
        ),
        pytest.param(
            "level: exta", "`core`, `extra`, `3`, not 'exta'; did you mean 'extra'?", id="near"
        ),
        pytest.param("level: true", "'level' must be one of", id="a boolean is not 1"),
        pytest.param("span: [3]", "'span' must have 2 entries, not 1", id="half a pair"),
        pytest.param(
            "span: [3, x]", "1:11: 'span' must be a whole number", id="a bad entry's place"
        ),
        pytest.param("texts: a", "'texts' must be a list, not 'a'", id="a text for a list"),
        pytest.param(
            "table: [a]", "'table' must be a mapping, not a list", id="a list for a mapping"
        ),
        pytest.param("table: {a: x}", "1:12: 'a' must be a number", id="a bad value's place"),
        pytest.param("step: {}", "1:7: the key 'name' is missing", id="a missing key"),
        pytest.param(
            "step: {nam: x}", "unknown key 'nam'; did you mean 'name'?", id="a misspelled key"
        ),
        pytest.param("step: {q: 1}", "allowed are `name`, `minutes`", id="an unknown key"),
        pytest.param(
            "step: {name: x, minutes: -1}", "1:7: 'minutes' must not be", id="an own rule"
        ),
        pytest.param("mixed: [[a]]", "'mixed' must be text or a mapping, not a list", id="neither"),
        pytest.param(
            "part: {length: 5, reson: x}",
            "unknown key 'reson'; did you mean 'reason'?",
            id="none of several records, but close to one",
        ),
        pytest.param("either: [a]", "a whole number or a number or true or", id="none of many"),
        pytest.param("id: A", "'id' must be an id of 2 to 64", id="a bad id"),
        pytest.param("fact: F1", "a fact's number such as F078", id="a bad fact"),
        pytest.param("day: 2026-13-01", "a day such as", id="a thirteenth month"),
        pytest.param("day: 2026-1-1", "a day such as", id="a bad day"),
        pytest.param("class: c", "'class' must be a or b, not 'c'", id="a key of Python, wrong"),
        pytest.param(
            "source: bok", "no source 'bok' in this file; did you mean 'book'?", id="source"
        ),
        pytest.param("source: qqq", "add it to `sources`", id="a source far from all"),
        pytest.param(
            "source: [a]", "'source' must be a mapping, not a list", id="a list of sources"
        ),
        pytest.param("raw: x", "'raw' must be a mapping", id="a text where a mapping is kept"),
        pytest.param("names: [x]", "'names' must be a mapping, not a list", id="no mapping"),
        pytest.param("names: {F1: x}", "1:9: 'names' must be a fact's number", id="a bad key"),
        pytest.param("word: F1", "'word' must be one of `all` or a fact's number", id="no word"),
        pytest.param("x", "1:1: a mapping with `text`", id="a text as the whole file"),
        pytest.param(f"whole: {'x' * 99}", f"not '{'x' * 40}...'", id="a long value is cut"),
    ],
)
def test_what_does_not_fit(text: str, complaint: str) -> None:
    assert complaint in "\n".join(complaints(text))


def test_all_problems_come_at_once_and_in_order() -> None:
    text = "whole: x\nstep:\n  minutes: y\n  nme: z\nflag: 3\n"
    places = [line.split(":")[1] for line in complaints(text)]
    assert places == ["1", "3", "3", "4", "5"]


def test_a_node_can_be_kept_unparsed() -> None:
    raw = built("raw: {a: 1}").raw
    assert raw is not None
    assert raw.values["a"] == ScalarNode(1, "1", 1, 10)


def test_a_builder_continues_after_a_problem() -> None:
    problems: list[Problem] = []
    builder = Builder(problems)
    assert builder.record(Step, parse(b"{}", FILE).root) is None
    assert builder.record(Step, parse(b"{name: x}", FILE).root) == Step("x")
    assert len(problems) == 1
