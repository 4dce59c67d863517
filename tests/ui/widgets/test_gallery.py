"""Every page of the gallery fits, in both color schemes and with large text."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.settings import ColorScheme
from flashdesign.ui.theme.appearance import Appearance
from tests.support.ui import gallery

LOOKS = [(ColorScheme.LIGHT, 1.0), (ColorScheme.DARK, 1.0), (ColorScheme.LIGHT, 1.5)]
MAX_STOPS = 60


@pytest.mark.parametrize("name", list(gallery.PAGES))
@pytest.mark.parametrize(("scheme", "scale"), LOOKS, ids=["light", "dark", "large"])
def test_no_text_is_cut_by_its_height(
    qtbot: QtBot, appearance: Appearance, name: str, scheme: ColorScheme, scale: float
) -> None:
    appearance.apply(scheme, scale)
    window = gallery.gallery(name)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    assert not window.grab().isNull()
    for text in window.findChildren(QLabel):
        if text.isVisible() and text.text().strip():
            needed = text.heightForWidth(text.width()) if text.wordWrap() else 0
            assert text.height() >= max(needed, text.fontMetrics().height()), text.text()
    for push in window.findChildren(QPushButton):
        assert not push.isVisible() or push.height() >= push.sizeHint().height(), push.text()


@pytest.mark.parametrize("name", list(gallery.PAGES))
def test_every_focusable_widget_has_a_name(qtbot: QtBot, name: str) -> None:
    window = gallery.gallery(name)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    seen: list[QWidget] = []
    for _ in range(MAX_STOPS):
        window.focusNextChild()
        focused = window.focusWidget()
        if focused in seen:
            break
        seen.append(focused)
        assert focused.accessibleName() or getattr(focused, "text", str)(), focused
    assert len(seen) >= 4


def test_a_sheet_and_a_toast_are_over_the_window(qtbot: QtBot) -> None:
    window = gallery.gallery("home")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    toast, sheet = gallery.with_toast(window), gallery.with_sheet(window)
    assert toast.isVisible()
    assert sheet.is_open
    assert not window.grab().isNull()
