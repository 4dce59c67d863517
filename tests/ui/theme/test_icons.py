"""The line icons: each is drawn, in its color, within its box."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from flashdesign.ui.theme import icons

SIDE_PX = 32


@pytest.mark.parametrize("name", icons.ICON_NAMES)
def test_every_icon_is_painted_within_its_box(name: str) -> None:
    image = QImage(2 * SIDE_PX, 2 * SIDE_PX, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    icons.paint(painter, name, QRectF(16, 16, SIDE_PX, SIDE_PX), QColor("#000000"))
    painter.end()
    inked = [
        (x, y)
        for x in range(2 * SIDE_PX)
        for y in range(2 * SIDE_PX)
        if image.pixelColor(x, y).lightness() < 128
    ]
    assert inked
    assert all(15 <= x <= 48 and 15 <= y <= 48 for x, y in inked)


def test_an_icon_for_a_button_comes_in_several_sizes() -> None:
    assert len(icons.icon("home", "#123456").availableSizes()) == 4
