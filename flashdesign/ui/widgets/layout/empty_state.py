"""The placeholder of a page without content: icon, message and buttons."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from flashdesign.ui.theme import icons, painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label

_TEXT_WIDTH_PX = 384
_RESTYLING = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})


class IconMark(QWidget):
    """An icon that is not a button."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = sizes_of(self.font()).body_px * 4
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = tokens_of(self.palette()), QRectF(self.rect())
        painter = painting.start_painter(self)
        painting.box(painter, rect, fill=tokens.hover, radius_px=rect.width() / 2)
        inset = rect.width() * 0.29
        icons.paint(
            painter,
            self._icon,
            rect.adjusted(inset, inset, -inset, -inset),
            QColor(tokens.muted),
        )
        painter.end()


class EmptyState(QWidget):
    """A message with one or more buttons below it.

    Signals:
        triggered: the first button was clicked.
    """

    triggered = Signal()

    def __init__(
        self,
        sentence: str,
        action: str = "",
        icon: str = "",
        parent: QWidget | None = None,
        *,
        detail: str = "",
    ) -> None:
        super().__init__(parent)
        self._is_ready = False
        self._sentence = label("", TextRole.HEADING, self, wrap=True)
        self._detail = label("", TextRole.MUTED, self, wrap=True)
        self.button = button(action, ButtonKind.PRIMARY, self)
        self.button.setHidden(not action)
        self.button.clicked.connect(lambda: self.triggered.emit())
        self._arrange(icon)
        self._is_ready = True
        self.set_text(sentence, detail)

    def _arrange(self, icon: str) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID_PX)
        layout.addStretch(2)
        if icon:
            layout.addWidget(IconMark(icon, self), 0, middle)
            layout.addSpacing(GRID_PX)
        for text in (self._sentence, self._detail):
            text.setAlignment(middle)
            text.setFixedWidth(_TEXT_WIDTH_PX)
            layout.addWidget(text, 0, middle)
        layout.addSpacing(GRID_PX)
        layout.addWidget(self.button, 0, middle)
        layout.addStretch(3)

    def add_button(self, title: str) -> QPushButton:
        """Add a button below the others and return it."""
        added = button(title, ButtonKind.PLAIN, self)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # set in `_arrange`
        layout.insertWidget(layout.count() - 1, added, 0, Qt.AlignmentFlag.AlignHCenter)
        return added

    def set_text(self, sentence: str, detail: str = "") -> None:
        """Show another message."""
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setHidden(not detail)
        self.setAccessibleName(sentence)
        self._fit_texts()

    def _fit_texts(self) -> None:
        # A layout ignores the height for width of a centered item: wrapped lines would be cut.
        for text in (self._sentence, self._detail):
            text.setMinimumHeight(max(0, text.heightForWidth(_TEXT_WIDTH_PX)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_texts()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLING and self._is_ready:
            self._fit_texts()
