"""Combo boxes that shorten long items, with a list as wide as the longest one."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

_MIN_CHARACTERS = 16
_AROUND_PX = 24
# The style paints the text with a margin at each side that its size hints leave out.
_TEXT_MARGIN_PX = 2


class WideListCombo(QComboBox):
    """Ends a text that does not fit with "…"; its list shows all texts as a whole."""

    def showPopup(self) -> None:
        """Open the list, as wide as its longest entry, but not wider than the screen."""
        view = self.view()
        bar_px = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        needed_px = view.sizeHintForColumn(0) + bar_px + _AROUND_PX
        view.setMinimumWidth(
            min(max(self.width(), needed_px), self.screen().availableSize().width())
        )
        super().showPopup()

    def whole_text_px(self) -> int:
        """Return the width in which the shown text is not shortened."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        text = QSize(metrics.horizontalAdvance(self.currentText()), metrics.height())
        kind = QStyle.ContentsType.CT_ComboBox
        whole = self.style().sizeFromContents(kind, option, text, self)
        return whole.width() + 2 * _TEXT_MARGIN_PX

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(2 * _TEXT_MARGIN_PX, 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + QSize(2 * _TEXT_MARGIN_PX, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - _TEXT_MARGIN_PX
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class DeckCombo(WideListCombo):
    """Takes the available width; a long title is cut in the box, but not in its list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumContentsLength(_MIN_CHARACTERS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.currentTextChanged.connect(self.setToolTip)
