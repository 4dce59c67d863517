"""Plain text is replaced as it is; the replacement of an expression refers to its groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.notes.find_replace import (
    PatternError,
    PatternTooSlowError,
    Substitution,
    expand_groups,
    replace_plain,
)


@pytest.mark.parametrize(
    ("substitution", "text", "expected"),
    [
        pytest.param(Substitution("a.c", "x"), "a.c abc", "x abc", id="no sign is special"),
        pytest.param(Substitution("Raft", "Paxos"), "Raft raft", "Paxos raft", id="case counts"),
        pytest.param(
            Substitution("raft", "Paxos", matches_case=False),
            "Raft RAFT",
            "Paxos Paxos",
            id="any case",
        ),
        pytest.param(Substitution("a", r"\1"), "a", r"\1", id="the replacement is plain too"),
        pytest.param(Substitution("zz", "y"), "abc", "abc", id="nothing is found"),
    ],
)
def test_plain_text_is_replaced(substitution: Substitution, text: str, expected: str) -> None:
    assert replace_plain(substitution)(text) == expected


@given(st.text(), st.text(min_size=1, max_size=3), st.text(max_size=3))
def test_plain_replacement_equals_that_of_the_text(text: str, find: str, replacement: str) -> None:
    assert replace_plain(Substitution(find, replacement))(text) == text.replace(find, replacement)


@pytest.mark.parametrize(
    ("replacement", "expected"),
    [
        pytest.param(r"\2-\1", "b-a", id="groups"),
        pytest.param(r"[\0]", "[ab]", id="the whole match"),
        pytest.param(r"\n\t\\", "\n\t\\", id="signs"),
        pytest.param(r"C:\x", r"C:\x", id="another backslash stays"),
        pytest.param("end\\", "end\\", id="a backslash at the end stays"),
    ],
)
def test_groups_are_filled_in(replacement: str, expected: str) -> None:
    assert expand_groups(replacement, lambda number: ("ab", "a", "b")[number]) == expected


def test_the_errors_say_what_to_do() -> None:
    assert str(PatternError("missing )", 3)) == (
        "The expression cannot be read, at character 3: missing )"
    )
    assert "more than 100 steps on the text “aaa”" in str(PatternTooSlowError("100", "aaa"))
