"""Sample attempts for tests."""

from flashdesign.domain.drills.attempt import (
    Attempt,
    AttemptAnswer,
    AttemptQuestion,
    Mode,
    finite,
    task_of,
)
from flashdesign.domain.drills.grading import CLOSED, Truth, grade_estimate
from flashdesign.domain.ids import CardKey, ReviewId, new_review_id

CARD = CardKey("drills/posts")
TRUTH = 3472.0
DOUBLED = "You took the monthly users for the daily ones."


def posed(truth: Truth = TRUTH, topic: str = "QPS") -> AttemptQuestion:
    """Return a question with one listed mistake, a factor of two."""
    high = truth[1] if isinstance(truth, tuple) else truth
    return AttemptQuestion(
        title="Posts",
        topic=topic,
        question="Posts per second?",
        version=1,
        seed=7,
        values={"mau": 3e8, "posts": 2.0},
        unit="posts/s",
        truth=truth,
        bands=CLOSED,
        target_s=50.0,
        mistakes=((DOUBLED, 2 * high),),
    )


def attempt(
    value: float | None,
    seconds: float = 40,
    *,
    number: int = 0,
    card: CardKey = CARD,
    of: AttemptQuestion | None = None,
    is_timed: bool = True,
) -> Attempt:
    """Return an attempt graded by the rule; `number` sets its order."""
    asked = of or posed()
    text = "" if value is None else f"{value:g}"
    found = AttemptAnswer(
        text, value, "" if value is None else "posts/s", round(seconds * 1000), is_timed
    )
    verdict = grade_estimate(task_of(asked), value, seconds=found.seconds)
    at = 1_000_000 + number
    return Attempt(
        uid=uid(number),
        card=card,
        at=at,
        question=asked,
        answer=found,
        error_log10=finite(verdict.error_log10),
        automatic=verdict.rating,
        rating=verdict.rating,
        mistake=verdict.mistake,
        mode=Mode.PRACTICE,
    )


def uid(number: int) -> ReviewId:
    """Return the uid of the attempt with this number."""
    return new_review_id(1_000_000 + number, 1)
