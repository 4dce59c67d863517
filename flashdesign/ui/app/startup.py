"""The start of the window: one process for each collection, and a fast first paint."""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QThreadPool, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from flashdesign.errors import FlashDesignError
from flashdesign.paths import AppPaths, resources_folder
from flashdesign.ui.app.desktop_app import (
    DesktopApp,
    OpenCollection,
    Restorer,
    RunCommand,
    write_to_terminal,
)
from flashdesign.ui.cards.card_pictures import limit_allocation
from flashdesign.ui.window.main_window import TITLE


class QtApplication(QApplication):
    """The running program.

    Signals:
        file_opened: a file (its path) was opened with the program, at its start or later.
    """

    file_opened = Signal(str)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        limit_allocation()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.file_opened.emit(event.file())
            return True
        return super().event(event)


_GARBAGE_COLLECTION_AFTER_MS = 3_000


def start(
    app: QApplication,
    paths: AppPaths,
    opener: OpenCollection,
    restorer: Restorer,
    run_command: RunCommand | None = None,
) -> DesktopApp:
    """Show the window; the garbage collector is off during the first seconds."""
    # It would scan all imported modules repeatedly and free nothing.
    gc.disable()
    QTimer.singleShot(_GARBAGE_COLLECTION_AFTER_MS, app, _enable_garbage_collection)
    return DesktopApp(app, paths, opener, restorer, run_command)


def _enable_garbage_collection() -> None:
    gc.freeze()
    gc.enable()


def run(
    paths: AppPaths,
    opener: OpenCollection,
    restorer: Restorer,
    file: Path | None = None,
    run_command: RunCommand | None = None,
) -> int:
    """Open the window and run until it is closed; return the exit code.

    A second start raises the first window. The window that runs shows the import of `file`.
    """
    app = QtApplication(sys.argv[:1])
    app.setApplicationName(TITLE)
    app.setDesktopFileName("flashdesign")
    app.setWindowIcon(QIcon(str(resources_folder() / "flashdesign.svg")))
    if _may_be_open(paths) and _notify_window(paths, file):
        return 0
    application = start(app, paths, opener, restorer, run_command)
    app.file_opened.connect(lambda name: application.open_file(Path(name)))
    if file is not None:
        application.open_file(file)
    QTimer.singleShot(0, application, application.accept_connections)
    sys.excepthook = exception_hook(application)
    code = app.exec()
    # Running jobs hold the collection: wait for them and deliver their results, to close it.
    QThreadPool.globalInstance().waitForDone()
    app.processEvents()
    return code


def _may_be_open(paths: AppPaths) -> bool:
    """Return whether a window may have the collection, without importing QtNetwork."""
    if sys.platform == "win32":
        # SQLite keeps its write-ahead log there while the collection is open.
        name = paths.collection.name
        return any(paths.collection.with_name(name + log).exists() for log in ("-wal", "-journal"))
    from flashdesign.services.collection.socket_folder import socket_paths

    return any(path.exists() for path in socket_paths(paths.collection))


def _notify_window(paths: AppPaths, file: Path | None) -> bool:
    """Raise the window that has the collection; return False if there is none."""
    try:
        from flashdesign.ui.window.single_instance import SingleInstance
    except ImportError:
        return False
    return SingleInstance(paths.collection).notify(file)


def exception_hook(
    application: DesktopApp,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Return a `sys.excepthook` that shows the error; only an unexpected one writes a traceback."""

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, FlashDesignError):
            write_to_terminal(error)
        else:
            sys.__excepthook__(kind, error, trace)
        application.report(error)

    return show
