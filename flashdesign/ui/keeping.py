"""What can be done with the collection as a file: copies, restoring, checking, moving."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from flashdesign.errors import FlashDesignError
from flashdesign.services import keeping
from flashdesign.services.context import Context
from flashdesign.services.keeping import Keeping
from flashdesign.services.wording import count
from flashdesign.ui import dialogs, jobs
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.widgets.banner import Tone

Choose = Callable[[QWidget, Path], Path | None]


@dataclass(frozen=True, slots=True)
class Choices:
    """How a person is asked for a backup and for a folder, both from a folder to begin in."""

    backup: Choose
    folder: Choose


DIALOGS = Choices(dialogs.choose_backup, dialogs.choose_folder)


class Keeper(QObject):
    """Runs the long work on the collection as jobs, and says how each ended.

    Signals:
        changed: the collection is kept otherwise than before.
    """

    changed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        context: Context,
        moved: Callable[[Path], None],
        choices: Choices = DIALOGS,
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._moved = window, context, moved
        self._choices = choices
        self._cannot_rebuild = False
        self._after_rebuild: list[Callable[[], None]] = []
        self._deeds: dict[str, Callable[[], None]] = {
            "back_up": self.back_up,
            "restore": self.restore,
            "check": self.check,
            "rebuild": self.rebuild,
            "move": self.move_elsewhere,
        }

    def do(self, name: str) -> None:
        """Do what a button of the settings page names."""
        self._deeds[name]()

    def keeping(self) -> Keeping:
        """Return where the collection lies and how many copies there are."""
        copies = keeping.copies(self._context)
        last = f"{copies[0].at:%Y-%m-%d %H:%M}" if copies else ""
        return Keeping(self._context.places.collection, len(copies), last)

    def back_up(self) -> None:
        """Make a verified copy now."""
        self._run(
            "Copying the collection…",
            lambda: keeping.back_up(self._context),
            lambda path: f"Backed up and verified as {path.name}.",
        )

    def check(self) -> None:
        """Check the collection whole."""
        self._run(
            "Checking the collection…",
            lambda: keeping.check(self._context),
            lambda problems: " ".join(problems) or "The collection is sound.",
        )

    def check_if_due(self) -> None:
        """Check the collection if the last check is a week old; speak only of problems."""

        def tell(problems: tuple[str, ...]) -> None:
            if problems:
                self._window.banner.show_message(" ".join(problems), Tone.ERROR)

        jobs.start(self, lambda: keeping.check_if_due(self._context), tell, self._failed)

    def rebuild(self) -> None:
        """Work out all due dates anew from the answers."""
        self._rebuild(None, None)

    def rebuilds_first(self, then: Callable[[], None]) -> bool:
        """Rebuild if the rules were changed, now or before a crash; call `then` after it."""
        is_under_way = bool(self._after_rebuild)
        if not is_under_way and (self._cannot_rebuild or not keeping.is_rebuild_due(self._context)):
            return False
        self._after_rebuild.append(then)
        if not is_under_way:
            self._rebuild(self._go_on, self._go_on_without)
        return True

    def _go_on(self) -> None:
        waiting, self._after_rebuild = self._after_rebuild, []
        for then in waiting:
            then()

    def _go_on_without(self) -> None:
        # The next start tries it again; until then the old due dates are better than none.
        self._cannot_rebuild = True
        self._go_on()

    def _rebuild(
        self, then: Callable[[], None] | None, otherwise: Callable[[], None] | None
    ) -> None:
        self._run(
            "Recalculating due dates…",
            lambda: keeping.rebuild(self._context),
            lambda cards: f"Due dates recalculated: {count(cards, 'card')} changed.",
            then,
            otherwise,
        )

    def restore(self) -> None:
        """Ask for a backup, and put it in the collection's place."""
        backup = self._choices.backup(self._window, self._context.places.backups)
        if backup is not None and self._window.may_close():
            collection = self._context.places.collection
            self._then_reopen(lambda: keeping.restore(self._context, backup), collection)

    def move_elsewhere(self) -> None:
        """Ask for a folder, and let the collection live there from now on."""
        folder = self._choices.folder(self._window, self._context.places.collection.parent)
        if folder is not None and self._window.may_close():
            target = folder / self._context.places.collection.name
            self._then_reopen(lambda: keeping.move(self._context, target), target)

    def _then_reopen(self, work: Callable[[], Any], collection: Path) -> None:
        self._window.setEnabled(False)
        jobs.start(self, work, lambda _: self._reopen(collection), self._not_moved)

    def _reopen(self, collection: Path) -> None:
        self._window.setEnabled(True)
        self._moved(collection)

    def _not_moved(self, error: BaseException) -> None:
        # The work may have closed the collection before it failed.
        self._reopen(self._context.places.collection)
        self._failed(error)

    def _run(
        self,
        meanwhile: str,
        work: Callable[[], Any],
        sentence: Callable[[Any], str],
        then: Callable[[], None] | None = None,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Do what holds the collection: until it is done the window takes no input.

        `then` is called after it, and `otherwise` where it failed.
        """

        def done(result: Any) -> None:
            self._window.setEnabled(True)
            self._window.toast.show_message(sentence(result))
            self.changed.emit(self.keeping())
            if then is not None:
                then()

        def failed(error: BaseException) -> None:
            self._window.setEnabled(True)
            if otherwise is not None:
                otherwise()
            self._failed(error)

        self._window.setEnabled(False)
        self._window.toast.show_message(meanwhile)
        jobs.start(self, work, done, failed)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, FlashDesignError):
            raise error
        self._window.banner.show_message(str(error), Tone.ERROR)
