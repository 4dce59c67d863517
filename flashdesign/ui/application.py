"""Start the window: one program a collection, and nothing in the way of the first paint."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from flashdesign.errors import FlashDesignError
from flashdesign.paths import Places, resources_folder
from flashdesign.ui.main_window import TITLE
from flashdesign.ui.program import Program
from flashdesign.ui.running_window import (
    Application,
    Opener,
    Restorer,
    RunCommand,
    write_to_terminal,
)

_COLLECTED_AFTER_MS = 3_000


def start(
    app: QApplication,
    places: Places,
    opener: Opener,
    restorer: Restorer,
    run_command: RunCommand | None = None,
) -> Application:
    """Show the window, and let nothing get in the way of its first seconds."""
    # The collector would go through all that is imported again and again, and find nothing.
    gc.disable()
    QTimer.singleShot(_COLLECTED_AFTER_MS, app, _collect_again)
    return Application(app, places, opener, restorer, run_command)


def _collect_again() -> None:
    gc.freeze()
    gc.enable()


def run(
    places: Places,
    opener: Opener,
    restorer: Restorer,
    file: Path | None = None,
    run_command: RunCommand | None = None,
) -> int:
    """Open the window and run until it is closed; a second start raises the first window.

    Either shows what `file` would change.
    """
    app = Program(sys.argv[:1])
    app.setApplicationName(TITLE)
    app.setDesktopFileName("flashdesign")
    app.setWindowIcon(QIcon(str(resources_folder() / "flashdesign.svg")))
    if _may_be_open(places) and _knocked(places, file):
        return 0
    application = start(app, places, opener, restorer, run_command)
    app.file_opened.connect(lambda name: application.open_file(Path(name)))
    if file is not None:
        application.open_file(file)
    QTimer.singleShot(0, application, application.listen)
    sys.excepthook = exception_hook(application)
    code = app.exec()
    # What is under way still holds the collection: let it end, and hear how, to close it.
    QThreadPool.globalInstance().waitForDone()
    app.processEvents()
    return code


def _may_be_open(places: Places) -> bool:
    """Tell whether a window may have the collection, without importing what asks it."""
    if sys.platform == "win32":
        # Its write-ahead log lies there meanwhile.
        name = places.collection.name
        return any(places.collection.with_name(name + log).exists() for log in ("-wal", "-journal"))
    from flashdesign.services.socket_place import socket_paths

    return any(path.exists() for path in socket_paths(places.collection))


def _knocked(places: Places, file: Path | None) -> bool:
    try:
        from flashdesign.ui.single_instance import Door
    except ImportError:
        return False
    return Door(places.collection).knock(file)


def exception_hook(
    application: Application,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Return what reports an uncaught error; only an unexpected one writes a traceback."""

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, FlashDesignError):
            write_to_terminal(error)
        else:
            sys.__excepthook__(kind, error, trace)
        application.report(error)

    return show
