"""The application object: paints the window, opens the collection in a job, shows errors."""

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from flashdesign.domain.settings import Settings
from flashdesign.errors import (
    CollectionDamagedError,
    CollectionOpenError,
    CollectionReplacedError,
    FlashDesignError,
    disk_error,
    is_of_disk,
)
from flashdesign.i18n.translation import N_, LazyText, _
from flashdesign.paths import AppPaths
from flashdesign.ui.app.language import choose_language
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.window import jobs, window_state
from flashdesign.ui.window.main_window import MainWindow
from flashdesign.ui.window.window_state import WindowState

if TYPE_CHECKING:
    from flashdesign.services.collection.forwarded_command import CommandResult, ForwardedCommand
    from flashdesign.services.context import Context
    from flashdesign.ui.app.command_runner import CommandQueue
    from flashdesign.ui.app.main_controller import MainController
    from flashdesign.ui.window.single_instance import Answer, SingleInstance

# The caller passes the function that opens the collection: its modules take a third of a second to
# import, and the window is painted before that.
OpenCollection = Callable[[AppPaths], "Context"]
Restorer = Callable[[AppPaths, Path], object]
RunCommand = Callable[["Context", "ForwardedCommand"], "CommandResult"]
# On a slow machine, Home takes a while to be painted.
_READY_AFTER_MS = 150
_OPENED_AT_LATEST_MS = 500
_SETTLE_AFTER_MS = 15_000
_IMPORT_AFTER_MS = 4_000


