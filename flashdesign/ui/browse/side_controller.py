"""What to search for in Browse: the side list, saved searches, and examples."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _
from flashdesign.services.context import Context
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.layout.button_row import button_row
from flashdesign.ui.window import jobs
from flashdesign.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from flashdesign.services.browse.side_list import SideLists
    from flashdesign.ui.browse.screen import BrowseScreen

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
        layout.addLayout(button_row(self.done))
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


class SideController(QObject):
    """Fills the side list, searches for its entries, and asks for names of saved searches."""

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._screen: BrowseScreen | None = None

    def attach(self, screen: "BrowseScreen") -> None:
        """Handle the side list of this page."""
        self._screen = screen
        screen.side.tree.chosen.connect(self._choose_term)
        screen.side.tree.rename_requested.connect(self._ask_to_rename)
        screen.side.tree.remove_requested.connect(self._remove)
        screen.side.save_requested.connect(self.ask_to_save)
        screen.help_requested.connect(self.show_help)

    def detach(self) -> None:
        """Forget the page, which is about to be removed."""
        self._screen = None

    def load(self) -> None:
        """Load decks, tags and saved searches; nothing is counted."""
        from flashdesign.services.browse import side_list

        def show(lists: "SideLists") -> None:
            if self._screen is not None:
                self._screen.side.tree.render_lists(lists)
                self._screen.side.render_search(self._screen.search.text())

        work = partial(side_list.side_lists, self._context)
        told = _("The filters could not be loaded: {problem}")
        jobs.start(self, work, show, jobs.name_failure(self._window.show_error, told))

    def show_help(self) -> None:
        """Show examples of searches; one that is clicked is searched for."""
        from flashdesign.ui.browse.sheets import SearchHelpSheet

        sheet = SearchHelpSheet()
        self._window.open_sheet(_("How to search"), sheet)

        def search(example: str) -> None:
            self._window.sheet.close_sheet()
            if self._screen is not None:
                self._screen.search.setText(example)
                self._screen.search.setFocus()

        sheet.example_chosen.connect(search)

    def _choose_term(self, term: str, modifiers: Qt.KeyboardModifier) -> None:
        """Search for an entry; Ctrl requires it too, Shift offers it besides."""
        from flashdesign.domain.search.terms import add_term

        if self._screen is None:
            return
        field = self._screen.search
        either = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if not term or not (either or modifiers & Qt.KeyboardModifier.ControlModifier):
            field.setText(term)
        else:
            field.setText(add_term(field.text(), term, either=either))

    def ask_to_save(self) -> None:
        """Ask for a name for the current search, and save it."""
        from flashdesign.services.browse import side_list

        text = "" if self._screen is None else self._screen.search.text().strip()
        if not text:
            return

        def save(name: str) -> None:
            side_list.save_search(self._context, name, text)
            self._end(_("Search saved: {name}.").format(name=name))

        self._ask(_("Save search"), text, "", save)

    def _ask_to_rename(self, name: str) -> None:
        """Ask for another name for a saved search."""
        from flashdesign.services.browse import side_list

        def rename(new_name: str) -> None:
            side_list.rename_search(self._context, name, new_name)
            self._end(_("Search renamed: {name}.").format(name=new_name))

        self._ask(_("Rename search"), self._searches().get(name, ""), name, rename)

    def _remove(self, name: str) -> None:
        """Remove a saved search; the message tells the search, so that it can be typed again."""
        from flashdesign.services.browse import side_list

        text = self._searches().get(name, "")
        side_list.remove_search(self._context, name)
        self._end(_("Saved search removed: {name} ({text}).").format(name=name, text=text))

    def _searches(self) -> dict[str, str]:
        from flashdesign.services.browse import side_list

        return side_list.saved_searches(self._context)

    def _ask(self, title: str, text: str, name: str, then: Callable[[str], None]) -> None:
        sheet = NameSheet(text, name, frozenset(self._searches()) - {name})
        sheet.given.connect(then)
        self._window.open_sheet(title, sheet)
        sheet.name.setFocus()

    def _end(self, message: str) -> None:
        self._window.sheet.close_sheet()
        self.load()
        self._window.toast.show_message(message)
