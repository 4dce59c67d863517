"""Units of formulas: constants convert, things cancel, and parts that do not fit are refused."""

import pytest

from flashdesign.domain.drills.unit_algebra import (
    Measure,
    check_condition,
    is_conversion,
    measure_of_formula,
    measure_of_unit,
)
from flashdesign.domain.formulas.formula import FormulaError, parse, parse_condition
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.domain.quantities.unit_table import UnitDimension

NAMES = {
    name: measure_of_unit(parse_unit(unit))
    for name, unit in {
        "size": "MB/photo",
        "each": "photos/user/day",
        "users": "users",
        "percent": "%",
        "rtt": "ms",
        "seconds": "s",
        "n": "",
        "disk": "GB",
        "price": "cent/GB",
    }.items()
}


def measure(formula: str) -> Measure:
    return measure_of_formula(parse(formula, NAMES), NAMES)


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        pytest.param("users * each", "photos/day", id="users cancel"),
        pytest.param("users * each * size", "MB/day", id="photos cancel"),
        pytest.param("users * each * size / 1e6", "TB/day", id="a constant converts"),
        pytest.param("users * each * size * 8 / 86400", "Mbit/s", id="bits and seconds"),
        pytest.param("-users * percent / 100", "users", id="a share of users"),
        pytest.param("disk * price", "cent", id="a price"),
        pytest.param("max(rtt, 5)", "ms", id="a constant has the unit of the other"),
        pytest.param("2 + rtt", "ms", id="a constant added"),
        pytest.param("100 - percent", "%", id="the rest to 100 %"),
        pytest.param("round(disk / 1000)", "TB", id="a rounded number keeps its unit"),
    ],
)
def test_the_unit_of_a_formula(formula: str, unit: str) -> None:
    assert measure(formula).text == measure_of_unit(parse_unit(unit)).text


def test_units_that_have_no_name() -> None:
    assert measure("disk * seconds").text == "GB·s"
    assert measure("disk * disk").text == "GB^2"
    assert measure("7 * disk").text == "0.143 GB"
    assert measure("1 / seconds").text == "1/s"
    assert str(measure("n / 1000").text) == "a number without a unit"
    assert measure("n * percent").text == "%"


def test_constants_and_logarithms_fit_any_unit() -> None:
    assert measure("24 * 60").value == 1440
    assert measure("1 - 1").fits_any
    assert measure("log2(users)").fits_any
    assert not measure("2 ** n").fits_any


@pytest.mark.parametrize(
    ("formula", "problem"),
    [
        pytest.param("rtt + disk", "ms and GB cannot be combined", id="a time and data"),
        pytest.param("rtt + seconds", "ms and s cannot be combined", id="two times"),
        pytest.param("min(rtt, n)", "ms and a number without a unit", id="a time and a number"),
        pytest.param("1 - percent", "1 and a percentage cannot be combined", id="one less percent"),
        pytest.param("disk ** 2", "must be a number without a unit, not GB", id="a power of data"),
        pytest.param("percent ** n", "a unit, not %", id="a power of a percentage"),
        pytest.param("log10(disk)", "The value of a logarithm must be", id="a logarithm of data"),
    ],
)
def test_parts_that_do_not_fit(formula: str, problem: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        measure(formula)
    assert problem in str(refusal.value)


def test_a_factor_that_converts_nothing_is_allowed_in_a_sum() -> None:
    assert measure("2 * rtt + rtt").dimension == NAMES["rtt"].dimension
    assert measure("users + n").is_plain


def test_a_comparison_needs_like_units() -> None:
    check_condition(parse_condition("disk > n", NAMES), NAMES)
    check_condition(parse_condition("disk > 5", NAMES), NAMES)
    with pytest.raises(FormulaError, match="GB and ms cannot be combined"):
        check_condition(parse_condition("disk > rtt", NAMES), NAMES)


@pytest.mark.parametrize(
    ("factor", "kind", "expected"),
    [
        pytest.param(1e6, UnitDimension.INFORMATION, True, id="mega"),
        pytest.param(8.0, UnitDimension.INFORMATION, True, id="bits"),
        pytest.param(1.024, UnitDimension.INFORMATION, True, id="KiB for kB"),
        pytest.param(1e6, UnitDimension.COUNT, False, id="a million things"),
        pytest.param(86400.0, UnitDimension.TIME, True, id="seconds of a day"),
        pytest.param(12 * 30 / 365, UnitDimension.TIME, False, id="twelve months are a year"),
        pytest.param(100.0, UnitDimension.MONEY, True, id="cents"),
        pytest.param(3.0, UnitDimension.INFORMATION, False, id="three copies"),
        pytest.param(1.0, UnitDimension.INFORMATION, False, id="one"),
    ],
)
def test_factors_that_convert(factor: float, kind: UnitDimension, expected: bool) -> None:
    assert is_conversion(factor, frozenset({kind})) is expected


@pytest.mark.parametrize("sign", ["*", "/"])
def test_extreme_constants_leave_a_size_to_compare(sign: str) -> None:
    formula = f"disk {sign} " + f" {sign} ".join(["1e79"] * 9)
    assert 0 < measure(formula).scale < float("inf")
    assert 0 < measure("disk * 1e-323").scale < float("inf")
