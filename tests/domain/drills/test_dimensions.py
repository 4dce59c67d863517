"""Dimensions of formulas: results, and units that do not agree."""

import pytest

from flashdesign.domain.drills.dimensions import (
    DIMENSIONLESS,
    Dimension,
    dimension_of_formula,
    dimension_of_unit,
    format_value,
)
from flashdesign.domain.formulas.formula import FormulaError, parse
from flashdesign.domain.quantities.unit import parse_unit

NAMES = {
    "data": dimension_of_unit(parse_unit("GB")),
    "time": dimension_of_unit(parse_unit("s")),
    "share": dimension_of_unit(parse_unit("%")),
    "users": dimension_of_unit(parse_unit("million users")),
    "n": DIMENSIONLESS,
}


def measure(text: str) -> Dimension:
    return dimension_of_formula(parse(text, NAMES), NAMES)


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        pytest.param("2 * data", "GB", id="a number has no dimension"),
        pytest.param("-data / time", "GB/s", id="data by time"),
        pytest.param("data * share", "GB", id="a share of it"),
        pytest.param("round(users * n)", "users", id="a counted thing"),
        pytest.param("log10(users)", "1", id="a logarithm is a number"),
        pytest.param("2 ** n", "1", id="a power is a number"),
        pytest.param("max(data, data * 2)", "GB", id="the greater of like ones"),
    ],
)
def test_dimension_of_a_formula(formula: str, unit: str) -> None:
    assert measure(formula) == dimension_of_unit(parse_unit(unit))


@pytest.mark.parametrize("formula", ["data + time", "min(n, data)", "data ** 2", "ceil(data)"])
def test_units_that_do_not_agree(formula: str) -> None:
    with pytest.raises(FormulaError):
        measure(formula)


def test_text_of_a_value_in_its_unit_or_in_a_given_one() -> None:
    assert format_value(3e9, NAMES["data"]) == "3 GB"
    assert format_value(3e9, NAMES["data"], parse_unit("MB")) == "3,000 MB"
    assert format_value(6.0, measure("data * time * time")) == "6 B s^2"
