"""HTML of other programs becomes Markdown; nothing that could run, read or call is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.cell_html import to_markdown
from flashdesign.content.markdown import to_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("a<br>b", "a\nb", id="a line break"),
        pytest.param("<b>a</b> and <em>b</em>", "**a** and *b*", id="emphasis"),
        pytest.param("<ul><li>a</li><li>b</li></ul>", "- a\n- b", id="a list"),
        pytest.param("&lt;p&gt; &amp; &infin;", "<p> & ∞", id="entities"),
        pytest.param("<pre><code>a\n  b</code></pre>", "```\na\n  b\n```", id="code"),
        pytest.param('<a href="https://a.org/">x</a>', "[x](https://a.org/)", id="a link"),
        pytest.param('<a href="javascript:x()">x</a>', "x", id="a link that would run"),
        pytest.param("<script>x()</script>end", "end", id="a script"),
        pytest.param('<img src="file:///etc/passwd" onerror="x()">end', "end", id="a local file"),
        pytest.param("end[sound:../a.wav]", "end", id="a sound"),
    ],
)
def test_what_becomes_of_html(html: str, text: str) -> None:
    assert to_markdown(html) == text


@given(st.text(st.sampled_from("<>/=\"' abscriptonjv:&;#123!-[]()"), max_size=120))
def test_whatever_comes_nothing_active_is_shown(html: str) -> None:
    shown = to_html(to_markdown(html)).lower()
    assert "<script" not in shown
    assert "<img" not in shown or 'src="' in shown