class DesktopApp(QObject):
    """The running window with its collection."""

    def __init__(
        self,
        app: QApplication,
        paths: AppPaths,
        opener: OpenCollection,
        restorer: Restorer,
        run_command: RunCommand | None = None,
    ) -> None:
        super().__init__(app)
        self._paths, self._opener, self._restorer = paths, opener, restorer
        self._memory = window_state.load(paths.collection.parent)
        self._language = self._memory.language
        choose_language(app, self._language)
        self._appearance = Appearance(app, self._memory.scheme, self._memory.text_scale)
        self._controller: MainController | None = None
        self._failure: QWidget | None = None
        self._single_instance: SingleInstance | None = None
        self._run_command = run_command
        self._commands: CommandQueue | None = None
        self._waiting_file: Path | None = None
        self._is_closed = False
        self.window = MainWindow()
        self.window.closing.connect(self._close)
        if self._memory.geometry:
            self.window.restoreGeometry(bytes.fromhex(self._memory.geometry))
        self._waits_for_paint = True
        self.window.installEventFilter(self)
        self.window.show()
        QTimer.singleShot(_OPENED_AT_LATEST_MS, self, self._open_painted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Opening the collection earlier would slow down the first paint.
        if event.type() is QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._open_painted)
        return super().eventFilter(watched, event)

    def accept_connections(self) -> None:
        """Accept connections of other processes: a second start, and commands in a terminal."""
        if self._single_instance is not None:
            self._single_instance.close()
            self._single_instance = None
        if self._is_closed:
            return
        try:
            from flashdesign.ui.window.single_instance import SingleInstance
        except ImportError:
            return  # a library that QtNetwork needs is missing: `doctor` names it
        if self._commands is None and self._run_command is not None:
            from flashdesign.ui.app.command_runner import CommandQueue

            self._commands = CommandQueue(self.window, self._run_command, self)
            self._commands.set_controller(self._controller)
            if self._failure is not None:
                self._commands.refuse_all()
        self._single_instance = SingleInstance(self._paths.collection, self)
        self._single_instance.listen(self._open_from_outside, self._take_command)

    @property
    def is_listening(self) -> bool:
        """Whether other processes can reach this window."""
        return self._single_instance is not None and self._single_instance.is_listening

    def raise_window(self) -> None:
        """Bring the window to the front."""
        self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def open_file(self, file: Path) -> None:
        """Show the import of a file, as soon as the collection is open."""
        if self._controller is None:
            self._waiting_file = file
        else:
            self._controller.open_file(file)

    def restore_from(self, copy: Path) -> None:
        """Replace an unreadable collection with a backup, then open it."""
        jobs.start(
            self,
            lambda: self._restorer(self._paths, copy),
            lambda _result: self._open(),
            self._show_open_failure,
        )

    def report(self, error: BaseException) -> None:
        """Show an error: an expected one as a sentence, a bug as a report to copy."""
        from flashdesign.ui.window.dialogs import BugSheet

        if isinstance(error, OSError) and is_of_disk(error):
            error = disk_error(error)
        error = self._find_damage(error)
        if isinstance(error, FlashDesignError):
            self.window.show_error(str(error))
        else:
            self.window.open_sheet(_("Something went wrong"), BugSheet(error))

    def _find_damage(self, error: BaseException) -> BaseException:
        """Return the damage of the file that caused an unexpected error, or the error itself."""
        if isinstance(error, FlashDesignError) or self._controller is None:
            return error
        try:
            self._controller.context.database.refuse_damaged(error)
        except Exception as damage:  # noqa: BLE001 - must not hide the first error
            return damage if isinstance(damage, FlashDesignError) else error
        return error

    def _open_from_outside(self, file: Path | None) -> None:
        self.raise_window()
        if file is not None:
            self.open_file(file)

    def _take_command(
        self, call: "ForwardedCommand", answer: "Answer", is_waiting: Callable[[], bool]
    ) -> None:
        if self._commands is not None:
            self._commands.enqueue(call, answer, is_waiting)

    def _open_painted(self) -> None:
        """Open the collection after the first paint, or after 500 ms at the latest."""
        if self._waits_for_paint:
            self._waits_for_paint = False
            self._open()

    def _open(self) -> None:
        """Open the collection in the background, unless the window was closed in the meantime."""
        if self._is_closed:
            return
        self.window.show_opening()
        if self._failure is not None:
            self.window.remove_page(self._failure)
            self._failure = None
        jobs.start(self, self._open_context, self._show_collection, self._show_open_failure)

    def _open_context(self) -> "Context":
        """Open the collection and update its built-in decks; runs in the background."""
        context = self._opener(self._paths)
        from flashdesign.paths import decks_folder
        from flashdesign.services.collection import built_in_decks

        try:
            if not built_in_decks.is_current(context, decks_folder()):
                built_in_decks.update_built_in_decks(context, decks_folder())
        except BaseException:
            # It can only be opened again once it is closed.
            context.database.close()
            raise
        return context

    def _show_collection(self, context: "Context") -> None:
        from flashdesign.services.collection import lifecycle

        if self._is_closed:
            write_to_terminal(lifecycle.close_collection(context))
            return
        try:
            sentences = self._draw_home(context)
        except Exception as error:  # noqa: BLE001 - the user can restore a backup
            self._give_up(context, error)
            return
        if sentences:
            self.window.banner.show_message("\n".join(sentences))
        assert self._controller is not None  # set by `_draw_home`
        if self._waiting_file is not None:
            self._controller.open_file(self._waiting_file)
            self._waiting_file = None
        if self._commands is not None:
            self._commands.set_controller(self._controller)
        if not self.is_listening:
            # The window that owned the socket may have exited.
            QTimer.singleShot(0, self, self.accept_connections)
        QTimer.singleShot(_READY_AFTER_MS, self._controller, self._controller.import_review)
        QTimer.singleShot(_IMPORT_AFTER_MS, self._controller, self._import_features)
        QTimer.singleShot(_SETTLE_AFTER_MS, self._controller, self._controller.run_deferred_check)

    def _draw_home(self, context: "Context") -> list[str]:
        """Draw Home from the collection; return the notices of this start as sentences."""
        from flashdesign.services.collection import lifecycle
        from flashdesign.ui.app.main_controller import MainController

        sentences = [notice.sentence for notice in lifecycle.notices(context)]
        self._controller = MainController(self.window, context)
        self._controller.settings_changed.connect(self._apply_settings)
        self._controller.collection_moved.connect(self._reopen)
        self._apply_settings(self._controller.settings)
        return sentences

    def _give_up(self, context: "Context", error: BaseException) -> None:
        """Close a collection that opened but cannot be shown, and show what can be done."""
        self._controller = None
        try:
            context.database.refuse_damaged(error)
        except FlashDesignError as damage:
            if not isinstance(error, FlashDesignError):
                error = damage
        with suppress(FlashDesignError):
            context.database.close()
        self._show_open_failure(error)

    def _import_features(self) -> None:
        """Import the other features in the background: some take a third of a second.

        An error is ignored here: it is reported when the feature is first used.
        """
        jobs.start(self, _import_features, lambda _result: None, lambda _error: None)

    def _show_open_failure(self, error: BaseException) -> None:
        if self._is_closed:
            return
        if isinstance(error, OSError):
            error = disk_error(error, self._paths.collection, N_("the collection was not opened"))
        if self._commands is not None:
            self._commands.refuse_all()
        if isinstance(error, CollectionOpenError) and self._single_instance is not None:
            # Only the window that holds the lock of the collection may listen.
            self._single_instance.close()
        if not isinstance(error, FlashDesignError):
            self.report(error)
            # Offer the backups after an unexpected error, too.
            detail = LazyText(N_("opening it fails: {error}"), error=error)
            error = CollectionDamagedError(self._paths.collection, detail)
        from flashdesign.ui.app.open_failed_screen import RecoveryActions, make_open_failed_page

        ways = RecoveryActions(
            self._open, self._restore, self.restore_from, self._start_new, self._newest_backup()
        )
        self._failure = make_open_failed_page(error, ways)
        self.window.show_failure(self._failure)
        self._failure.setFocus()

    def _newest_backup(self) -> tuple[Path, datetime] | None:
        from flashdesign.services.collection import maintenance

        try:
            newest = maintenance.newest_backup(self._paths)
        except OSError:
            return None
        return None if newest is None else (newest.path, newest.at)

    def _restore(self) -> None:
        """Ask for a backup to replace a collection that cannot be opened."""
        from flashdesign.ui.window.dialogs import choose_backup

        folder = self._paths.backups
        copy = choose_backup(self.window, folder if folder.is_dir() else folder.parent.parent)
        if copy is not None:
            self.restore_from(copy)

    def _start_new(self) -> None:
        """Create an empty collection where one is missing."""
        from flashdesign.services.collection import lifecycle

        begin = partial(lifecycle.create_empty_collection, self._paths)
        jobs.start(self, begin, lambda _result: self._open(), self._show_open_failure)

    def _apply_settings(self, settings: Settings) -> None:
        self._appearance.apply(settings.scheme, settings.text_scale)
        self.window.toast.set_reduced_motion(reduced=settings.reduced_motion)
        self._language = settings.language
        self._store_window_state()

    def _store_window_state(self) -> None:
        geometry = bytes(self.window.saveGeometry().data()).hex()
        look = self._appearance
        memory = WindowState(look.scheme, look.text_scale, geometry, self._language)
        # Without a collection, the file would suggest that there was one.
        if self._paths.collection.exists():
            window_state.store(self._paths.collection.parent, memory)

    def _reopen(self, collection: Any) -> None:
        context = self._close_controller()
        if context is not None:
            context.database.close()
        self._paths = AppPaths(collection)
        if self._single_instance is not None:
            self.accept_connections()
        self._open()

    def _close(self) -> None:
        from flashdesign.services.collection import lifecycle

        self._is_closed = True
        self._store_window_state()
        if self._commands is not None:
            self._commands.finish()
        if self._single_instance is not None:
            self._single_instance.close()
        context = self._close_controller()
        if context is not None:
            try:
                write_to_terminal(lifecycle.close_collection(context))
            except CollectionReplacedError as error:
                # The window is gone, so the error goes to the terminal.
                write_to_terminal(error)

    def _close_controller(self) -> "Context | None":
        """Remove the pages; return the context of the collection they showed."""
        if self._controller is None:
            return None
        controller, self._controller = self._controller, None
        if self._commands is not None:
            self._commands.set_controller(None)
        try:
            controller.leave()
        except FlashDesignError as error:
            # The last answer cannot be stored; close the collection anyway.
            write_to_terminal(error)
        return controller.context


def write_to_terminal(failed: FlashDesignError | None) -> None:
    """Write an error to the terminal that started the program, if there is one."""
    if failed is not None and sys.stderr is not None:
        sys.stderr.write(f"flashdesign: {failed}\n")


def _import_features() -> None:
    """Import SQLAlchemy with what the first use of another feature would wait for."""
    # The screens are not imported: they take 11 MB, and a few ms when they are first shown.
    from flashdesign.services.browse import search  # noqa: F401 - to import them early
    from flashdesign.services.editing import notes  # noqa: F401
    from flashdesign.storage.undo import apply  # noqa: F401
