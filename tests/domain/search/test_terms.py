"""Terms of the side list find what they name, and are added to a typed search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.search.parser import QueryError, parse_search
from flashdesign.domain.search.query import AllOf, AnyOf, CardStatus, HasStatus, InDeck, Tagged
from flashdesign.domain.search.terms import add_term, filter_term


@pytest.mark.parametrize(
    ("value", "term"),
    [
        pytest.param("raft", "tag:raft", id="a word"),
        pytest.param("a::b/c-d", "tag:a::b/c-d", id="levels"),
        pytest.param("two words", 'tag:"two words"', id="words are quoted"),
        pytest.param("O(n)", 'tag:"O(n)"', id="brackets are quoted"),
        pytest.param('5"-disk', "tag:5", id="a quote ends the value"),
        pytest.param('"quoted"', "", id="nothing is left before a quote"),
    ],
)
def test_a_term_is_quoted_where_needed(value: str, term: str) -> None:
    assert filter_term("tag", value) == term


@given(st.text(max_size=60))
def test_each_term_is_a_filter_for_the_beginning_of_its_value(value: str) -> None:
    term = filter_term("tag", value)
    if term and len(term) < 300:
        query = parse_search(term)
        assert isinstance(query, Tagged)
        assert value.strip().startswith(query.name)


@pytest.mark.parametrize(
    ("text", "either", "expected"),
    [
        pytest.param("", False, "is:due", id="alone"),
        pytest.param("  ", True, "is:due", id="to spaces"),
        pytest.param("raft", False, "raft is:due", id="both"),
        pytest.param("raft", True, "raft or is:due", id="either"),
        pytest.param("a or b", False, "(a or b) is:due", id="alternatives are put in brackets"),
        pytest.param("a or b", True, "a or b or is:due", id="one more alternative"),
        pytest.param('raft "a phr', False, 'raft "a phr" is:due', id="an open quote is closed"),
        pytest.param("(a or b", False, "((a or b)) is:due", id="an open bracket is closed"),
        pytest.param("raft is:due", False, "raft is:due", id="it is there already"),
        pytest.param("is:nonsense", False, "is:due", id="an invalid search is replaced"),
    ],
)
def test_a_term_is_added(text: str, either: bool, expected: str) -> None:
    assert add_term(text, "is:due", either=either) == expected


def test_the_added_term_limits_or_widens_the_search() -> None:
    due, deck = HasStatus(CardStatus.DUE), InDeck("a")
    assert parse_search(add_term("deck:a", "is:due")) == AllOf((deck, due))
    assert parse_search(add_term("deck:a", "is:due", either=True)) == AnyOf((deck, due))


@given(st.text(max_size=80), st.booleans())
def test_whatever_is_typed_the_result_can_be_searched(text: str, either: bool) -> None:
    try:
        parse_search(add_term(text, "is:due", either=either))
    except QueryError as error:
        raise AssertionError(text) from error
