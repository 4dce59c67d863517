"""The bar of actions over the table of cards, and the same actions in the table's menu."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from flashdesign.i18n.translation import _, pgettext
from flashdesign.services.browse.search import Selection
from flashdesign.ui.theme.roles import ButtonKind, button
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.widgets.controls.overflow_row import OverflowRow, open_below
from flashdesign.ui.widgets.controls.shortcut import key_text

_MAX_FLAG = 7
# Without a selection, these work on all cards found.
_FOR_ALL_FOUND = frozenset({"study", "replace"})


class ActionBar(OverflowRow):
    """The actions on the selected cards, enabled where they apply.

    Signals:
        action_requested: run an action (its name).
        flag_requested: give the selected cards this flag.
    """

    action_requested = Signal(str)
    flag_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.buttons = {name: button(text, ButtonKind.TOOL) for name, text in _labels().items()}
        super().__init__(self.buttons, GRID_PX // 2, parent)
        self.flags = QMenu(self)
        self.flags.setAccessibleName(pgettext("verb", "Flag"))
        self.entries: dict[str, QAction] = {}
        self._shown_keys: dict[str, str] = {}
        self._chosen, self._found, self._selection = 0, 0, Selection(0, 0)
        self._connect()
        self._enable()

    def render_chosen(self, chosen: int, found: int, *, is_suspended: bool) -> None:
        """Enable the actions for the numbers of selected cards and of cards found."""
        self._chosen, self._found = chosen, found
        suspend = _("Unsuspend") if is_suspended else pgettext("verb", "Suspend")
        self.buttons["suspend"].setText(suspend)
        self._enable()

    def render_selection(self, selection: Selection) -> None:
        """Enable what depends on which notes are selected: built-in notes cannot be moved."""
        self._selection = selection
        self._enable()

    def render_keys(self, keys: Mapping[str, str]) -> None:
        """Show the keys of the actions, by their ids."""
        bound = {name: keys[f"browse.{name}"] for name in self.buttons}
        self._shown_keys = {name: key_text(key) for name, key in bound.items() if key}
        self.set_keys(self._shown_keys)
        self._enable()

    def move_refusal(self) -> str:
        """Return why the selected notes cannot be moved, or "" if some can."""
        if self._chosen and self._selection.notes == self._selection.built_in > 0:
            return _("Built-in notes cannot be moved. You can edit or delete them.")
        return ""

    def open_flags(self) -> None:
        """Open the menu of flags for the selected cards."""
        if self.buttons["flag"].isEnabled():
            open_below(self.flags, self.anchor("flag"))

    def _enable(self) -> None:
        refusal = self.move_refusal()
        for name, push_button in self.buttons.items():
            told = self._shown_keys.get(name, "")
            is_on = self._chosen == 1 if name == "edit" else self._chosen > 0
            if name in _FOR_ALL_FOUND:
                is_on = self._chosen > 0 or self._found > 0
            if name == "move" and refusal:
                is_on, told = False, refusal
            push_button.setEnabled(is_on)
            push_button.setToolTip(told)
            push_button.setAccessibleDescription(told)
            entry, key = self.entries[name], self._shown_keys.get(name, "")
            entry.setText(f"{push_button.text()}\t{key}" if key else push_button.text())
            entry.setEnabled(is_on)

    def _connect(self) -> None:
        for name, push_button in self.buttons.items():
            entry = self.entries[name] = QAction(push_button.text(), self)
            for triggered in (push_button.clicked, entry.triggered):
                triggered.connect(
                    lambda _checked=False, name=name: self.action_requested.emit(name)
                )
        for flag in range(_MAX_FLAG + 1):
            title = _("Flag {flag}").format(flag=flag) if flag else _("No flag")
            entry = QAction(title, self.flags)
            entry.triggered.connect(
                lambda _checked=False, flag=flag: self.flag_requested.emit(flag)
            )
            self.flags.addAction(entry)


def _labels() -> dict[str, str]:
    """Return the labels of the buttons, by the name of their action."""
    return {
        "edit": pgettext("verb", "Edit"),
        "study": pgettext("verb", "Study"),
        "suspend": pgettext("verb", "Suspend"),
        "flag": pgettext("verb", "Flag"),
        "tag": pgettext("verb", "Tag"),
        "move": pgettext("verb", "Move"),
        "replace": pgettext("verb", "Replace"),
        "export": pgettext("verb", "Export"),
        "reset": pgettext("verb", "Reset"),
        "delete": _("Delete"),
    }
