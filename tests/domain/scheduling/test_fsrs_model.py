"""The model in plain numbers: equal to the package `fsrs`, to the last bit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import fsrs
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.fsrs_model import (
    DEFAULT_PARAMETERS,
    MAX_STABILITY_DAYS,
    FsrsMemory,
    Model,
)
from flashdesign.domain.scheduling.fsrs_scheduler import (
    FsrsRules,
    fuzz_interval,
    preview_ratings,
    replay,
    review,
)
from flashdesign.domain.scheduling.memory import NEW, Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind, effective_rows
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR, StudyMoment

CARD = CardKey("numbers/seconds-in-a-day")
MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)
FIRST_MS = 20_000 * MS_PER_DAY
STATES = {fsrs.State(state): state for state in State if state is not State.NEW}
FSRS_STATES = {state: same for same, state in STATES.items()} | {State.NEW: fsrs.State.Learning}


def expect(
    scheduler: fsrs.Scheduler, before: FsrsMemory, rating: Rating, days: int
) -> tuple[FsrsMemory, timedelta]:
    """Return what the package calculates: the memory after an answer, and the wait."""
    has_history = before.state is not State.NEW
    card = fsrs.Card(
        card_id=0,
        state=FSRS_STATES[before.state],
        step=before.step if has_history else 0,
        stability=before.stability,
        difficulty=before.difficulty,
        due=MIDNIGHT,
        last_review=MIDNIGHT if has_history else None,
    )
    now = MIDNIGHT + timedelta(days=days)
    after, _log = scheduler.review_card(card, fsrs.Rating(rating), now)
    lapses = before.lapses + (before.state is State.REVIEW and rating is Rating.AGAIN)
    state = STATES[after.state]
    memory = FsrsMemory(state, after.step, after.stability, after.difficulty, lapses)
    return memory, after.due - now


def expect_memory(memory: Memory, rating: Rating, moment: StudyMoment, rules: FsrsRules) -> Memory:
    """Return the memory after an answer, calculated by the package."""
    day = moment.day
    days = 0 if memory.last_day is None else max(0, day - memory.last_day)
    scheduler = fsrs.Scheduler(rules.parameters, rules.retention, enable_fuzzing=False)
    before = FsrsMemory(
        memory.state, memory.step, memory.stability, memory.difficulty, memory.lapses
    )
    after, wait = expect(scheduler, before, rating, days)
    due = moment.at + wait // timedelta(milliseconds=1)
    if after.state is State.REVIEW:
        due_day = day + fuzz_interval(CARD, memory.reps, wait.days)
        due = moment.day_start(due_day) + 12 * MS_PER_HOUR
    stability = min(after.stability or 0.0, MAX_STABILITY_DAYS)
    learned = (after.state, after.step, due, stability, after.difficulty)
    return Memory(*learned, moment.at, day, memory.reps + 1, after.lapses)


PARAMETERS = st.one_of(
    st.just(FsrsRules().parameters),
    st.tuples(
        *(
            st.floats(low, high)
            for low, high in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
        )
    ),
)
RETENTIONS = st.floats(0.70, 0.97)
STEPS = st.lists(st.integers(1, 3_000_000), max_size=3).map(tuple)
ANSWERS = st.lists(
    st.tuples(st.sampled_from(Rating), st.one_of(st.integers(0, 3), st.integers(0, 90_000))),
    min_size=1,
    max_size=14,
)
STARTS = st.one_of(
    st.just(FsrsMemory(State.NEW, None, None, None, 0)),
    st.builds(
        FsrsMemory,
        st.sampled_from((State.LEARNING, State.RELEARNING)),
        st.integers(0, 4),
        st.floats(0.001, MAX_STABILITY_DAYS),
        st.floats(1.0, 20.0),
        st.integers(0, 9),
    ),
    st.builds(
        FsrsMemory,
        st.sampled_from((State.NEW, State.REVIEW)),
        st.none(),
        st.floats(0.001, MAX_STABILITY_DAYS),
        st.floats(1.0, 20.0),
        st.integers(0, 9),
    ),
)


@settings(max_examples=500)
@given(PARAMETERS, RETENTIONS, STEPS, STEPS, STARTS, ANSWERS)
def test_each_answer_equals_the_one_of_the_package(
    parameters: tuple[float, ...],
    retention: float,
    learning: tuple[int, ...],
    relearning: tuple[int, ...],
    start: FsrsMemory,
    answers: Sequence[tuple[Rating, int]],
) -> None:
    scheduler = fsrs.Scheduler(
        parameters,
        retention,
        tuple(timedelta(milliseconds=step) for step in learning),
        tuple(timedelta(milliseconds=step) for step in relearning),
        enable_fuzzing=False,
    )
    model = Model(parameters, retention, learning, relearning)
    memory = start
    for rating, days in answers:
        memory = _clamp(memory)
        after = model.advance(memory, [(rating, days)])
        expected, wait = expect(scheduler, memory, rating, days)
        assert after == expected
        assert after.stability is not None
        if after.state is State.REVIEW:
            assert model.interval_days(after.stability) == wait.days
        else:
            assert model.step_ms(after, rating) == wait // timedelta(milliseconds=1)
        memory = after
    assert model.advance(start, answers) == memory


def _clamp(memory: FsrsMemory) -> FsrsMemory:
    if memory.stability is None:
        return memory
    return replace(memory, stability=min(memory.stability, MAX_STABILITY_DAYS))


@pytest.mark.parametrize(
    ("learning", "waits"),
    [
        pytest.param((), [], id="none"),
        pytest.param((60_000,), [60_000, 90_000], id="one"),
        pytest.param((60_000, 600_000), [60_000, 330_000, 600_000], id="two"),
    ],
)
def test_learning_steps(learning: tuple[int, ...], waits: list[int]) -> None:
    model = Model(FsrsRules().parameters, 0.9, learning)
    new = FsrsMemory(State.NEW, None, None, None, 0)
    shown = []
    for rating in Rating:
        after = model.advance(new, [(rating, 0)])
        if after.state is State.LEARNING:
            shown.append(model.step_ms(after, rating))
    assert shown == waits


MEMORIES = st.one_of(
    st.just(NEW),
    st.builds(
        Memory,
        st.sampled_from((State.REVIEW, State.LEARNING, State.RELEARNING)),
        st.integers(0, 3),
        st.just(FIRST_MS),
        st.floats(0.001, MAX_STABILITY_DAYS),
        st.floats(1.0, 20.0),
        st.one_of(st.none(), st.just(FIRST_MS)),
        st.one_of(st.none(), st.integers(19_000, 20_010)),
        st.integers(0, 40),
        st.integers(0, 9),
    ),
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from([*Rating, "reset", "cram", "set", "revoke"]),
        st.one_of(st.integers(-MS_PER_DAY, 2 * MS_PER_DAY), st.integers(0, 400 * MS_PER_DAY)),
        st.sampled_from((-480, 0, 60, 345)),
        st.integers(0, 23),
        MEMORIES,
    ),
    max_size=14,
)


@settings(max_examples=300)
@given(ROWS, PARAMETERS, RETENTIONS, st.randoms(use_true_random=False))
def test_replay_of_odd_logs_equals_single_answers_of_the_package(
    acts: list[tuple[Any, int, int, int, Memory]],
    parameters: tuple[float, ...],
    retention: float,
    random: Any,
) -> None:
    rules, rows = FsrsRules(parameters, retention), _rows(acts)
    expected = NEW
    for row in effective_rows(rows):
        if row.rating is None:
            expected = row.memory or NEW
        else:
            expected = expect_memory(expected, row.rating, row.moment, rules)
    random.shuffle(rows)
    assert replay(CARD, rows, rules) == expected


def _rows(acts: list[tuple[Any, int, int, int, Memory]]) -> list[Review]:
    """Return a row for each act; a time zone, a clock or a rollover hour may change between."""
    kinds = {
        "reset": ReviewKind.MANUAL,
        "cram": ReviewKind.CRAM,
        "set": ReviewKind.SET,
        "revoke": ReviewKind.REVOKE,
    }
    rows: list[Review] = []
    at = FIRST_MS
    for n, (act, gap, zone_min, rollover_h, known) in enumerate(acts):
        at += gap
        kind = ReviewKind.REVIEW if isinstance(act, Rating) else kinds[act]
        rating = act if isinstance(act, Rating) else Rating.GOOD if act == "cram" else None
        uid, moment = ReviewId(n.to_bytes(16)), StudyMoment(at, zone_min, rollover_h)
        revoked = rows[-1].uid if kind is ReviewKind.REVOKE and rows else None
        memory = known if kind is ReviewKind.SET else None
        rows.append(Review(uid, CARD, moment, kind, rating, revokes=revoked, memory=memory))
    return rows


@given(MEMORIES, st.integers(0, 900 * MS_PER_DAY), PARAMETERS, RETENTIONS)
def test_the_buttons_show_what_the_package_calculates(
    memory: Memory, later: int, parameters: tuple[float, ...], retention: float
) -> None:
    rules, moment = FsrsRules(parameters, retention), StudyMoment(FIRST_MS + later)
    shown = preview_ratings(CARD, memory, moment, rules)
    for rating in Rating:
        expected = expect_memory(memory, rating, moment, rules)
        assert review(CARD, memory, rating, moment, rules) == expected
        assert shown[rating][0] is expected.state
        if expected.state is not State.REVIEW:
            assert expected.due == moment.at + shown[rating][1]


def test_the_default_parameters_are_those_of_the_package() -> None:
    assert tuple(fsrs.scheduler.DEFAULT_PARAMETERS) == DEFAULT_PARAMETERS
