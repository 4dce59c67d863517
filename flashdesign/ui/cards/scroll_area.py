"""The scroll area with the card and the answer widgets below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from flashdesign.ui.cards.card_view import CardView
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.widgets.layout.scroll_content import FittedColumn
from flashdesign.ui.widgets.layout.scroll_keys import BACKWARD, FORWARD

_STRETCH = 1_000


class CardScrollArea(QScrollArea):
    """Gives the card the free height, and scrolls if that is too little for the answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: CardView | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_parts(self, card: CardView, answering: QWidget) -> None:
        """Set the card, and the answer widgets centered below it."""
        self._card = card
        inside = FittedColumn()
        column, row = QVBoxLayout(inside), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID_PX)
        row.addStretch(1)
        row.addWidget(answering, _STRETCH)
        row.addStretch(1)
        column.addWidget(card, 1)
        column.addLayout(row)
        self.setWidget(inside)

    def scroll_to(self, part: QWidget) -> None:
        """Scroll just far enough to show the whole of `part`."""
        inside = self.widget()
        layout = None if inside is None else inside.layout()
        if layout is not None:
            layout.activate()
        self.ensureWidgetVisible(part, 0, GRID_PX)

    def scroll_by_key(self, key: Qt.Key) -> bool:
        """Scroll the card, then the area; return False if it is not a scroll key."""
        outer = self.verticalScrollBar()
        inner = outer if self._card is None else self._card.verticalScrollBar()
        if key in FORWARD:
            bar = inner if inner.value() < inner.maximum() else outer
            bar.triggerAction(FORWARD[key])
        elif key in BACKWARD:
            bar = outer if outer.value() > outer.minimum() else inner
            bar.triggerAction(BACKWARD[key])
        return key in FORWARD or key in BACKWARD
