"""Every sign of a field is on the card, in order and with nothing added, or it is told."""

import re
from time import process_time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from flashdesign.content.anki.html_markdown import Converted, to_markdown
from flashdesign.content.markdown import to_html
from flashdesign.domain import cloze_gaps
from tests.content.anki import html_fields

_RUN_OF_GAPS = re.compile(r"(?:\[(?:…|\.\.\.)\])+")
_MARK = re.compile(r"\{\{c([0-9]+)::")
_NO_MARKS = str.maketrans("", "", "⟦⟧")
_OTHERWISE = "some of its signs are shown in another way"
SLOW = settings(
    max_examples=int(__import__("os").environ.get("N", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def check(html: str) -> Converted:
    found = to_markdown(html, has_gaps=False)
    assert html_fields.seen_of(to_html(found.text)) == html_fields.seen_in(html), found
    assert _OTHERWISE not in found.removed
    oracle = html_fields.read(html)
    told = "\n".join(found.removed)
    assert all(f"<{tag}>" in told for tag in oracle.dropped)
    assert all(words[:40] in told for words in oracle.hidden)
    return found


@SLOW
@given(html_fields.FIELDS)
def test_every_sign_of_a_field_is_shown_or_told(html: str) -> None:
    check(html)


@SLOW
@given(html_fields.MESSY)
def test_tags_in_any_order_lose_nothing(html: str) -> None:
    check(html)


@SLOW
@given(html_fields.CLOZES)
def test_every_card_of_a_cloze_shows_every_sign(html: str) -> None:
    found = to_markdown(html)
    if _OTHERWISE in found.removed:
        return
    text = _MARK.sub(r"{{\1::", found.text)
    source = "".join(html_fields.read(html).seen)
    for formula, shown in html_fields.FORMULAS.items():
        source = source.replace(formula, shown)
    wanted = _MARK.sub(r"{{\1::", source.replace("{{1::", "{\ufffc{1::"))
    for number in {0, *cloze_gaps.numbers(text)}:
        told = html_fields.signs(cloze_gaps.told(wanted, number).replace("\ufffc", ""))
        shown = html_fields.seen_of(to_html(cloze_gaps.told(text, number)))
        assert _MARK.sub(r"{{\1::", shown) == told.translate(_NO_MARKS) or "⟦" in html
