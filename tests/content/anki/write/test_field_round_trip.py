"""Markdown exported to an Anki field is imported as a card that shows the same."""

import re

import pytest
from hypothesis import HealthCheck, given, settings

from flashdesign.content.anki.markdown.html_to_markdown import to_markdown
from flashdesign.content.anki.write.field_html import cloze_field_html, field_html
from flashdesign.content.rendering.markdown import to_html
from flashdesign.domain.notes import cloze
from tests.support.anki import html_fields

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_MARK = re.compile(r"\{\{c([0-9]+)::")


def shown(markdown: str) -> str:
    return html_fields.seen_of(to_html(markdown))


@SLOW
@given(html_fields.FIELDS)
def test_a_field_comes_back(html: str) -> None:
    text = to_markdown(html, has_gaps=False).text
    again = to_markdown(field_html(text, {}), has_gaps=False)
    assert shown(again.text) == shown(text)


@SLOW
@given(html_fields.CLOZES)
def test_a_cloze_comes_back(html: str) -> None:
    text = _MARK.sub(r"{{\1::", to_markdown(html).text)
    again = _MARK.sub(r"{{\1::", to_markdown(cloze_field_html(text, {})).text)
    for number in {0, *cloze.numbers(text)}:
        assert shown(cloze.mark_gaps(again, number)) == shown(cloze.mark_gaps(text, number))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("~~ACK~~ SYN", id="struck out"),
        pytest.param(r"a \\(b\\) \\[c\\] [latex]d[/latex] \[$]e[/$]", id="no formula"),
        pytest.param("[sound:a.mp3]", id="no sound"),
        pytest.param("3. a\n   - b\n\n     c\n4. d", id="lists"),
        pytest.param("| a | `b\\|c` |\n|---|---|\n| $x_1$ | **d** |", id="a table"),
        pytest.param("```py\ndef f():\n\n    return '<b>'\n```", id="code"),
        pytest.param("a\\\n&nbsp;&nbsp;b", id="an indented line"),
        pytest.param(r"$\begin{pmatrix}1&2\\3&4\end{pmatrix}$ 10⁵ x$^{\text{st}}$", id="formulas"),
    ],
)
def test_these_come_back(text: str) -> None:
    again = to_markdown(field_html(text, {}), has_gaps=False)
    assert shown(again.text) == shown(text)
    assert again.removed == ()
