"""The running window: paint it first, then open the collection, and show what went wrong."""

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from flashdesign.domain.preferences import Preferences
from flashdesign.errors import (
    CollectionDamagedError,
    CollectionOpenError,
    CollectionReplacedError,
    FlashDesignError,
    disk_error,
    is_of_disk,
)
from flashdesign.paths import Places
from flashdesign.ui import jobs, window_memory
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.theme import Appearance
from flashdesign.ui.window_memory import WindowMemory

if TYPE_CHECKING:
    from flashdesign.services.context import Context
    from flashdesign.services.handed_commands import CommandCall, CommandResult
    from flashdesign.ui.desk import Desk
    from flashdesign.ui.handed_commands import HandedCommands
    from flashdesign.ui.single_instance import Answer, Door

# The collection is opened by a function handed in: its modules take a third of a second to import,
# and the window is painted before that.
Opener = Callable[[Places], "Context"]
Restorer = Callable[[Places, Path], object]
RunCommand = Callable[["Context", "CommandCall"], "CommandResult"]
_PAINTED_AFTER_MS = 50
_OPENED_AT_LATEST_MS = 500
_SETTLED_AFTER_MS = 15_000
_IDLE_AFTER_MS = 4_000


class Application(QObject):
    """The running window with its collection."""

    def __init__(
        self,
        app: QApplication,
        places: Places,
        opener: Opener,
        restorer: Restorer,
        run_command: RunCommand | None = None,
    ) -> None:
        super().__init__(app)
        self._places, self._opener, self._restorer = places, opener, restorer
        self._memory = window_memory.recall(places.collection.parent)
        self._appearance = Appearance(app, self._memory.scheme, self._memory.text_scale)
        self._desk: Desk | None = None
        self._failure: QWidget | None = None
        self._door: Door | None = None
        self._run_command = run_command
        self._commands: HandedCommands | None = None
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
        # What opens the collection would share the interpreter with the window's first paint.
        if event.type() is QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._open_painted)
        return super().eventFilter(watched, event)

    def listen(self) -> None:
        """Hear other processes from now on: a second start, and commands in a terminal."""
        if self._door is not None:
            self._door.close()
            self._door = None
        if self._is_closed:
            return
        try:
            from flashdesign.ui.single_instance import Door
        except ImportError:
            return  # a library that QtNetwork needs is missing: `doctor` tells which
        if self._commands is None and self._run_command is not None:
            from flashdesign.ui.handed_commands import HandedCommands

            self._commands = HandedCommands(self.window, self._run_command, self)
            self._commands.set_desk(self._desk)
            if self._failure is not None:
                self._commands.refuse()
        self._door = Door(self._places.collection, self)
        self._door.listen(self._knocked_at, self._take_command)

    @property
    def can_be_reached(self) -> bool:
        """Whether other processes can reach this window."""
        return self._door is not None and self._door.is_listening

    def raise_window(self) -> None:
        """Bring the window to the front."""
        self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def open_file(self, file: Path) -> None:
        """Show what a file would change, as soon as the collection is open."""
        if self._desk is None:
            self._waiting_file = file
        else:
            self._desk.open_file(file)

    def restore_from(self, copy: Path) -> None:
        """Put a backup in the place of a collection that cannot be opened, and open that."""
        jobs.start(
            self,
            lambda: self._restorer(self._places, copy),
            lambda _: self._open(),
            self._failed_to_open,
        )

    def report(self, error: BaseException) -> None:
        """Show an error: an expected one as a sentence, any other as a report to copy."""
        from flashdesign.ui.dialogs import BugSheet
        from flashdesign.ui.widgets.banner import Tone

        if isinstance(error, OSError) and is_of_disk(error):
            error = disk_error(error)
        error = self._damage_behind(error)
        if isinstance(error, FlashDesignError):
            self.window.banner.show_message(str(error), Tone.ERROR)
        else:
            self.window.open_sheet("A fault in FlashDesign", BugSheet(error))

    def _damage_behind(self, error: BaseException) -> BaseException:
        """Return the damage that an unexpected error comes of, or the error itself."""
        if isinstance(error, FlashDesignError) or self._desk is None:
            return error
        try:
            self._desk.context.database.refuse_damaged(error)
        except Exception as damage:  # noqa: BLE001 - nothing may hide the error itself
            return damage if isinstance(damage, FlashDesignError) else error
        return error

    def _knocked_at(self, file: Path | None) -> None:
        self.raise_window()
        if file is not None:
            self.open_file(file)

    def _take_command(
        self, call: "CommandCall", answer: "Answer", is_waiting: Callable[[], bool]
    ) -> None:
        if self._commands is not None:
            self._commands.take(call, answer, is_waiting)

    def _open_painted(self) -> None:
        """Open the collection now that the window is painted, or as good as never will be."""
        if self._waits_for_paint:
            self._waits_for_paint = False
            self._open()

    def _open(self) -> None:
        """Open the collection beside the window, unless the window was closed meanwhile."""
        if self._is_closed:
            return
        self.window.show_opening()
        if self._failure is not None:
            self.window.drop_page(self._failure)
            self._failure = None
        jobs.start(self, self._opened_context, self._opened, self._failed_to_open)

    def _opened_context(self) -> "Context":
        """Open the collection with the newest shipped decks; runs beside the painted window."""
        context = self._opener(self._places)
        from flashdesign.paths import decks_folder
        from flashdesign.services import library
        from flashdesign.ui import desk  # noqa: F401 - so that its import is over, too

        try:
            if not library.is_current(context, decks_folder()):
                library.refresh(context, decks_folder())
        except BaseException:
            # It is to be opened anew, and nobody can while it is held.
            context.database.close()
            raise
        return context

    def _opened(self, context: "Context") -> None:
        from flashdesign.services import opening

        if self._is_closed:
            write_to_terminal(opening.close_collection(context))
            return
        try:
            sentences = self._draw_home(context)
        except Exception as error:  # noqa: BLE001 - whatever it is, a person can restore a backup
            self._give_up(context, error)
            return
        if sentences:
            self.window.banner.show_message("\n".join(sentences))
        assert self._desk is not None  # it has just been drawn
        if self._waiting_file is not None:
            self._desk.open_file(self._waiting_file)
            self._waiting_file = None
        if self._commands is not None:
            self._commands.set_desk(self._desk)
        if not self.can_be_reached:
            QTimer.singleShot(0, self, self.listen)  # the window that had the socket is gone by now
        QTimer.singleShot(_PAINTED_AFTER_MS, self._desk, self._desk.make_ready)
        QTimer.singleShot(_IDLE_AFTER_MS, self._desk, self._import_rooms)
        QTimer.singleShot(_SETTLED_AFTER_MS, self._desk, self._desk.settle)

    def _draw_home(self, context: "Context") -> list[str]:
        """Draw Home from the collection; return what the learner should know about this start."""
        from flashdesign.services import opening
        from flashdesign.ui.desk import Desk

        sentences = [notice.sentence for notice in opening.notices(context)]
        self._desk = Desk(self.window, context)
        self._desk.look_changed.connect(self._take_look)
        self._desk.moved.connect(self._reopen)
        self._take_look(self._desk.preferences)
        return sentences

    def _give_up(self, context: "Context", error: BaseException) -> None:
        """Close a collection that opened but cannot be shown, and say what can be done."""
        self._desk = None
        try:
            context.database.refuse_damaged(error)
        except FlashDesignError as damage:
            if not isinstance(error, FlashDesignError):
                error = damage
        with suppress(FlashDesignError):
            context.database.close()
        self._failed_to_open(error)

    def _import_rooms(self) -> None:
        """Import beside the window what its other rooms stand on: some take a third of a second."""
        jobs.start(self, _imported_rooms, lambda _: None, self.report)

    def _failed_to_open(self, error: BaseException) -> None:
        if self._is_closed:
            return
        if isinstance(error, OSError):
            error = disk_error(error, self._places.collection, "the collection was not opened")
        if self._commands is not None:
            self._commands.refuse()
        if isinstance(error, CollectionOpenError) and self._door is not None:
            self._door.close()  # it is for the window that has the collection
        if not isinstance(error, FlashDesignError):
            self.report(error)
            # Whoever meets a bug at the start must get at their backups, too.
            error = CollectionDamagedError(self._places.collection, f"opening it fails: {error}")
        from flashdesign.ui.screens.opening_failure import WaysOut, opening_failure

        ways = WaysOut(self._open, self._restore, self.restore_from, self._start_new)
        self._failure = opening_failure(error, ways)
        self.window.show_page(self._failure, "home")
        self._failure.setFocus()

    def _restore(self) -> None:
        """Ask for a backup to put in the place of a collection that cannot be opened."""
        from flashdesign.ui.dialogs import choose_backup

        folder = self._places.backups
        copy = choose_backup(self.window, folder if folder.is_dir() else folder.parent.parent)
        if copy is not None:
            self.restore_from(copy)

    def _start_new(self) -> None:
        """Begin an empty collection where one is missing."""
        from flashdesign.services import opening

        begin = partial(opening.begin_collection, self._places)
        jobs.start(self, begin, lambda _: self._open(), self._failed_to_open)

    def _take_look(self, preferences: Preferences) -> None:
        self._appearance.choose(preferences.scheme, preferences.text_scale)
        self.window.toast.set_reduced_motion(reduced=preferences.reduced_motion)
        self._keep_look()

    def _keep_look(self) -> None:
        geometry = bytes(self.window.saveGeometry().data()).hex()
        look = WindowMemory(self._appearance.scheme, self._appearance.text_scale, geometry)
        # Where there is no collection, this would look like a trace of one.
        if self._places.collection.exists():
            window_memory.keep(self._places.collection.parent, look)

    def _reopen(self, collection: Any) -> None:
        context = self._leave_desk()
        if context is not None:
            context.database.close()
        self._places = Places(collection)
        if self._door is not None:
            self.listen()
        self._open()

    def _close(self) -> None:
        from flashdesign.services import opening

        self._is_closed = True
        self._keep_look()
        if self._commands is not None:
            self._commands.finish()
        if self._door is not None:
            self._door.close()
        context = self._leave_desk()
        if context is not None:
            try:
                write_to_terminal(opening.close_collection(context))
            except CollectionReplacedError as error:
                # The window is gone: what was not told before is told where it was started.
                write_to_terminal(error)

    def _leave_desk(self) -> "Context | None":
        """Take the desk away; return the collection that was on it."""
        if self._desk is None:
            return None
        desk, self._desk = self._desk, None
        if self._commands is not None:
            self._commands.set_desk(None)
        try:
            desk.leave()
        except FlashDesignError as error:
            # What was answered last cannot be stored; the collection is to be closed all the same.
            write_to_terminal(error)
        return desk.context


def write_to_terminal(failed: FlashDesignError | None) -> None:
    """Write an error where the program was started, if that is a terminal."""
    if failed is not None and sys.stderr is not None:
        sys.stderr.write(f"flashdesign: {failed}\n")


def _imported_rooms() -> None:
    from flashdesign.ui import (  # noqa: F401 - so that their imports are over
        browse_pages,
        drill_pages,
        edit_pages,
        transfer_pages,
    )
