"""Main controller: all pages, and the handling of their signals."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.settings import Settings
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _
from flashdesign.services.collection import settings
from flashdesign.services.context import Changes, Context
from flashdesign.services.decks import overview as deck_overview
from flashdesign.services.decks.daily_limits import EXTRA_NEW_CARDS
from flashdesign.ui.app import features
from flashdesign.ui.app.collection_watcher import watch_file
from flashdesign.ui.app.features import Feature
from flashdesign.ui.app.idle_checkpoint import WalCheckpointer
from flashdesign.ui.browse.controller import BrowseController
from flashdesign.ui.drills.controller import DrillController
from flashdesign.ui.edit.controller import EditController
from flashdesign.ui.home.deck_controller import DeckController
from flashdesign.ui.home.due_counter import DueCounter
from flashdesign.ui.home.screen import LEARN_MORE, HomeScreen
from flashdesign.ui.home.tray_reminder import TrayReminder
from flashdesign.ui.review.controller import ReviewController
from flashdesign.ui.settings.collection_controller import (
    QT_DIALOGS,
    CollectionController,
    CollectionDialogs,
)
from flashdesign.ui.transfer.controller import TransferController
from flashdesign.ui.window import actions
from flashdesign.ui.window.main_window import MainWindow
from flashdesign.ui.window.undoable_job import run_undoable

if TYPE_CHECKING:
    from flashdesign.ui.settings.screen import SettingsScreen
    from flashdesign.ui.transfer.folder_watcher import FolderWatcher


FeatureT = TypeVar("FeatureT")


class MainController(QObject):
    """Shows the pages of an open collection and handles their signals.

    Signals:
        settings_changed: the settings changed, maybe those of the window's appearance.
        collection_moved: the collection was moved (its new path); open it again there.
    """

    settings_changed = Signal(object)
    collection_moved = Signal(object)

    def __init__(
        self, window: MainWindow, context: Context, choices: CollectionDialogs = QT_DIALOGS
    ) -> None:
        super().__init__(window)
        self._window, self.context = window, context
        self._home = HomeScreen()
        self._settings_screen: SettingsScreen | None = None
        self._watcher: FolderWatcher | None = None
        self._is_stale, self._outside_toast, self._more_toast = True, 0, (0, "")
        self._settings = settings.load(context)
        self._reminder = TrayReminder(window, context.clock)
        self._decks = DeckController(window, context)
        self._collection = CollectionController(
            window, context, self.collection_moved.emit, choices
        )
        self._review = ReviewController(window, context, lambda: self._settings)
        self._features: dict[str, Feature] = {
            action: make(window, context, lambda: self._settings)
            for action, make in features.FEATURES.items()
        }
        self._drills = self._feature("go.drills", DrillController)
        self._transfer = self._feature("go.transfer", TransferController)
        self._edit = self._feature("go.add", EditController)
        self._browse = self._feature("go.browse", BrowseController)
        self._adopt_parts()
        self._actions = self._make_actions()
        self._connect()
        self.show_home()

    def _adopt_parts(self) -> None:
        """Have Qt delete the parts together with this object."""
        for part in (self._reminder, self._decks, self._collection, self._review):
            part.setParent(self)
        for feature in self._features.values():
            feature.setParent(self)

    def _feature(self, action: str, kind: type[FeatureT]) -> FeatureT:
        """Return the feature that an action shows, as what it is."""
        feature = self._features[action]
        assert isinstance(feature, kind)
        return feature

    @property
    def settings(self) -> Settings:
        """The current settings."""
        return self._settings

    def import_review(self) -> None:
        """Import what the first question needs, after Home was painted."""
        self._review.import_screen()
        WalCheckpointer(self, self.context)
        self._watch()

    def run_deferred_check(self) -> None:
        """Run the weekly check, which can wait until the start is over."""
        self._collection.check_if_due()

    def leave(self) -> None:
        """Remove the pages: the collection is about to be closed."""
        self._review.close()
        self._reminder.leave()
        if self._watcher is not None:
            self._watcher.leave()
        for feature in self._features.values():
            feature.close()
        self._window.triggered.disconnect(self.run_action)
        for page in (self._home, self._settings_screen):
            if page is not None:
                self._window.remove_page(page)
        self.deleteLater()

    def run_action(self, action: str) -> None:
        """Run the action of a key or sidebar entry."""
        if action.startswith("go."):
            # On another page, the toast's "Undo" would undo something else.
            self._window.toast.dismiss()
        feature = self._visible_feature()
        if action in self._actions:
            self._actions[action]()
        elif action in self._features:
            self.enter(action)
        elif feature is not None:
            feature.run_action(action)
        else:
            self._review.run_action(action)

    def show_home(self) -> None:
        """Show the decks; a running session ends, its answers are kept."""
        if self._collection.rebuild_if_due(self.show_home):
            return
        self._review.end_session()
        self.refresh()
        self._window.show_page(self._home, "home", actions.HOME)
        self._home.take_focus()

    def refresh(self) -> None:
        """Update Home if anything changed since it was drawn."""
        if self._is_stale:
            self._is_stale = False
            overview = deck_overview.overview(self.context)
            help_key = actions.bound_keys(self._settings.keys)["help"]
            self._home.render_overview(overview, help_key)
            self._show_left(overview.today.total)

    def start_review(
        self, deck: DeckId | None = None, practice: list[CardKey] | None = None
    ) -> None:
        """Start a session of today's cards, or return to the running one."""
        if not self._collection.rebuild_if_due(lambda: self.start_review(deck, practice)):
            self._review.show(deck, practice)

    def study_chosen(self, cards: list[CardKey], practice: bool, back: str = "go.browse") -> None:
        """Start a session of chosen cards, as practice only or not; it ends with action `back`."""
        if self._collection.rebuild_if_due(lambda: self.study_chosen(cards, practice, back)):
            return
        self._review.end_session()
        # First, since the session may end at once, if its cards were deleted meanwhile.
        self._review.returns_to = back
        self._review.show(None, cards if practice else None, None if practice else cards)

    def enter(self, feature: str) -> None:
        """Show the feature that the action `feature` opens; a running session ends."""
        if self._collection.rebuild_if_due(lambda: self.enter(feature)):
            return
        self._review.end_session()
        self._features[feature].show()

    def open_file(self, file: Path) -> None:
        """Show the import of a file; a running session ends."""
        if self._window.is_busy:
            message = _("Open {name} again when this is done.").format(name=file.name)
            self._window.toast.show_message(message)
            return
        if self._collection.rebuild_if_due(lambda: self.open_file(file)):
            return
        self._review.end_session()
        self._transfer.open_file(file)

    def undo(self) -> None:
        """Undo the newest change of today, and show its card."""
        feature = self._visible_feature()
        if feature is not None and feature.undo():
            return
        if self._review.undo():
            return
        run_undoable(self._window, self, partial(self._undo, is_operation=False), self._update_page)

    def show_changes(self, message: str, *, can_undo: bool) -> None:
        """Show what another process changed, with the sentence `message`, and offer to undo it."""
        self._update_page()
        number = self._window.toast.show_message(
            message, self._window.undo_label() if can_undo else ""
        )
        self._outside_toast = number if can_undo else 0

    def edit(self, note: NoteKey, back: str) -> None:
        """Show a note's form; the action `back` returns to the page it was opened from."""
        self._edit.edit(note, back)

    def show_settings(self) -> None:
        """Show the settings page."""
        from flashdesign.ui.settings.screen import SettingsScreen

        self._review.end_session()
        if self._settings_screen is None:
            self._settings_screen = SettingsScreen()
            self._settings_screen.changed.connect(self._change_setting)
            self._settings_screen.collection_action_requested.connect(self._collection.run)
            self._collection.changed.connect(self._settings_screen.render_collection_status)
        self._settings_screen.render_settings(self._settings)
        self._settings_screen.render_collection_status(self._collection.status())
        self._window.show_page(self._settings_screen, "settings")
        self._settings_screen.take_focus()

    def show_keys(self) -> None:
        """Show all keyboard shortcuts in a sheet over the page."""
        from flashdesign.ui.app.shortcuts_sheet import make_key_sheet

        if not self._window.sheet.is_open:
            sheet = make_key_sheet(self._settings.keys, self._window.scope)
            sheet.change_requested.connect(self._show_key_settings)
            self._window.open_sheet(_("Keyboard shortcuts"), sheet)

    def _show_key_settings(self) -> None:
        self.show_settings()
        assert self._settings_screen is not None  # set by `show_settings`
        self._settings_screen.show_section("keys")

    def _make_actions(self) -> dict[str, Callable[[], None]]:
        return {
            "help": self.show_keys,
            "go.home": self.show_home,
            "go.review": self.start_review,
            "go.settings": self.show_settings,
            "undo": self.undo,
            "home.start": self._start_today,
            "review.leave": lambda: self.run_action(self._review.returns_to or "go.home"),
        }

    def _run_toast_action(self) -> None:
        """Do what the button of the toast says: learn more, or undo what the toast reports."""
        if self._outside_toast == self._window.toast.message_number:
            self._outside_toast = 0
            action = partial(self._undo, is_operation=True)
            run_undoable(self._window, self, action, self._update_page)
        elif self._more_toast[0] == self._window.toast.message_number:
            self._decks.run(LEARN_MORE, self._more_toast[1])
        elif not self._edit.undo_toast():
            self.undo()

    def _undo(self, *, is_operation: bool) -> tuple[str, str]:
        from flashdesign.services.editing import undo  # the start needs no notes

        if is_operation:
            return undo.undo(self.context) or _("Nothing to undo."), ""
        return undo.undo_latest(self.context), ""

    def _update_page(self) -> None:
        """Update the page on screen after a change that was not made on it."""
        if self._window.pages.currentWidget() is self._home:
            self.refresh()
        self._review.refresh_after_outside_change()
        for feature in self._features.values():
            feature.refresh_after_outside_change()

    def _visible_feature(self) -> Feature | None:
        return next((feature for feature in self._features.values() if feature.is_shown), None)

    def _connect(self) -> None:
        self._reminder.set_settings(self._settings)
        self._window.bind_keys(self._settings.keys)
        self.context.broadcast.add_listener(self._mark_stale)
        self._window.triggered.connect(self.run_action)
        self._window.toast.action_triggered.connect(self._run_toast_action)
        self._browse.bulk_actions.study_requested.connect(self.study_chosen)
        self._edit.study_requested.connect(self.study_chosen)
        self._review.chosen_done.connect(self._end_chosen)
        self._browse.bulk_actions.export_requested.connect(self._transfer.export_selected)
        for feature in (self._edit, self._transfer):
            feature.closed.connect(self.run_action)
        self._review.edit_requested.connect(lambda key: self.edit(key, "go.review"))
        self._browse.edit_requested.connect(lambda key: self.edit(key, "go.browse"))
        for part in (self._drills, self._browse, self._edit):
            part.link_opened.connect(self._review.open_link)
        self._review.home_requested.connect(self.show_home)
        self._review.remaining_changed.connect(self._show_left)
        self._review.more_requested.connect(self._learn_more)
        self._review.drills_requested.connect(lambda: self.enter("go.drills"))
        self._drills.timed_changed.connect(lambda on: self._change_setting("drill_clock", on))
        self._connect_decks()
        # Learning cards become due and a new day begins while Home is open.
        every_minute = QTimer(self)
        every_minute.timeout.connect(self._check_time)
        every_minute.start(60_000)
        watch_file(self, self._window, self.context)
        DueCounter(self, self._window, self.context, lambda: self._is_stale, self._show_left)

    def _connect_decks(self) -> None:
        self._home.start_requested.connect(lambda: self.start_review())
        self._home.deck_requested.connect(self._review_deck)
        self._home.action_requested.connect(self._decks.run)
        self._home.new_deck_requested.connect(self._decks.ask_for_deck)
        self._decks.browse_requested.connect(self._browse_cards)
        self._decks.export_requested.connect(self._export_deck)
        self._transfer.decks_changed.connect(self._update_page)
        self._transfer.study_requested.connect(self._review_deck)
        self._transfer.browse_requested.connect(self._browse_cards)
        self._decks.done.connect(self._show_decks)
        self._decks.setting_changed.connect(self._change_setting)
        self._home.built_in_requested.connect(self._decks.add_built_in_decks)
        self._home.import_requested.connect(lambda: self.enter("go.transfer"))
        self._home.help_requested.connect(self.show_keys)

    def _mark_stale(self, _changes: Changes) -> None:
        self._is_stale = True

    def _check_time(self) -> None:
        self._is_stale = True
        self._reminder.remind_if_due()
        if self._window.pages.currentWidget() is self._home:
            self.refresh()

    def _review_deck(self, deck: str) -> None:
        self._review.end_session()
        line = next(line for line in deck_overview.overview(self.context).decks if line.id == deck)
        if line.offered.total:
            self.start_review(DeckId(deck))
            return
        message = _("“{title}” is done for today.").format(title=line.title)
        more = _("Learn {n} more").format(n=number(EXTRA_NEW_CARDS))
        has_more = line.seen < line.total
        number_shown = self._window.toast.show_message(message, more if has_more else "")
        self._more_toast = (number_shown, deck)

    def _learn_more(self, deck: str) -> None:
        """Start the review of what is left today, with more new cards of `deck` if there is one."""
        if deck:
            self._decks.run(LEARN_MORE, deck)
        self.start_review()

    def _end_chosen(self, message: str) -> None:
        self.enter(self._review.returns_to)
        self._window.toast.show_message(message)

    def _browse_cards(self, query: str) -> None:
        self.enter("go.browse")
        self._browse.search(query)

    def _export_deck(self, deck: str) -> None:
        self.enter("go.transfer")
        self._transfer.offer_export(deck)

    def _show_decks(self) -> None:
        self.refresh()
        self._home.take_focus()

    def _start_today(self) -> None:
        if self._home.primary.isVisible():
            self.start_review()

    def _show_left(self, left: int) -> None:
        self._window.sidebar.set_badge("review", number(left) if left else "")
        self._reminder.set_left(left)

    def _watch(self) -> None:
        """Watch the deck folder of the settings."""
        if self._watcher is None and self._settings.deck_folder:
            from flashdesign.ui.transfer.folder_watcher import FolderWatcher

            self._watcher = FolderWatcher(self._window, self.context, self._transfer)
        if self._watcher is not None:
            self._watcher.set_settings(self._settings)

    def _change_setting(self, name: str, value: object) -> None:
        self._settings = settings.change(self.context, **{name: value})
        if name == "keys":
            self._window.bind_keys(self._settings.keys)
        if self._settings_screen is not None:
            self._settings_screen.render_settings(self._settings)
        self._reminder.set_settings(self._settings)
        self._watch()
        self.settings_changed.emit(self._settings)
