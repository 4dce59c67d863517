"""Sample attempts for tests."""

from flashdesign.domain.drills.attempt import Attempt, Mode, Posed, Said, finite, task_of
from flashdesign.domain.drills.scoring import CLOSED, Truth, grade
from flashdesign.domain.ids import CardKey, Uid, new_uid

CARD = CardKey("drills/posts")
TRUTH = 3472.0
DOUBLED = "You took the monthly users for the daily ones."


def posed(truth: Truth = TRUTH, topic: str = "QPS") -> Posed:
    """Return a question with one listed mistake, a factor of two."""
    high = truth[1] if isinstance(truth, tuple) else truth
    return Posed(
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
    of: Posed | None = None,
    is_timed: bool = True,
) -> Attempt:
    """Return an attempt graded by the rule; `number` sets its order."""
    asked = of or posed()
    text = "" if value is None else f"{value:g}"
    said = Said(text, value, "" if value is None else "posts/s", round(seconds * 1000), is_timed)
    verdict = grade(task_of(asked), value, seconds=said.seconds)
    at = 1_000_000 + number
    return Attempt(
        uid=uid(number),
        card=card,
        at=at,
        posed=asked,
        said=said,
        error_log10=finite(verdict.error_log10),
        automatic=verdict.rating,
        kept=verdict.rating,
        mistake=verdict.mistake,
        mode=Mode.PRACTICE,
    )


def uid(number: int) -> Uid:
    """Return the uid of the attempt with this number."""
    return new_uid(1_000_000 + number, 1)
