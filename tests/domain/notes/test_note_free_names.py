"""Names are unique."""

import pytest

from flashdesign.domain.notes.note import free_name


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        pytest.param((), "a", id="nothing has it"),
        pytest.param(("b", "a-2"), "a", id="others are like it"),
        pytest.param(("a",), "a-2", id="one has it"),
        pytest.param(("a", "a-2", "a-4"), "a-3", id="there is a hole"),
    ],
)
def test_the_first_name_that_is_free_is_found(taken: tuple[str, ...], free: str) -> None:
    assert free_name("a", taken) == free
