"""The fuzzer reports failing input, and all readers of FlashDesign accept any input."""

from random import Random

import pytest

from flashdesign.errors import SettingError
from tools import fuzz
from tools.fuzz_targets import TARGETS, Target

CPU_SECONDS = 20


def target(take: object) -> Target:
    assert callable(take)
    return Target(
        "sample", lambda chance: bytes([chance.randrange(256)]), lambda data, _: take(data)
    )


def fail_at_even(data: bytes) -> None:
    if data[0] % 2 == 0:
        raise ZeroDivisionError


def refuse(data: bytes) -> None:
    name = "byte"
    raise SettingError(name, f"{data[0]} is out of range.")


@pytest.mark.parametrize(
    ("take", "problems"),
    [
        pytest.param(fail_at_even, ["ZeroDivisionError: "], id="a crash, reported once"),
        pytest.param(refuse, [], id="an error with a message is fine"),
        pytest.param(len, [], id="valid input"),
    ],
)
def test_failing_input_is_reported(take: object, problems: list[str]) -> None:
    cases, failures = fuzz.fuzz(target(take), 0.02, Random(1))
    assert cases > 0
    assert [failure.problem for failure in failures] == problems


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_each_target_passes_its_first_cases(target: Target) -> None:
    _, failures = fuzz.fuzz(target, 0.05, Random(1))
    assert [failure.line for failure in failures] == []


@pytest.mark.nightly
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_each_target_passes_many_cases(target: Target) -> None:
    cases, failures = fuzz.fuzz(target, CPU_SECONDS, Random(2))
    assert cases > 0
    assert [failure.line for failure in failures] == []
