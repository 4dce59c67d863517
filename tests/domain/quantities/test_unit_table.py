"""Names of units and their singular forms."""

from fractions import Fraction
from itertools import pairwise

import pytest

from flashdesign.domain.quantities.unit_table import (
    UNIT_SERIES,
    UnitDimension,
    find_per_second_unit,
    find_unit,
    label,
)


@pytest.mark.parametrize(
    ("name", "kind", "scale"),
    [
        pytest.param("b", UnitDimension.INFORMATION, Fraction(1, 8), id="b is bit"),
        pytest.param("B", UnitDimension.INFORMATION, Fraction(1), id="B is byte"),
        pytest.param("Mb", UnitDimension.INFORMATION, Fraction(10**6, 8), id="Mb is megabit"),
        pytest.param("MB", UnitDimension.INFORMATION, Fraction(10**6), id="MB is megabyte"),
        pytest.param("kB", UnitDimension.INFORMATION, Fraction(1_000), id="kB is decimal"),
        pytest.param("KB", UnitDimension.INFORMATION, Fraction(1_000), id="KB is decimal"),
        pytest.param("KiB", UnitDimension.INFORMATION, Fraction(1_024), id="KiB is binary"),
        pytest.param(
            "EiB", UnitDimension.INFORMATION, Fraction(2**60), id="the greatest binary one"
        ),
        pytest.param(
            "EB", UnitDimension.INFORMATION, Fraction(10**18), id="the greatest decimal one"
        ),
        pytest.param("gigabytes", UnitDimension.INFORMATION, Fraction(10**9), id="bytes in words"),
        pytest.param(
            "Mebibyte", UnitDimension.INFORMATION, Fraction(2**20), id="words in any case"
        ),
        pytest.param("Gib", UnitDimension.INFORMATION, Fraction(2**30, 8), id="binary bits"),
        pytest.param("μs", UnitDimension.TIME, Fraction(1, 10**6), id="Greek mu"),
        pytest.param("µs", UnitDimension.TIME, Fraction(1, 10**6), id="micro sign"),
        pytest.param("MIN", UnitDimension.TIME, Fraction(60), id="capitals"),
        pytest.param("month", UnitDimension.TIME, Fraction(30 * 86_400), id="a month has 30 days"),
        pytest.param("yr", UnitDimension.TIME, Fraction(365 * 86_400), id="a year has 365 days"),
        pytest.param("req", UnitDimension.COUNT, Fraction(1), id="a short label"),
        pytest.param("¢", UnitDimension.MONEY, Fraction(1, 100), id="cents"),
        pytest.param("%", UnitDimension.SHARE, Fraction(1, 100), id="percent"),
    ],
)
def test_names(name: str, kind: UnitDimension, scale: Fraction) -> None:
    atom = find_unit(name)
    assert atom is not None
    assert (atom.kind, atom.scale) == (kind, scale)


@pytest.mark.parametrize("name", ["mb", "gib", "mS", "foo", "", "Mib "])
def test_unknown_names(name: str) -> None:
    assert find_unit(name) is None


@pytest.mark.parametrize(
    ("name", "scale"),
    [
        pytest.param("qps", Fraction(1), id="queries"),
        pytest.param("RPS", Fraction(1), id="requests"),
        pytest.param("Gbps", Fraction(10**9, 8), id="bits"),
        pytest.param("gbps", Fraction(10**9, 8), id="lower case: bits"),
        pytest.param("GBps", Fraction(10**9), id="bytes"),
        pytest.param("KBps", Fraction(10**3), id="kilobytes"),
        pytest.param("Mibps", Fraction(2**20, 8), id="binary bits"),
    ],
)
def test_names_that_include_per_second(name: str, scale: Fraction) -> None:
    atom = find_per_second_unit(name)
    assert atom is not None
    assert atom.scale == scale
    assert find_per_second_unit("GBPS") is None


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        pytest.param("users", "user", id="s"),
        pytest.param("queries", "query", id="ies"),
        pytest.param("processes", "process", id="sses"),
        pytest.param("caches", "cache", id="ches after a vowel"),
        pytest.param("people", "person", id="irregular"),
        pytest.param("series", "series", id="the same"),
        pytest.param("hours of video", "hours of video", id="a phrase"),
    ],
)
def test_singular(plural: str, singular: str) -> None:
    assert label(plural).singular == singular


def test_each_unit_of_a_ladder_is_1000_or_1024_times_the_last() -> None:
    for series in UNIT_SERIES:
        factors = {high.scale / low.scale for low, high in pairwise(series)}
        assert factors in ({1_000}, {1_024})
