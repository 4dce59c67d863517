"""Formats of a selection: applied, and removed if they are applied again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.ui.edit.fields.markdown_format import (
    FORMATS,
    TextSelection,
    insert_paragraph,
)


def marked(text: str) -> TextSelection:
    """Return a text whose selection is between "<" and ">", or whose caret is at "|"."""
    if "|" in text:
        at = text.index("|")
        return TextSelection(text.replace("|", ""), at, at)
    start, end = text.index("<"), text.index(">") - 1
    return TextSelection(text.replace("<", "").replace(">", ""), start, end)


def shown(result: TextSelection) -> str:
    """Return a text with the marks of its selection."""
    text, start, end = result.text, result.start, result.end
    if start == end:
        return f"{text[:start]}|{text[start:]}"
    return f"{text[:start]}<{text[start:end]}>{text[end:]}"


# The change is undone by the second application, unless the third column says otherwise.
CASES = {
    "a word becomes bold": ("bold", "a <word> b", "a **<word>** b"),
    "spaces at the ends stay outside": ("bold", "a< word >b", "a **<word>** b"),
    "without a selection, the caret is between the markers": ("bold", "a |", "a **|**"),
    "a word in bold becomes italic too": ("italic", "**<word>**", "***<word>***"),
    "bold and italic becomes bold": ("italic", "***<word>***", "**<word>**"),
    "bold with its markers is removed": ("bold", "a <**word**> b", "a <word> b"),
    "a caret in italic removes it": ("italic", "a *wo|rd* b", "a wo|rd b"),
    "a multiplication is no italic": ("italic", "2 * <3> * 4", "2 * *<3>* * 4"),
    "code": ("code", "a <b> c", "a `<b>` c"),
    "a formula": ("formula", "<x^2>", "$<x^2>$"),
    "each line of several is bold": ("bold", "<a\n- b\n>", "<**a**\n- **b**\n>"),
    "a code block": ("code_block", "a\n<b>\nc", "a\n```\n<b>\n```\nc"),
    "an empty code block": ("code_block", "|", "```\n|\n```"),
    "a list": ("list", "<a\n\nb>", "<- a\n\n- b>"),
    "a list of one": ("list", "a|b", "- a|b"),
    "the rest of a list": ("list", "<- a\nb>", "<- a\n- b>"),
    "a link": ("link", "see <this>", "see [this](<https://>)"),
    "an address becomes a link": ("link", "<https://a.org/b>", "[|](https://a.org/b)"),
    "an empty link": ("link", "a |", "a [|](https://)"),
    "a gap": ("gap", "a <b> c", "a {{1::b}}| c"),
    "the next gap": ("gap", "{{2::a}} <b>", "{{2::a}} {{3::b}}|"),
    "an empty gap": ("gap", "a |", "a {{1::|}}"),
}


@pytest.mark.parametrize(("name", "before", "after"), CASES.values(), ids=list(CASES))
def test_a_format_is_applied(name: str, before: str, after: str) -> None:
    assert shown(FORMATS[name](marked(before))) == after


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        pytest.param("bold", "a **<word>** b", "a <word> b", id="bold around the selection"),
        pytest.param("bold", "**|**", "|", id="empty bold"),
        pytest.param("bold", "***<w>***", "*<w>*", id="bold of both"),
        pytest.param("bold", "<**a**\n- **b**>", "<a\n- b>", id="bold in lines"),
        pytest.param("bold", "<**a**\nb>", "<**a**\n**b**>", id="bold in one line of two"),
        pytest.param("code", "a `b|c` d", "a b|c d", id="code"),
        pytest.param("formula", "$<x>$", "<x>", id="formula"),
        pytest.param("code_block", "a\n```\nb|\n```", "a\n<b>", id="code block"),
        pytest.param("code_block", "```\na\n```\n<b>", "```\na\n```\n```\n<b>\n```", id="the next"),
        pytest.param("list", "<- a\n- b>", "<a\nb>", id="list"),
        pytest.param("link", "see [th|is](https://a.b)", "see <this>", id="link"),
        pytest.param("link", "![a](b.png) <c>", "![a](b.png) [c](<https://>)", id="picture"),
        pytest.param("gap", "a {{1::b|}} c", "a <b> c", id="gap"),
        pytest.param("gap", "a <{{1::b::hint}}> c", "a <b> c", id="gap with a hint"),
        pytest.param("gap", "{{1::a}}|", "{{1::a}}{{2::|}}", id="after a gap"),
    ],
)
def test_a_format_is_removed_where_it_is_applied_already(
    name: str, before: str, after: str
) -> None:
    assert shown(FORMATS[name](marked(before))) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("|", "![<a>](b)", id="in an empty text"),
        pytest.param("why?|", "why?\n\n![<a>](b)", id="after a word"),
        pytest.param("why?\n|", "why?\n\n![<a>](b)", id="after a line"),
        pytest.param("one |two", "one \n\n![<a>](b)\n\ntwo", id="between words"),
        pytest.param("one\n\n|\n\ntwo", "one\n\n![<a>](b)\n\ntwo", id="between paragraphs"),
    ],
)
def test_a_picture_is_a_paragraph_of_its_own(before: str, after: str) -> None:
    assert shown(insert_paragraph(marked(before), "![a](b)", (2, 3))) == after


def test_a_picture_in_a_cell_stays_in_its_line() -> None:
    assert shown(insert_paragraph(marked("a|b"), "![c](d)", (2, 3), is_line=True)) == "a![<c>](d)b"


@given(
    st.sampled_from(sorted(FORMATS)),
    st.text(alphabet="ab *`$-{}:1[]()\n", max_size=40),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_no_format_loses_a_letter_or_selects_outside_the_text(
    name: str, text: str, start: int, end: int
) -> None:
    low, high = sorted((min(start, len(text)), min(end, len(text))))
    after = FORMATS[name](TextSelection(text, low, high))
    assert 0 <= after.start <= after.end <= len(after.text)
    letters = [char for char in text if char in "ab"]
    kept = [char for char in after.text.replace("https://", "") if char in "ab"]
    # A removed gap loses its hint, and a removed link its address.
    assert name in ("gap", "link") or kept == letters
