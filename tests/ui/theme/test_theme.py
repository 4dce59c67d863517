"""The theme: palettes, sizes, and following the desktop."""

import re
from dataclasses import fields

import pytest
from PySide6.QtCore import QFile, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.settings import ColorScheme
from flashdesign.ui.theme.appearance import Appearance, tokens_for
from flashdesign.ui.theme.colors import DARK, LIGHT, Tokens
from flashdesign.ui.theme.qt_palette import palette_for, tokens_of
from flashdesign.ui.theme.sizes import TEXT_SCALES, sizes_from_body, sizes_of, with_tabular_digits
from flashdesign.ui.theme.style_sheet import style_sheet
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label, set_text_role


def test_the_schemes_differ_in_every_color() -> None:
    for field in fields(Tokens):
        assert getattr(LIGHT, field.name) != getattr(DARK, field.name)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_a_palette_leads_back_to_its_tokens(tokens: Tokens) -> None:
    palette = palette_for(tokens)
    assert tokens_of(palette) is tokens
    assert palette.color(QPalette.ColorRole.Window) == QColor(tokens.background)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_images_of_the_style_sheet_exist(tokens: Tokens) -> None:
    names = re.findall(r'url\("([^"]+)"\)', style_sheet(tokens, sizes_from_body(14)))
    assert len(names) == 9
    assert [name for name in names if not QFile.exists(name)] == []


@pytest.mark.parametrize(
    ("scheme", "desktop", "expected"),
    [
        pytest.param(
            ColorScheme.LIGHT, Qt.ColorScheme.Dark, LIGHT, id="light whatever the desktop"
        ),
        pytest.param(ColorScheme.DARK, Qt.ColorScheme.Light, DARK, id="dark whatever the desktop"),
        pytest.param(ColorScheme.SYSTEM, Qt.ColorScheme.Dark, DARK, id="like the desktop, dark"),
        pytest.param(ColorScheme.SYSTEM, Qt.ColorScheme.Unknown, LIGHT, id="light if unknown"),
    ],
)
def test_tokens_for(scheme: ColorScheme, desktop: Qt.ColorScheme, expected: Tokens) -> None:
    assert tokens_for(scheme, desktop) is expected


def test_choosing_changes_the_open_window_at_once(qtbot: QtBot, appearance: Appearance) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    title = label("Title", TextRole.DISPLAY, window)
    with qtbot.waitExposed(window):
        window.show()
    before_px = title.fontInfo().pixelSize()
    with qtbot.waitSignal(appearance.changed):
        appearance.apply(ColorScheme.DARK, 1.5)
    assert tokens_of(window.palette()) is DARK
    assert title.fontInfo().pixelSize() == round(before_px * 1.5)
    assert tokens_of(title.palette()) is DARK


def test_choosing_the_same_again_does_nothing(qtbot: QtBot, appearance: Appearance) -> None:
    with qtbot.assertNotEmitted(appearance.changed):
        appearance.apply(appearance.scheme, appearance.text_scale)


def test_only_the_system_scheme_follows_the_desktop(qtbot: QtBot, appearance: Appearance) -> None:
    hints = QApplication.styleHints()
    with qtbot.assertNotEmitted(appearance.changed):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    appearance.apply(ColorScheme.SYSTEM, 1.0)
    with qtbot.waitSignal(appearance.changed):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)


@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_sizes_keep_their_order_at_every_scale(scale: float, appearance: Appearance) -> None:
    appearance.apply(ColorScheme.LIGHT, scale)
    sizes = appearance.sizes
    assert sizes.small_px < sizes.body_px < sizes.heading_px < sizes.display_px
    assert sizes.card_px >= 1.25 * sizes.body_px
    assert sizes_of(QApplication.font()) == sizes_from_body(sizes.body_px)


def test_digits_of_a_tabular_font_have_equal_width() -> None:
    assert with_tabular_digits(QFont()).featureTags() == [QFont.Tag("tnum")]


def test_a_role_can_change(qtbot: QtBot) -> None:
    text = label("A text", TextRole.BODY)
    qtbot.addWidget(text)
    text.show()
    set_text_role(text, TextRole.ERROR)
    assert text.palette().color(QPalette.ColorRole.WindowText) == QColor(LIGHT.again)


def test_a_click_on_a_button_leaves_the_focus_where_it_was(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field, push = QLineEdit(window), button("Go", ButtonKind.PRIMARY, window)
    push.move(0, 60)
    with qtbot.waitActive(window):
        window.show()
    field.setFocus()
    qtbot.mouseClick(push, Qt.MouseButton.LeftButton)
    assert field.hasFocus()


def test_labels_show_text_as_it_is(qtbot: QtBot) -> None:
    text = label("<b>not bold</b>")
    qtbot.addWidget(text)
    assert isinstance(text, QLabel)
    assert text.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_an_open_list_shows_all_of_its_few_lines(qtbot: QtBot) -> None:
    box = QComboBox()
    box.addItems(["UTF-8", "UTF-16", "Latin-1", "Windows"])
    qtbot.addWidget(box)
    box.show()
    box.showPopup()
    lines = box.view()
    last = lines.visualRect(box.model().index(3, 0))
    assert lines.viewport().rect().contains(last)
    box.hidePopup()
