"""Powers of numbers are superscripts where text is displayed, and as typed elsewhere."""

import pytest

from flashdesign.content.anki.write.field_html import field_html
from flashdesign.content.rendering.displayed_text import (
    displayed_html,
    displayed_line,
    displayed_plain,
    raise_powers,
)
from flashdesign.content.rendering.markdown import to_html, to_plain
from flashdesign.content.rendering.plain_line import markdown_to_line
from flashdesign.content.rendering.print_page import build_page
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("divide by 10^5.", "divide by 10⁵."),
        ("2^32, 2^64-1", "2³², 2⁶⁴-1"),
        ("3×10^10 and (10^13)", "3×10¹⁰ and (10¹³)"),
        ("10^-3 s, 1.5^2, 1,000^2", "10⁻³ s, 1.5², 1,000²"),
        pytest.param("2^n x^2 x2^3 a_1^2", "2^n x^2 x2^3 a_1^2", id="letters"),
        pytest.param("2^3^4 1^2.5 2^3x", "2^3^4 1^2.5 2^3x", id="no whole exponent"),
        pytest.param("^1.2.3 10^ 5 ^5", "^1.2.3 10^ 5 ^5", id="half a power"),
        pytest.param("10^12345", "10^12345", id="a long exponent"),
    ],
)
def test_a_power_of_a_number_is_raised(typed: str, shown: str) -> None:
    assert raise_powers(typed) == shown


def test_code_and_formulas_stay_as_they_are() -> None:
    text = "10^5 `10^5` $10^5$\n\n```\n10^5\n```"
    assert displayed_html(text) == to_html(text).replace("<p>10^5", "<p>10⁵")
    assert displayed_plain(text) == "10⁵ 10^5 10⁵\n10^5"


def test_a_gap_and_a_line_have_superscripts() -> None:
    assert displayed_line("Divide by **2^10** now") == "Divide by 2¹⁰ now"
    assert displayed_line("Divide by 2^10 now", 12) == "Divide by 2…"
    assert displayed_plain("Divide by {{1::10^5::a power}}") == "Divide by 10⁵"
    assert displayed_html("{{1::10^5}}") == '<p><span class="gap">10⁵</span></p>'


def test_exports_and_print_keep_what_was_typed() -> None:
    text = "A day has about 10^5 **seconds**"
    displayed_html(text)  # what is kept for the display is not taken for an export
    displayed_plain(text)
    displayed_line(text)
    assert "10^5" in field_html("10^5 and `x`", {})
    assert "10^5" in to_html(text)
    assert "10^5" in to_plain(text)
    assert "10^5" in markdown_to_line(text)
    page = build_page("T", [Note(DeckId("mine"), "a", Basic(text, "2^32"))])
    assert "10^5" in page
    assert "2^32" in page


def test_a_very_long_number_is_read_fast_and_stays() -> None:
    for text in ("1" * 100_000, "1," * 50_000, "1," * 50_000 + "1^2"):
        assert len(raise_powers(text + " ^")) >= len(text)
