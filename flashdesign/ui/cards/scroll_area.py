"""The scroll area with the card and the answer widgets below it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashdesign.ui.cards.card_view import CardView
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.widgets.layout.fitted_scroll_area import FittedScrollArea
from flashdesign.ui.widgets.layout.scroll_content import FittedColumn
from flashdesign.ui.widgets.layout.scroll_keys import scroll_by_key

COLUMN_PX = 760
_STRETCH = 1_000


class CardScrollArea(FittedScrollArea):
    """One column: the card, as high as its text, and the answer widgets directly below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[QWidget, ...] = ()

    def set_parts(self, card: CardView, answering: QWidget) -> None:
        """Set the card and the answer widgets; the area scrolls both."""
        card.fit_height()
        inside = FittedColumn()
        row, column = QHBoxLayout(inside), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID_PX)
        self._parts = (card, answering)
        self._limit_width()
        for part in self._parts:
            column.addWidget(part)
        column.addStretch(1)
        row.addStretch(1)
        row.addLayout(column, _STRETCH)
        row.addStretch(1)
        self.setWidget(inside)

    def scroll_to(self, part: QWidget) -> None:
        """Scroll just far enough to show the whole of `part`."""
        self.scroll_to_parts([part])

    def scroll_to_parts(self, parts: Sequence[QWidget], answer_of: CardView | None = None) -> None:
        """Scroll just far enough to show these widgets, and the answer of a card.

        If they are higher than the area, their beginning is shown.
        """
        inside = self.widget()
        if inside is None:
            return
        self.update_layout()
        tops = [part.mapTo(inside, QPoint(0, 0)).y() for part in parts]
        bottoms = [top + part.height() for top, part in zip(tops, parts, strict=True)]
        if answer_of is not None:
            start = answer_of.mapTo(inside, QPoint(0, 0)).y()
            tops.append(start + answer_of.answer_top())
            bottoms.append(start + answer_of.height())
        if tops:
            self.show_range(min(tops) - GRID_PX, max(bottoms) + GRID_PX)

    def scroll_by_key(self, key: Qt.Key) -> bool:
        """Scroll the area; return False if it is not a scroll key."""
        return scroll_by_key(self.verticalScrollBar(), key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._limit_width()
        super().resizeEvent(event)

    def _limit_width(self) -> None:
        for part in self._parts:
            part.setMaximumWidth(min(COLUMN_PX, self.column_px()))
