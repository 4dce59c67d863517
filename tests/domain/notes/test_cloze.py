"""Cloze gaps: numbers, hints and nested gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.notes.cloze import (
    GAP_OPEN,
    MAX_DEPTH,
    Gap,
    Piece,
    hide_gaps,
    mark_gaps,
    numbers,
    split_gaps,
)
from flashdesign.domain.notes.question_kinds import Cloze


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("none", ("none",), id="no gap"),
        pytest.param("", (), id="no text"),
        pytest.param("{{1::a}}{{12::b}}", (Gap(1, ("a",)), Gap(12, ("b",))), id="side by side"),
        pytest.param("{{1::a::b::c}}", (Gap(1, ("a",), "b::c"),), id="the first colons end it"),
        pytest.param("{{1::a{b}::h}}", (Gap(1, ("a{b}",), "h"),), id="a hint after a brace"),
        pytest.param("{{1::a::{b} c}}", (Gap(1, ("a::{b} c",)),), id="a hint has no braces"),
        pytest.param("{{1::}}", (Gap(1, ()),), id="nothing in it"),
        pytest.param("{{x}} {{0::b}}", ("{{x}} {{0::b}}",), id="braces that are no gap"),
        pytest.param(
            "{{1::a {{2::b::c}} d::e}} f",
            (Gap(1, ("a ", Gap(2, ("b",), "c"), " d"), "e"), " f"),
            id="a gap in a gap, each with its hint",
        ),
        pytest.param("{{1::{{2::b}}}}", (Gap(1, (Gap(2, ("b",)),)),), id="a gap and nothing else"),
        pytest.param(
            "a {{1::b {{2::c}}", ("a ", "{{1::", "b ", Gap(2, ("c",))), id="an unclosed gap"
        ),
    ],
)
def test_pieces(text: str, expected: tuple[Piece, ...]) -> None:
    assert split_gaps(text) == expected


def test_gaps_are_never_nested_too_deeply() -> None:
    assert len(numbers("{{1::" * 5_000 + "}}" * 5_000)) == MAX_DEPTH


def test_a_text_of_many_gaps_is_parsed_once_for_all_its_cards() -> None:
    question = Cloze(" ".join(f"{{{{{number}::a}}}}" for number in range(1, 201)))
    parts = question.parts
    split_gaps.cache_clear()
    assert [question.answer_text(part).count(GAP_OPEN) for part in parts] == [1] * 200
    assert split_gaps.cache_info().misses == 1


@given(st.text("{}:1a", max_size=60))
def test_any_text_has_a_question_and_an_answer(text: str) -> None:
    for number in numbers(text):
        assert "⟦" in mark_gaps(text, number)
        assert hide_gaps(text, number).count("⟦") == hide_gaps(text, number).count("⟧")
    assert mark_gaps(text, 0) == hide_gaps(text, 0)
    assert "⟦" not in mark_gaps(text, 0)
