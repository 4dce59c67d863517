"""A field whose value is the next key that is pressed."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from flashdesign.i18n.translation import N_, _, pgettext
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import GRID_PX, with_size
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.controls.painted_button import PaintedButton
from flashdesign.ui.widgets.controls.shortcut import key_text

_PROMPT = N_("Press a key…")
_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_unknown,
    }
)


class KeyCaptureButton(PaintedButton):
    """Shows a key; after a click it waits for another one.

    Signals:
        captured: the new key in portable text, empty when it was cleared.
    """

    captured = Signal(str)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.is_waiting = False
        self.key = key
        self.clicked.connect(self._start_waiting)

    def stop_waiting(self) -> None:
        """Keep the key as it is."""
        self.is_waiting = False
        self.update()

    @property
    def shown_text(self) -> str:
        """The shown text."""
        if self.is_waiting:
            return _(_PROMPT)
        return key_text(self.key) or _no_key()

    def _start_waiting(self) -> None:
        self.is_waiting = True
        self.update()

    def _capture(self, key: str) -> None:
        self.key = key
        self.stop_waiting()
        self.captured.emit(key)

    def sizeHint(self) -> QSize:
        font = self.font()
        width = max(
            painting.text_width(_(_PROMPT), font), painting.text_width(self.shown_text, font)
        )
        return QSize(width + 3 * GRID_PX, painting.height_of(font) + 14)

    def event(self, event: QEvent) -> bool:
        # While it waits, the field gets the key instead of the window's shortcuts.
        if event.type() is QEvent.Type.ShortcutOverride and self.is_waiting:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not self.is_waiting:
            super().keyPressEvent(event)
        elif key is Qt.Key.Key_Escape:
            self.stop_waiting()
        elif key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self._capture("")
        elif key not in _MODIFIERS:
            sequence = QKeySequence(event.keyCombination())
            self._capture(sequence.toString(QKeySequence.SequenceFormat.PortableText))

    def focusNextPrevChild(self, forwards: bool) -> bool:
        return False if self.is_waiting else super().focusNextPrevChild(forwards)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.stop_waiting()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = self.tokens, QRectF(self.rect())
        painter = painting.start_painter(self)
        fill = tokens.accent_tint if self.is_waiting else self.surface
        painting.box(painter, rect, fill=fill, line=tokens.control_line)
        if self.hasFocus():
            painting.ring(painter, rect, tokens.focus)
        is_quiet = self.is_waiting or not self.key
        color = tokens.muted if is_quiet else tokens.text
        font = with_size(self.font(), self.sizes.body_px)
        painting.paint_text(
            painter, rect, self.shown_text, font, color, Qt.AlignmentFlag.AlignHCenter
        )
        painter.end()


class KeyEdit(QWidget):
    """Edits the key of one action, and shows a conflict with another.

    Signals:
        captured: the new key in portable text such as `Ctrl+Z`, empty when it was cleared.
    """

    accessible_role = QAccessible.Role.Grouping
    captured = Signal(str)

    def __init__(self, key: str = "", parent: QWidget | None = None, *, action: str) -> None:
        super().__init__(parent)
        self._action = action
        self.button = KeyCaptureButton(key, self)
        self._conflict = label("", TextRole.ERROR, self)
        self._conflict.setHidden(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._conflict, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self.button)
        self.button.captured.connect(self._emit_captured)
        self._describe()

    def key(self) -> str:
        """Return the key as portable text."""
        return self.button.key

    def set_key(self, key: str) -> None:
        """Show `key`."""
        self.button.key = key
        self.button.updateGeometry()
        self.button.update()
        self._describe()

    def set_conflict(self, text: str) -> None:
        """Show a conflict with another action; an empty text hides it."""
        self._conflict.setText(text)
        self._conflict.setHidden(not text)
        self.button.setAccessibleDescription(text)

    def conflict(self) -> str:
        """Return the shown conflict."""
        return self._conflict.text()

    def _emit_captured(self, key: str) -> None:
        self._describe()
        self.captured.emit(key)

    def _describe(self) -> None:
        name = _("Key for {action}: {key}")
        key = key_text(self.button.key) or _no_key()
        self.button.setAccessibleName(name.format(action=self._action, key=key))


def _no_key() -> str:
    return pgettext("key", "None")
