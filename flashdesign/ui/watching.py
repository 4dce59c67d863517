"""Watch the person's folder of decks: what changes there leads to an import's plan, or is done."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from flashdesign.domain.preferences import Preferences
from flashdesign.errors import FlashDesignError
from flashdesign.services import watched_folder
from flashdesign.services.context import Context
from flashdesign.services.watched_folder import Proposal
from flashdesign.services.wording import count
from flashdesign.ui import jobs, keys
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.transfer_desk import TransferDesk
from flashdesign.ui.widgets.banner import Tone

# Editors write a file in several steps.
SETTLED_AFTER_MS = 400
AGAIN_AFTER_MS = 3_000

_MOST_TOLD = 5


class Watcher(QObject):
    """Looks at the folder at the start and whenever something changes in it.

    Signals:
        looked: one look is over: something was proposed, nothing was found, or it was put off.
    """

    looked = Signal()

    def __init__(self, window: MainWindow, context: Context, transfer: TransferDesk) -> None:
        super().__init__(window)
        self._window, self._context, self._transfer = window, context, transfer
        self._folder, self._at_once = "", False
        self._refused: list[str] = []
        self._files = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        self._files.directoryChanged.connect(lambda _: self._soon.start(SETTLED_AFTER_MS))
        self._files.fileChanged.connect(lambda _: self._soon.start(SETTLED_AFTER_MS))

    def set_preferences(self, preferences: Preferences) -> None:
        """Watch the folder that is set, if any."""
        self._at_once = preferences.deck_folder_at_once
        if preferences.deck_folder == self._folder:
            return
        self._folder = preferences.deck_folder
        if watched := self._files.files() + self._files.directories():
            self._files.removePaths(watched)
        self._soon.stop()
        if self._folder:
            self._soon.start(0)

    def leave(self) -> None:
        """Look no more: the collection is about to be closed."""
        self._folder = ""
        self._soon.stop()
        self.deleteLater()

    @property
    def watched(self) -> tuple[str, ...]:
        """The folders and files that are watched now."""
        return (*self._files.directories(), *self._files.files())

    @property
    def _is_free(self) -> bool:
        """Whether a page may be shown, and notes changed, without taking anybody by surprise."""
        here = self._window.scope in (keys.HOME, keys.TRANSFER)
        return here and not (self._window.is_busy or self._window.sheet.is_open)

    def _look(self) -> None:
        if not self._is_free or self._transfer.has_plan:
            self._soon.start(AGAIN_AFTER_MS)
            self.looked.emit()
            return
        folder, context = Path(self._folder), self._context
        jobs.start(
            self,
            lambda: watched_folder.propose(context, folder),
            lambda found: self._looked(folder, found),
            self._tell_error,
        )

    def _looked(self, folder: Path, found: Proposal | None) -> None:
        if str(folder) == self._folder:
            self._watch(folder)
            self._propose(found)
        self.looked.emit()

    def _propose(self, found: Proposal | None) -> None:
        if found is None:
            return
        if not self._is_free:
            self._soon.start(AGAIN_AFTER_MS)
        elif found.is_empty:
            self._remember(found)
        elif self._at_once and not found.plan.gone:
            self._apply(found)
        else:
            self._tell_refused(found)
            self._transfer.propose(found.plan, lambda: self._remember(found))

    def _watch(self, folder: Path) -> None:
        """Watch folders and files; a file that was replaced is no longer watched by itself."""
        paths = (*watched_folder.folders(folder), *watched_folder.deck_files(folder))
        wanted = {str(path) for path in paths}
        fresh = wanted - {*self._files.files(), *self._files.directories()}
        if fresh and folder.is_dir():
            self._files.addPaths(sorted(fresh))

    def _remember(self, found: Proposal) -> None:
        watched_folder.remember(self._context, found.files)
        self._tell_refused(found)

    def _tell_refused(self, found: Proposal) -> None:
        """Say what cannot be read; what was said before of files that were mended holds no more."""
        banner, before = self._window.banner, _said(self._refused)
        looked_at = tuple(f"{one.name}:" for one in found.files)
        left = [told for told in self._refused if not told.startswith(looked_at)]
        self._refused = [*left, *found.refused]
        if self._refused and (found.refused or banner.text.text() == before):
            banner.show_message(_said(self._refused), Tone.ERROR)
        elif before and banner.text.text() == before:
            banner.dismiss()

    def _apply(self, found: Proposal) -> None:
        def applied(_: object) -> None:
            self._remember(found)
            told = (
                f"{count(len(found.plan.new), 'note')} added, {len(found.plan.changed):,} changed"
            )
            self._window.toast.show_message(f"{found.plan.parcel.name}: {told}.")
            self._transfer.done.emit()

        jobs.start(
            self,
            lambda: watched_folder.take(self._context, found),
            applied,
            self._tell_error,
        )

    def _tell_error(self, error: BaseException) -> None:
        if not isinstance(error, FlashDesignError):
            raise error
        self._window.banner.show_message(str(error), Tone.ERROR)


def _said(refused: Sequence[str]) -> str:
    return "\n".join(_short(one) for one in refused[:_MOST_TOLD])


def _short(message: str) -> str:
    first, *others = message.splitlines()
    return f"{first} (and {len(others)} more: import the file to see them)" if others else first
