"""Dimensions of formulas: results, and units that do not agree."""

import pytest

from flashdesign.domain.drills.dimensions import PLAIN, Measure, measure_of, of_formula, said
from flashdesign.domain.drills.formula import FormulaError, parse
from flashdesign.domain.quantities.unit import parse_unit

NAMES = {
    "data": measure_of(parse_unit("GB")),
    "time": measure_of(parse_unit("s")),
    "share": measure_of(parse_unit("%")),
    "users": measure_of(parse_unit("million users")),
    "n": PLAIN,
}


def measure(text: str) -> Measure:
    return of_formula(parse(text, NAMES), NAMES)


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        pytest.param("2 * data", "GB", id="a number says nothing"),
        pytest.param("-data / time", "GB/s", id="data by time"),
        pytest.param("data * share", "GB", id="a share of it"),
        pytest.param("round(users * n)", "users", id="what is counted"),
        pytest.param("log10(users)", "1", id="a logarithm is a number"),
        pytest.param("2 ** n", "1", id="a power is a number"),
        pytest.param("max(data, data * 2)", "GB", id="the greater of like ones"),
    ],
)
def test_dimension_of_a_formula(formula: str, unit: str) -> None:
    assert measure(formula) == measure_of(parse_unit(unit))


@pytest.mark.parametrize("formula", ["data + time", "min(n, data)", "data ** 2", "ceil(data)"])
def test_units_that_do_not_agree(formula: str) -> None:
    with pytest.raises(FormulaError):
        measure(formula)


def test_text_of_a_value_in_its_unit_or_in_a_given_one() -> None:
    assert said(3e9, NAMES["data"]) == "3 GB"
    assert said(3e9, NAMES["data"], parse_unit("MB")) == "3,000 MB"
    assert said(6.0, measure("data * time * time")) == "6 B s^2"
