"""Sees to it that nothing half-written is lost unasked."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from flashdesign.ui.main_window import MainWindow

if TYPE_CHECKING:
    from flashdesign.ui.screens.edit import EditScreen

    Forms = Callable[[], tuple[EditScreen | None, EditScreen | None]]

_WAITS = "The note that you changed is not saved yet."


class Unsaved(QObject):
    """Watches two forms: that of a note that is there, and that of a new one.

    A new note waits under Add. That another one waits is told as its page is left, and before the
    window closes the person is asked for either.
    """

    def __init__(
        self, window: MainWindow, forms: "Forms", show: "Callable[[EditScreen], None]"
    ) -> None:
        super().__init__(window)
        self._window, self._forms, self._show = window, forms, show
        self._last: QWidget | None = None
        window.pages.currentChanged.connect(self._page_changed)
        window.set_guard(self.may_leave)

    def may_leave(self) -> bool:
        """Ask, where a note is not saved, whether it is to be dropped; show it first."""
        from flashdesign.ui.dialogs import ask_to_drop

        waiting = next((form for form in self._forms() if form and form.is_changed), None)
        if waiting is None:
            return True
        self._show(waiting)
        return ask_to_drop(self._window)

    def go_back(self) -> bool:
        """Show the form that the line at the lower edge tells of, if it is about one."""
        there, _ = self._forms()
        if there is None or self._window.toast.text.text() != _WAITS:
            return False
        self._show(there)
        return True

    def leave(self) -> None:
        """Let go of the window."""
        self._window.pages.currentChanged.disconnect(self._page_changed)
        self._window.set_guard(None)

    def _page_changed(self, _at: int) -> None:
        left, self._last = self._last, self._window.pages.currentWidget()
        there, _ = self._forms()
        if there is not None and left is there is not self._last and there.is_changed:
            self._window.toast.show_message(_WAITS, "Back to it")
