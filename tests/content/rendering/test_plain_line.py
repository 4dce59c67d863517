"""Markdown in one line, as lists and tables show it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.rendering.markdown import to_plain
from flashdesign.content.rendering.plain_line import markdown_to_line
from flashdesign.domain.notes.question_kinds import Cloze, Match, Ordering, answer, prompt_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("What is\n a  lease?", "What is a lease?", id="spaces and lines"),
        pytest.param("**Bold** and *lean* `code`", "Bold and lean code", id="marks"),
        pytest.param("a_b and __init__ 2*3", "a_b and init 2*3", id="signs in words"),
        pytest.param("\\*kept\\* foo\\_bar", "*kept* foo_bar", id="escaped signs"),
        pytest.param("[CAP](https://example.com/x)?", "CAP?", id="a link"),
        pytest.param("See ![a ring](ring.png)", "See [a ring]", id="a picture with words"),
        pytest.param("![](ring.png) what?", "[ring.png] what?", id="a picture without"),
        pytest.param("$\\lambda \\le 10^{5}$ holds", "λ ≤ 10⁵ holds", id="a formula"),
        pytest.param("R&amp;D &lt; x", "R&D < x", id="entities"),
        pytest.param("Which?\n\n- one\n- two", "Which? • one • two", id="a list"),
        pytest.param("1. one\n2. two", "1. one 2. two", id="a numbered list"),
        pytest.param("```sql\nSELECT 1\nFROM t\n```", "SELECT 1 FROM t", id="code"),
        pytest.param("| a | b |\n|---|---|\n| c | d |", "a b c d", id="a table"),
        pytest.param("a\x1b[2Jb\x07", "a [2Jb", id="signs that move the cursor"),
        pytest.param("2 < 3 > 1", "2 < 3 > 1", id="signs that are no marks"),
        pytest.param("  ", "", id="nothing"),
    ],
)
def test_a_line(text: str, expected: str) -> None:
    assert markdown_to_line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(prompt_text(Cloze("A {{1::**b**}} c"), "c1"), "A […] c", id="a gap"),
        pytest.param(prompt_text(Cloze("A {{1::b::hint}}"), "c1"), "A [hint]", id="a hint"),
        pytest.param(answer(Cloze("A {{1::**b**}} c"), "c1"), "A [b] c", id="a filled gap"),
        pytest.param(answer(Ordering("?", ("*a*", "b"))), "1. a 2. b", id="an order"),
        pytest.param(answer(Match("?", (("`a`", "b"), ("c", "d")))), "• a → b • c → d", id="pairs"),
    ],
)
def test_the_sides_of_a_card(text: str, expected: str) -> None:
    assert markdown_to_line(text) == expected


def test_a_longer_line_is_cut() -> None:
    assert markdown_to_line("**abc** def", 6) == "abc d…"
    assert markdown_to_line("**abc** def", 7) == "abc def"
    assert len(markdown_to_line("word " * 100_000, 240)) <= 240


@given(st.text(alphabet="ab *_`[]()!$1.-\n\\&;{}:", max_size=60))
def test_a_line_is_one_line_with_the_letters_of_the_plain_text(text: str) -> None:
    line = markdown_to_line(text)
    assert line == " ".join(line.split())
    letters = [sign for sign in to_plain(text, is_revealed=False) if sign in "ab"]
    assert [sign for sign in line if sign in "ab"][: len(letters)] == letters or "![" in text
