"""Controller of adding and editing notes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.settings import Settings
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import _
from flashdesign.services.collection import settings
from flashdesign.services.context import Changes, Context
from flashdesign.ui.edit.unsaved_guard import UnsavedGuard
from flashdesign.ui.window import actions
from flashdesign.ui.window.main_window import MainWindow
from flashdesign.ui.window.undoable_job import run_undoable

if TYPE_CHECKING:
    from flashdesign.domain.notes.note import Note
    from flashdesign.ui.edit.screen import EditScreen
    from flashdesign.ui.edit.suggestion_list import SuggestionCheck

ENTRY = "add"
_BACK_FROM_ADDING = "go.home"
_MORE = "edit.more"


class EditController(QObject):
    """Shows the form of a new or an existing note, stores it, and returns to the page before.

    Unsaved text is never dropped without asking: a new note's form is kept as it was left, and
    leaving a changed note takes two presses of Esc.

    Signals:
        link_opened: a link of the preview was clicked.
        closed: the form was left; the action (its id) that returns to the page before.
        study_requested: study these cards (their keys), as practice or not; the action (its id)
            that returns to the form.
    """

    closed = Signal(str)
    link_opened = Signal(str)
    study_requested = Signal(object, bool, str)

    def __init__(
        self, window: MainWindow, context: Context, settings: Callable[[], Settings]
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._settings = window, context, settings
        self._adding: EditScreen | None = None
        self._editing: EditScreen | None = None
        self._back = _BACK_FROM_ADDING
        self._was_warned, self._are_tags_stale = False, True
        self._undoable_toast = 0
        self._tags: tuple[str, ...] = ()
        self._added: list[NoteKey] = []
        self._unsaved = UnsavedGuard(window, lambda: (self._editing, self._adding), self._show)
        context.broadcast.add_listener(self._note_changes)

    @property
    def is_shown(self) -> bool:
        """Whether one of its pages is on screen."""
        return self._visible_screen() is not None

    def show(self) -> None:
        """Show the form of a new note, as it was left."""
        from flashdesign.services.editing import note_form

        if self._adding is None:
            self._adding = self._make_screen()
            self._supply(self._adding)
            deck = self._adding.head.selected_deck()
            self._adding.begin(note_form.Draft(deck, "basic"))
        self._show(self._adding)

    def edit(self, key: NoteKey, back: str = _BACK_FROM_ADDING) -> None:
        """Show the form of a note; the action `back` returns to the page it was opened from."""
        if self._editing is not None and self._editing.is_changed:
            self._show(self._editing)
            self._window.toast.show_message(_("This note has unsaved changes."))
            return
        self._back = back
        if self._editing is None:
            self._editing = self._make_screen()
        if self._load(self._editing, key):
            self._show(self._editing)

    def run_action(self, action: str) -> None:
        """Run the action of a key of these pages."""
        from flashdesign.services.editing import undo

        screen = self._visible_screen()
        if screen is None:
            return
        if action == "edit.leave":
            self._leave_form(screen)
        elif action == "edit.redo":
            self._turn(undo.redo, _("Nothing to redo."))
        else:
            screen.press(action)

    def undo(self) -> bool:
        """Undo the last import or edit."""
        from flashdesign.services.editing import undo

        self._turn(undo.undo, _("Nothing to undo."))
        return True

    def undo_toast(self) -> bool:
        """Undo the change that the toast reports, if it was made on this page."""
        if self._unsaved.show_reminded_form():
            return True
        if self._undoable_toast != self._window.toast.message_number:
            return False
        self._undoable_toast = 0
        return self.undo()

    def refresh_after_outside_change(self) -> None:
        """Update decks and tags after another process changed them; typed text stays."""
        screen = self._visible_screen()
        if screen is not None:
            self._supply(screen)

    def close(self) -> None:
        """Remove the pages: the collection is about to be closed."""
        self._unsaved.leave()
        for screen in (self._adding, self._editing):
            if screen is not None:
                self._window.remove_page(screen)
        self._adding = self._editing = None

    def make_deck(self, title: str, above: str) -> None:
        """Create a deck, and select it in the form."""
        from flashdesign.services.editing import decks

        screen = self._visible_screen()
        self._window.sheet.close_sheet()
        deck = decks.create(self._context, title, DeckId(above) if above else None)
        if screen is not None:
            self._supply(screen)
            screen.head.pick_deck(deck)
            screen.take_focus()
            screen.settle()

    def _note_changes(self, changes: Changes) -> None:
        self._are_tags_stale = self._are_tags_stale or changes.decks

    def _visible_screen(self) -> "EditScreen | None":
        page = self._window.pages.currentWidget()
        screens = (self._adding, self._editing)
        return next((screen for screen in screens if screen and screen is page), None)

    def _show(self, screen: "EditScreen") -> None:
        self._was_warned = False
        self._supply(screen)
        screen.render_keys(actions.bound_keys(self._settings().keys))
        entry = ENTRY if screen.original is None else self._back.removeprefix("go.")
        self._window.show_page(screen, entry, actions.EDIT)
        screen.take_focus()

    def _supply(self, screen: "EditScreen") -> None:
        """Update the decks and tags that the form offers."""
        from flashdesign.services.editing import notes

        screen.head.set_decks(notes.decks(self._context))
        if self._are_tags_stale:
            self._are_tags_stale = False
            self._tags = notes.tags(self._context)
        screen.form.set_tags(self._tags)
        if screen.original is None:
            screen.offer_study(len(self._added_cards()))

    def _added_cards(self) -> list[CardKey]:
        """Return the cards that are still new of the notes that were added on this page."""
        from flashdesign.services.browse import study_offer

        return study_offer.new_cards(self._context, self._added) if self._added else []

    def _load(self, screen: "EditScreen", key: NoteKey) -> bool:
        """Show a note as it is stored; return False if it was deleted."""
        from flashdesign.services.editing import note_form, notes

        try:
            note = notes.note(self._context, key)
        except FlashDesignError as error:
            self._window.show_error(str(error))
            return False
        self._supply(screen)
        screen.begin(note_form.make_draft(note), note, notes.origin(self._context, key))
        return True

    def _keep(self, screen: "EditScreen", note: "Note") -> None:
        """Store a note; then show an empty form, or return to the page before."""
        deck, base = screen.head.selected_deck(), screen.original
        if not deck:
            self._ask_for_deck(screen)
            return
        try:
            self._store(screen, note, deck)
        except FlashDesignError as error:
            self._window.show_error(str(error))
            return
        self._window.clear_error()
        if base is None:
            screen.form.add_tags(note.tags)
            screen.begin_next()
            screen.offer_study(len(self._added_cards()))
            self._show_undoable(_("Added to “{deck}”.").format(deck=screen.head.deck.currentText()))
        else:
            self._go_back(_("Saved."))

    def _store(self, screen: "EditScreen", note: "Note", deck: DeckId) -> None:
        from flashdesign.services.editing import note_form

        taken = screen.preview.trial.new_pictures
        key = note_form.save(self._context, replace(note, deck=deck), screen.original, taken)
        if screen.original is None:
            self._added.append(key)
        taken.clear()

    def _ask_for_deck(self, screen: "EditScreen") -> None:
        from flashdesign.ui.home.deck_sheet import DeckSheet

        items = [
            (screen.head.deck.itemData(at), screen.head.deck.itemText(at))
            for at in range(screen.head.deck.count())
        ]
        sheet = DeckSheet([(deck, title) for deck, title in items if deck])
        sheet.submitted.connect(self.make_deck)
        self._window.open_sheet(_("New deck"), sheet)
        sheet.title.setFocus()

    def _reset_note(self, screen: "EditScreen") -> None:
        from flashdesign.services.editing import notes

        if screen.original is not None:
            notes.restore_built_in(self._context, [screen.original.key])
            self._load(screen, screen.original.key)
            screen.take_focus()
            self._show_undoable(_("Restored the original."))

    def _delete(self, screen: "EditScreen") -> None:
        from flashdesign.services.editing import notes

        if screen.original is not None:
            notes.delete_notes(self._context, [screen.original.key])
            self._go_back(_("Note deleted."))

    def _leave_form(self, screen: "EditScreen") -> None:
        if screen.original is None:
            is_changed = screen.is_changed
            self.closed.emit(_BACK_FROM_ADDING)
            if is_changed:
                self._window.toast.show_message(_("Draft saved."))
        elif screen.is_changed and not self._was_warned:
            self._was_warned = True
            message = _("Not saved. Press Esc again to discard your changes.")
            self._window.toast.show_message(message)
        else:
            self._go_back("")

    def _go_back(self, message: str) -> None:
        """Drop the form of the note, return to the page before, and show `message` if any."""
        screen, self._editing = self._editing, None
        if screen is not None:
            self._window.remove_page(screen)
        self.closed.emit(self._back)
        if message:
            self._show_undoable(message)

    def _show_undoable(self, message: str) -> None:
        """Show what was done, with an Undo button."""
        label = self._window.undo_label()
        self._undoable_toast = self._window.toast.show_message(message, label)

    def _check(self, screen: "EditScreen", check: "SuggestionCheck", note: "Note") -> None:
        self._was_warned = False
        check.check(note, screen.original)

    def _store_more(self, *, is_open: bool) -> None:
        """Remember for the next notes whether the folded fields are shown."""
        settings.set_value(self._context, _MORE, is_open)
        for screen in (self._adding, self._editing):
            if screen is not None:
                screen.form.open_always(opens=is_open)

    def _turn(self, turn: Callable[[Context], str | None], nothing: str) -> None:
        """Undo or redo an operation, and report it; `nothing` is shown if there is none."""
        run_undoable(
            self._window, self, lambda: (turn(self._context) or nothing, ""), self._reload_note
        )

    def _reload_note(self) -> None:
        """Show the note as it is now, or the page that it was opened from."""
        screen = self._visible_screen()
        if screen is None:
            self.closed.emit(self._back)
            return
        self._supply(screen)
        if screen.original is not None and not screen.is_changed:
            self._load(screen, screen.original.key)
            screen.take_focus()

    def _make_screen(self) -> "EditScreen":
        from flashdesign.services.editing.note_preview import NotePreview
        from flashdesign.services.editing.suggestions import find_suggestions
        from flashdesign.ui.edit.picture_insertion import PictureInsertion
        from flashdesign.ui.edit.screen import EditScreen
        from flashdesign.ui.edit.suggestion_list import SuggestionCheck

        screen = EditScreen(NotePreview(self._context), actions.bound_keys(self._settings().keys))
        PictureInsertion(self._window, screen)
        screen.preview.link_opened.connect(self.link_opened)
        screen.save_requested.connect(lambda note: self._keep(screen, note))
        check = SuggestionCheck(partial(find_suggestions, self._context), screen)
        check.found.connect(screen.show_suggestions)
        screen.typing_paused.connect(lambda note: self._check(screen, check, note))
        screen.more_toggled.connect(lambda is_open: self._store_more(is_open=is_open))
        screen.form.open_always(opens=settings.get_value(self._context, _MORE) is True)
        screen.deck_requested.connect(lambda: self._ask_for_deck(screen))
        screen.restore_requested.connect(lambda: self._reset_note(screen))
        screen.delete_requested.connect(lambda: self._delete(screen))
        screen.study_requested.connect(
            lambda: self.study_requested.emit(self._added_cards(), False, f"go.{ENTRY}")
        )
        return screen
