"""Every character of a field is on the card, in order and without additions, or reported."""

import re
from time import process_time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from flashdesign.content.anki.fields.visible_text import text_of_any_markdown, text_of_markdown
from flashdesign.content.anki.markdown.html_to_markdown import ConvertedText, to_markdown
from flashdesign.content.rendering.markdown import to_html
from flashdesign.domain.notes import cloze
from tests.support.anki import html_fields

_RUN_OF_GAPS = re.compile(r"(?:\[(?:…|\.\.\.)\])+")
_MARK = re.compile(r"\{\{c([0-9]+)::")
# As in Anki, "::" begins the hint of a gap, also before a gap inside it.
_HINT_BEFORE_A_GAP = re.compile(r"\{\{c[0-9]+::[^{}]*::[^{}]*\{\{c")
_NO_MARKS = str.maketrans("", "", "⟦⟧\ufffc")
_OTHERWISE = "some of its characters are shown differently"
SLOW = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def check(html: str) -> ConvertedText:
    found = to_markdown(html, has_gaps=False)
    assert html_fields.seen_of(to_html(found.text)) == html_fields.seen_in(html), found
    assert _OTHERWISE not in found.removed
    oracle = html_fields.read(html)
    reports = "\n".join(found.removed)
    assert all(f"<{tag}>" in reports for tag in oracle.dropped)
    assert all(words[:40] in reports for words in oracle.hidden)
    return found


@SLOW
@given(html_fields.FIELDS)
def test_every_character_of_a_field_is_shown_or_reported(html: str) -> None:
    check(html)


@SLOW
@given(html_fields.MESSY)
def test_tags_in_any_order_lose_nothing(html: str) -> None:
    check(html)


@SLOW
@given(html_fields.CLOZES)
def test_every_card_of_a_cloze_shows_every_character(html: str) -> None:
    found = to_markdown(html)
    if _OTHERWISE in found.removed:
        return
    text = _MARK.sub(r"{{\1::", found.text)
    source = "".join(html_fields.read(html).seen)
    for formula, shown in html_fields.FORMULAS.items():
        source = source.replace(formula, shown)
    wanted = _MARK.sub(r"{{\1::", source.replace("{{1::", "{\ufffc{1::"))
    for number in {0, *cloze.numbers(text)}:
        wanted_text = html_fields.signs(cloze.mark_gaps(wanted, number).translate(_NO_MARKS))
        shown = html_fields.seen_of(to_html(cloze.mark_gaps(text, number)))
        is_hint = _HINT_BEFORE_A_GAP.search(html) is not None
        assert _MARK.sub(r"{{\1::", shown) == wanted_text or "⟦" in html or is_hint


@pytest.mark.nightly
@settings(SLOW, max_examples=10_000, phases=[Phase.generate])
@given(html_fields.FIELDS | html_fields.MESSY)
def test_ten_thousand_fields_lose_no_character(html: str) -> None:
    check(html)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("10<sup>5</sup>", "10⁵", id="a power"),
        pytest.param("2<sup>32</sup>, 10<sup>-9</sup>", "2³², 10⁻⁹", id="powers"),
        pytest.param("log<sub>2</sub> n", "log₂ n", id="an index"),
        pytest.param("1<sup>st</sup>", r"1$^{\text{st} }$", id="raised words"),
        pytest.param("2<sup>2<sup>n</sup></sup>", r"2$^{\text{2}^{\text{n} } }$", id="towers"),
        pytest.param("note<sup>[1]</sup>5", r"note$^{\text{[1]} }$&#53;", id="a footnote"),
        pytest.param("10<sup>{{c1::5}}</sup>", "10{{c1::⁵}}", id="a raised gap"),
        pytest.param("<s>ACK</s> SYN", "~~ACK~~ SYN", id="struck out"),
        pytest.param("<b>Note:</b>text", "**Note**:text", id="a sign at the end of bold"),
        pytest.param('<b>"all"</b>of it', '**"all**"of it', id="bold in quotes"),
        pytest.param("日本<b>「語」</b>です", "日本「**語**」です", id="bold without spaces"),
        pytest.param("x<b><code>y</code></b>z", "&#120;**`y`**&#122;", id="bold code in a word"),
        pytest.param("<b>x</b><i>y</i>", "**x**_y_", id="bold by italic"),
        pytest.param("<b>a <i>b</b> c</i>", "**a _b_** *c*", id="overlapping tags"),
        pytest.param(
            "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c", id="list order"
        ),
        pytest.param('<ol start="3"><li>a</li><li>b</ol>', "3. a\n4. b", id="a list from three"),
        pytest.param("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b", id="two lists"),
        pytest.param(
            "<pre><div>def f():</div><div>&nbsp;&nbsp;return 1</div></pre>",
            "```\ndef f():\n  return 1\n```",
            id="code in blocks",
        ),
        pytest.param(
            "<table><tr><td><pre>a\nb</pre></td></tr></table>",
            "```\na\nb\n```",
            id="code in a cell",
        ),
        pytest.param(
            "<table><tr><td>1</td><td><pre>a | b</pre></td></tr></table>",
            "| 1 | `a \\| b` |\n| --- | --- |",
            id="a line of code in a cell",
        ),
        pytest.param(
            "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            "| a | b |\n| --- | --- |\n|  | c |",
            id="a cell over two rows",
        ),
        pytest.param("<ruby>漢<rt>kan</rt></ruby>", "漢 (kan)", id="a reading"),
        pytest.param(r"\({{c1::n \log n}}\)", r"{{c1::$n \log n$}}", id="a gap is a formula"),
        pytest.param(
            r"\(\frac{ {{c2::a}} }{b}\)", r"$\frac{ {{c2::a}} }{b}$", id="a gap in a formula"
        ),
        pytest.param(r"\(a {{c1::b\) c}}", "$a$ {{c1::$b$ c}}", id="a gap that leaves a formula"),
        pytest.param("{{c1::a<br><br>b}} c", "{{c1::a}}\n\n{{c1::b}} c", id="a gap of two blocks"),
        pytest.param("<code>git {{c1::x}}</code>", "`git {{c1::x}}`", id="a gap in code"),
        pytest.param("{{c1::a", "{\\{c1::a", id="a gap that is not closed"),
        pytest.param("<p>a<q><p>b</p>c</q>", "a“\n\nb\n\nc”", id="a quotation over paragraphs"),
        pytest.param(
            "<p>a<div style='font-family: Consolas; white-space: pre'><p>b</p>c</div></p>",
            "a\n\n```\nb\nc\n```",
            id="code over paragraphs",
        ),
        pytest.param("<p>a<kbd>b<p>c</p></kbd>", "a\n\n```\nb\nc\n```", id="keys over paragraphs"),
        pytest.param("<dd><q>a<dd>b</dd></q>", "“a\n\nb\n\n”", id="a quotation over terms"),
        pytest.param("x⟦y⟧", "x&#10214;y&#10215;", id="brackets like those of gaps"),
        pytest.param("\\( a", "\\\\( a", id="a formula that does not end"),
        pytest.param("a<br>--- | ---<br>- b", "a\\\n--- | ---\\\n\\- b", id="no list"),
    ],
)
def test_fields_become_markdown(html: str, text: str) -> None:
    found = to_markdown(html)
    assert found.text == text
    assert _OTHERWISE not in found.removed


