"""Consecutive numbers are summed up by the first and the last of them."""

import pytest

from flashdesign.ui.widgets.number_runs import find_runs


@pytest.mark.parametrize(
    ("numbers", "runs"),
    [
        pytest.param([], [], id="none"),
        pytest.param([7], [(7, 7)], id="one"),
        pytest.param([1, 2, 3, 5, 8, 9], [(1, 3), (5, 5), (8, 9)], id="several runs"),
        pytest.param([3, 1, 2, 2], [(1, 3)], id="unsorted and repeated"),
    ],
)
def test_runs_are_found(numbers: list[int], runs: list[tuple[int, int]]) -> None:
    assert list(find_runs(numbers)) == runs
