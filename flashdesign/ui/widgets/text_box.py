"""A box for some lines of text, as high as what stands in it."""

import re

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from flashdesign.ui.theme import resized, sizes_of

_AROUND_PX = 26
_FEWEST_LINES, _MOST_LINES = 2, 8
_AS_NEEDED = Qt.ScrollBarPolicy.ScrollBarAsNeeded
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_GAP = re.compile(r"\{\{(\d+)::")


class TextBox(QPlainTextEdit):
    """Takes plain text; Tab leaves it, so that a form can be filled in by keyboard alone."""

    def __init__(self, parent: QWidget | None = None, *, is_code: bool = False) -> None:
        super().__init__(parent)
        self._most = 10_000 if is_code else _MOST_LINES
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(_NEVER)
        if is_code:
            mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            self.setFont(resized(mono, sizes_of(self.font()).body_px))
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def put_gap(self) -> None:
        """Put the next gap of a cloze around what is marked."""
        taken = [int(number) for number in _GAP.findall(self.toPlainText())]
        cursor = self.textCursor()
        marked = cursor.selectedText()
        cursor.insertText(f"{{{{{max(taken, default=0) + 1}::{marked}}}}}")
        if not marked:
            cursor.setPosition(cursor.position() - 2)
            self.setTextCursor(cursor)

    def _fit(self) -> None:
        needed = round(self.document().size().height())
        lines = min(self._most, max(_FEWEST_LINES, needed))
        # A bar that comes and goes would break lines anew, and need another height.
        self.setVerticalScrollBarPolicy(_AS_NEEDED if needed > lines else _NEVER)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _AROUND_PX)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
