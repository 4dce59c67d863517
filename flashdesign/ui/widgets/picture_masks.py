"""Painting of image occlusion masks over a picture."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPolygonF

from flashdesign.content.picture_masks import Mask
from flashdesign.ui.theme import Tokens

_LINE_PX = 2


def masked(image: QImage, masks: Iterable[Mask], tokens: Tokens) -> QImage:
    """Return the picture with its masks painted; the asked one has the accent color."""
    # A picture with a color palette may lack the colors of the masks.
    painted = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(painted)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.line), _LINE_PX))
    for mask in masks:
        color = QColor(tokens.accent if mask.is_asked else tokens.muted)
        painter.setBrush(QBrush(color, Qt.BrushStyle.SolidPattern))
        _paint_mask(painter, mask, painted.width(), painted.height())
    painter.end()
    return painted


def _paint_mask(painter: QPainter, mask: Mask, width: int, height: int) -> None:
    across, down = mask.numbers[0::2], mask.numbers[1::2]
    if mask.kind == "p":
        corners = [QPointF(x * width, y * height) for x, y in zip(across, down, strict=True)]
        painter.drawPolygon(QPolygonF(corners))
        return
    left, top, wide, high = mask.numbers
    box = QRectF(left * width, top * height, wide * width, high * height)
    if mask.kind == "e":
        painter.drawEllipse(box)
    else:
        painter.drawRect(box)
