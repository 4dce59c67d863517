"""Drills in deck files: their fields, and problems with their places."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.content.decks.deck_file import parse_deck
from flashdesign.domain.drills.template import Assumption, OneOf, RoundNumber, Template, WholeNumber
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.domain.source import Source
from flashdesign.errors import DeckFormatError

# Measuring coverage makes everything slower, some of it six times.
# Far above the usual time, far below a hang.
SLOWEST_S = 2.0
HEAD = """\
format: 1
id: mine
title: Mine
sources: [{id: report, title: The report}]
cards:
  - id: peak
    kind: drill
"""
BODY = """\
    prompt: "{mau} users, {active} % daily, {acts} acts, peak {peak}?"
    params:
      mau: {nice: [1M, 1G], mantissas: [1, 2], measure: users/day}
      active: {choice: [10, 2.5, 50k], unit: "%", label: daily}
      acts: {int: [1, 20]}
      peak: {int: [2, 6, 2]}
    constraints: [mau > acts]
    steps:
      - {name: dau, expr: mau * active / 100, unit: users/day, say: daily users, ask: true}
      - {name: rate, expr: dau * acts * peak / 86400}
    answer: rate
    unit: 1/s
    bands: [0.1, 0.2, 0.3]
    target_s: 45
    mistakes:
      - {expr: rate / peak, say: The average.}
"""
OPEN = """\
    prompt: How many photos a day?
    bands: open
    assumptions:
      - {name: people, usual: 5G, range: [4G, 7G], unit: people, say: phones, source: report}
      - {name: each, usual: 1, say: photos of each}
    steps: [{name: all, expr: people * each}]
    answer: all
    unit: photos
    range: [3e9, 10e9]
    sources: [report, {title: Another}]
