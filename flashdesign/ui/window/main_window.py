"""The main window: sidebar, one page at a time, shortcuts, toast, banner and sheet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from flashdesign.i18n.translation import N_, _
from flashdesign.ui.widgets.accessible import install_roles
from flashdesign.ui.widgets.controls.shortcut import WINDOW, add_shortcut, with_key
from flashdesign.ui.widgets.layout.drop_target import accept_as_copy
from flashdesign.ui.widgets.layout.page import Page
from flashdesign.ui.window import actions
from flashdesign.ui.window.banner import Banner, Tone
from flashdesign.ui.window.sheet import Sheet
from flashdesign.ui.window.sidebar import Sidebar, SidebarEntry
from flashdesign.ui.window.toast import Toast

TITLE = "FlashDesign"
SIDEBAR_ENTRIES = (
    SidebarEntry("home", N_("Home"), "home"),
    SidebarEntry("review", N_("Review"), "study"),
    SidebarEntry("drills", N_("Drills"), "drill"),
    SidebarEntry("browse", N_("Browse"), "browse"),
    SidebarEntry("add", N_("Add"), "plus"),
    SidebarEntry("transfer", N_("Import/export"), "import"),
    SidebarEntry("settings", N_("Settings"), "settings", at_bottom=True),
)
_START_SIZE_PX = (1120, 760)
_SMALLEST_PX = (560, 480)
_QUIT, _SHOW = "quit", "go."
_CLICK_KEYS = frozenset({"Space", "Return", "Enter"})


class MainWindow(QWidget):
    """The main window.

    Signals:
        triggered: an action (its id) was triggered by key or in the sidebar.
        closing: the window is about to close.
        file_dropped: a file (its path) was dropped onto the window.
    """

    triggered = Signal(str)
    file_dropped = Signal(str)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        install_roles()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*_SMALLEST_PX)
        self.resize(*_START_SIZE_PX)
        entries = [replace(entry, label=_(entry.label)) for entry in SIDEBAR_ENTRIES]
        self.sidebar, self.pages = Sidebar(TITLE, entries, self), QStackedWidget(self)
        self.banner = Banner(self)
        self.sheet, self.toast = Sheet(self), Toast(self)
        self._opening = Page(_("Today"), _("Opening your cards…"))
        self._shortcuts: list[tuple[actions.Action, QShortcut]] = []
        self._scope, self._undo_key = "", ""
        self._is_busy, self._error_number = False, 0
        self._guard: Callable[[], bool] | None = None
        self.setAcceptDrops(True)
        self._arrange()
        self.sidebar.chosen.connect(lambda id: self.triggered.emit(f"{_SHOW}{id}"))
        self.bind_keys({})
        self.show_opening()

    @property
    def scope(self) -> str:
        """The scope whose keys work now."""
        return self._scope

    @property
    def is_busy(self) -> bool:
        """Whether a long operation is running."""
        return self._is_busy

    def show_opening(self) -> None:
        """Show that the collection is being opened."""
        self.sidebar.setEnabled(True)
        self.show_page(self._opening, "home")

    def show_failure(self, page: QWidget) -> None:
        """Show why no collection is open; the other pages cannot be reached until one is."""
        self.sidebar.set_badge("review", "")
        self.show_page(page, "")
        self.sidebar.setEnabled(False)

    def show_page(self, page: QWidget, entry: str, scope: str = "") -> None:
        """Show `page`, highlight its sidebar entry, and enable the keys of `scope`."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.sheet.close_sheet()
        if page is not self.pages.currentWidget():
            self.toast.dismiss()  # it belongs to the page that it was shown on
        self.pages.setCurrentWidget(page)
        self.sidebar.set_current(entry)
        self._scope = scope
        self._enable_keys()

    def show_error(self, text: str) -> None:
        """Show that an action failed, until one succeeds."""
        self._error_number = self.banner.show_message(text, Tone.ERROR)

    def clear_error(self) -> None:
        """Hide the error of an earlier action, because one succeeded."""
        if self._error_number == self.banner.message_number:
            self.banner.dismiss()

    def remove_page(self, page: QWidget) -> None:
        """Remove a page that will not be shown again."""
        self.pages.removeWidget(page)
        page.deleteLater()

    def bind_keys(self, chosen: Mapping[str, str]) -> None:
        """Create the shortcuts of all actions."""
        for _action, shortcut in self._shortcuts:
            # Qt deletes it later, and of two shortcuts with the same key neither works.
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        bound = actions.bound_keys(chosen)
        self._undo_key = bound["undo"]
        self.sidebar.render_keys(
            {id.removeprefix(_SHOW): key for id, key in bound.items() if id.startswith(_SHOW)}
        )
        for action_id, key in (*bound.items(), *actions.typing_keys(bound).items()):
            if key:
                trigger = partial(self._trigger, action_id, key)
                shortcut = add_shortcut(self, key, trigger, scope=WINDOW)
                self._shortcuts.append((actions.action_named(action_id), shortcut))
        self._enable_keys()

    def undo_label(self) -> str:
        """Return the label of a button that undoes: the word and its key."""
        return with_key(_("Undo"), self._undo_key)

    def _trigger(self, action: str, key: str) -> None:
        focused = self.focusWidget()
        if key in _CLICK_KEYS and isinstance(focused, QAbstractButton):
            focused.click()  # Space and Return press the focused button
        elif action == _QUIT:
            self.close()
        else:
            self.triggered.emit(action)

    def set_busy(self, *, busy: bool) -> None:
        """Block navigation while a long operation is running."""
        self._is_busy = busy
        self.sidebar.setEnabled(not busy)
        self.toast.dismiss()
        self._enable_keys()

    def _enable_keys(self) -> None:
        for action, shortcut in self._shortcuts:
            in_scope = actions.works_in(action.scope, self._scope) and not self.sheet.is_open
            # Those of the sidebar also work while a sheet is open: they close it.
            is_always = action.id == _QUIT or action.id.startswith(_SHOW)
            shortcut.setEnabled((in_scope or is_always) and not self._is_busy)

    def _arrange(self) -> None:
        content = QVBoxLayout()
        content.setSpacing(0)
        content.addWidget(self.banner)
        content.addWidget(self.pages, 1)
        content.addWidget(self.toast)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addLayout(content, 1)
        self.sheet.closed.connect(self._enable_keys)

    def open_sheet(self, title: str, content: QWidget) -> None:
        """Show a sheet over the page; the page's shortcuts are disabled while it is open."""
        self.sheet.open_with(title, content)
        self._enable_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.fit(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._is_busy and _dropped_file(event.mimeData()):
            accept_as_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        accept_as_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        accept_as_copy(event)
        self.file_dropped.emit(_dropped_file(event.mimeData()))

    def set_close_guard(self, may_close: Callable[[], bool] | None) -> None:
        """Ask `may_close` before the window closes; with None, close without asking."""
        self._guard = may_close

    def may_close(self) -> bool:
        """Return whether nothing would be lost, or the user agrees to lose it."""
        return self._guard is None or self._guard()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)


def _dropped_file(data: QMimeData) -> str:
    """Return the path if a single local file is dragged, else ""."""
    urls = data.urls()
    return urls[0].toLocalFile() if len(urls) == 1 else ""
