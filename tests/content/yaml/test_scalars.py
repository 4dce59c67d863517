"""Values of unquoted scalars: one row for each pitfall of YAML 1.1."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.yaml.scalars import Plain, resolve


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("100:1", "100:1", id="a ratio is no number of base sixty"),
        pytest.param("3:30", "3:30", id="a time is no number of base sixty"),
        pytest.param("no", "no", id="no is a word, so Norway stays Norway"),
        pytest.param("yes", "yes", id="yes is a word"),
        pytest.param("on", "on", id="on is a word"),
        pytest.param("2026-01-01", "2026-01-01", id="a day stays a text"),
        pytest.param("017", 17, id="a leading zero is not octal"),
        pytest.param("0o17", 15, id="explicit octal"),
        pytest.param("0x1F", 31, id="hexadecimal"),
        pytest.param("1e5", 100_000.0, id="a power of ten needs no point and no sign"),
        pytest.param("1_000", "1_000", id="underscores make a text"),
        pytest.param("0b11", "0b11", id="binary is not in the core schema"),
        pytest.param("-3", -3, id="a negative number"),
        pytest.param("+3", 3, id="a plus sign"),
        pytest.param(".5", 0.5, id="a fraction without a zero"),
        pytest.param("5.", 5.0, id="a point without a fraction"),
        pytest.param("1.2.3", "1.2.3", id="a version is a text"),
        pytest.param("99.99 %", "99.99 %", id="a percentage is a text"),
        pytest.param("", None, id="nothing"),
        pytest.param("~", None, id="a tilde"),
        pytest.param("null", None, id="null"),
        pytest.param("nULL", "nULL", id="null in odd letters is a word"),
        pytest.param("True", True, id="True"),
        pytest.param("tRue", "tRue", id="true in odd letters is a word"),
        pytest.param("-.inf", -math.inf, id="infinity"),
        pytest.param("inf", "inf", id="inf without its point is a word"),
        pytest.param("٣", "٣", id="digits of other scripts are letters"),
        pytest.param("9" * 41, "9" * 41, id="a number longer than any real one stays a text"),
    ],
)
def test_an_unquoted_scalar(text: str, expected: Plain) -> None:
    value = resolve(text)
    assert value == expected
    assert type(value) is type(expected)


def test_not_a_number() -> None:
    assert math.isnan(float(resolve(".nan") or 0))


@given(st.text(max_size=60))
def test_any_text_has_a_value(text: str) -> None:
    assert resolve(text) is None or isinstance(resolve(text), str | int | float)
