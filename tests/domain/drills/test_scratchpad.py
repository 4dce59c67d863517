"""The scratch pad: calculations with units and names, and error messages."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.drills.scratchpad import (
    LINE_CHARACTERS_LIMIT,
    LINES_LIMIT,
    ScratchLine,
    calculate_lines,
)

SLOWEST_S = 0.5 if sys.gettrace() is None else 2.0


def values(text: str) -> list[str]:
    return [line.value for line in calculate_lines(text)]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        pytest.param("300M * 50% * 2 / 86400", "3,472", id="the sum of the first page"),
        pytest.param("300 million * 50 % × 2 ÷ 86 400", "3,472", id="as it is printed"),
        pytest.param("\u0663\u0660M\u200b * \uff12", "60 million", id="digits of other scripts"),
        pytest.param("2 x 3", "6", id="a small x is times"),
        pytest.param("2 * 10^5 * 3", "600,000", id="a power is one number"),
        pytest.param("2 · 10⁵", "200,000", id="a raised power"),
        pytest.param("2 ** 3 ** 2", "512", id="powers of powers go from the right"),
        pytest.param("1,500 * 2", "3,000", id="commas group digits"),
        pytest.param("max(1,200)", "200", id="but part two values in a function"),
        pytest.param("min(2 GB, 500 MB)", "500 MB", id="the smaller of two amounts"),
        pytest.param("1.5e3 + .5", "1,500", id="exponents and bare points"),
        pytest.param("24 * 3600 =", "86,400", id="a whole number keeps its digits"),
        pytest.param("-(3 + 2)", "-5", id="a minus before a bracket"),
        pytest.param("3 - 3", "0", id="nothing"),
        pytest.param("10 TB / 4 TB", "2.5", id="like by like has no unit"),
        pytest.param("30 TB/day * 365 days", "10.95 PB", id="a rate times a time"),
        pytest.param("10 TB / 100 s", "100 GB/s", id="an amount by a time"),
        pytest.param("30 TB/day in MB/s", "347.2 MB/s", id="written in another unit"),
        pytest.param("86400 s in h", "24 h", id="a time in hours"),
        pytest.param("0.25 in %", "25 %", id="a part in percent"),
        pytest.param("3500 req/s * 2 KB", "7 MB/s", id="requests of so many bytes"),
        pytest.param("100 GB / 10 Gbit/s", "80 s", id="an amount by a rate is a time"),
        pytest.param("$0.02/GB * 5 TB", "100 USD", id="a price times an amount"),
        pytest.param("$5k / 30 days", "166.7 USD/day", id="money by a time"),
        pytest.param("$2 / 1 GB / 1 month", "2 USD/GB/month", id="a price for a time"),
        pytest.param("2^20 B", "1.04858 MB", id="a power of bytes"),
        pytest.param("300M users * 50%", "150 million users", id="a counted thing stays"),
        pytest.param("3 users + 2 users", "5 users", id="and adds up"),
        pytest.param("3 users + 2 posts", "5", id="unless it is two things"),
        pytest.param("3 users * 2 posts", "6", id="or their product"),
        pytest.param("3 users / 2 users", "1.5", id="or their quotient"),
        pytest.param("10 users * 2 posts/user/day", "20 posts/day", id="a number for each"),
        pytest.param("4 per 2", "2", id="per is divided by"),
        pytest.param("43 min per 30 days", "0.0009954", id="a time by a time"),
        pytest.param("100% - 99.9%", "0.1 %", id="shares stay shares"),
        pytest.param("1 - 99.9%", "0.001", id="a share of one is a number"),
        pytest.param("50% * 20%", "0.1", id="a share of a share"),
        pytest.param("ceil(10 TB / 3 TB)", "4", id="a whole number of disks"),
        pytest.param("ceil(2.5 machines)", "3 machines", id="of things"),
        pytest.param("log2(1024)", "10", id="a logarithm"),
        pytest.param("3 GB * 2 GB", "6×10^18 B^2", id="an unusual unit"),
        pytest.param("1 GB * 1 s", "1,000,000,000 B s", id="another unusual unit"),
        pytest.param("1 / (2 s * 3 s)", "0.1667 s^-2", id="a third unusual unit"),
        pytest.param("", "", id="an empty line"),
        pytest.param("  # a day has 86400 s", "", id="a comment"),
    ],
)
def test_result_of_a_line(line: str, value: str) -> None:
    assert calculate_lines(line) == (ScratchLine(value=value),)


def test_names_of_earlier_lines_can_be_used() -> None:
    pad = "dau = 300M * 50%\nposts = dau * 2\nposts / 86400 s\n\nqps = 3500 req/s\nqps * 2 KB"
    assert values(pad) == [
        "150 million",
        "300 million",
        "3,472/s",
        "",
        "3,500 requests/s",
        "7 MB/s",
    ]


def test_a_name_can_be_redefined_and_be_a_divisor() -> None:
    assert values("s = 4\n8 GB / s\ns = 2\n8 GB/s\n9/max(3, s)")[1::2] == ["2 GB", "4 GB"]
    assert values("9 GB/max(3, 2)") == ["3 GB"]


def test_a_failed_line_defines_no_name_and_others_continue() -> None:
    first, second, third = calculate_lines("a = 1 / 0\nb = 3\na * b")
    assert first.error == "Division by zero."
    assert second.value == "3"
    assert third.error.startswith("'a' is not defined.")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("2 +", "syntax of the formula is wrong", id="a sum that ends early"),
        pytest.param("(2 + 3", "never closed", id="an open bracket"),
        pytest.param("2 & 3", "'&' is not allowed in a calculation", id="an unsupported character"),
        pytest.param(
            "writes", "Define it in a line above, e.g. writes = 300M", id="an unknown name"
        ),
        pytest.param("dau = 2\ndua * 3", "Did you mean dau?", id="a misspelled name"),
        pytest.param("3 GB + 2 s", "GB and s cannot be combined", id="data and time"),
        pytest.param("3 GB - 2", "GB and a number without a unit cannot", id="data and a number"),
        pytest.param("max(3 GB, 2 s)", "GB and s cannot be combined", id="compared, too"),
        pytest.param("(2 GB)^2", "a power cannot have units", id="a power of data"),
        pytest.param("2 ** (1 s)", "a power cannot have units", id="a power of seconds"),
        pytest.param("ceil(2.5 GB)", "ceil takes a number without a unit", id="whole data"),
        pytest.param("5m * 2", "million or minutes", id="two readings"),
        pytest.param("3 mb", "MB or Mbit", id="bits or bytes"),
        pytest.param("5 TB in users", "TB cannot be converted to users", id="data in people"),
        pytest.param("5 in MB", "a number without a unit cannot be", id="a number in bytes"),
        pytest.param("5 TB in mb", "MB or Mbit", id="an ambiguous target unit"),
        pytest.param("10^999", "too large", id="beyond any estimate"),
        pytest.param("10^60 * 10^60", "above 10^80", id="a product beyond any estimate"),
        pytest.param("3 GB/s/s/s", "not a supported combination of units", id="no such unit"),
        pytest.param("9" * 900, "more than 400 digits", id="a very long number"),
        pytest.param("2 * 9^" + "9" * 309, "too large", id="an exponent beyond any float"),
        pytest.param("2^" + "9" * 309, "too large", id="only a huge power"),
        pytest.param("9" * 4_301, "at most 1,000 characters", id="a very long line"),
    ],
)
def test_errors(line: str, message: str) -> None:
    result = calculate_lines(line)[-1]
    assert message in result.error
    assert not result.value


def test_the_number_of_lines_is_limited() -> None:
    *fine, last = calculate_lines("\n".join(["1"] * (LINES_LIMIT + 1)))
    assert {line.value for line in fine} == {"1"}
    assert "first 60 lines" in last.error


@given(st.text(st.sampled_from("0123456789.,+-*/^()%=$# kMGTBbsxinperdaymaxGB\n\u2212é_'")))
def test_any_text_has_a_result_for_each_line(text: str) -> None:
    lines = calculate_lines(text)
    assert len(lines) == text.count("\n") + 1
    assert all(not (line.value and line.error) for line in lines)


@pytest.mark.parametrize(
    "piece",
    [
        "9", "9 ", "9'999", "9,999,", "9^", "9**", "e9", "1e", "⁹", "2^9^", "9999999e999", "((2",
        "-", "- ", "max(", "max(9,", "log2(", "k", "1 k ", "1 in ", "1 per ", "GB/s", "$", "%", "=",
        "a=", " in", "9 a a a ", ".9", "0.", "x ", "9!", "9 of ", "_9", "1/0+", "0^0^",
    ],
)  # fmt: skip
@pytest.mark.parametrize("characters", [309, LINE_CHARACTERS_LIMIT, 100_000])
def test_hostile_lines_have_a_result(piece: str, characters: int) -> None:
    text = piece * (characters // len(piece))
    for line in (text, f"2^{text}", f"{text}9", f"1 {text} in {text}"):
        (result,) = calculate_lines(line)
        assert bool(result.value) != bool(result.error) or not line.strip(" =")


@pytest.mark.parametrize("line", ["9^9^9^9", "(" * 200, "1 " * 2_000, "a" * 5_000, "1/" * 900])
def test_hostile_lines_are_fast(line: str) -> None:
    before = time.process_time()
    calculate_lines(line)
    assert time.process_time() - before < SLOWEST_S
