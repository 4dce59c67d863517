"""Multi-line text fields that are as high as their text, and undo in text fields."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDropEvent,
    QFontDatabase,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from flashdesign.ui.edit.fields.markdown_format import TextSelection
from flashdesign.ui.theme.sizes import sizes_of, with_size
from flashdesign.ui.widgets.layout.drop_target import accept_as_copy

_AROUND_PX = 26
_CELL_AROUND_PX = 24
_MIN_LINES, _MAX_LINES = 2, 8
_AS_NEEDED = Qt.ScrollBarPolicy.ScrollBarAsNeeded
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class TextBox(QPlainTextEdit):
    """Takes plain text; Tab leaves it, so that a form can be filled in by keyboard."""

    def __init__(
        self, parent: QWidget | None = None, *, is_code: bool = False, is_cell: bool = False
    ) -> None:
        super().__init__(parent)
        self.is_cell = is_cell
        self._max_lines = 10_000 if is_code else _MAX_LINES
        self._min_lines = 1 if is_cell else _MIN_LINES
        self._around_px = _CELL_AROUND_PX if is_cell else _AROUND_PX
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

    def text(self) -> str:
        """Return the text; a cell has one line."""
        text = self.toPlainText()
        return " ".join(text.split("\n")) if self.is_cell else text

    def selected(self) -> TextSelection:
        """Return the text with its selection."""
        cursor, text = self.textCursor(), self.toPlainText()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return TextSelection(text, _from_utf16(text, start), _from_utf16(text, end))

    def change(self, after: TextSelection) -> None:
        """Show `after` as one step of undo: only what differs is replaced."""
        head, tail = _count_ends(self.toPlainText(), after.text)
        cursor = self.textCursor()
        _select(cursor, self.toPlainText(), head, len(self.toPlainText()) - tail)
        cursor.insertText(after.text[head : len(after.text) - tail])
        _select(cursor, after.text, after.start, after.end)
        self.setTextCursor(cursor)

    def _fit(self) -> None:
        line_px, needed_px = self.fontMetrics().lineSpacing(), self._needed_px()
        shown_px = min(self._max_lines * line_px, max(self._min_lines * line_px, needed_px))
        # A scroll bar that appears would wrap lines differently, and change the height.
        self.setVerticalScrollBarPolicy(_AS_NEEDED if needed_px > shown_px else _NEVER)
        self.setFixedHeight(shown_px + self._around_px)

    def _needed_px(self) -> int:
        """Return the height of the text; lines of other scripts are higher than the font's own."""
        layout, block, height = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid():
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        return ceil(height)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return has_picture(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._take_picture is not None and has_picture(source):
            self._take_picture(source)
        elif self.is_cell and source.hasText():
            self.insertPlainText(" ".join(source.text().split()))
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


# Qt counts a character beyond the basic plane, such as an emoji, as two.


def _from_utf16(text: str, place: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))


def _to_utf16(text: str, place: int) -> int:
    return len(text[:place].encode("utf-16-le")) // 2


def _select(cursor: QTextCursor, text: str, start: int, end: int) -> None:
    cursor.setPosition(_to_utf16(text, start))
    cursor.setPosition(_to_utf16(text, end), QTextCursor.MoveMode.KeepAnchor)


def _count_ends(before: str, after: str) -> tuple[int, int]:
    """Return how many characters two texts have in common at their beginning and at their end."""
    head = _count_common(before, after)
    return head, _count_common(before[head:][::-1], after[head:][::-1])


def _count_common(first: str, second: str) -> int:
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))


def format_line(line: QLineEdit, change: Callable[[TextSelection], TextSelection]) -> None:
    """Change the text and the selection of a field of one line, as one or two steps of undo."""
    text = line.text()
    caret = _from_utf16(text, line.cursorPosition())
    start = _from_utf16(text, line.selectionStart()) if line.hasSelectedText() else caret
    after = change(TextSelection(text, start, start + len(line.selectedText())))
    if "\n" in after.text:
        return  # a block has no place in one line
    head, tail = _count_ends(text, after.text)
    first = _to_utf16(text, head)
    line.setSelection(first, _to_utf16(text, len(text) - tail) - first)
    line.insert(after.text[head : len(after.text) - tail])
    first = _to_utf16(after.text, after.start)
    line.setSelection(first, _to_utf16(after.text, after.end) - first)
    if after.start == after.end:
        line.setCursorPosition(first)


class TextUndo(QObject):
    """Filters the key events of a page's text fields once they get the focus.

    Signals:
        focused: the text field (a widget) that got the focus.
        moved: the focus moved to any widget of the page.
    """

    focused = Signal(QWidget)
    moved = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # it exists before any widget
        app.focusChanged.connect(self._watch)

    def _watch(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, (QLineEdit, QPlainTextEdit)) and self._page.isAncestorOf(new):
            new.installEventFilter(self)
            self.focused.emit(new)
        if new is not None and self._page.isAncestorOf(new):
            self.moved.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            can_undo, can_redo = _can_undo_redo(watched)
            is_idle = (event.matches(_UNDO) and not can_undo) or (
                event.matches(_REDO) and not can_redo
            )
            if is_idle:
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _can_undo_redo(field: QObject) -> tuple[bool, bool]:
    """Return whether the field has anything to undo, and anything to redo."""
    match field:
        case QLineEdit():
            return field.isUndoAvailable(), field.isRedoAvailable()
        case QPlainTextEdit():
            document = field.document()
            return document.isUndoAvailable(), document.isRedoAvailable()
        case _:
            return True, True
