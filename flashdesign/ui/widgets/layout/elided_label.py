"""A one-line label that ends in an ellipsis if it does not fit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from flashdesign.ui.theme.styled_widgets import TextRole, align_leading


class ElidedLabel(QLabel):
    """Shows as much of a text as fits; the tooltip has the whole text."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, role: TextRole = TextRole.BODY
    ) -> None:
        super().__init__(parent)
        self._whole = self._detail = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        align_leading(self)
        self.set_text(text)

    @property
    def whole_text(self) -> str:
        """The text without the ellipsis."""
        return self._whole

    def set_text(self, text: str, detail: str = "") -> None:
        """Show `text`; only the tooltip has `detail`."""
        self._whole, self._detail = text, detail
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        super().setText(shown)
        told = (self._whole if shown != self._whole else "", self._detail)
        self.setToolTip("\n".join(filter(None, told)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height())
