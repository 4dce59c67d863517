"""A scratch pad that shows the result of each line next to it."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from flashdesign.domain.drills.scratchpad import ScratchLine, calculate_lines
from flashdesign.i18n.translation import N_, _
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import sizes_of, with_size, with_tabular_digits
from flashdesign.ui.theme.styled_widgets import TextRole, label, set_text_role

_RESULTS_SHARE, _LINES, _PADDING_PX = 0.42, 6, 10
_EXAMPLE = "300M * 50% * 2 / 86400"
_HINT = N_("Lines may have names and units: dau = 300M * 50%, then dau * 2 KB in GB.")


class _Sheet(QPlainTextEdit):
    """The text field; the results are at its right edge, level with their lines.

    Signals:
        left: Esc was pressed.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[ScratchLine, ...] = ()
        self.setAccessibleName(_("Scratch pad"))
        self.setPlaceholderText(_EXAMPLE)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.margin = _Results(self)

    def results_px(self) -> int:
        """Return the width of the result column."""
        return round(self.width() * _RESULTS_SHARE)

    def paint_results(self, painter: QPainter, width_px: int) -> None:
        """Paint the results of the visible lines."""
        tokens = tokens_of(self.palette())
        font = with_size(self.font(), sizes_of(self.font()).body_px)
        block = self.firstVisibleBlock()
        while block.isValid() and block.blockNumber() < len(self.lines):
            rect = QRectF(self.cursorRect(QTextCursor(block)))
            line = self.lines[block.blockNumber()]
            words = (line.value and f"= {line.value}") or line.error
            color = tokens.again if line.error else tokens.text
            room = QRectF(_PADDING_PX, rect.top(), width_px - 2 * _PADDING_PX, rect.height())
            side = Qt.AlignmentFlag.AlignLeft if line.error else Qt.AlignmentFlag.AlignRight
            painting.paint_text(painter, room, words, font, color, side)
            block = block.next()

    def event(self, event: QEvent) -> bool:
        # Esc leaves the scratch pad here, not the page.
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        line_px = self.fontMetrics().lineSpacing()
        return QSize(24 * line_px, _LINES * line_px + 4 * _PADDING_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(10 * self.fontMetrics().lineSpacing(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setViewportMargins(0, 0, self.results_px(), 0)
        super().resizeEvent(event)
        inside = self.contentsRect()
        left = self.viewport().geometry().right() + 1
        self.margin.setGeometry(left, inside.top(), inside.right() - left, inside.height())


class _Results(QWidget):
    """The column of results."""

    def __init__(self, sheet: _Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        sheet.updateRequest.connect(lambda: self.update())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.start_painter(self)
        painter.setPen(tokens_of(self.palette()).line)
        painter.drawLine(QPointF(0.5, 0), QPointF(0.5, self.height()))
        top = self._sheet.viewport().geometry().top() - self.geometry().top()
        painter.translate(0, top)
        self._sheet.paint_results(painter, self.width())
        painter.end()


class ScratchPad(QWidget):
    """Evaluates the lines, and shows the error of the line with the cursor.

    Signals:
        changed: the text after each edit.
    """

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = _Sheet(self)
        # Calculations run from left to right in every language.
        self.sheet.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.remark = label(_(_HINT), TextRole.SMALL, self, wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.sheet)
        layout.addWidget(self.remark)
        self.sheet.setFont(with_tabular_digits(self.sheet.font()))
        self.setFocusProxy(self.sheet)
        self.sheet.textChanged.connect(self._evaluate)
        self.sheet.cursorPositionChanged.connect(self._show_line)

    @property
    def results(self) -> tuple[ScratchLine, ...]:
        """The result of each line."""
        return self.sheet.lines

    def text(self) -> str:
        """Return the text."""
        return self.sheet.toPlainText()

    def clear(self) -> None:
        """Remove all text."""
        self.sheet.clear()

    def _evaluate(self) -> None:
        self.sheet.lines = calculate_lines(self.text())
        self.sheet.margin.update()
        self._show_line()
        self.changed.emit(self.text())

    def _show_line(self) -> None:
        at = self.sheet.textCursor().blockNumber()
        line = self.results[at] if at < len(self.results) else ScratchLine()
        set_text_role(self.remark, TextRole.ERROR if line.error else TextRole.SMALL)
        self.remark.setText(line.error or _(_HINT))
        self.sheet.setAccessibleDescription(line.error or line.value)
