"""The watched deck folder: changed deck files are offered as imports, or imported at once."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from flashdesign.domain.settings import Settings
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import ngettext
from flashdesign.services.context import Context
from flashdesign.services.imports import watched_folder
from flashdesign.services.imports.watched_folder import Proposal
from flashdesign.ui.transfer.controller import TransferController
from flashdesign.ui.window import actions, jobs
from flashdesign.ui.window.banner import Tone
from flashdesign.ui.window.main_window import MainWindow

# Editors write a file in several steps.
SETTLED_AFTER_MS = 400
RETRY_AFTER_MS = 3_000

_MAX_SHOWN = 5


class FolderWatcher(QObject):
    """Scans the folder at the start and whenever something changes in it.

    Signals:
        scanned: a scan ended: it proposed an import, found nothing, or was postponed.
    """

    scanned = Signal()

    def __init__(self, window: MainWindow, context: Context, transfer: TransferController) -> None:
        super().__init__(window)
        self._window, self._context, self._transfer = window, context, transfer
        self._folder, self._at_once = "", False
        self._rejected: dict[str, str] = {}
        self._banner_message = 0
        self._files = QFileSystemWatcher(self)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self._scan)
        self._files.directoryChanged.connect(lambda _path: self._delay.start(SETTLED_AFTER_MS))
        self._files.fileChanged.connect(lambda _path: self._delay.start(SETTLED_AFTER_MS))

    def set_settings(self, settings: Settings) -> None:
        """Watch the folder of the settings, if any."""
        self._at_once = settings.deck_folder_at_once
        if settings.deck_folder == self._folder:
            return
        self._folder = settings.deck_folder
        if watched := self._files.files() + self._files.directories():
            self._files.removePaths(watched)
        self._delay.stop()
        if self._folder:
            self._delay.start(0)

    def leave(self) -> None:
        """Stop watching: the collection is about to be closed."""
        self._folder = ""
        self._delay.stop()
        self.deleteLater()

    @property
    def watched_paths(self) -> tuple[str, ...]:
        """The folders and files that are watched now."""
        return (*self._files.directories(), *self._files.files())

    @property
    def _is_free(self) -> bool:
        """Whether a page may be shown, and notes changed, without interrupting the user."""
        can_show = self._window.scope in (actions.HOME, actions.TRANSFER)
        return can_show and not (self._window.is_busy or self._window.sheet.is_open)

    def _scan(self) -> None:
        if not self._is_free or self._transfer.has_open_page:
            self._delay.start(RETRY_AFTER_MS)
            self.scanned.emit()
            return
        folder, context = Path(self._folder), self._context
        jobs.start(
            self,
            lambda: watched_folder.plan_import(context, folder),
            lambda proposal: self._handle_scan(folder, proposal),
            self._show_error,
        )

    def _handle_scan(self, folder: Path, proposal: Proposal | None) -> None:
        if str(folder) == self._folder:
            self._watch(folder)
            self._propose(proposal)
        self.scanned.emit()

    def _propose(self, proposal: Proposal | None) -> None:
        if proposal is None:
            return
        if not self._is_free:
            self._delay.start(RETRY_AFTER_MS)
        elif proposal.is_empty:
            self._remember(proposal)
        elif self._at_once and not proposal.plan.removed:
            self._apply(proposal)
        else:
            self._show_refused(proposal)
            self._transfer.propose(proposal.plan, lambda: self._remember(proposal))

    def _watch(self, folder: Path) -> None:
        """Watch folders and files; Qt stops watching a file that was replaced."""
        paths = (*watched_folder.folders(folder), *watched_folder.deck_files(folder))
        wanted = {str(path) for path in paths}
        fresh = wanted - {*self._files.files(), *self._files.directories()}
        if fresh and folder.is_dir():
            self._files.addPaths(sorted(fresh))

    def _remember(self, proposal: Proposal) -> None:
        watched_folder.store_digests(self._context, proposal.files)
        self._show_refused(proposal)

    def _show_refused(self, proposal: Proposal) -> None:
        """Show which files cannot be read; drop older messages on files that were fixed."""
        banner = self._window.banner
        is_shown = self._banner_message == banner.message_number
        scanned = {file.name for file in proposal.files}
        others = {name: why for name, why in self._rejected.items() if name not in scanned}
        self._rejected = others | {problem.where: problem.message for problem in proposal.rejected}
        if self._rejected and (proposal.rejected or is_shown):
            text = _join_messages([*self._rejected.values()])
            self._banner_message = banner.show_message(text, Tone.ERROR)
        elif is_shown:
            banner.dismiss()

    def _apply(self, proposal: Proposal) -> None:
        def done(_result: object) -> None:
            self._remember(proposal)
            self._window.clear_error()
            self._window.toast.show_message(_format_import(proposal))
            self._transfer.decks_changed.emit()

        jobs.start(
            self,
            lambda: watched_folder.apply_proposal(self._context, proposal),
            done,
            self._show_error,
        )

    def _show_error(self, error: BaseException) -> None:
        if not isinstance(error, FlashDesignError):
            raise error
        self._window.show_error(str(error))


def _format_import(proposal: Proposal) -> str:
    new, changed = len(proposal.plan.new), len(proposal.plan.changed)
    message = ngettext(
        "{name}: {n} note added, {changed} changed.",
        "{name}: {n} notes added, {changed} changed.",
        new,
    )
    return message.format(name=proposal.plan.bundle.name, n=number(new), changed=number(changed))


def _join_messages(messages: Sequence[str]) -> str:
    return "\n".join(_shorten(message) for message in messages[:_MAX_SHOWN])


def _shorten(message: str) -> str:
    first, *others = message.splitlines()
    if not others:
        return first
    more = ngettext(
        "{first} (and {n} more: import the file to see it)",
        "{first} (and {n} more: import the file to see them)",
        len(others),
    )
    return more.format(first=first, n=number(len(others)))
