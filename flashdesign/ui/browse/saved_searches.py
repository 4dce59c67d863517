"""Saving, renaming and removing of searches in the side list of Browse."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _
from flashdesign.services.context import Context
from flashdesign.ui.browse.sheets import button_row
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.window.main_window import MainWindow

_MAX_NAME_CHARS = 60


class NameSheet(QWidget):
    """Asks for the name of a search; says if another one of this name would be replaced.

    Signals:
        given: the name.
    """

    given = Signal(str)

    def __init__(
        self, search: str, name: str, taken: frozenset[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._taken = taken
        self.name, self.warning = QLineEdit(name), label("", TextRole.MUTED, wrap=True)
        self.name.setMaxLength(_MAX_NAME_CHARS)
        self.name.selectAll()
        self.done = button(_("Save"), ButtonKind.PRIMARY)
        layout = QVBoxLayout(self)
        layout.addWidget(label(search, TextRole.MUTED, wrap=True))
        layout.addWidget(SettingRow(_("Name"), "", self.name))
        layout.addWidget(self.warning)
        layout.addLayout(button_row([self.done]))
        self.name.textChanged.connect(lambda _text: self._check())
        self.name.returnPressed.connect(self._submit)
        self.done.clicked.connect(self._submit)
        self._check()

    def _check(self) -> None:
        name = self.name.text().strip()
        self.done.setEnabled(bool(name))
        is_taken = name in self._taken
        replaced = _("The saved search “{name}” will be replaced.").format(name=name)
        self.warning.setText(replaced if is_taken else "")

    def _submit(self) -> None:
        if self.done.isEnabled():
            self.given.emit(self.name.text().strip())


class SavedSearches(QObject):
    """Asks for names and stores searches; `changed` is called after each change."""

    def __init__(self, window: MainWindow, context: Context, changed: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._context, self._changed = window, context, changed

    def ask_to_save(self, text: str) -> None:
        """Ask for a name for a search, and save it."""
        from flashdesign.services.browse import side_list

        def save(name: str) -> None:
            side_list.save_search(self._context, name, text)
            self._end(_("Search saved: {name}.").format(name=name))

        self._ask(_("Save search"), text, "", save)

    def ask_to_rename(self, name: str) -> None:
        """Ask for another name for a saved search."""
        from flashdesign.services.browse import side_list

        def rename(new_name: str) -> None:
            side_list.rename_search(self._context, name, new_name)
            self._end(_("Search renamed: {name}.").format(name=new_name))

        self._ask(_("Rename search"), self._searches().get(name, ""), name, rename)

    def remove(self, name: str) -> None:
        """Remove a saved search; the message tells the search, so that it can be typed again."""
        from flashdesign.services.browse import side_list

        text = self._searches().get(name, "")
        side_list.remove_search(self._context, name)
        self._end(_("Saved search removed: {name} ({text}).").format(name=name, text=text))

    def _searches(self) -> dict[str, str]:
        from flashdesign.services.browse import side_list

        return {entry.label: entry.term for entry in side_list.side_lists(self._context).saved}

    def _ask(self, title: str, text: str, name: str, then: Callable[[str], None]) -> None:
        sheet = NameSheet(text, name, frozenset(self._searches()) - {name})
        sheet.given.connect(then)
        self._window.open_sheet(title, sheet)
        sheet.name.setFocus()

    def _end(self, message: str) -> None:
        self._window.sheet.close_sheet()
        self._changed()
        self._window.toast.show_message(message)
