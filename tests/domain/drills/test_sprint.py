"""Sprint codes: the same questions on all machines, and errors for invalid codes."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.drills.sprint import (
    SEED_BITS,
    SPRINT_LENGTH,
    DrillFilter,
    SprintCode,
    SprintCodeError,
    decode,
    drills_for_code,
    encode,
    pool_mark,
    questions,
    topic_mark,
)
from flashdesign.domain.drills.template import Template
from flashdesign.domain.ids import CardKey
from tests.support.drills.templates import POSTS

KEYS = [CardKey(f"drills/d{number:02}") for number in range(30)]
POOL: dict[CardKey, Template] = {
    CardKey("drills/qps"): replace(POSTS, topic="QPS"),
    CardKey("drills/peak"): replace(POSTS, topic="QPS", level=2),
    CardKey("drills/disk"): replace(POSTS, topic="storage"),
}
codes = st.builds(
    SprintCode,
    seed=st.integers(0, (1 << SEED_BITS) - 1),
    topic_mark=st.integers(0, 4095),
    level=st.integers(0, 3),
    pool_mark=st.integers(0, 15),
)


@given(codes)
def test_codes_round_trip(code: SprintCode) -> None:
    text = encode(code)
    assert decode(text) == code
    assert len(text) == 9
    assert decode(f" {text.lower().replace('-', ' ')} ") == code
    assert decode(text.replace("0", "o").replace("1", "l")) == code


@given(codes, st.integers(0, 7), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_wrong_letter_gives_another_code_or_an_error(
    code: SprintCode, at: int, letter: str
) -> None:
    letters = encode(code).replace("-", "")
    typed = letters[:at] + letter + letters[at + 1 :]
    with suppress(SprintCodeError):
        assert (decode(typed) == code) is (typed == letters)


def test_most_wrong_letters_are_detected() -> None:
    letters = encode(SprintCode(12_345)).replace("-", "")
    with pytest.raises(SprintCodeError, match="a letter is wrong") as caught:
        decode("Z" + letters[1:])
    assert caught.value.problem.startswith("a letter is wrong")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "it has 0 letters; 8 are needed", id="nothing"),
        pytest.param("ABCD-EFG", "it has 7 letters", id="too short"),
        pytest.param("ABCD-EFGU", "'U' is not used", id="a letter that is not used"),
        pytest.param("ÄBCD-EFGH", "'Ä' is not used", id="an unsupported letter"),
    ],
)
def test_invalid_codes(text: str, problem: str) -> None:
    with pytest.raises(SprintCodeError, match=problem):
        decode(text)


def test_the_letters_of_a_code_never_change() -> None:
    code = SprintCode(12_345, topic_mark("QPS"), 2, 7)
    assert encode(code) == "1G75-DEKP"
    assert [key[-3:] for key, _ in questions(12_345, KEYS)][:4] == ["d03", "d07", "d00", "d11"]
    assert questions(12_345, KEYS)[0][1] == 2_190_250_937


def test_topic_and_level_choose_from_the_pool() -> None:
    assert list(drills_for_code(SprintCode(1), POOL)) == list(POOL)
    assert list(drills_for_code(SprintCode(1, topic_mark("QPS")), POOL)) == [
        "drills/qps",
        "drills/peak",
    ]
    assert list(drills_for_code(SprintCode(1, topic_mark("QPS"), 2), POOL)) == ["drills/peak"]
    assert topic_mark("") == 0
    assert topic_mark("QPS") != topic_mark("storage")


def test_another_pool_has_another_mark_in_any_order() -> None:
    backwards = dict(reversed(POOL.items()))
    assert pool_mark(backwards) == pool_mark(POOL)
    newer = [POOL | {CardKey("drills/qps"): replace(POSTS, version=at)} for at in range(2, 9)]
    assert len({pool_mark(pool) for pool in newer}) > 3


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        pytest.param(DrillFilter(), True, id="everything"),
        pytest.param(DrillFilter(frozenset({"QPS", "peak"})), True, id="one of the topics"),
        pytest.param(DrillFilter(frozenset({"peak"})), False, id="another topic"),
        pytest.param(DrillFilter(levels=frozenset({1})), True, id="the level"),
        pytest.param(DrillFilter(frozenset({"QPS"}), frozenset({3})), False, id="another level"),
    ],
)
def test_a_filter(wanted: DrillFilter, *, fits: bool) -> None:
    assert wanted.fits(replace(POSTS, topic="QPS")) is fits


@given(st.integers(0, (1 << SEED_BITS) - 1), st.permutations(KEYS))
def test_the_order_of_drills_does_not_matter(seed: int, found: list[CardKey]) -> None:
    asked = questions(seed, found)
    assert asked == questions(seed, KEYS)
    assert len({key for key, _ in asked}) == len(asked) == SPRINT_LENGTH


@given(st.integers(0, (1 << SEED_BITS) - 1), st.integers(1, 9))
def test_few_drills_are_repeated_with_other_values(seed: int, few: int) -> None:
    asked = questions(seed, KEYS[:few])
    assert len(asked) == SPRINT_LENGTH
    assert {key for key, _ in asked[:few]} == set(KEYS[:few])
    assert len({drawn_by for _, drawn_by in asked}) == SPRINT_LENGTH


def test_no_drills_no_questions() -> None:
    assert questions(1, []) == ()


def test_an_added_drill_changes_few_questions() -> None:
    before = {key for key, _ in questions(5, KEYS)}
    after = {key for key, _ in questions(5, [*KEYS, CardKey("drills/new")])}
    assert len(before & after) >= SPRINT_LENGTH - 1
