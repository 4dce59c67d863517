"""Typed searches: their queries and error messages."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.notes.question_kinds import kind_names
from flashdesign.domain.search.parser import QueryError, closest_match, parse_search
from flashdesign.domain.search.query import (
    EVERYTHING,
    AllOf,
    AnyOf,
    CardProperty,
    CardStatus,
    Compared,
    Flagged,
    HasStatus,
    InDeck,
    Not,
    OfKind,
    Query,
    Tagged,
    Words,
)

A, B = Words("a"), Words("b")
DUE = HasStatus(CardStatus.DUE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", EVERYTHING, id="an empty search finds all"),
        pytest.param("  a  b ", AllOf((A, B)), id="all words must match"),
        pytest.param('"a b"', Words("a b", is_phrase=True), id="a phrase"),
        pytest.param('"a b', Words("a b"), id="a phrase that is still being typed"),
        pytest.param("a OR b", AnyOf((A, B)), id="one of two"),
        pytest.param("a b or is:due", AnyOf((AllOf((A, B)), DUE)), id="or has lower precedence"),
        pytest.param("a or", A, id="or with nothing after it yet"),
        pytest.param("or", EVERYTHING, id="or alone"),
        pytest.param('"or"', Words("or", is_phrase=True), id="the word or"),
        pytest.param("-a", Not(A), id="but not"),
        pytest.param("-", EVERYTHING, id="a minus with nothing after it yet"),
        pytest.param("a - b", AllOf((A, B)), id="a dash between words"),
        pytest.param("-(a b)", Not(AllOf((A, B))), id="neither"),
        pytest.param("-or", Not(Words("or")), id="but not the word or"),
        pytest.param("a (b or is:due", AllOf((A, AnyOf((B, DUE)))), id="a bracket left open"),
        pytest.param("()", EVERYTHING, id="nothing in brackets"),
        pytest.param('deck:"System design"', InDeck("System design"), id="a deck with a space"),
        pytest.param("DECK:x", InDeck("x"), id="names in capitals"),
        pytest.param("tag=cap", Tagged("cap"), id="a name with ="),
        pytest.param("flag:0", Flagged(0), id="no flag"),
        pytest.param("kind:Cloze", OfKind("cloze"), id="a kind"),
        pytest.param("lapses>3", Compared(CardProperty.LAPSES, ">", 3), id="above"),
        pytest.param("reps:0", Compared(CardProperty.REPS, "=", 0), id="equal"),
        pytest.param("due<=2w", Compared(CardProperty.DUE, "<=", 14), id="weeks"),
        pytest.param("due<-3d", Compared(CardProperty.DUE, "<", -3), id="overdue by days"),
        pytest.param("stability>=1y", Compared(CardProperty.STABILITY, ">=", 365.25), id="a year"),
        pytest.param("R+W>N", Words("R+W>N"), id="a sign within a word"),
        pytest.param("acks=all", Words("acks=all"), id="an option of some program"),
        pytest.param('a="b c"', Words("a=b c"), id="an option with a quoted value"),
        pytest.param("size>3", Words("size>3"), id="a comparison of nothing known"),
        pytest.param("C++ C# .NET", AllOf((Words("C++"), Words("C#"), Words(".NET"))), id="signs"),
        pytest.param("O(log n)", Words("O(log n)"), id="brackets directly after a word"),
        pytest.param("O(log n", Words("O(log n"), id="such brackets still open"),
        pytest.param("f(g(x))[0] a", AllOf((Words("f(g(x))[0]"), A)), id="brackets in brackets"),
        pytest.param("f(a)(b) b", AllOf((Words("f(a)(b)"), B)), id="brackets after brackets"),
        pytest.param("a or(b a)", AnyOf((A, AllOf((B, A)))), id="or right before a bracket"),
        pytest.param("tag:f(x) a", AllOf((Tagged("f(x)"), A)), id="brackets in a tag"),
        pytest.param("--flag", Words("--flag"), id="two minuses"),
        pytest.param("--", EVERYTHING, id="two minuses alone"),
        pytest.param("-C++", Not(Words("C++")), id="but not a word with signs"),
        pytest.param("std::vector", Words("std::vector"), id="two colons"),
        pytest.param("p99:latency", Words("p99:latency"), id="a colon after a digit"),
        pytest.param("99.9% 10^5", AllOf((Words("99.9%"), Words("10^5"))), id="numbers"),
        pytest.param('"->"', Words("->", is_phrase=True), id="signs in quotes"),
        pytest.param("cach*", Words("cach"), id="a star for any ending"),
        pytest.param('"a*"', Words("a*", is_phrase=True), id="a star in quotes is a star"),
        pytest.param("缓存", Words("缓存"), id="a script without spaces"),
    ],
)
def test_read(text: str, expected: Query) -> None:
    assert parse_search(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("is:du", "Unknown filter is:du. Did you mean is:due?", id="a standing"),
        pytest.param(
            "is:",
            "Add due, new, learning, review, suspended, buried or leech after is:.",
            id="no standing yet",
        ),
        pytest.param(
            "flag:9", "Unknown filter flag:9. Use 0, 1, 2, 3, 4, 5, 6 or 7.", id="no similar name"
        ),
        pytest.param("kind:clz", "Did you mean kind:cloze?", id="a kind"),
        pytest.param("lapse>3", "Did you mean lapses>3?", id="a property"),
        pytest.param("dek:x", "Did you mean deck:x?", id="a name"),
        pytest.param(
            "http://x",
            "Unknown filter “http:”. Use deck:, tag:, is:",
            id="a name without a similar one",
        ),
        pytest.param("key:v", 'To search for text, use "key:v".', id="a colon in text"),
        pytest.param("lapse>3", 'To search for text, use "lapse>3".', id="a comparison in text"),
        pytest.param("deck:", "Add the name of a deck after deck:.", id="no deck yet"),
        pytest.param("deck>3", "deck is not a number. Write deck:3.", id="a name compared"),
        pytest.param("due<", "Add a number of days after due<, e.g. 7d", id="no number yet"),
        pytest.param(
            "due<x", "“x” is not a number of days. Write e.g. due<7d; the units are", id="no number"
        ),
        pytest.param(
            "lapses>3d", "“3d” is not a number. Write e.g. lapses>3.", id="days of a count"
        ),
        pytest.param("a ) b", "There is a “)” without a “(”", id="a bracket too many"),
        pytest.param("→", "“→” has no letter or digit", id="a sign alone"),
        pytest.param("->", 'To find it as it is, use "->"', id="symbols that need quotes"),
        pytest.param('"\\"', "has no letter or digit", id="a symbol that is ignored"),
        pytest.param("(" * 401, "at most 400 characters", id="too long"),
    ],
)
def test_errors_suggest_the_closest_valid_search(text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_search(text)
    assert message in str(caught.value)


@given(st.text(alphabet='ab-()": <>=:deckisduflag37 or', max_size=60))
def test_any_text_is_a_query_or_a_clear_error(text: str) -> None:
    with suppress(QueryError):
        parse_search(text)


def test_the_deepest_nesting_is_read() -> None:
    assert parse_search("(" * 400) == EVERYTHING


def test_all_kinds_can_be_searched() -> None:
    assert len(kind_names()) == 9


def test_the_nearest_name_keeps_its_case() -> None:
    assert closest_match("cachng", ["Caching", "Queues"]) == "Caching"
    assert closest_match("zzz", ["Caching"]) is None
