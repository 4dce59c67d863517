"""Text metrics of cards."""

import pytest

from flashdesign.content.lint import text_metrics


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one two", 2),
        ("**one** `two` – three", 3),
        ("R + W > N", 3),
        ("read/write ratio, 100:1", 3),
    ],
)
def test_words(text: str, count: int) -> None:
    assert text_metrics.count_words(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("no number", 0, id="none"),
        pytest.param("86,400 s", 1, id="grouped digits"),
        pytest.param("99.99 %", 1, id="a fraction"),
        pytest.param("3 to 10 min", 1, id="a range"),
        pytest.param("3-10 min", 1, id="a range with a dash"),
        pytest.param("5 × 10^9", 1, id="a power with its factor"),
        pytest.param("10⁵", 1, id="a raised power"),
        pytest.param("100:1", 1, id="a ratio"),
        pytest.param("UTF-8 in S3 over IPv4", 0, id="digits in names"),
        pytest.param("Step 2: multiply by 8", 1, id="the number of a step is a label"),
        pytest.param("3, 6 and 12 months", 3, id="three numbers"),
        pytest.param("1" * 100_000 + "a", 0, id="many digits that end as a name"),
        pytest.param("1 " * 50_000 + "a", 1, id="many groups"),
        pytest.param("2.8 Gbit/s, so 10 Gbit/s", 2, id="two numbers"),
    ],
)
def test_numbers(text: str, count: int) -> None:
    assert text_metrics.count_numbers(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one thing", 1),
        ("DNS and the CDN", 2),
        ("a, b, c, d and e", 5),
        ("- a\n- b\n- c\n- d\n- e", 5),
        ("1. a\n2. b", 2),
        ("It fails; a, b or c", 3),
    ],
)
def test_items(text: str, count: int) -> None:
    assert text_metrics.count_items(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("The answer gets written down.", 1, id="one"),
        pytest.param("DNS and the CDN.", 1, id="two names are one answer"),
        pytest.param("Walk through it; ask for feedback.", 2, id="a semicolon"),
        pytest.param("It is slow. Users leave.", 2, id="two sentences"),
        pytest.param("None; sums get no slot of their own.", 1, id="a verdict and its reason"),
        pytest.param("Ask whether it is wanted, and name its use.", 2, id="a comma before and"),
        pytest.param("The leader takes each write and the followers copy it later.", 2, id="and"),
        pytest.param("Reads a second and writes a second", 1, id="two short names"),
        pytest.param("e.g. a cache", 1, id="a period within a sentence"),
    ],
)
def test_clauses(text: str, count: int) -> None:
    assert text_metrics.count_clauses(text) == count


@pytest.mark.parametrize(
    ("question", "answer", "is_contained"),
    [
        ("What does a load balancer do?", "The load balancer", True),
        ("What does a load balancer do?", "Balancer load", False),
        ("Where do requests go?", "to a queue", False),
        ("Which is it?", "the", False),
        ("2^? bytes are 8 of them", "8", False),
        ("A **Cache** helps", "cache", True),
    ],
)
def test_a_question_contains_its_answer(question: str, answer: str, is_contained: bool) -> None:
    assert text_metrics.contains_answer(question, answer) is is_contained


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        ("How long is a day?", "A day is how long?", 1),
        ("a cache", "a queue", 0),
        ("the of", "a in", 0),
        ("cold cache start", "cold cache end", 0.5),
    ],
)
def test_likeness(first: str, second: str, share: float) -> None:
    meaning = (set(text_metrics.content_tokens(text)) for text in (first, second))
    assert text_metrics.similarity(*meaning) == share
