"""HTML in Obsidian notes is shown as in Obsidian, not as tags."""

import pytest

from flashdesign.content.obsidian.importer import convert_html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("10<sup>5</sup> H<sub>2</sub>O", "10⁵ H₂O", id="raised and lowered"),
        pytest.param("<b>a</b> <span style='color:red'>b</span>", "**a** b", id="emphasis"),
        pytest.param("<ruby>日<rt>ni</rt></ruby>", "日 (ni)", id="a reading"),
        pytest.param("a<br>b<br/>\nc<br>", "a\\\nb\\\nc", id="line breaks"),
        pytest.param("| a<br>b | c |", "| a b | c |", id="a line break in a table"),
        pytest.param("`<sup>5</sup>` <b>x", "`<sup>5</sup>` <b>x", id="code and open tags"),
        pytest.param("```\n<sup>5</sup>\n```", "```\n<sup>5</sup>\n```", id="a code block"),
        pytest.param("<b>*x*</b>", "<b>*x*</b>", id="Markdown in HTML is left"),
    ],
)
def test_simple_html_becomes_markdown(text: str, shown: str) -> None:
    assert convert_html(text) == shown
