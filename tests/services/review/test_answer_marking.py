"""The marking of chosen, arranged, named and typed answers, and of numbers."""

import pytest

from flashdesign.domain.notes.question_kinds import (
    Basic,
    Bucket,
    Classify,
    Item,
    List,
    Number,
    Option,
    Ordering,
)
from flashdesign.domain.notes.tasks import MatchingTask, NamingTask
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.services.review import answer_marking
from flashdesign.services.review.answer_marking import Marking, mark_list, mark_matching, mark_typed

PHASES = Ordering("Which order?", ("scope", "sketch", "deep dive", "wrap up"))
SORTS = Classify("?", (Bucket("up", ("bigger",)), Bucket("out", ("shard", "copy"))))
NAMES = List("Which?", (Item("QPS"), Item("storage", ("disk",)), Item("cache")))
TYPED = Basic("What is written first?", "the write-ahead log", accept=("WAL",))
BOARD = MatchingTask(("1.", "2.", "3.", "4."), ("a", "b", "c", "d"), (0, 1, 2, 3))
DAY = Number("Seconds in a day?", "86400", "s", bands="recall")
PORT = Number("Port of HTTPS?", "443", bands="exact")
POWER = Number("2^10?", "1024", bands="exact")
NINES = Number("Three nines?", "99.9", "%", bands="exact")
DISK = Number("A seek?", "4", "ms", span=("4", "10"), bands="recall")
STRICT = Number("Seconds in a day?", "86400", "s", bands=(0.001, 0.002, 0.005))


@pytest.mark.parametrize(
    ("placed", "expected", "suggested"),
    [
        pytest.param((0, 1, 2, 3), "All correct.", Rating.GOOD, id="all"),
        pytest.param((0, 1, 2, None), "3 of 4 correct.", Rating.HARD, id="one missing"),
        pytest.param((1, 0, 2, 3), "2 of 4 correct.", Rating.AGAIN, id="two swapped"),
    ],
)
def test_marking_a_board(placed: tuple[int | None, ...], expected: str, suggested: Rating) -> None:
    outcome = mark_matching(BOARD, placed)
    assert (outcome.verdict, outcome.suggested, outcome.arrangement) == (
        expected,
        suggested,
        placed,
    )


@pytest.mark.parametrize(
    ("texts", "expected", "suggested"),
    [
        pytest.param(["disk", "cache", "qps"], "3 of 3 named.", Rating.GOOD, id="all"),
        pytest.param(
            ["disk", "users"],
            "1 of 3 named. Missing: QPS, cache. Not on the list: users.",
            Rating.AGAIN,
            id="one, and a wrong one",
        ),
    ],
)
def test_marking_a_list(texts: list[str], expected: str, suggested: Rating) -> None:
    outcome = mark_list(NamingTask(NAMES.items, len(NAMES.items)), texts)
    assert (outcome.verdict, outcome.suggested) == (expected, suggested)
    assert [entry.text for entry in outcome.entries] == texts


@pytest.mark.parametrize(
    ("text", "expected", "suggested"),
    [
        pytest.param("Write-ahead log", "Correct.", Rating.GOOD, id="the back"),
        pytest.param("wal", "Correct.", Rating.GOOD, id="another name"),
        pytest.param("write-ahaed log", "except for the spelling", Rating.GOOD, id="a typo"),
        pytest.param(
            "the page",
            "not one of the accepted answers",
            Rating.AGAIN,
            id="something else",
        ),
    ],
)
def test_marking_words(text: str, expected: str, suggested: Rating) -> None:
    outcome = mark_typed(TYPED.typed_answers(""), text)
    assert expected in outcome.verdict
    assert outcome.suggested is suggested


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        pytest.param(0, Marking("Correct.", Rating.GOOD, 0), id="right"),
        pytest.param(
            1, Marking("Not quite: It is chosen.", Rating.AGAIN, 1), id="wrong, with the reason"
        ),
        pytest.param(2, Marking("Not quite.", Rating.AGAIN, 2), id="wrong without a reason"),
    ],
)
def test_marking_a_choice(chosen: int, expected: Marking) -> None:
    options = (
        Option("A", right=True),
        Option("B", right=False, why="It is chosen."),
        Option("C", right=False),
    )
    assert answer_marking.mark_choice(options, chosen) == expected


