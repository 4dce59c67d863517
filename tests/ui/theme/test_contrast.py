"""Contrast of every text, border and ring of the theme with what is behind it, in both themes.

WCAG exempts disabled controls; their text has the same contrast as other text here.
"""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.settings import ColorScheme
from flashdesign.paths import resources_folder
from flashdesign.ui.cards.inputs import choice_list, list_input, matching_row
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.theme.colors import DARK, LIGHT, Tokens
from flashdesign.ui.theme.sizes import sizes_from_body
from flashdesign.ui.theme.style_sheet import style_sheet
from flashdesign.ui.window.banner import Tone
from tests.support.ui.checks.contrast import READABLE, VISIBLE, contrast

SURFACES = ("background", "sidebar", "panel", "card", "hover")
WASHES = ("accent_tint", "error_tint", "warning_tint", "success_tint")
GRADES = ("again", "hard", "good", "easy")
CODE = ("code_keyword", "code_name", "code_string", "code_number", "code_comment", "text")
TEXT_PAIRS = [
    *product(("text", "muted", "accent", *GRADES), (*SURFACES, "selection")),
    *product(("text", "muted"), WASHES),
    *product(("text", "muted"), ("track",)),  # pressed and disabled buttons
    *product(CODE, ("code_background",)),
    ("accent", "accent_tint"),
    ("again", "error_tint"),
    ("good", "success_tint"),
    ("hard", "warning_tint"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_inverse", "inverse"),
    ("inverse_accent", "inverse"),
]
SIGN_PAIRS = [
    *product(("focus",), (*SURFACES, *WASHES, "selection", "track")),
    *product(("control_line",), SURFACES),
    *product((*GRADES, "accent"), SURFACES),  # icons, and borders of options with a verdict
    ("accent", "track"),  # progress
    ("on_accent", "accent"),  # the ring of a primary button
    ("inverse_accent", "inverse"),  # the ring of a toast's button
]
# Lines that only group texts are exempt: `line` around panels, tables and menus.
CONTROLS = ("QPushButton", "QLineEdit", "QComboBox", "QAbstractSpinBox", "QPlainTextEdit")
SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def rules(tokens: Tokens) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the selector and the declarations of each rule of the style sheet."""
    for selectors, body in re.findall(
        r"([^{}]+)\{([^{}]*)\}", style_sheet(tokens, sizes_from_body(14))
    ):
        pairs = (part.partition(":") for part in body.split(";") if ":" in part)
        yield " ".join(selectors.split()), {name.strip(): value.strip() for name, _, value in pairs}


def hex_color(value: str) -> str:
    """Return the color in a declaration, "" if there is none."""
    found = re.search(r"#[0-9a-f]{6}", value)
    return found.group() if found else ""


def test_contrast_of_black_on_white_is_the_greatest() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@SCHEMES
@pytest.mark.parametrize(
    ("pairs", "least"),
    [
        pytest.param(TEXT_PAIRS, READABLE, id="every text can be read"),
        pytest.param(SIGN_PAIRS, VISIBLE, id="every ring, border and sign can be seen"),
    ],
)
def test_contrasts(tokens: Tokens, pairs: list[tuple[str, str]], least: float) -> None:
    ratios = {
        (front, back): round(contrast(getattr(tokens, front), getattr(tokens, back)), 2)
        for front, back in pairs
    }
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < least} == {}


@SCHEMES
def test_every_text_of_the_style_sheet_can_be_read_on_its_background(tokens: Tokens) -> None:
    ratios = {
        selector: contrast(color, back)
        for selector, body in rules(tokens)
        if (color := hex_color(body.get("color", "")))
        and (back := hex_color(body.get("background", "")))
    }
    assert len(ratios) >= 8
    assert {name: ratio for name, ratio in ratios.items() if ratio < READABLE} == {}


@SCHEMES
def test_every_border_of_a_control_can_be_seen_on_a_page(tokens: Tokens) -> None:
    borders = {
        (selector, surface): contrast(line, getattr(tokens, surface))
        for selector, body in rules(tokens)
        for surface in ("background", "panel")
        if selector.startswith(CONTROLS)
        and not re.search(r"disabled|kind=|QFrame|ItemView", selector)
        and (line := hex_color(body.get("border", "")))
    }
    assert ("QPushButton", "panel") in borders
    assert {name: ratio for name, ratio in borders.items() if ratio < VISIBLE} == {}


@SCHEMES
def test_every_border_of_a_painted_control_can_be_seen(tokens: Tokens) -> None:
    marks = (matching_row.RowState.OPEN, matching_row.RowState.CURRENT, list_input.ItemState.OPEN)
    names = [mark.color for mark in marks]
    for name, surface in product(names, ("background", "panel")):
        assert contrast(getattr(tokens, name), getattr(tokens, surface)) >= VISIBLE, name


@SCHEMES
def test_every_verdict_and_message_can_be_read_on_its_tint(tokens: Tokens) -> None:
    verdicts = [(mark.color, mark.tint) for mark in choice_list.OptionState if mark.label]
    messages = [(tone.color, tone.tint) for tone in Tone]
    for front, back in (*verdicts, *messages):
        assert contrast(getattr(tokens, front), getattr(tokens, back)) >= READABLE, (front, back)


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_example_in_an_empty_field_can_be_read(
    appearance: Appearance, qtbot: QtBot, scheme: ColorScheme, kind: type[QWidget]
) -> None:
    appearance.apply(scheme, 1.0)
    field = kind()
    qtbot.addWidget(field)
    field.ensurePolished()
    front = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert front.alpha() == 255
    assert contrast(front, appearance.tokens.panel) >= READABLE


@SCHEMES
def test_every_image_of_a_control_can_be_seen(tokens: Tokens) -> None:
    scheme = "dark" if tokens is DARK else "light"
    images = sorted((resources_folder() / "controls").glob(f"*-{scheme}.svg"))
    assert len(images) == 8
    for image in images:
        colors = re.findall(r"#[0-9a-f]{6}", image.read_text(encoding="utf-8"))
        assert max(contrast(color, tokens.panel) for color in colors) >= VISIBLE, image.name


@SCHEMES
@pytest.mark.parametrize("name", ["box-checked", "dot-checked"])
def test_the_image_of_a_checked_control_has_the_accent_color(tokens: Tokens, name: str) -> None:
    image = f"{name}-{'dark' if tokens is DARK else 'light'}.svg"
    text = (resources_folder() / "controls" / image).read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-f]{6}", text) == [tokens.accent, tokens.on_accent], (
        f"write the colors `accent` and `on_accent` of ui/theme/colors.py into {image}"
    )


@SCHEMES
def test_a_busier_day_stands_out_more(tokens: Tokens) -> None:
    steps = [contrast(color, tokens.panel) for color in tokens.heat]
    assert steps == sorted(steps)
    assert len(set(steps)) == len(steps)
    # An empty day is a quiet cell; the best day is a sign.
    assert steps[-1] >= VISIBLE
