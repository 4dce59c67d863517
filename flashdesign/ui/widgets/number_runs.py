"""Runs of consecutive numbers, such as selected rows or the lines of a file."""

from collections.abc import Iterable, Iterator
from itertools import groupby


def find_runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last number of each run of consecutive ones, sorted."""
    ordered = sorted(set(numbers))
    for _offset, run in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0]):
        block = [value for _at, value in run]
        yield block[0], block[-1]
