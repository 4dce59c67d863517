"""The bar of actions over the table of cards, and the same actions in the table's menu."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from flashdesign.domain.search.query import MAX_FLAG
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext, pgettext
from flashdesign.services.browse.search import Selection
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, button
from flashdesign.ui.widgets.controls.overflow_row import OverflowRow, open_below
from flashdesign.ui.widgets.controls.shortcut import key_text

# Without a selection, these work on all cards found.
_FOR_ALL_FOUND = frozenset({"study", "replace"})
_UNDO, _UNDO_KEY = "undo", "undo"
# Undo, and what takes something away, are set apart from the rest.
_APART = (_UNDO, "reset")


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
        super().__init__(self.buttons, GRID_PX // 2, parent, apart=_APART)
        self.flags = QMenu(self)
        self.flags.setAccessibleName(pgettext("verb", "Flag"))
        self.entries: dict[str, QAction] = {}
        self._shown_keys: dict[str, str] = {}
        self._chosen, self._found, self._selection = 0, 0, Selection(0, 0)
        self._is_counted, self._can_undo, self._blocked = False, False, ""
        self._enabled_for: object = None
        self._connect()
        self.render_selection(Selection(0, 0), can_undo=False)

    def render_chosen(self, chosen: int, found: int, *, is_suspended: bool) -> None:
        """Enable the actions for the numbers of selected cards and of cards found."""
        self._chosen, self._found = chosen, found
        suspend = _("Unsuspend") if is_suspended else pgettext("verb", "Suspend")
        self.buttons["suspend"].setText(suspend)
        self._enable()

    def render_found(self, found: int, *, is_counted: bool) -> None:
        """Show the number of cards found; while it is not counted, it is not said."""
        self._found, self._is_counted = found, is_counted
        self._enable()

    def render_blocked(self, reason: str) -> None:
        """Disable the actions because of an invalid search; "" enables them again."""
        self._blocked = reason
        self._enable()

    def table_entries(self) -> list[QAction]:
        """Return the entries of a menu with the same actions, and lines between them."""
        entries: list[QAction] = []
        for name, entry in self.entries.items():
            if name in _APART:
                line = QAction(self)
                line.setSeparator(True)
                entries.append(line)
            entries.append(entry)
        return entries

    def render_selection(self, selection: Selection, *, can_undo: bool) -> None:
        """Enable what depends on the selected notes, as built-in ones cannot be moved, and Undo."""
        self._selection, self._can_undo = selection, can_undo
        self.offer(_UNDO, offered=can_undo)
        self.entries[_UNDO].setVisible(can_undo)
        self._enable()

    def render_keys(self, keys: Mapping[str, str]) -> None:
        """Show the keys of the actions, by their ids."""
        bound = {name: keys.get(f"browse.{name}", "") for name in self.buttons}
        bound[_UNDO] = keys[_UNDO_KEY]
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
        """Enable and describe the actions, unless nothing changed: each row step comes here."""
        state = (
            *(self._chosen, self._found, self._selection, self._is_counted, self._can_undo),
            *(self._blocked, self.buttons["suspend"].text(), tuple(self._shown_keys.items())),
        )
        if state == self._enabled_for:
            return
        self._enabled_for = state
        self.buttons["study"].setText(self._study_label())
        for name, push_button in self.buttons.items():
            refusal, key = self._refusal(name), self._shown_keys.get(name, "")
            told = refusal or self._describe(name, key)
            is_on = not refusal and self._applies(name)
            push_button.setEnabled(is_on)
            push_button.setToolTip(told)
            push_button.setAccessibleDescription(told)
            entry = self.entries[name]
            entry.setText(f"{push_button.text()}\t{key}" if key else push_button.text())
            entry.setEnabled(is_on)

    def _applies(self, name: str) -> bool:
        if name == _UNDO:
            return self._can_undo
        if name in _FOR_ALL_FOUND:
            return self._chosen > 0 or self._found > 0
        return self._chosen == 1 if name == "edit" else self._chosen > 0

    def _refusal(self, name: str) -> str:
        """Return why an action that would apply is not possible, or ""."""
        if name == _UNDO:
            return ""
        return self._blocked or (self.move_refusal() if name == "move" else "")

    def _study_label(self) -> str:
        if self._chosen:
            text = ngettext("Study {n} selected…", "Study {n} selected…", self._chosen)
            return text.format(n=number(self._chosen))
        if self._found and self._is_counted:
            text = ngettext("Study {n} card…", "Study {n} cards…", self._found)
            return text.format(n=number(self._found))
        return pgettext("verb", "Study…")

    def _describe(self, name: str, key: str) -> str:
        """Return what an action for all found cards does with which cards, and the key of any."""
        if name not in _FOR_ALL_FOUND:
            return key
        if self._chosen:
            done = self._describe_for_chosen(name).format(n=number(self._chosen))
        elif name == "study":
            done = _("Review all cards found, due or not")
        else:
            done = _("Replace text in the notes of all cards found")
        return _("{label} ({key})").format(label=done, key=key) if key else done

    def _describe_for_chosen(self, name: str) -> str:
        if name == "study":
            return ngettext(
                "Review {n} selected card, due or not",
                "Review {n} selected cards, due or not",
                self._chosen,
            )
        return ngettext(
            "Replace text in the note of {n} selected card",
            "Replace text in the notes of {n} selected cards",
            self._chosen,
        )

    def _connect(self) -> None:
        for name, push_button in self.buttons.items():
            entry = self.entries[name] = QAction(push_button.text(), self)
            for triggered in (push_button.clicked, entry.triggered):
                triggered.connect(
                    lambda _checked=False, name=name: self.action_requested.emit(name)
                )
        for flag in range(MAX_FLAG + 1):
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
        "study": pgettext("verb", "Study…"),
        "suspend": pgettext("verb", "Suspend"),
        "flag": pgettext("verb", "Flag…"),
        "tag": pgettext("verb", "Tag…"),
        "move": pgettext("verb", "Move…"),
        "replace": _("Find and replace…"),
        "undo": _("Undo"),
        "export": pgettext("verb", "Export…"),
        "reset": pgettext("verb", "Reset"),
        "delete": pgettext("verb", "Delete…"),
    }
