"""Plain text becomes Markdown that shows exactly the typed characters."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashdesign.content.rendering.markdown import to_html
from flashdesign.content.rendering.plain_to_markdown import (
    escape_markdown,
    find_html,
    find_markdown,
)
from flashdesign.domain.notes.cloze import numbers


def shown(markdown: str) -> str:
    """Return the visible text of Markdown; emphasis, lists, code and the like are refused."""
    html = to_html(markdown).replace("</p><p>", "\n\n").replace("<br>", "\n")
    html = html.replace("<p>", "").replace("</p>", "")
    assert not re.search(r"<(?!!)", html), html
    return unescape(html).replace("\xa0", " ")


def typed(text: str) -> str:
    """Return a text without invisible parts: outer space, a second empty line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    text = re.sub(r"\n{2,}", "\n\n", text if text.startswith("  ") else text.lstrip())
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    "text",
    [
        "What does __init__ do?",
        "2*3*4",
        "*args and **kwargs",
        "a_b_c _x_",
        "1. Which",
        "10) x",
        "# of shards",
        "- a\n- b\n+ c",
        "+1",
        "-5 C",
        "GC<br>queueing &amp; retries",
        "&nbsp;",
        "$5 to $6",
        "\\(x\\) and \\frac{a}{b}",
        "[x](https://x.y)",
        "![x](p.png)",
        "[...] […]",
        "[a [b] c](https://x)",
        "`x` ``y``",
        "{{c1::a}} {{{2::b}}",
        "```\ncode\n```",
        "~~~\nx\n~~~",
        "~~struck~~",
        "a | b\n--|--\n1 | 2",
        "  indented\n\tmore",
        "a  b",
        "end \\",
        "\\\nnext",
        "> quoted",
        "one\n\n\n\ntwo",
        "⟦x⟧",
        "* * *",
        "---",
        "Title\n===",
        "<script>x</script>",
        "C:\\new\\table",
        "/var/log/*/*.log",
        "**Note:**text",
        "https://x.y/z_a_b",
    ],
)
def test_text_is_shown_as_typed(text: str) -> None:
    assert shown(escape_markdown(text)) == typed(text)


@pytest.mark.parametrize(
    "text", ["plain words", "a-b, c: d (e)", "Größe é 水 100 %", "x_y", "5 > 3"]
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert escape_markdown(text) == text


_TOKENS = [
    *" \n\t\\`*_~[]()$&{}|:-+1.#!<>;cé中…⟦⟧\xa0\u2028\u3000",
    "](",
    "https://x.y",
    "p.png",
    "{{c1::",
    "{{2::",
    "}}",
    "&amp;",
    "...",
    "|-|",
    "- ",
    "1. ",
    "word",
]


@given(st.lists(st.sampled_from(_TOKENS), max_size=14).map("".join))
@example("\\[a](https://x)")
@example("\xa01. a")
@example("\u2028- a")
@example("a\n\u2028")
@example("\\_中[$c{{c1::a$\\_")
@example(" \t]")
@example("\n  x")
@example(" \n\tx")
def test_any_text_is_shown_as_typed(text: str) -> None:
    assert shown(escape_markdown(text)) == typed(text)


def test_gaps_keep_their_meaning_on_request() -> None:
    text = escape_markdown("*a* {{1::b_c_ $1}} {{2::$2::a*hint*}}", keeps_gaps=True)
    assert text == "\\*a\\* {{1::b_c\\_ \\$1}} {{2::\\$2::a\\*hint\\*}}"
    assert numbers(text) == (1, 2)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("GC<br>x", "<br>"),
        ("a &amp; b", "&amp;"),
        ('<a href="x">', '<a href="x">'),
        ("List<String>", ""),
        ("a < b > c", ""),
        ("x & y;", ""),
        ("<example>", ""),
    ],
)
def test_html_is_found(text: str, sign: str) -> None:
    assert find_html(text) == sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a **b** c", "**b**"),
        ("use `x`", "`x`"),
        ("[a](https://x)", "[a](https:"),
        ("```\nx", "```"),
        ("2*3*4", ""),
        ("__init__", ""),
        ("*args, **kwargs", ""),
    ],
)
def test_markdown_is_found(text: str, sign: str) -> None:
    assert find_markdown(text) == sign
