"""Markdown becomes the HTML of Anki's fields, gap by gap."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashdesign.content.anki.write.field_html import cloze_field_html, field_html
from flashdesign.content.rendering.markdown import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("What is it?", "What is it?", id="plain words"),
        pytest.param(
            ' It\'s "so" ', "It&#x27;s &quot;so&quot;", id="quotes as the parser has them"
        ),
        pytest.param("**a** `b<c`", "<strong>a</strong> <code>b&lt;c</code>", id="marks"),
        pytest.param("a\n\nb", "<p>a</p><p>b</p>", id="two paragraphs"),
        pytest.param("1. a", "<ol><li>a</li></ol>", id="a list of one"),
        pytest.param("$x^2 < y$", r"\(x^2 &lt; y\)", id="a formula for MathJax"),
        pytest.param(
            "```py\nif a < b:\n  c\n```", "<pre><code>if a &lt; b:\n  c</code></pre>", id="code"
        ),
        pytest.param("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;", id="no HTML passes"),
        pytest.param("![d](a.png)", '<img src="b.png" alt="d">', id="a picture by its new name"),
        pytest.param("![d](http://x/a.png)", "d", id="no picture from elsewhere"),
    ],
)
def test_a_text(text: str, html: str) -> None:
    assert field_html(text, {"a.png": "b.png"}) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("{{1::R}} + W", "{{c1::R}} + W", id="a gap"),
        pytest.param("{{1::R::which?}}", "{{c1::R::which?}}", id="with a hint"),
        pytest.param("{{1::a {{2::b}} c}}", "{{c1::a {{c2::b}} c}}", id="in another"),
        pytest.param(
            "**{{1::a}}** {{2::_b_}}",
            "<strong>{{c1::a}}</strong> {{c2::<em>b</em>}}",
            id="marks around it and in it",
        ),
        pytest.param("`x {{1::y}}`", "<code>x {{c1::y}}</code>", id="in code"),
        pytest.param("{{1::a}} }} {{c2::", "{{c1::a}} }<!-- -->} {<!-- -->{c2::", id="no gap"),
        pytest.param("{{1::a}}\n\nb", "<p>{{c1::a}}</p><p>b</p>", id="in two paragraphs"),
    ],
)
def test_a_text_with_gaps(text: str, html: str) -> None:
    assert cloze_field_html(text, {}) == html


@given(
    st.lists(
        st.sampled_from(
            ["**", "*", "a", "Z", "ß", "1", " ", ".", ",", '"', "-", "(", ")", "&", ";", "#",
             "[", "]", "...", "…"]
        ),
        max_size=14,
    ).map("".join)
)  # fmt: skip
@example("[…] [a](b)")
@example("**a**b**c**")
@example("**a****a**")
@example('What does **replica 1** do, and "**why**"?')
@example("- **a**")
def test_the_fast_path_gives_the_same_html_as_the_parser(text: str) -> None:
    parsed = to_html(text).strip()
    only = parsed.removeprefix("<p>").removesuffix("</p>")
    assert field_html(text, {}) == (parsed if "<p>" in only else only)
