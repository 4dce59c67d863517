"""Code as HTML: colors by token, no character lost."""

import pytest

from flashdesign.ui.cards.code_block import code_renderer
from flashdesign.ui.theme.colors import DARK, LIGHT, Tokens


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_each_token_has_its_color(tokens: Tokens) -> None:
    html = code_renderer(tokens)('def f(): return "<a>" + 1  # why', "python")
    for color, words in (
        (tokens.code_keyword, "def"),
        (tokens.code_name, "f"),
        (tokens.code_string, "&lt;a&gt;"),
        (tokens.code_number, "1"),
        (tokens.code_comment, "# why"),
    ):
        assert f'<span style="color:{color}">{words}</span>' in html
    assert tokens.code_background in html


@pytest.mark.parametrize("language", ["", "nolanguage", "python x"], ids=["none", "new", "known"])
def test_every_character_is_kept(language: str) -> None:
    html = code_renderer(LIGHT)("a\n\tb & <c>", language)
    assert "<br>" in html
    assert "&amp;" in html
    assert "&nbsp;" * 4 in html
    assert "<c>" not in html


def test_very_long_code_is_not_colored() -> None:
    assert "style=" not in code_renderer(LIGHT)("x = 1\n" * 5_000, "python")


def test_a_long_line_may_be_broken_between_words_but_not_in_its_indentation() -> None:
    html = code_renderer(LIGHT)("if x:\n    return 1  # why not", "")
    assert "if x:<br>&nbsp;&nbsp;&nbsp;&nbsp;return 1&nbsp; # why not" in html
