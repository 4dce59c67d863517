"""Names are unique."""

import pytest

from flashdesign.domain.notes.note import free_name


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        pytest.param((), "a", id="the name is free"),
        pytest.param(("b", "a-2"), "a", id="similar names"),
        pytest.param(("a",), "a-2", id="the name is taken"),
        pytest.param(("a", "a-2", "a-4"), "a-3", id="a gap in the numbers"),
    ],
)
def test_the_first_name_that_is_free_is_found(taken: tuple[str, ...], free: str) -> None:
    assert free_name("a", taken) == free
