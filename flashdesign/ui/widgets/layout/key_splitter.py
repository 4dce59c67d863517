"""A splitter whose handles are reached by Tab and moved by the arrow keys."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import GRID_PX

_HANDLE_PX = 9
_LINE_PX = 1
_STEP_PX = 3 * GRID_PX
_FORWARD = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})
_BACKWARD = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})


class SplitterHandle(QSplitterHandle):
    """The line between two parts; arrow keys move it while it has the focus."""

    accessible_role = QAccessible.Role.Splitter

    def __init__(self, orientation: Qt.Orientation, parent: "KeySplitter") -> None:
        super().__init__(orientation, parent)
        self._parts = parent
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(parent.handle_name)
        self.setToolTip(parent.handle_name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key not in _FORWARD | _BACKWARD:
            super().keyPressEvent(event)
            return
        step = _STEP_PX if key in _FORWARD else -_STEP_PX
        is_mirrored = key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and self.isRightToLeft()
        self._parts.move_handle(self, -step if is_mirrored else step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = tokens_of(self.palette()), QRectF(self.rect())
        painter = painting.start_painter(self)
        if self.hasFocus():
            painting.box(painter, rect.adjusted(1, 1, -1, -1), fill=tokens.focus, radius_px=3)
        elif self.underMouse():
            painting.box(
                painter, rect.adjusted(2, 2, -2, -2), fill=tokens.control_line, radius_px=2
            )
        else:
            middle = rect.center()
            if self.orientation() is Qt.Orientation.Horizontal:
                line = QRectF(middle.x(), rect.top(), _LINE_PX, rect.height())
            else:
                line = QRectF(rect.left(), middle.y(), rect.width(), _LINE_PX)
            painter.fillRect(line, QColor(tokens.line))
        painter.end()


class KeySplitter(QSplitter):
    """Parts beside or above each other, with handles for mouse and keyboard.

    Signals:
        resized: the user moved a handle.
    """

    resized = Signal()

    def __init__(
        self, orientation: Qt.Orientation, handle_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(orientation, parent)
        self.handle_name = handle_name
        self.setChildrenCollapsible(False)
        self.setHandleWidth(_HANDLE_PX)
        self.splitterMoved.connect(lambda _place, _index: self.resized.emit())

    def move_handle(self, handle: QSplitterHandle, step_px: int) -> None:
        """Make the part before a handle larger by `step_px`, as far as the next one can shrink."""
        sizes, parts = self.sizes(), self._shown_parts()
        after = next(at for at in parts if self.handle(at) is handle)
        before = max(at for at in parts if at < after)
        step_px = min(step_px, sizes[after] - self._least_px(parts[after]))
        step_px = max(step_px, self._least_px(parts[before]) - sizes[before])
        sizes[before] += step_px
        sizes[after] -= step_px
        self.setSizes(sizes)
        self.resized.emit()

    def createHandle(self) -> QSplitterHandle:
        return SplitterHandle(self.orientation(), self)

    def _shown_parts(self) -> dict[int, QWidget]:
        parts = {at: self.widget(at) for at in range(self.count())}
        return {at: part for at, part in parts.items() if part is not None and part.isVisible()}

    def _least_px(self, part: QWidget) -> int:
        least = part.minimumSizeHint().expandedTo(part.minimumSize())
        is_wide = self.orientation() is Qt.Orientation.Horizontal
        return max(0, least.width() if is_wide else least.height())
