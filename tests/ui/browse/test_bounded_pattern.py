"""A typed expression replaces as PCRE does, within a limit of steps."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.notes.find_replace import PatternError, PatternTooSlowError, Substitution
from flashdesign.ui.browse.bounded_pattern import ReplacingCancelledError, make_replace


def replaced(find: str, replacement: str, text: str, *, matches_case: bool = True) -> str:
    substitution = Substitution(find, replacement, is_pattern=True, matches_case=matches_case)
    return make_replace(substitution, lambda: False)(text)


@pytest.mark.parametrize(
    ("find", "replacement", "text", "expected"),
    [
        pytest.param(r"(\w+)-(\w+)", r"\2 \1", "a-b c-d", "b a d c", id="groups"),
        pytest.param(r"\d+ ?ms", "x", "5 ms, 12ms", "x, x", id="several matches"),
        pytest.param("b", "x", "😀b😀b", "😀x😀x", id="signs beyond the first plane"),
        pytest.param("(?<=a)", "-", "aba", "a-ba-", id="empty matches"),
        pytest.param("^", "> ", "😀", "> 😀", id="the beginning"),
        pytest.param(r"(a)|b", r"[\1]", "ab", "[a][]", id="a group without a match is empty"),
        pytest.param("z", "x", "abc", "abc", id="no match"),
        pytest.param("É", "e", "É", "e", id="a letter with an accent"),
    ],
)
def test_an_expression_is_replaced(find: str, replacement: str, text: str, expected: str) -> None:
    assert replaced(find, replacement, text) == expected


def test_case_is_ignored_if_wanted() -> None:
    assert replaced("ä", "x", "Ää", matches_case=False) == "xx"
    assert replaced("ä", "x", "Ää") == "Äx"


@given(st.text(max_size=30), st.sampled_from(["a", "[ab]+", "a?b", r"\d", "(?:ab|a)"]))
def test_simple_expressions_agree_with_python(text: str, find: str) -> None:
    assert replaced(find, "_", text) == re.sub(find.replace(r"\d", r"\d"), "_", text)


@pytest.mark.parametrize(
    ("find", "text"),
    [
        pytest.param("(a+)+$", "a" * 60 + "b", id="a repeat in a repeat"),
        pytest.param(r"(?:[a-z ]+)+\d", "the quick brown fox " * 50, id="words"),
        pytest.param("(a+)+$", "ab" * 10 + "a" * 60 + "b", id="after other texts"),
        pytest.param(r"^x|(?:a|aa)+$", "x" + "a" * 200 + "b", id="after a match"),
    ],
)
def test_a_hostile_expression_ends_with_an_error(find: str, text: str) -> None:
    with pytest.raises(PatternTooSlowError, match="more than 1,000,000 steps"):
        replaced(find, "", text)


def test_the_user_cannot_raise_the_limit() -> None:
    with pytest.raises(PatternTooSlowError):
        replaced("(*LIMIT_MATCH=4000000000)(a+)+$", "", "a" * 60 + "b")


def test_an_invalid_expression_is_told_with_its_place() -> None:
    with pytest.raises(PatternError, match="at character 4"):
        replaced("(ab", "", "")


def test_it_ends_if_canceled() -> None:
    replace = make_replace(Substitution("a", "b"), lambda: True)
    with pytest.raises(ReplacingCancelledError):
        replace("a")
