"""Typed answers in another time base, or in bytes for bits, are asked back."""

import pytest

from flashdesign.domain.quantities.answer_unit import UnconvertedUnitError, parse_answer
from flashdesign.domain.quantities.unit import WrongFamilyError, parse_unit


@pytest.mark.parametrize(
    ("text", "asked", "problem", "advice"),
    [
        pytest.param(
            "100M/day",
            "messages/s",
            "This is per day, but the question asks for it per second",
            "Convert it: per second, please.",
            id="per day for per second",
        ),
        pytest.param(
            "20 TB/day",
            "Gbit/s",
            "This is per day, but the question asks for it per second",
            "Convert it: per second, please.",
            id="both",
        ),
        pytest.param(
            "1 h/year",
            "min per 30 days",
            "This is per year, but the question asks for it per 30 days",
            "Convert it: per 30 days, please.",
            id="a period of days",
        ),
        pytest.param(
            "100 MB/s",
            "Gbit/s",
            "This is in bytes, but the question asks for bits",
            "Convert it: in Gbit/s, please.",
            id="bytes for bits",
        ),
        pytest.param(
            "8 Gbit",
            "GB",
            "This is in bits, but the question asks for bytes",
            "Convert it: in GB, please.",
            id="bits for bytes",
        ),
    ],
)
def test_the_conversion_is_left_to_the_learner(
    text: str, asked: str, problem: str, advice: str
) -> None:
    with pytest.raises(UnconvertedUnitError) as refusal:
        parse_answer(text, parse_unit(asked))
    assert (refusal.value.problem, refusal.value.suggestion) == (problem, advice)


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        pytest.param("1157/s", "messages/s", 1157, id="as asked"),
        pytest.param("1157", "messages/s", 1157, id="no unit"),
        pytest.param("1.2 Mbps", "Gbit/s", 150_000, id="another prefix"),
        pytest.param("1 KiB", "kB", 1_024, id="binary bytes"),
        pytest.param("43 min/month", "min per 30 days", 43 * 60 / 2_592_000, id="the same period"),
        pytest.param("90 min", "h", 5_400, id="a time has no base"),
    ],
)
def test_units_in_the_asked_base_are_read(text: str, asked: str, value: float) -> None:
    assert parse_answer(text, parse_unit(asked)).value == pytest.approx(value)


def test_another_family_is_reported_as_before() -> None:
    with pytest.raises(WrongFamilyError):
        parse_answer("20 TB", parse_unit("messages/s"))
