"""Validation of the texts of number cards."""

import pytest

from flashdesign.content.note_kinds.validation import find_number_problem
from flashdesign.domain.notes.question_kinds import Number


@pytest.mark.parametrize(
    ("answer", "unit", "span", "message"),
    [
        pytest.param("86400", "s", None, None, id="seconds"),
        pytest.param("52.6", "min", ("52", "53"), None, id="in a range"),
        pytest.param("3.5k", "requests/s", ("3k", "4000"), None, id="a multiple"),
        pytest.param("10^5", "s", None, None, id="a power"),
        pytest.param("30 TB", "TB/day", ("29", "31 TB/day"), None, id="a unit in the answer too"),
        pytest.param("many", "s", None, "is not a number. Start with", id="no number"),
        pytest.param("3 GB", "s", None, "the question asks for", id="another unit"),
        pytest.param("3", "s/s/s/", None, "the unit 's/s/s/' cannot be read", id="no unit"),
        pytest.param("3", "s", ("4", "5"), "include the answer 3", id="a range without the answer"),
        pytest.param("3", "s", ("4", "2"), "low to high", id="a range upside down"),
        pytest.param("3", "s", ("2", "x"), "cannot be read", id="a bound that is no number"),
    ],
)
def test_a_number(
    answer: str, unit: str, span: tuple[str, str] | None, message: str | None
) -> None:
    problem = find_number_problem(Number("q", answer, unit, span))
    if message is None:
        assert problem is None
    else:
        assert message in (problem or "")
