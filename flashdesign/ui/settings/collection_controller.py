"""Backing up, restoring, checking and moving the collection from the window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import date_time, number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.collection import maintenance
from flashdesign.services.collection.maintenance import CollectionStatus
from flashdesign.services.context import Context
from flashdesign.services.scheduling import rules
from flashdesign.ui.window import dialogs, jobs
from flashdesign.ui.window.banner import Tone
from flashdesign.ui.window.main_window import MainWindow

PathDialog = Callable[[QWidget, Path], Path | None]


@dataclass(frozen=True, slots=True)
class CollectionDialogs:
    """The dialogs that ask for a backup and for a folder; each starts in a given folder."""

    backup: PathDialog
    folder: PathDialog


QT_DIALOGS = CollectionDialogs(dialogs.choose_backup, dialogs.choose_collection_folder)


class CollectionController(QObject):
    """Runs long work on the collection as jobs, and reports how each ended.

    Signals:
        changed: there is a new backup, or the collection was changed (a `CollectionStatus`).
    """

    changed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        context: Context,
        moved: Callable[[Path], None],
        choices: CollectionDialogs = QT_DIALOGS,
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._moved = window, context, moved
        self._choices = choices
        self._cannot_rebuild = False
        self._check_banner = 0
        window.banner.action_triggered.connect(self._rebuild_from_banner)
        self._after_rebuild: list[Callable[[], None]] = []
        self._actions: dict[str, Callable[[], None]] = {
            "back_up": self.back_up,
            "restore": self.restore,
            "check": self.check,
            "rebuild": self.rebuild,
            "move": self.move,
        }

    def run(self, name: str) -> None:
        """Run the action `name` of a button on the settings page."""
        self._actions[name]()

    def status(self) -> CollectionStatus:
        """Return the path of the collection and the number and time of its backups."""
        copies = maintenance.list_backups(self._context)
        last = date_time(copies[0].at) if copies else ""
        return CollectionStatus(self._context.paths.collection, len(copies), last)

    def back_up(self) -> None:
        """Make a verified backup now."""
        self._run(
            _("Backing up the collection…"),
            lambda: maintenance.back_up(self._context),
            lambda path: _("Backed up and verified as {name}.").format(name=path.name),
        )

    def check(self) -> None:
        """Check the whole collection."""
        self._run(
            _("Checking the collection…"),
            lambda: maintenance.check(self._context),
            lambda problems: " ".join(problems) or _("No problems found."),
        )

    def check_if_due(self) -> None:
        """Check the collection if the last check is a week old; report only problems."""

        def report(problems: tuple[str, ...]) -> None:
            if problems:
                can_rebuild = maintenance.can_be_rebuilt(problems)
                self._check_banner = self._window.banner.show_message(
                    " ".join(problems), Tone.ERROR, _("Rebuild due dates") if can_rebuild else ""
                )

        jobs.start(self, lambda: maintenance.check_if_due(self._context), report, self._show_error)

    def _rebuild_from_banner(self) -> None:
        if self._window.banner.message_number == self._check_banner:
            self._window.banner.dismiss()
            self.rebuild()

    def rebuild(self) -> None:
        """Recalculate all due dates from the answers."""
        self._rebuild(None, None)

    def rebuild_if_due(self, then: Callable[[], None]) -> bool:
        """Rebuild if the scheduling rules changed, now or before a crash; then call `then`.

        Returns False if there is nothing to rebuild; then `then` is not called.
        """
        is_running = bool(self._after_rebuild)
        if not is_running and (self._cannot_rebuild or not rules.is_rebuild_due(self._context)):
            return False
        self._after_rebuild.append(then)
        if not is_running:
            self._rebuild(self._continue, self._continue_without)
        return True

    def _continue(self) -> None:
        waiting, self._after_rebuild = self._after_rebuild, []
        for then in waiting:
            then()

    def _continue_without(self) -> None:
        # The next start retries; until then the old due dates are better than none.
        self._cannot_rebuild = True
        self._continue()

    def _rebuild(
        self, then: Callable[[], None] | None, otherwise: Callable[[], None] | None
    ) -> None:
        self._run(
            _("Rebuilding due dates…"),
            lambda: maintenance.rebuild(self._context),
            lambda cards: ngettext(
                "Due dates rebuilt: {n} card changed.",
                "Due dates rebuilt: {n} cards changed.",
                cards,
            ).format(n=number(cards)),
            then,
            otherwise,
        )

    def restore(self) -> None:
        """Ask for a backup, and replace the collection by it."""
        backup = self._choices.backup(self._window, self._context.paths.backups)
        if backup is not None and self._window.may_close():
            collection = self._context.paths.collection
            self._run_and_reopen(lambda: maintenance.restore(self._context, backup), collection)

    def move(self) -> None:
        """Ask for a folder, and move the collection there."""
        folder = self._choices.folder(self._window, self._context.paths.collection.parent)
        if folder is not None and self._window.may_close():
            target = folder / self._context.paths.collection.name
            self._run_and_reopen(lambda: maintenance.move(self._context, target), target)

    def _run_and_reopen(self, work: Callable[[], Any], collection: Path) -> None:
        self._window.setEnabled(False)
        jobs.start(self, work, lambda _result: self._reopen(collection), self._reopen_unmoved)

    def _reopen(self, collection: Path) -> None:
        self._window.setEnabled(True)
        self._moved(collection)

    def _reopen_unmoved(self, error: BaseException) -> None:
        # The work may have closed the collection before it failed.
        self._reopen(self._context.paths.collection)
        self._show_error(error)

    def _run(
        self,
        progress: str,
        work: Callable[[], Any],
        sentence: Callable[[Any], str],
        then: Callable[[], None] | None = None,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Run work that locks the collection; the window is disabled until it ends.

        `progress` is shown meanwhile. Afterwards `then` is called, or `otherwise` if it failed.
        """

        def done(result: Any) -> None:
            self._window.setEnabled(True)
            self._window.clear_error()
            self.changed.emit(self.status())
            if then is not None:
                then()
            # Last, since a toast goes with the page it is shown on.
            self._window.toast.show_message(sentence(result))

        def failed(error: BaseException) -> None:
            self._window.setEnabled(True)
            if otherwise is not None:
                otherwise()
            self._show_error(error)

        self._window.setEnabled(False)
        self._window.toast.show_message(progress)
        jobs.start(self, work, done, failed)

    def _show_error(self, error: BaseException) -> None:
        if not isinstance(error, FlashDesignError):
            raise error
        self._window.show_error(str(error))
