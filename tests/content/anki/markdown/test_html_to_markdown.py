"""HTML of fields becomes Markdown that shows the same, without active content."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.anki.markdown.html_to_markdown import MAX_CHARACTERS, to_markdown
from flashdesign.content.rendering.markdown import to_html, to_plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("plain   words\n here", "plain words here", id="words"),
        pytest.param("a<br>b", "a\\\nb", id="a line break"),
        pytest.param("a<br><br><br>b<br>", "a\n\nb", id="an empty line"),
        pytest.param("a<div>b</div><div><br></div>c", "a\n\nb\n\nc", id="blocks"),
        pytest.param("<b>a </b>and <em>b</em>", "**a** and *b*", id="emphasis"),
        pytest.param("<b>a</b><b>b</b><b></b>", "**ab**", id="emphasis in pieces"),
        pytest.param("<b><strong>a</strong></b>", "**a**", id="emphasis twice"),
        pytest.param("<b>a<p>b</p></b>", "**a**\n\n**b**", id="emphasis over blocks"),
        pytest.param("<ul><li>a<li>b</ul>", "- a\n- b", id="a list"),
        pytest.param(
            "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
            "1. a\n   - b\n2. c",
            id="a list in a list",
        ),
        pytest.param(
            "<table><tr><th>a</th><th>b</th></tr><tr><td>c|d<td>e<br>f</table>",
            "| a | b |\n| --- | --- |\n| c\\|d | e f |",
            id="a table",
        ),
        pytest.param("<table><tr><td>a</td></tr></table>", "a", id="a layout table"),
        pytest.param("&lt;p&gt; &amp; &infin;&nbsp;x", "<p> & ∞ x", id="entities"),
        pytest.param("<pre><code>a\n  <b>b</b></code></pre>", "```\na\n  b\n```", id="code"),
        pytest.param("<code>a<br>b</code>", "```\na\nb\n```", id="code of two lines"),
        pytest.param("<code>a`b</code>", "`` a`b ``", id="code with a backtick"),
        pytest.param("<pre>```</pre>", "````\n```\n````", id="code with a fence"),
        pytest.param(
            "<ul><li>a<pre>b\nc</pre></li></ul>",
            "- a\n\n  ```\n  b\n  c\n  ```",
            id="code in a list",
        ),
        pytest.param('<a href="https://a.org/">x</a>', "[x](https://a.org/)", id="a link"),
        pytest.param("\\(a_b\\) <b>x</b>", "$a_b$ **x**", id="a formula"),
        pytest.param("<code>\\(a\\)</code>", "`\\(a\\)`", id="no formula in code"),
        pytest.param("{{c1::<i>a</i>::b}}", "{{c1::*a*::b}}", id="a gap"),
        pytest.param('<span style="color:red">a</span>', "a", id="an ignored style"),
        pytest.param(
            '10<span style="vertical-align:5px">5</span>', "10⁵", id="raised by a distance"
        ),
        pytest.param(
            'H<span style="vertical-align: -25%">2</span>O', "H₂O", id="lowered by a part"
        ),
        pytest.param(
            "10<span style='mso-text-raise:6.0pt'>3</span>", "10³", id="raised as Word does it"
        ),
        pytest.param(
            '10<span style="position: relative; top: -0.5em">5</span>', "10⁵", id="moved up"
        ),
        pytest.param('H<span style="top:3px;position:relative">2</span>O', "H₂O", id="moved down"),
        pytest.param(
            'H<span style="position:relative;bottom:-3px">2</span>', "H₂", id="moved below"
        ),
        pytest.param('10<span style="top:-1em">5</span>', "105", id="a position without effect"),
        pytest.param("<code>2<sup>10</sup></code>", "`2¹⁰`", id="an exponent in code"),
        pytest.param(
            "<pre>2<sup>10</sup></pre>", "```\n2¹⁰\n```", id="an exponent in a code block"
        ),
        pytest.param(
            '<div style="white-space: pre-wrap">a\n  b</div>', "a\\\nb", id="lines that are kept"
        ),
        pytest.param(
            r"\(a\)⟦<kbd><div style='font-family: Consolas; white-space: pre'>b</div></kbd>",
            "$a$&#10214;\n\n```\nb\n```",
            id="a code block that begins within code",
        ),
        pytest.param("a<br>\u2003", "a", id="a break before a wide space at the end"),
        pytest.param("a<br><code>\u00a0</code>", "a", id="a break before blank code"),
        pytest.param("<ol><li>\u2003<p>a</ol>", "1. a", id="a wide space before an item's words"),
        pytest.param("<ol><li><kbd> a</kbd><p>b</ol>", "1. `a`\n\n   b", id="an item with code"),
        pytest.param(
            '<a href="https://a.org">…</a>', "[&#8230;](https://a.org)", id="a link that is no gap"
        ),
    ],
)
def test_html_becomes_markdown(html: str, text: str) -> None:
    assert to_markdown(html).text == text


@pytest.mark.parametrize(
    "text",
    [
        "a * b, a*b*c, *x*", "snake_case and _x_", "`x` and \\* and \\", "[a](b) and [...]",
        "$5 and $6", "&copy; is a sign", "- a", "12. a", "+ b", "~~~", "a < b > c", "**", "[x]: y",
        "# no heading", "> no quote", "![x](a.png)",
    ],
)  # fmt: skip
def test_markdown_characters_are_escaped(text: str) -> None:
    html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert to_plain(to_markdown(html).text) == text


@pytest.mark.parametrize(
    ("html", "left", "message"),
    [
        pytest.param("<script>x()</script>end", "end", "<script>", id="a script"),
        pytest.param("<iframe src=x></iframe>end", "end", "<iframe>", id="a frame"),
        pytest.param("<style>@import x</style>end", "end", "<style>", id="a style"),
        pytest.param("<svg><script>x</script></svg>end", "end", "<svg>", id="a drawing"),
        pytest.param('<p onclick="x()">end</p>', "end", "onclick", id="a handler"),
        pytest.param(
            '<a href="java\nscript:x()">end</a>', "end", "javascript", id="a link with a script"
        ),
        pytest.param('<a href="file:///etc">end</a>', "end", "'file'", id="a link to a file"),
        pytest.param('<img src="../a.png">end', "end", "'../a.png'", id="a picture elsewhere"),
        pytest.param("end[sound:../a.wav]", "end", "'../a.wav'", id="a sound"),
    ],
)
def test_removed_content_is_reported(html: str, left: str, message: str) -> None:
    found = to_markdown(html)
    assert found.text == left
    assert any(message in item for item in found.removed), found.removed


_PIECES = st.sampled_from(
    [
        "<script>", "</script>", "<iframe src=//x>", "<img src=a.png>", "<b>", "</b>", "<ul>",
        "<img src='http://e/x.png' onerror=x()>", "<a href='javascript:x()'>", "</a>", "<li>",
        "</ul>", "<ol>", "<table>", "<tr>", "<td>", "</table>", "<pre>", "<code>", "</code>",
        "</pre>", "&lt;", "&#60;script&#62;", "<!--", "-->", "<![CDATA[", "]]>", "[sound:x]",
        "\\(", "\\)", "&#xe000;", "&#xe003;1&#xe003;", "{{c1::", "}}", "**", "_", "`", " ", "|",
        "![a](http://e/x.png)", "[a](javascript:x)", "\n", "<br>", "<div>", "word", "- ",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_active_content_is_never_kept(html: str) -> None:
    found = to_markdown(html, lambda name: name if name == "a.png" else None)
    shown = to_html(found.text).lower()
    for sign in ("<script", "<iframe", '<a href="java', 'src="http', "onerror=x()>"):
        assert sign not in shown
    assert not any("\ue000" <= sign <= "\ue00f" for sign in found.text)


_BRACKETS = st.sampled_from(
    ["[", "]", "(", ")", "!", ".", ":", "-", " ", "1", "a", "é", "…", "[...]", "[…]", "[sound:",
     "[latex]", "](", "http://x.y", "[a]"]
)  # fmt: skip


@given(st.lists(_BRACKETS, max_size=9).map("".join))
def test_a_text_with_brackets_is_read_as_with_markup(text: str) -> None:
    # The empty tag keeps it from being recognized as plain.
    for has_gaps in (False, True):
        assert to_markdown(text, has_gaps=has_gaps) == to_markdown(
            f"{text}<b></b>", has_gaps=has_gaps
        )


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<a", "<a '", "<a b=\"", "<!", "<!--", "&", "&#9", "<b>", "<ul><li>", "\\(", "*", "[",
        "<table><tr><td>", "`", "\n ", "&nbsp;", "\u2003", "<br>", "<script>", "<pre>", "</", "<![",
        "{{c1::", "$a", "[sound:", "<a b", "<a  ", "_", "|", "<p>a",
    ],
)  # fmt: skip
def test_no_input_takes_long(piece: str) -> None:
    html = "<i>" + piece * (MAX_CHARACTERS // 4 // len(piece))
    begin = process_time()
    to_markdown(html)
    assert process_time() - begin < 5


@pytest.mark.parametrize(
    ("html", "message"),
    [
        pytest.param(
            "<svg><text>a</text><style>b</style></svg>",
            "text in <svg> was not imported: 'a'",
            id="svg",
        ),
        pytest.param(
            "<img src=gone.png alt='x^2'>",
            "the picture 'gone.png' was not imported; its words: 'x^2'",
            id="the words of a picture",
        ),
        pytest.param(
            "<ol style='list-style-type: lower-alpha'><li>a</ol>",
            "a lettered or reversed list became a numbered one",
            id="letters by a style",
        ),
        pytest.param(
            "<ol start=-2><li>a</ol>",
            "a lettered or reversed list became a numbered one",
            id="numbers below zero",
        ),
    ],
)
def test_what_is_not_imported_is_reported_with_its_words(html: str, message: str) -> None:
    assert message in to_markdown(html).removed
