"""A multi-line text field that is as high as its text."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent, QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from flashdesign.ui.theme.sizes import sizes_of, with_size
from flashdesign.ui.widgets.layout.drop_target import accept_as_copy

_AROUND_PX = 26
_MIN_LINES, _MAX_LINES = 2, 8
_AS_NEEDED = Qt.ScrollBarPolicy.ScrollBarAsNeeded
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_GAP = re.compile(r"\{\{(\d+)::")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


class TextBox(QPlainTextEdit):
    """Takes plain text; Tab leaves it, so that a form can be filled in by keyboard."""

    def __init__(self, parent: QWidget | None = None, *, is_code: bool = False) -> None:
        super().__init__(parent)
        self._max_lines = 10_000 if is_code else _MAX_LINES
        self._take_picture: Callable[[QMimeData], object] | None = None
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(_NEVER)
        if is_code:
            mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            self.setFont(with_size(mono, sizes_of(self.font()).body_px))
            # Code runs from left to right in every language.
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def set_picture_handler(self, take: Callable[[QMimeData], object]) -> None:
        """Pass pasted or dropped pictures to `take` instead of inserting them."""
        self._take_picture = take

    def insert_cloze_gap(self) -> None:
        """Turn the selection into the next gap of a cloze."""
        numbers = [int(number) for number in _GAP.findall(self.toPlainText())]
        cursor = self.textCursor()
        selected = cursor.selectedText()
        cursor.insertText(f"{{{{{max(numbers, default=0) + 1}::{selected}}}}}")
        if not selected:
            cursor.setPosition(cursor.position() - 2)
            self.setTextCursor(cursor)

    def _fit(self) -> None:
        needed = round(self.document().size().height())
        lines = min(self._max_lines, max(_MIN_LINES, needed))
        # A scroll bar that appears would wrap lines differently, and change the height.
        self.setVerticalScrollBarPolicy(_AS_NEEDED if needed > lines else _NEVER)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _AROUND_PX)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return has_picture(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._take_picture is not None and has_picture(source):
            self._take_picture(source)
        else:
            super().insertFromMimeData(source)

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        if event.mimeData().hasUrls():
            accept_as_copy(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def has_picture(data: QMimeData) -> bool:
    """Return whether pictures are pasted or dropped; with text next to a picture, False."""
    urls = data.urls()
    if urls:
        return all(_is_picture_file(url) for url in urls)
    return data.hasImage() and not data.hasText()


def _is_picture_file(url: QUrl) -> bool:
    return url.isLocalFile() and url.toLocalFile().lower().endswith(_PICTURES)
