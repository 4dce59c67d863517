"""The question before unsaved edits are discarded."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from flashdesign.i18n.translation import _
from flashdesign.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from flashdesign.ui.edit.screen import EditScreen

    Forms = Callable[[], tuple[EditScreen | None, EditScreen | None]]


class UnsavedGuard(QObject):
    """Guards two forms: of an existing note, and of a new one.

    A new note's draft stays under Add. Leaving the page of a changed note shows a reminder; before
    the window closes, the user is asked about either.
    """

    def __init__(
        self, window: MainWindow, forms: "Forms", show: "Callable[[EditScreen], None]"
    ) -> None:
        super().__init__(window)
        self._window, self._forms, self._show = window, forms, show
        self._last_page: QWidget | None = None
        self._reminder = 0
        window.pages.currentChanged.connect(self._remind_of_changes)
        window.set_close_guard(self.may_leave)

    def may_leave(self) -> bool:
        """Return whether nothing is unsaved, or the user agrees to discard it.

        An unsaved note is shown first.
        """
        from flashdesign.ui.window.dialogs import confirm_discard

        unsaved = next((form for form in self._forms() if form and form.is_changed), None)
        if unsaved is None:
            return True
        self._show(unsaved)
        return confirm_discard(self._window)

    def show_reminded_form(self) -> bool:
        """Show the form that the toast is about; return False if it is another toast."""
        edited, _added = self._forms()
        if edited is None or self._reminder != self._window.toast.message_number:
            return False
        self._show(edited)
        return True

    def leave(self) -> None:
        """Stop watching the window."""
        self._window.pages.currentChanged.disconnect(self._remind_of_changes)
        self._window.set_close_guard(None)

    def _remind_of_changes(self, _index: int) -> None:
        left, self._last_page = self._last_page, self._window.pages.currentWidget()
        edited, _added = self._forms()
        if edited is not None and left is edited is not self._last_page and edited.is_changed:
            toast = self._window.toast
            self._reminder = toast.show_message(_("Unsaved changes"), _("Keep editing"))
