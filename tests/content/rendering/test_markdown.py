"""Markdown of cards: the visible text, and unsafe markup that is removed."""

import re
from html.parser import HTMLParser
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashdesign.content.rendering.markdown import (
    is_picture_name,
    is_web_address,
    to_html,
    to_plain,
    warm_up,
)
from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN

ALLOWED = {
    "p", "ul", "ol", "li", "em", "strong", "code", "pre", "br", "table", "thead", "tbody", "tr",
    "th", "td", "a", "img", "span", "i", "sup", "sub", "s",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {
    "href", "src", "alt", "class", "title", "align", "start", "cellspacing", "cellpadding",
}  # fmt: skip
PIECES = [
    "<script>", "</script>", "javascript:", "file:///etc/passwd", "<img src=x onerror=1>",
    "![a](http://x.y/z.png)", "![a](a.png)", "![a](../a.png)", "[l](https://x.y)", "[k](data:a)",
    "`", "```", "**", "_", "$x^2$", "$", "{{1::", "}}", "::", GAP_OPEN, GAP_CLOSE,
    "| a | b |\n|--|--|\n",
    "\n", "\n\n", "- ", "1. ", '" onload="', "&lt;", "\\", "<!--", "[...]", "<http://x.y>", "\x00",
]  # fmt: skip


class Reader(HTMLParser):
    """Collects the tags and attributes of a text and sees whether they are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in {"br", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("a **b** *c*", "<p>a <strong>b</strong> <em>c</em></p>", id="emphasis"),
        pytest.param("`a < b`", "<p><code>a &lt; b</code></p>", id="code keeps its signs"),
        pytest.param("- a\n- b", "<ul><li>a</li><li>b</li></ul>", id="a tight list"),
        pytest.param("3. a", '<ol start="3"><li>a</li></ol>', id="a list from three"),
        pytest.param("a\\\nb", "<p>a<br>b</p>", id="a hard break"),
        pytest.param("```py\na<b\n```", "<pre>a&lt;b</pre>", id="a fence"),
        pytest.param(
            "[a](https://x.y/?b&c)", '<p><a href="https://x.y/?b&amp;c">a</a></p>', id="a web link"
        ),
        pytest.param("[a](pic.png)", "<p>a</p>", id="a link to a file is only text"),
        pytest.param(
            "![a](pic.png)", '<p><img src="pic.png" alt="a"></p>', id="a picture of the deck"
        ),
        pytest.param("![a](http://x.y/p.png)", "<p>a</p>", id="a remote picture is only its text"),
        pytest.param("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>", id="tags are shown as text"),
        pytest.param("costs $5 or $10", "<p>costs $5 or $10</p>", id="money is no formula"),
        pytest.param(
            "[...] b", '<p><span class="gap">[…]</span> b</p>', id="a gap written by hand"
        ),
        pytest.param(
            "{{1::a::b}} c",
            '<p><span class="gap">a</span> c</p>',
            id="a raw cloze is shown as text",
        ),
    ],
)
def test_to_html(text: str, html: str) -> None:
    assert to_html(text) == html


def test_a_gap_is_asked_before_it_is_shown() -> None:
    asked = f"it {GAP_OPEN}…{GAP_CLOSE} so"
    revealed = f"it {GAP_OPEN}`may` be{GAP_CLOSE} so"
    assert to_html(asked, is_revealed=False) == '<p>it <span class="gap">[…]</span> so</p>'
    assert to_html(revealed) == '<p>it <span class="gap"><code>may</code> be</span> so</p>'


def test_a_table_keeps_the_sides_of_its_columns() -> None:
    html = to_html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<th align="right">b</th>' in html
    assert '<td>1</td><td align="right">2</td>' in html


def test_code_goes_to_the_renderer_with_its_language() -> None:
    html = to_html("```Python\nx = 1\n```", code=lambda code, language: f"[{language}|{code}]")
    assert html == "[python|x = 1]"


def test_a_formula_has_its_source_as_title() -> None:
    assert 'title="10^{-3}"' in to_html("$10^{-3}$")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("a **b** `c` [d](http://x.y)", "a b c d", id="markup is removed"),
        pytest.param("a\n\nb", "a\nb", id="one block a line"),
        pytest.param("- a\n- b", "a\nb", id="one item a line"),
        pytest.param("| a | b |\n|--|--|\n| 1 | 2 |", "a b\n1 2", id="one row a line"),
        pytest.param("$10^{-3} \\times n$", "10⁻³ × n", id="formulas stay readable"),
        pytest.param("![alt](a.png)", "alt", id="a picture is its text"),
        pytest.param("[...] x", "[…] x", id="a gap by hand"),
        pytest.param("{{2::a}} b", "a b", id="a raw cloze"),
    ],
)
def test_to_plain(text: str, plain: str) -> None:
    assert to_plain(text) == plain


def test_to_plain_of_an_asked_gap() -> None:
    assert to_plain(f"a {GAP_OPEN}hint{GAP_CLOSE} b", is_revealed=False) == "a [hint] b"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("a.png", True, id="plain"),
        pytest.param("Two words (1).JPG", True, id="words and capitals"),
        pytest.param("../a.png", False, id="outside"),
        pytest.param("a/b.png", False, id="in a folder"),
        pytest.param("c:a.png", False, id="a drive"),
        pytest.param("a.svg", False, id="a drawing may name other files"),
        pytest.param(".png", False, id="no name"),
        pytest.param("a.png\n", False, id="a line end"),
    ],
)
def test_is_picture_name(name: str, expected: bool) -> None:
    assert is_picture_name(name) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://x.y", True, id="https"),
        pytest.param("HTTP://x.y", True, id="capitals"),
        pytest.param("ftp://x.y", False, id="ftp"),
        pytest.param("http://", False, id="no host"),
        pytest.param(" http://x.y", False, id="a space before"),
    ],
)
def test_is_web_address(url: str, expected: bool) -> None:
    assert is_web_address(url) is expected


def test_warming_up_twice_is_harmless() -> None:
    warm_up()
    warm_up()


@example("$⟦$x^2$")
@example("$x^{⟦2}+1⟧$")
@example("`⟦`")
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=14).map("".join))
def test_unsafe_markup_is_dropped(text: str) -> None:
    for is_revealed in (True, False):
        found = read(to_html(text, is_revealed=is_revealed))
        assert found.open == []
        assert found.tags <= ALLOWED
        assert {name for name, _ in found.attributes} <= ALLOWED_ATTRIBUTES
        for name, value in found.attributes:
            assert name != "href" or re.match("https?://", value, re.IGNORECASE)
            assert name != "src" or is_picture_name(value)


@given(st.text(max_size=200))
def test_plain_text_of_anything_has_no_empty_lines(text: str) -> None:
    lines = to_plain(text).split("\n")
    assert lines == [""] or all(line.strip() for line in lines)


def test_deep_nesting_neither_crashes_nor_hangs() -> None:
    assert to_html("> " * 3_000 + "*" * 3_000 + "[" * 3_000 + "{{1::" * 500)
    assert to_html("$" + "{" * 190 + "^" * 190 + "$")


def test_many_brackets_that_close_nowhere_take_no_time() -> None:
    before = process_time()
    assert "<a " not in to_html("![" * 8_000 + "](x")
    assert process_time() - before < 2
