"""Scheduling: exact FSRS-6 values, study days, keyed fuzz and replay."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.fsrs_scheduler import (
    MAX_STABILITY_DAYS,
    FsrsRules,
    fuzz_interval,
    is_leech,
    preview_ratings,
    replay,
    retrievability,
    review,
)
from flashdesign.domain.scheduling.memory import NEW, Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.study_day import (
    MS_PER_DAY,
    MS_PER_HOUR,
    MS_PER_MINUTE,
    StudyMoment,
)

CARD = CardKey("numbers/seconds-in-a-day")
VECTORS = json.loads((Path(__file__).parents[1] / "data/fsrs6_histories.json").read_text())
RULES = FsrsRules()
FIRST_DAY = 20_000


def on_day(day: int, hour: int = 12) -> StudyMoment:
    return StudyMoment(day * MS_PER_DAY + hour * MS_PER_HOUR)


def due_day(memory: Memory) -> int:
    assert memory.due is not None
    return StudyMoment(memory.due).day


@pytest.mark.parametrize("history", VECTORS["histories"], ids=lambda h: f"history {h['id']}")
def test_published_histories(history: dict[str, Any]) -> None:
    rules = FsrsRules(
        tuple(VECTORS["parameter_sets"][history["params"]]), history["desired_retention"]
    )
    memory, day = NEW, FIRST_DAY
    for step in history["steps"]:
        day += step["elapsed_days"]
        before, memory = memory, review(CARD, memory, Rating(step["rating"]), on_day(day), rules)
        if step["py"]["stability"] > MAX_STABILITY_DAYS:
            assert memory.stability == MAX_STABILITY_DAYS
            return
        assert memory.stability == pytest.approx(step["py"]["stability"], rel=1e-12)
        assert memory.difficulty == pytest.approx(step["py"]["difficulty"], rel=1e-12)
        assert memory.stability == pytest.approx(step["rs"]["stability"], rel=5e-5)
        assert memory.state.name.title() == step["py"]["state"]
        assert memory.due is not None
        if memory.state is State.REVIEW:
            days = step["py"]["interval_s"] // 86_400
            assert due_day(memory) - day == fuzz_interval(CARD, before.reps, days)
        else:
            assert memory.due - on_day(day).at == step["py"]["interval_s"] * 1000


def test_the_published_example_of_the_default_parameters() -> None:
    memory, day = NEW, FIRST_DAY
    for rating, gap in zip((1, 3, 3, 3, 3, 3), (0, 0, 1, 3, 8, 21), strict=True):
        day += gap
        memory = review(CARD, memory, Rating(rating), on_day(day), RULES)
    assert memory.stability == pytest.approx(53.62691, abs=1e-4)
    assert memory.difficulty == pytest.approx(6.3574867, abs=1e-4)
    assert (memory.reps, memory.lapses) == (6, 0)


def test_elapsed_time_is_counted_in_study_days() -> None:
    evening = review(CARD, NEW, Rating.EASY, on_day(FIRST_DAY, hour=23), RULES)
    morning = review(CARD, evening, Rating.GOOD, on_day(FIRST_DAY + 1, hour=7), RULES)
    full_day = review(CARD, evening, Rating.GOOD, on_day(FIRST_DAY + 1, hour=23), RULES)
    assert morning.stability == full_day.stability


def test_a_clock_that_goes_backwards_counts_as_the_same_day() -> None:
    first = review(CARD, NEW, Rating.EASY, on_day(FIRST_DAY), RULES)
    back = review(CARD, first, Rating.GOOD, on_day(FIRST_DAY - 40), RULES)
    same = review(CARD, first, Rating.GOOD, on_day(FIRST_DAY), RULES)
    assert back.stability == same.stability


def test_a_lapsed_card_is_due_in_ten_minutes_and_counts_the_lapse() -> None:
    known = review(CARD, NEW, Rating.EASY, on_day(FIRST_DAY), RULES)
    missed = review(CARD, known, Rating.AGAIN, on_day(FIRST_DAY + 9), RULES)
    assert missed.state is State.RELEARNING
    assert missed.due == on_day(FIRST_DAY + 9).at + 10 * MS_PER_MINUTE
    assert missed.lapses == 1
    assert review(CARD, missed, Rating.AGAIN, on_day(FIRST_DAY + 9), RULES).lapses == 1


@pytest.mark.parametrize(
    ("zone_min", "away"),
    [
        pytest.param(60, -300, id="from Berlin to New York"),
        pytest.param(60, 540, id="from Berlin to Tokyo"),
        pytest.param(-480, 60, id="from San Francisco to Berlin"),
    ],
)
def test_a_due_date_is_the_same_in_other_time_zones(zone_min: int, away: int) -> None:
    here = StudyMoment(FIRST_DAY * MS_PER_DAY + 12 * MS_PER_HOUR, zone_min)
    memory = review(CARD, NEW, Rating.EASY, here, RULES)
    assert memory.due is not None
    assert StudyMoment(memory.due, zone_min).day == StudyMoment(memory.due, away).day


def test_stability_is_clamped() -> None:
    old = Memory(State.REVIEW, None, 0, 36_000.0, 1.0, 0, FIRST_DAY, 20, 0)
    assert review(CARD, old, Rating.EASY, on_day(80_000), RULES).stability == MAX_STABILITY_DAYS


@given(st.text(max_size=20), st.integers(0, 200), st.integers(1, 36_500))
def test_fuzz_is_in_its_range_and_the_same_on_all_machines(name: str, reps: int, days: int) -> None:
    there = fuzz_interval(CardKey(name), reps, days)
    assert there == fuzz_interval(CardKey(name), reps, days)
    if days <= 2:
        assert there == days
    else:
        spread = 1.0 + 0.15 * (min(days, 7) - 2.5)
        spread += 0.10 * max(0, min(days, 20) - 7) + 0.05 * max(0, days - 20)
        assert max(2, round(days - spread)) <= there <= min(36_500, round(days + spread))


def test_fuzz_is_uniform() -> None:
    draws = [fuzz_interval(CardKey(f"card {n}"), 3, 30) for n in range(4_000)]
    assert sum(draws) / len(draws) == pytest.approx(30, abs=0.15)
    assert set(draws) == set(range(27, 34))


def test_the_waits_on_the_buttons_are_the_actual_waits() -> None:
    known = review(CARD, NEW, Rating.EASY, on_day(FIRST_DAY), RULES)
    moment = on_day(FIRST_DAY + 8, hour=21)
    shown = preview_ratings(CARD, known, moment, RULES)
    for rating, (state, wait) in shown.items():
        then = review(CARD, known, rating, moment, RULES)
        assert state is then.state
        if state is State.REVIEW:
            assert wait == (due_day(then) - moment.day) * MS_PER_DAY
        else:
            assert then.due == moment.at + wait
    assert shown[Rating.HARD][1] < shown[Rating.GOOD][1] < shown[Rating.EASY][1]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(0.0, 1.0, id="certain at once"),
        pytest.param(-3.0, 1.0, id="certain before the review"),
        pytest.param(10.0, 0.9, id="nine in ten after its stability"),
    ],
)
def test_retrievability(days: float, expected: float) -> None:
    assert retrievability(10.0, days, RULES.parameters) == pytest.approx(expected)


def test_a_card_forgotten_eight_times_is_a_leech() -> None:
    assert not is_leech(Memory(lapses=7))
    assert is_leech(Memory(lapses=8))


FROM_ELSEWHERE = Memory(State.REVIEW, None, 0, 12.5, 6.0, 0, FIRST_DAY, 9, 1)
ACTS = (1, 2, 3, 4, "reset", "cram", "set")
ANSWERS = st.lists(
    st.tuples(
        st.sampled_from([1, 2, 3, 4, "reset", "cram", "set"]), st.integers(0, 90), st.booleans()
    ),
    max_size=12,
)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_replay_equals_single_answers_in_any_order_of_rows(
    acts: list[tuple[int | str, int, bool]], random: Any
) -> None:
    rows: list[Review] = []
    memory, day = NEW, FIRST_DAY
    for n, (act, gap, undone) in enumerate(acts):
        day += gap
        moment = StudyMoment(on_day(day).at + n)
        kind = {"reset": ReviewKind.MANUAL, "cram": ReviewKind.CRAM, "set": ReviewKind.SET}.get(
            str(act), ReviewKind.REVIEW
        )
        rating = Rating(act) if isinstance(act, int) else Rating.GOOD if act == "cram" else None
        uid = ReviewId((2 * n).to_bytes(16))
        known = FROM_ELSEWHERE if kind is ReviewKind.SET else None
        rows.append(Review(uid, CARD, moment, kind, rating, memory=known))
        if undone:
            rows.append(
                Review(
                    ReviewId((2 * n + 1).to_bytes(16)),
                    CARD,
                    moment,
                    ReviewKind.REVOKE,
                    None,
                    0,
                    uid,
                )
            )
        elif kind in (ReviewKind.MANUAL, ReviewKind.SET):
            memory = known or NEW
        elif kind is ReviewKind.REVIEW and rating is not None:
            memory = review(CARD, memory, rating, moment, RULES)
    random.shuffle(rows)
    assert replay(CARD, rows, RULES) == memory
