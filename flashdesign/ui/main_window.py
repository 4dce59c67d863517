"""The frame: navigation on the left, one page at a time, keys, a toast, a banner and a sheet."""

from collections.abc import Callable, Mapping
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

from flashdesign.ui import keys
from flashdesign.ui.widgets.banner import Banner
from flashdesign.ui.widgets.dropping import take_copy
from flashdesign.ui.widgets.page import Page
from flashdesign.ui.widgets.sheet import Sheet
from flashdesign.ui.widgets.shortcut import WINDOW, add_shortcut
from flashdesign.ui.widgets.sidebar import Entry, Sidebar
from flashdesign.ui.widgets.toast import Toast

TITLE = "FlashDesign"
ENTRIES = (
    Entry("home", "Home", "home", "Ctrl+1"),
    Entry("review", "Review", "study", "Ctrl+2"),
    Entry("drills", "Drills", "drill", "Ctrl+3"),
    Entry("browse", "Browse", "browse", "Ctrl+4"),
    Entry("add", "Add", "plus", "Ctrl+N"),
    Entry("transfer", "Import", "import", "Ctrl+5"),
    Entry("settings", "Settings", "settings", "Ctrl+,", at_bottom=True),
)
_START_SIZE_PX = (1120, 760)
_SMALLEST_PX = (560, 480)
_QUIT = "quit"
# These work over a sheet as well: they lead away from it.
_ALWAYS = frozenset({*(f"go.{entry.id}" for entry in ENTRIES), _QUIT})
_PRESSES = frozenset({"Space", "Return", "Enter"})


class MainWindow(QWidget):
    """The one window.

    Signals:
        triggered: an action (its id) was asked for by key or in the sidebar.
        closing: the window is about to close.
        file_dropped: a file (its path) was let fall onto the window.
    """

    triggered = Signal(str)
    file_dropped = Signal(str)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*_SMALLEST_PX)
        self.resize(*_START_SIZE_PX)
        self.sidebar, self.pages = Sidebar(TITLE, ENTRIES, self), QStackedWidget(self)
        self.banner = Banner(self)
        self.sheet, self.toast = Sheet(self), Toast(self)
        self._opening = Page("Today", "Opening your cards…")
        self._shortcuts: list[tuple[keys.Action, QShortcut]] = []
        self._scope = ""
        self._is_busy = False
        self._guard: Callable[[], bool] | None = None
        self.setAcceptDrops(True)
        self._arrange()
        self.sidebar.chosen.connect(lambda id: self.triggered.emit(f"go.{id}"))
        self.bind_keys({})
        self.show_opening()

    @property
    def scope(self) -> str:
        """Where the keys that work now belong."""
        return self._scope

    @property
    def is_busy(self) -> bool:
        """Whether something long is under way."""
        return self._is_busy

    def show_opening(self) -> None:
        """Show that the collection is on its way."""
        self.show_page(self._opening, "home")

    def show_page(self, page: QWidget, entry: str, scope: str = "") -> None:
        """Show `page`, mark its entry in the sidebar, and let the keys of `scope` work."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.sheet.close_sheet()
        self.pages.setCurrentWidget(page)
        self.sidebar.set_current(entry)
        self._scope = scope
        self._enable_keys()

    def drop_page(self, page: QWidget) -> None:
        """Forget a page that will not be shown again."""
        self.pages.removeWidget(page)
        page.deleteLater()

    def bind_keys(self, chosen: Mapping[str, str]) -> None:
        """Give every action its key."""
        for _, shortcut in self._shortcuts:
            # It goes later, and two of a key are ambiguous: neither would work.
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        for action_id, key in keys.bound(chosen).items():
            if key:
                pressed = partial(self._pressed, action_id, key)
                shortcut = add_shortcut(self, key, pressed, scope=WINDOW)
                self._shortcuts.append((keys.BY_ID[action_id], shortcut))
        self._enable_keys()

    def _pressed(self, action: str, key: str) -> None:
        focused = self.focusWidget()
        if key in _PRESSES and isinstance(focused, QAbstractButton):
            focused.click()  # whoever tabbed to a button means that button
        elif action == _QUIT:
            self.close()
        else:
            self.triggered.emit(action)

    def set_busy(self, *, busy: bool) -> None:
        """Let nobody leave the page while something long is under way."""
        self._is_busy = busy
        self.sidebar.setEnabled(not busy)
        self.toast.dismiss()
        self._enable_keys()

    def _enable_keys(self) -> None:
        for action, shortcut in self._shortcuts:
            here = keys.works_in(action.scope, self._scope) and not self.sheet.is_open
            shortcut.setEnabled((here or action.id in _ALWAYS) and not self._is_busy)

    def _arrange(self) -> None:
        content = QVBoxLayout()
        content.setSpacing(0)
        content.addWidget(self.banner)
        content.addWidget(self.pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addLayout(content, 1)
        self.sheet.closed.connect(self._enable_keys)

    def open_sheet(self, title: str, content: QWidget) -> None:
        """Lay a sheet over the page; single keys rest meanwhile."""
        self.sheet.open_with(title, content)
        self._enable_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.fit(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._is_busy and _dropped_file(event.mimeData()):
            take_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        take_copy(event)
        self.file_dropped.emit(_dropped_file(event.mimeData()))

    def set_guard(self, may_close: Callable[[], bool] | None) -> None:
        """Have `may_close` asked before the window closes, or nobody."""
        self._guard = may_close

    def may_close(self) -> bool:
        """Tell whether nothing would be lost, or the person says that it may be."""
        return self._guard is None or self._guard()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)


def _dropped_file(data: QMimeData) -> str:
    """Return the path of the one local file that is dragged, or ""."""
    urls = data.urls()
    return urls[0].toLocalFile() if len(urls) == 1 else ""