"""


def template(body: str) -> Template:
    (note,) = parse_deck((HEAD + body).encode(), Path("mine.yaml")).deck.notes
    assert isinstance(note.question, Drill)
    return note.question.template


def test_parameters_of_each_kind() -> None:
    found = template(BODY)
    assert [param.spread for param in found.params] == [
        RoundNumber(1e6, 1e9, (1.0, 2.0)),
        OneOf((10.0, 2.5, 50e3)),
        WholeNumber(1, 20, 1),
        WholeNumber(2, 6, 2),
    ]
    assert (found.params[1].unit, found.params[1].label) == ("%", "daily")
    assert (found.constraints, found.bands, found.target_s) == (
        ("mau > acts",),
        (0.1, 0.2, 0.3),
        45,
    )
    assert found.steps[0].ask
    assert found.mistakes[0].expr == "rate / peak"


def test_an_open_drill_names_its_sources() -> None:
    found = template(OPEN)
    report = Source("The report")
    assert found.assumptions == (
        Assumption("people", 5e9, "phones", "people", (4e9, 7e9), report),
        Assumption("each", 1.0, "photos of each"),
    )
    assert found.span == ("3e9", "10e9")
    assert found.sources == (report, Source("Another"))
    assert found.target_s == 60


def test_nice_numbers_have_usual_mantissas() -> None:
    found = template(BODY.replace(", mantissas: [1, 2]", ""))
    assert found.params[0].spread == RoundNumber(1e6, 1e9, (1.0, 2.0, 3.0, 5.0))


def test_the_deck_sets_the_target_of_drills_without_one() -> None:
    head = HEAD.replace("cards:", "defaults: {target_s: 30}\ncards:")
    deck = parse_deck((head + OPEN).encode(), Path("mine.yaml")).deck
    assert deck.notes[0].target_s == 30
    assert deck.notes[0].question == Drill(replace(template(OPEN), target_s=30.0))
    deck = parse_deck((head + BODY).encode(), Path("mine.yaml")).deck
    assert deck.notes[0].question == Drill(template(BODY))


WRONG = [
    (
        "acts: {int: [1, 20]}",
        "acts: {}",
        "12:13: a parameter needs exactly one of `choice`",
        "nothing",
    ),
    (
        "int: [1, 20]",
        "int: [1, 20], choice: [1]",
        "12:13: a parameter needs exactly one",
        "two ways to draw",
    ),
    ("int: [1, 20]", "int: [1]", "12:19: 'int' must be a list", "half a span"),
    (
        "choice: [10, 2.5, 50k]",
        "choice: [ten]",
        '11:15: "ten" is not a number',
        "a word for a number",
    ),
    (
        "{int: [1, 20]}",
        "{int: [1, 20], mantissas: [1]}",
        "12:13: 'mantissas' has no",
        "lone mantissas",
    ),
    (
        "{int: [1, 20]}",
        "{ints: [1, 20]}",
        "12:14: unknown key 'ints'; did you mean",
        "a misspelt key",
    ),
    ("mau * active", "mau * activ", "16:27: There is no name 'activ' here (character 7)", "a name"),
    (
        "dau * acts",
        "__import__('os')",
        '17:28: "\'" is not allowed in a formula',
        "a call of Python's",
    ),
    ("dau * acts", "9**9**9**9", "17:28: The exponent is above", "a tower of powers"),
    ("dau * acts", "dau * (1 - 1) / 0", "17:28: Division by zero", "a zero divisor"),
    (
        "rate / peak",
        "rat / peak",
        "23:16: There is no name 'rat' here",
        "a mistake with a wrong name",
    ),
    (
        "[mau > acts]",
        "[mau > acts, mau < 1]",
        "14:18: None of 100 draws met the constraints",
        "no way to draw",
    ),
    ("[mau > acts]", "[mau > acts, mau]", "14:31: A constraint compares two", "half a constraint"),
    (
        "peak {peak}",
        "peak {paek}",
        "8:13: {paek} is not a parameter; did you",
        "a misspelt placeholder",
    ),
    (", peak {peak}", "", "13:13: the prompt does not mention {peak}", "a value that is not told"),
    ("answer: rate", "answer: rat", "18:13: there is no step 'rat'; did you", "a misspelt answer"),
    ("unit: 1/s", "unit: mb", "19:11: the unit 'mb' is not valid", "an ambiguous unit"),
    (
        "unit: users",
        "unit: mb",
        "16:53: the unit 'mb/day' is not valid",
        "an ambiguous unit of a step",
    ),
    ("bands: [0.1", "bands: [0.9", "20:12: 'bands' must be three numbers", "bands that fall"),
    ("target_s: 45", "target_s: 0", "6:5: 'target_s' must be more than 0", "no time"),
    ("{int: [1, 20]}", "{int: [0, 0]}", "18:13: The answer must be above zero.", "zero"),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [pytest.param(old, new, expected, id=name) for old, new, expected, name in WRONG],
)
def test_problems_are_reported_with_their_line(old: str, new: str, expected: str) -> None:
    assert old in BODY
    start = time.process_time()
    with pytest.raises(DeckFormatError) as refusal:
        template(BODY.replace(old, new, 1))
    assert time.process_time() - start < SLOWEST_S
    assert f"mine.yaml:{expected}" in str(refusal.value)


def test_all_errors_are_reported_together() -> None:
    body = BODY.replace("mau * active", "mau * x").replace("answer: rate", "answer: y")
    with pytest.raises(DeckFormatError) as refusal:
        template(body.replace("rate / peak", "z"))
    assert [problem.line for problem in refusal.value.problems] == [16, 18, 23]


@pytest.mark.parametrize("usual", ["many", "1 TB"])
def test_an_assumption_that_is_not_a_number(usual: str) -> None:
    with pytest.raises(DeckFormatError, match=r"mine\.yaml:11:9: "):
        template(OPEN.replace("usual: 5G", f"usual: {usual}"))


SIZES = """\
    prompt: "A photo has {size}. How many fill 1 TB?"
    params:
      size: {choice: ["1MB", 500 kB, 2M], label: size}
    steps:
      - {name: disk, expr: 1, unit: TB}
      - {name: answer, expr: disk * 1e6 / size, unit: photos}
    answer: answer
    unit: photos
"""


def test_a_value_can_carry_its_unit() -> None:
    (param,) = template(SIZES.replace("2M]", "0.001 GB]")).params
    assert (param.unit, param.spread) == ("MB", OneOf((1.0, 0.5, 1.0)))
    (param,) = template(
        SIZES.replace('"1MB", 500 kB, 2M', '"20 %", 50').replace("disk * 1e6", "100")
    ).params
    assert (param.unit, param.spread) == ("%", OneOf((20.0, 50.0)))
    nice = template(SIZES.replace('choice: ["1MB", 500 kB, 2M]', 'nice: ["1 MB", 10]')).params[0]
    assert (nice.unit, nice.spread) == ("MB", RoundNumber(1.0, 10.0, (1.0, 2.0, 3.0, 5.0)))


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        pytest.param(
            '"1 MB", 1 s', "is a time, but the question asks for an amount of data", id="two kinds"
        ),
        pytest.param('"1 mb"', "mb could mean MB or Mbit", id="an ambiguous unit"),
    ],
)
def test_values_in_units_that_do_not_fit(values: str, problem: str) -> None:
    with pytest.raises(DeckFormatError, match=problem):
        template(SIZES.replace('"1MB", 500 kB, 2M', values))


def test_the_number_of_a_value_with_a_unit_is_checked_in_the_formulas() -> None:
    with pytest.raises(
        DeckFormatError, match=r"mine\.yaml:13:30: .* the unit is photos\. Multiply by"
    ):
        template(SIZES.replace("disk * 1e6", "disk"))
