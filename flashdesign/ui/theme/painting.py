"""Painting of boxes, focus rings and texts, shared by all painted widgets."""

from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView, QWidget

from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import CONTROL_RADIUS_PX

RING_PX = 2.0
_HAIRLINE_PX = 1.0


def start_painter(widget: QWidget) -> QPainter:
    """Return an antialiasing painter on `widget`, which aligns texts in its direction."""
    painter = QPainter(widget)
    # By default a painter has the direction of the application.
    painter.setLayoutDirection(widget.layoutDirection())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def visual_rect(widget: QWidget, rect: QRectF) -> QRectF:
    """Return where to paint `rect`: mirrored if the widget is laid out from right to left."""
    if not widget.isRightToLeft():
        return rect
    return QRectF(widget.width() - rect.right(), rect.top(), rect.width(), rect.height())


def set_leading_margin(widget: QWidget, leading_px: int, top_px: int = 0) -> None:
    """Leave room before the text of a label, which Qt does not mirror."""
    left, right = (0, leading_px) if widget.isRightToLeft() else (leading_px, 0)
    widget.setContentsMargins(left, top_px, right, 0)


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    fill: str | None = None,
    line: str | None = None,
    radius_px: float = CONTROL_RADIUS_PX,
) -> None:
    """Draw a rounded box with a hairline border inside `rect`."""
    painter.setPen(QPen(QColor(line), _HAIRLINE_PX) if line else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = _HAIRLINE_PX / 2 if line else 0.0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius_px, radius_px)


def ring(painter: QPainter, rect: QRectF, color: str, radius_px: float = CONTROL_RADIUS_PX) -> None:
    """Draw the focus ring inside `rect`."""
    painter.setPen(QPen(QColor(color), RING_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = RING_PX / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius_px, radius_px)


def fill_selected_row(
    tree: QTreeView,
    painter: QPainter,
    options: QStyleOptionViewItem,
    index: QModelIndex | QPersistentModelIndex,
) -> None:
    """Fill the row of `index` if it is selected, before its cells are painted.

    The style of the desktop would paint a gradient with a frame.
    """
    if tree.selectionModel().isSelected(index):
        painter.fillRect(options.rect, QColor(tokens_of(tree.palette()).selection))


def paint_text(
    painter: QPainter, rect: QRectF, words: str, font: QFont, color: str, align: Qt.AlignmentFlag
) -> None:
    """Draw one line of text, with an ellipsis if it does not fit."""
    painter.setFont(font)
    painter.setPen(QColor(color))
    shown = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, max(0, int(rect.width()) + 1)
    )
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)


def text_width(words: str, font: QFont) -> int:
    """Return the width of a line of text in pixels."""
    return ceil(QFontMetricsF(font).horizontalAdvance(words)) + 1


def height_of(font: QFont) -> int:
    """Return the height of a line in pixels."""
    return ceil(QFontMetricsF(font).height())
