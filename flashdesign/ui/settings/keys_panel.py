"""The keys of all actions: a table by page, with a search and a reset to the defaults."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.ui.settings.key_edit import KeyEdit
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.controls.shortcut import key_text
from flashdesign.ui.widgets.layout.panel import Panel
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow
from flashdesign.ui.window import actions

_SEARCH_EMS = 16


class KeysPanel(Panel):
    """Shows and changes the key of each action.

    Signals:
        changed: the chosen keys by the id of their action; default keys are left out.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Keys"), parent)
        self.edits: dict[str, KeyEdit] = {}
        self._rows: dict[str, QWidget] = {}
        self._headings: dict[str, QLabel] = {}
        self._chosen: dict[str, str] = {}
        self.search, self.reset = QLineEdit(), button("", ButtonKind.PLAIN)
        self.search.setPlaceholderText(_("Find an action or a key"))
        self.search.setAccessibleName(_("Find an action or a key"))
        self.search.setClearButtonEnabled(True)
        self._nothing = label(_("No action matches."), TextRole.MUTED, wrap=True)
        self.body.addWidget(
            label(_("Click a key, then press the new one."), TextRole.MUTED, wrap=True)
        )
        self.body.addWidget(self._make_head())
        self.body.addWidget(self._nothing)
        self.body.setSpacing(2)
        for action in actions.ACTIONS:
            if action.scope not in self._headings:
                self._headings[action.scope] = self._make_heading(action.scope)
            self._rows[action.id] = self._make_row(action)
        self.search.textChanged.connect(lambda _text: self._filter())
        self.reset.clicked.connect(lambda: self.changed.emit({}))
        self.show_keys({})

    def show_keys(self, chosen: Mapping[str, str]) -> None:
        """Show the keys; `chosen` has those that differ from their defaults."""
        self._chosen = dict(chosen)
        for action, key in actions.bound_keys(chosen).items():
            self.edits[action].set_key(key)
            self.edits[action].set_conflict("")
        count = len(self._chosen)
        reset = ngettext(
            "Reset {n} key to its default", "Reset {n} keys to their defaults", count
        ).format(n=number(count))
        self.reset.setText(reset if count else _("Reset to defaults"))
        self.reset.setEnabled(count > 0)
        self._filter()

    def _make_head(self) -> QWidget:
        head = ResponsiveRow(
            lambda: (
                _SEARCH_EMS * sizes_of(self.font()).body_px
                + GRID_PX
                + self.reset.sizeHint().width()
            )
        )
        head.row.setSpacing(GRID_PX)
        head.row.addWidget(self.search, 1)
        head.row.addWidget(self.reset)
        return head

    def _make_heading(self, scope: str) -> QLabel:
        heading = label(_(scope), TextRole.STRONG)
        heading.setContentsMargins(0, 2 * GRID_PX, 0, 4)
        self.body.addWidget(heading)
        return heading

    def _make_row(self, action: actions.Action) -> QWidget:
        title = _(action.label)
        edit = self.edits[action.id] = KeyEdit(action.key, action=title)
        edit.captured.connect(lambda key: self._change_key(action.id, key))
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2 * GRID_PX)
        name = label(title, wrap=True)
        name.setBuddy(edit)
        inside.addWidget(name, 1)
        inside.addWidget(edit)
        self.body.addWidget(row)
        return row

    def _filter(self) -> None:
        """Show the actions whose name, page or key has the typed text."""
        wanted = self.search.text().strip().casefold()
        shown = set()
        for action in actions.ACTIONS:
            key = self.edits[action.id].key()
            texts = (_(action.label), _(action.scope), key, key_text(key))
            is_shown = any(wanted in text.casefold() for text in texts)
            self._rows[action.id].setVisible(is_shown)
            if is_shown:
                shown.add(action.scope)
        for scope, heading in self._headings.items():
            heading.setVisible(scope in shown)
        self._nothing.setHidden(bool(shown))

    def _change_key(self, action: str, key: str) -> None:
        other = actions.find_conflict(self._chosen, action, key)
        if other is not None:
            edit = self.edits[action]
            edit.set_key(actions.bound_keys(self._chosen)[action])
            message = _("{key} is already used by “{action}”.")
            edit.set_conflict(message.format(key=key_text(key), action=_(other.label)))
            return
        changed = {**self._chosen, action: key}
        self.changed.emit(
            {id: value for id, value in changed.items() if value != actions.action_named(id).key}
        )