@pytest.mark.parametrize(
    ("html", "reports"),
    [
        pytest.param('a<p style="display: none">gone</p>', "hidden text .*gone", id="hidden text"),
        pytest.param('a<input value="gone">', "<input> with 'gone'", id="a field to fill in"),
        pytest.param("<ol type=A><li>a</ol>", "a numbered one", id="a lettered list"),
        pytest.param("[latex]a $b$[/latex]", "as its source", id="more than a formula"),
        pytest.param("\\(" + "x" * 500 + "\\)", "too long", id="a long formula"),
        pytest.param("<sup>" + "x " * 200 + "</sup>", "superscript", id="much raised text"),
        pytest.param(
            "<table><tr><td>a<td><ul><li>b</ul></table>", "became plain text", id="a list in a cell"
        ),
        pytest.param("<ul><li>" * 12 + "a", "lists nested more than 8 deep", id="very deep lists"),
    ],
)
def test_what_is_shown_differently_is_reported(html: str, reports: str) -> None:
    assert re.search(reports, "\n".join(to_markdown(html).removed))


@pytest.mark.parametrize(
    "piece", ["<b>", "<div>", "<ul><li>", "<table><tr><td>", "<sup>", "{{c1::"]
)
def test_deep_nesting_is_read(piece: str) -> None:
    begin = process_time()
    found = to_markdown(piece * (90_000 // len(piece)) + "end")
    assert "end" in found.text
    assert process_time() - begin < 10


_SIMPLE_PARTS = st.sampled_from(
    [
        "a", "B2", "²", "日", " ", " ", ", ", ".", "1", "1.", "1) ", "!", "(", ")", ":", "-", " - ",
        "--", "=", "==", "%", "'", '"', "/", "–", "& ", "&", "*", "**", "***", "`", "``", "_", "\\",
        "\\\n", "\n", "\n\n", "- ", "\n- ", "\n\n- ", "**a**", "*a b*", "`a_b`", "**a.**", "a; b",
    ]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(_SIMPLE_PARTS, max_size=12).map("".join))
def test_simple_markdown_shows_what_the_parser_finds(text: str) -> None:
    assert text_of_markdown(text, has_gaps=False) == text_of_any_markdown(text, has_gaps=False)


@pytest.mark.nightly
@settings(max_examples=50_000, deadline=None)
@given(st.lists(_SIMPLE_PARTS, max_size=12).map("".join))
def test_much_simple_markdown_shows_what_the_parser_finds(text: str) -> None:
    assert text_of_markdown(text, has_gaps=False) == text_of_any_markdown(text, has_gaps=False)


@given(st.integers(1, 30), st.sampled_from(["- ", "1. "]))
def test_deep_lists_are_shown_completely(levels: int, sign: str) -> None:
    text = "\n".join(" " * (len(sign) * level) + sign + f"x{level}" for level in range(levels))
    shown = html_fields.seen_of(to_html(text))
    assert all(f"x{level}" in shown for level in range(levels))
