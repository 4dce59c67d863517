"""Progress of a card is imported; everything not imported is reported."""

import pytest

from flashdesign.content.anki.read.database import CardRow
from flashdesign.content.anki.read.progress import (
    MemoryOrigin,
    memory_origin,
    progress_problems,
    read_progress,
)
from flashdesign.domain.scheduling.memory import NEW, Rating, State
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, StudyMoment
from flashdesign.domain.transfer.import_plan import ImportedReview, Progress

CREATED_S = 1_760_587_200
AT = 1_790_000_000_123
KNOWN = '{"s":12.5,"d":4.25,"lrt":1790000000}'


def row(**known: object) -> CardRow:
    usual: dict[str, object] = {
        "id": 1, "note": 1, "deck": 1, "ord": 0, "type": 2, "queue": 2, "due": 400, "reps": 7,
        "lapses": 2, "left": 0, "flag": 0, "data": KNOWN,
    }  # fmt: skip
    return CardRow(**(usual | known))  # type: ignore[arg-type]


def progress(card: CardRow, *answers: int) -> Progress | None:
    rows = [ImportedReview(str(at), at, Rating.GOOD, 5_000) for at in answers]
    return read_progress(card, rows, CREATED_S, "guid#0")


def messages(card: CardRow, known: Progress | None) -> list[str]:
    return list(progress_problems(card, known, CREATED_S))


def test_a_review_is_due_in_the_middle_of_its_day() -> None:
    found = progress(row(), AT)
    assert found is not None
    assert found.memory is not None
    assert found.memory.due == (CREATED_S + 400 * 86_400) * 1_000 + MS_PER_DAY // 2
    assert StudyMoment(found.memory.due).day == StudyMoment(CREATED_S * 1_000).day + 400
    assert (found.memory.last_at, found.memory.reps, found.memory.lapses) == (AT, 7, 2)
    assert (found.memory.stability, found.memory.difficulty) == (12.5, 4.25)


@pytest.mark.parametrize(
    ("card", "state", "step", "due"),
    [
        pytest.param(row(type=1, queue=1, due=1_800_000_000, left=1_002), 1, 0, 0, id="first step"),
        pytest.param(row(type=1, queue=1, due=1_800_000_000, left=1_001), 1, 1, 0, id="last step"),
        pytest.param(row(type=3, queue=-1, due=1_800_000_000, left=1), 3, 0, 0, id="relearning"),
        pytest.param(row(type=3, queue=3, due=401, left=1), 3, 0, 401, id="on another day"),
    ],
)
def test_learning_continues_at_the_same_step(
    card: CardRow, state: int, step: int, due: int
) -> None:
    found = progress(card, AT)
    assert found is not None
    assert found.memory is not None
    assert (found.memory.state, found.memory.step) == (State(state), step)
    day = (CREATED_S + due * 86_400) * 1_000 + MS_PER_DAY // 2
    assert found.memory.due == (day if due else 1_800_000_000_000)


def test_a_card_without_memory_is_computed_from_its_answers() -> None:
    card = row(data='{"lrt":1790000000}')
    found = progress(card, AT)
    assert found is not None
    assert found.memory is None
    assert messages(card, found) == []


@pytest.mark.parametrize(
    ("card", "is_known"),
    [
        pytest.param(row(data=""), True, id="a review"),
        pytest.param(row(data="", type=1, queue=1, due=1_800_000_000), False, id="learning"),
        pytest.param(row(data="", due=-99_999), False, id="an impossible day"),
        pytest.param(row(), False, id="derived from the memory"),
    ],
)
def test_the_due_date_of_a_review_without_memory_is_imported(
    card: CardRow, *, is_known: bool
) -> None:
    found = progress(card, AT)
    assert found is not None
    day = (CREATED_S + 400 * 86_400) * 1_000 + MS_PER_DAY // 2
    assert found.due == (day if is_known else None)


def test_a_card_that_was_reset_in_anki_is_new() -> None:
    found = progress(row(type=0, queue=0, data="{}"), AT)
    assert found is not None
    assert found.memory == NEW


@pytest.mark.parametrize(
    ("card", "message"),
    [
        pytest.param(row(data=""), "no learning history", id="no memory and no answers"),
        pytest.param(row(queue=-2), "unburied", id="buried"),
        pytest.param(row(queue=-3), "unburied", id="buried by hand"),
    ],
)
def test_what_is_not_imported_is_reported(card: CardRow, message: str) -> None:
    assert any(message in item for item in messages(card, progress(card)))


def test_nothing_is_reported_of_a_new_card() -> None:
    card = row(type=0, queue=0, data="{}")
    assert progress(card) is None
    assert messages(card, None) == []


def test_a_review_without_a_log_keeps_its_memory_and_its_day() -> None:
    card = row(data='{"s":36500.0,"d":1.0}', interval=36_500, due=36_499, reps=30)
    found = progress(card)
    assert found is not None
    assert found.memory is not None
    assert found.memory.stability == 36_500
    assert found.memory.due == (CREATED_S + 36_499 * 86_400) * 1_000 + MS_PER_DAY // 2
    assert found.memory.last_at == found.memory.due - 36_500 * MS_PER_DAY
    assert memory_origin(card, found) is MemoryOrigin.FSRS


def test_a_review_of_sm2_has_its_interval_as_stability() -> None:
    card = row(data="{}", interval=20, ease=2_500, due=-3, reps=4)
    found = progress(card)
    assert found is not None
    assert found.memory is not None
    assert (found.memory.stability, found.memory.reps, found.memory.lapses) == (20, 4, 2)
    assert found.memory.due == (CREATED_S - 3 * 86_400) * 1_000 + MS_PER_DAY // 2
    assert memory_origin(card, found) is MemoryOrigin.SM2
    assert messages(card, found) == []


@pytest.mark.parametrize("ease", [0, -5, 10**9], ids=["none", "negative", "endless"])
def test_an_invalid_ease_counts_as_the_default(ease: int) -> None:
    found, usual = (progress(row(data="", interval=20, ease=item)) for item in (ease, 2_500))
    assert found == usual


@pytest.mark.parametrize(
    ("due", "wait"),
    [
        pytest.param(401, MS_PER_DAY, id="on another day"),
        pytest.param(1_800_000_000, 600_000, id="in some minutes"),
    ],
)
def test_learning_without_a_log_was_answered_a_step_before(due: int, wait: int) -> None:
    found = progress(row(type=1, queue=1, due=due, left=1_001, data='{"s":1.0,"d":6.0}'))
    assert found is not None
    assert found.memory is not None
    assert found.memory.due is not None
    assert found.memory.last_at == found.memory.due - wait


def test_a_review_in_a_filtered_deck_gets_its_own_due_date_back() -> None:
    hidden = row(is_filtered=True, due=0, interval=10)
    found = progress(hidden, AT)
    assert found is not None
    assert found.memory is not None
    assert found.memory.due == AT + 10 * MS_PER_DAY
    message = " ".join(messages(hidden, found))
    assert "filtered deck" in message
    assert "due date (0) is not valid" in message


def test_an_invalid_due_date_is_derived_from_the_last_answer() -> None:
    card = row(due=-99_999, interval=10)
    found = progress(card, AT)
    assert found is not None
    assert found.memory is not None
    assert found.memory.due == AT + 10 * MS_PER_DAY
    assert any("-99999" in message for message in messages(card, found))


def test_a_stability_over_the_limit_is_reported() -> None:
    card = row(data='{"s":40000,"d":5}', interval=10)
    assert any("40,000" in message for message in messages(card, progress(card, AT)))