@pytest.mark.parametrize(
    ("number", "text", "expected"),
    [
        pytest.param(DAY, "86400", Marking("Correct: 86,400 s.", Rating.GOOD), id="right"),
        pytest.param(
            DAY, "24 h", Marking("Correct: 24 h.", Rating.GOOD), id="right in another unit"
        ),
        pytest.param(
            DAY,
            "1e5",
            Marking("You said 100,000 s: 1.16× too high.", Rating.GOOD),
            id="close enough, with the factor",
        ),
        pytest.param(
            DAY,
            "50000",
            Marking("You said 50,000 s: 1.73× too low.", Rating.HARD),
            id="a near miss is hard",
        ),
        pytest.param(
            DAY,
            "3600",
            Marking("You said 3,600 s: 24× too low.", Rating.AGAIN),
            id="too far off",
        ),
        pytest.param(
            DAY,
            "224",
            Marking("You said 224 s: 390× too low.", Rating.AGAIN),
            id="a large factor has two digits",
        ),
        pytest.param(
            DAY,
            "0",
            Marking("You said 0 s: zero is never the answer.", Rating.AGAIN),
            id="zero",
        ),
        pytest.param(DISK, "7", Marking("Correct: 7 ms.", Rating.GOOD), id="inside a range"),
        pytest.param(
            DISK,
            "40",
            Marking("You said 40 ms: 4× too high.", Rating.AGAIN),
            id="beyond a range, from its nearer end",
        ),
        pytest.param(PORT, "443", Marking("Correct: 443.", Rating.GOOD), id="exactly right"),
        pytest.param(POWER, "1024", Marking("Correct: 1024.", Rating.GOOD), id="all digits shown"),
        pytest.param(
            POWER,
            "1025",
            Marking("You said 1025: close, but not close enough here.", Rating.AGAIN),
            id="next to an exact number",
        ),
        pytest.param(
            POWER,
            "1000",
            Marking("You said 1000: 1.02× too low.", Rating.AGAIN),
            id="an exact number rounded",
        ),
        pytest.param(
            NINES,
            "99.99 %",
            Marking("You said 99.99 %: close, but not close enough here.", Rating.AGAIN),
            id="one nine too many",
        ),
        pytest.param(
            STRICT,
            "87000",
            Marking("You said 87,000 s: close, but not close enough here.", Rating.HARD),
            id="a near miss with narrow bands is not right",
        ),
    ],
)
def test_marking_a_number(number: Number, text: str, expected: Marking) -> None:
    assert answer_marking.mark_number(number, text) == expected


@pytest.mark.parametrize("text", ["", "soon", "5 GB", "-3", "1e999"])
def test_a_text_that_is_not_a_number_is_not_marked(text: str) -> None:
    with pytest.raises(QuantityError):
        answer_marking.mark_number(DAY, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("  ", ("", False), id="nothing yet"),
        pytest.param("24h", ("Reads as 24 hours", False), id="read as it is typed"),
        pytest.param(
            "soon",
            (
                '"soon" is not a number. Start with a number, e.g. 3500, 3.5k or 10^5.',
                True,
            ),
            id="with an error",
        ),
    ],
)
def test_reading_while_typing(text: str, expected: tuple[str, bool]) -> None:
    assert answer_marking.describe_number(DAY, text) == expected


def test_a_comma_is_read_by_the_local_convention() -> None:
    ratio = Number("Requests a second?", "1.234", "1/s")
    assert answer_marking.mark_number(ratio, "1,234", decimal_comma=True).suggested is Rating.GOOD
    assert answer_marking.mark_number(ratio, "1,234").suggested is Rating.AGAIN
    assert "1,5" in answer_marking.mark_number(ratio, "1,5", decimal_comma=True).verdict
    assert answer_marking.describe_number(ratio, "1,5", decimal_comma=True)[0].startswith(
        "Reads as 1,5"
    )
