"""The keys that scroll, and what each does to a scroll bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSlider, QScrollBar

BACKWARD = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
}
FORWARD = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


def is_scroll_key(key: int) -> bool:
    """Return whether a key scrolls."""
    return Qt.Key(key) in FORWARD or Qt.Key(key) in BACKWARD


def scroll_by_key(bar: QScrollBar, key: int) -> bool:
    """Move a scroll bar; return False if it is not a scroll key."""
    known = Qt.Key(key)
    action = FORWARD.get(known) or BACKWARD.get(known)
    if action is not None:
        bar.triggerAction(action)
    return action is not None
