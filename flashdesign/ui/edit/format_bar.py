"""The buttons that format the selected text of a note."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QWidget

from flashdesign.i18n.translation import _
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.widgets.controls.icon_button import IconButton
from flashdesign.ui.widgets.controls.shortcut import key_text, with_key
from flashdesign.ui.widgets.layout.flow_layout import FlowWidget
from flashdesign.ui.window.actions import action_named

PICTURE, GAP = "picture", "gap"
# Names of icons by names of formats; the action of a format is "edit." and its name.
_ICONS = {
    "bold": "bold",
    "italic": "italic",
    "code": "code",
    "code_block": "code-block",
    "list": "list",
    "link": "link",
    "formula": "formula",
    GAP: "gap",
    PICTURE: "picture",
}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: None, Qt.Key.Key_End: None}


class FormatBar(FlowWidget):
    """A row of buttons that is one stop for Tab; the arrow keys move in it.

    Signals:
        chosen: a format (its name) is to be applied.
    """

    accessible_role = QAccessible.Role.ToolBar
    chosen = Signal(str)

    def __init__(self, keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(GRID_PX // 2, parent)
        self.setAccessibleName(_("Formatting"))
        self.buttons: dict[str, IconButton] = {}
        for name, icon in _ICONS.items():
            button = IconButton(icon, _(action_named(f"edit.{name}").label), self)
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            button.installEventFilter(self)
            self.buttons[name] = button
        self._offered: list[str] = []
        self.render_keys(keys)
        self.offer(self.buttons)

    def render_keys(self, keys: Mapping[str, str]) -> None:
        """Show the keys of the formats."""
        for name, button in self.buttons.items():
            label, key = _(action_named(f"edit.{name}").label), keys[f"edit.{name}"]
            button.setToolTip(with_key(label, key))
            button.setAccessibleDescription(key_text(key))

    def offer(self, names: Iterable[str]) -> None:
        """Show the buttons of these formats only."""
        wanted = {*names}
        self._offered = [name for name in self.buttons if name in wanted]
        for name, button in self.buttons.items():
            button.setVisible(name in wanted)
        if self._offered:
            self._make_stop(self._offered[0])
        self.rearrange()

    def tab_stops(self) -> list[QWidget]:
        """Return the buttons in their order; one of them is a stop for Tab."""
        return list(self.buttons.values())

    def _make_stop(self, stop: str) -> None:
        for name, button in self.buttons.items():
            is_stop = name == stop
            policy = Qt.FocusPolicy.TabFocus if is_stop else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(policy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            places = [at for at, name in enumerate(self._offered) if self.buttons[name] is watched]
            if places and key in _STEPS:
                self._go_to(places[0], key)
                return True
        return super().eventFilter(watched, event)

    def _go_to(self, at: int, key: Qt.Key) -> None:
        last, step = len(self._offered) - 1, _STEPS[key]
        if step is None:
            place = 0 if key == Qt.Key.Key_Home else last
        else:
            place = at - step if self.isRightToLeft() else at + step
        name = self._offered[min(max(place, 0), last)]
        # First the focus: a widget that has it and loses its policy would pass it on.
        self.buttons[name].setFocus(Qt.FocusReason.TabFocusReason)
        self._make_stop(name)
