"""Notes are added and changed: a form, what it stores, and the way back."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashdesign.domain.cards import DeckId, Note, NoteKey
from flashdesign.domain.preferences import Preferences
from flashdesign.errors import FlashDesignError
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.ui import keys
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.strokes import strike
from flashdesign.ui.unsaved import Unsaved
from flashdesign.ui.widgets.banner import Tone

if TYPE_CHECKING:
    from flashdesign.ui.screens.edit import EditScreen

ENTRY = "add"
_ADDING_BACK = "go.home"


class EditDesk(QObject):
    """Leads to the form of a new note, and to that of one that is there, and back.

    Nothing that was typed is dropped unasked: a new note's form is kept as it was left, and an edit
    is left only by saying so twice.

    Signals:
        link_opened: a link of the preview was pressed.
        left: the form was left; the action (its id) that leads to where the person came from.
    """

    left = Signal(str)
    link_opened = Signal(str)

    def __init__(
        self, window: MainWindow, context: Context, preferences: Callable[[], Preferences]
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._preferences = window, context, preferences
        self._adding: EditScreen | None = None
        self._editing: EditScreen | None = None
        self._back = _ADDING_BACK
        self._was_warned, self._are_tags_stale = False, True
        self._told = ""
        self._tags: tuple[str, ...] = ()
        self._unsaved = Unsaved(window, lambda: (self._editing, self._adding), self._show)
        context.broadcast.listen(self._hear)

    @property
    def is_shown(self) -> bool:
        """Whether one of its pages is on screen."""
        return self._shown() is not None

    def show(self) -> None:
        """Show the form of a new note, as it was left."""
        from flashdesign.ui.edit_pages import entry_forms

        if self._adding is None:
            self._adding = self._screen()
            self._supply(self._adding)
            first = self._adding.head.picked_deck()
            self._adding.begin(entry_forms.Draft(first, "basic"))
        self._show(self._adding)

    def edit(self, key: NoteKey, back: str = _ADDING_BACK) -> None:
        """Show the form of a note; `back` is the action that leads to where it was asked for."""
        if self._editing is not None and self._editing.is_changed:
            self._show(self._editing)
            self._window.toast.show_message("This note was changed and is not saved yet.")
            return
        self._back = back
        if self._editing is None:
            self._editing = self._screen()
        if self._load(self._editing, key):
            self._show(self._editing)

    def press(self, action: str) -> None:
        """Do what a key of these pages asks for."""
        from flashdesign.ui.edit_pages import operations

        screen = self._shown()
        if screen is None:
            return
        if action == "edit.leave":
            self._leave_form(screen)
        elif action == "edit.redo":
            self._turn(operations.redo, "There is nothing to do again.")
        else:
            screen.press(action)

    def undo(self) -> bool:
        """Take back the last import or edit."""
        from flashdesign.ui.edit_pages import operations

        self._turn(operations.undo, "There is nothing to undo.")
        return True

    def undo_told(self) -> bool:
        """Take back what the line at the lower edge tells of, if it was done here."""
        if self._unsaved.go_back():
            return True
        if not self._told or self._window.toast.text.text() != self._told:
            return False
        self._told = ""
        return self.undo()

    def follow(self) -> None:
        """Offer the decks and tags that another process changed; what was typed stays."""
        screen = self._shown()
        if screen is not None:
            self._supply(screen)

    def leave(self) -> None:
        """Let go of the window: its collection is about to be closed."""
        self._unsaved.leave()
        for screen in (self._adding, self._editing):
            if screen is not None:
                self._window.drop_page(screen)
        self._adding = self._editing = None

    def make_deck(self, title: str, above: str) -> None:
        """Make a deck, and pick it in the form."""
        from flashdesign.ui.edit_pages import own_decks

        screen = self._shown()
        self._window.sheet.close_sheet()
        made = own_decks.create(self._context, title, DeckId(above) if above else None)
        if screen is not None:
            self._supply(screen)
            screen.head.pick_deck(made)
            screen.take_focus()
            screen.settle()

    def _hear(self, changes: Changes) -> None:
        self._are_tags_stale = self._are_tags_stale or changes.decks

    def _shown(self) -> "EditScreen | None":
        page = self._window.pages.currentWidget()
        return next((one for one in (self._adding, self._editing) if one and one is page), None)

    def _show(self, screen: "EditScreen") -> None:
        self._was_warned = False
        self._supply(screen)
        self._window.show_page(screen, ENTRY, keys.EDIT)
        screen.take_focus()

    def _supply(self, screen: "EditScreen") -> None:
        """Offer the decks and tags that there are now."""
        from flashdesign.ui.edit_pages import editing

        screen.head.set_decks(editing.decks(self._context))
        if self._are_tags_stale:
            self._are_tags_stale = False
            self._tags = editing.tags(self._context)
        screen.form.set_tags(self._tags)

    def _load(self, screen: "EditScreen", key: NoteKey) -> bool:
        """Show a note as it is stored; False where it is gone."""
        from flashdesign.ui.edit_pages import editing, entry_forms

        try:
            note = editing.note(self._context, key)
        except FlashDesignError as error:
            self._window.banner.show_message(str(error), Tone.ERROR)
            return False
        self._supply(screen)
        screen.begin(entry_forms.draft_of(note), note, editing.origin(self._context, key))
        return True

    def _keep(self, screen: "EditScreen", note: Note) -> None:
        """Store a note: then the next one is asked for, or the way leads back."""
        deck, base = screen.head.picked_deck(), screen.base
        if not deck:
            self._ask_for_deck(screen)
            return
        try:
            self._store(screen, note, deck)
        except FlashDesignError as error:
            self._window.banner.show_message(str(error), Tone.ERROR)
            return
        if base is None:
            screen.form.add_tags(note.tags)
            screen.begin_next()
            self._tell(f"Added to “{screen.head.deck.currentText()}”.")
        else:
            self._go_back("Saved.")

    def _store(self, screen: "EditScreen", note: Note, deck: DeckId) -> None:
        from flashdesign.ui.edit_pages import entry_forms

        taken = screen.preview.trial.taken
        entry_forms.keep(self._context, replace(note, deck=deck), screen.base, taken)
        taken.clear()

    def _ask_for_deck(self, screen: "EditScreen") -> None:
        from flashdesign.ui.edit_pages import DeckSheet

        picks = [
            (screen.head.deck.itemData(at), screen.head.deck.itemText(at))
            for at in range(screen.head.deck.count())
        ]
        sheet = DeckSheet([(deck, title) for deck, title in picks if deck])
        sheet.made.connect(self.make_deck)
        self._window.open_sheet("New deck", sheet)
        sheet.title.setFocus()

    def _put_back(self, screen: "EditScreen") -> None:
        from flashdesign.ui.edit_pages import editing

        if screen.base is not None:
            editing.put_back(self._context, [screen.base.key])
            self._load(screen, screen.base.key)
            screen.take_focus()
            self._tell("It says again what ships.")

    def _delete(self, screen: "EditScreen") -> None:
        from flashdesign.ui.edit_pages import editing

        if screen.base is not None:
            editing.delete_notes(self._context, [screen.base.key])
            self._go_back("Deleted.")

    def _leave_form(self, screen: "EditScreen") -> None:
        if screen.base is None:
            kept = "What you typed is kept under Add." if screen.is_changed else ""
            self.left.emit(_ADDING_BACK)
            if kept:
                self._window.toast.show_message(kept)
        elif screen.is_changed and not self._was_warned:
            self._was_warned = True
            self._window.toast.show_message("Not saved. Esc once more drops what you changed.")
        else:
            self._go_back("")

    def _go_back(self, said: str) -> None:
        """Forget the form of the note, and go to where it was asked for."""
        dropped, self._editing = self._editing, None
        if dropped is not None:
            self._window.drop_page(dropped)
        self.left.emit(self._back)
        if said:
            self._tell(said)

    def _tell(self, said: str) -> None:
        """Tell what was done, and offer to take it back."""
        self._told = said
        self._window.toast.show_message(said, "Undo")

    def _warn_of_same(self, screen: "EditScreen", note: Note) -> None:
        from flashdesign.ui.edit_pages import entry_forms

        self._was_warned = False
        screen.show_same(entry_forms.like(self._context, note, screen.base))

    def _turn(self, act: Callable[[Context], str | None], nothing: str) -> None:
        """Take the last operation back or do it again, and tell that."""
        strike(self._window, self, lambda: (act(self._context) or nothing, ""), self._show_turned)

    def _show_turned(self) -> None:
        """Show the note as it is now, or the page that it was edited from."""
        screen = self._shown()
        if screen is None:
            self.left.emit(self._back)
            return
        self._supply(screen)
        if screen.base is not None and not screen.is_changed:
            self._load(screen, screen.base.key)
            screen.take_focus()

    def _screen(self) -> "EditScreen":
        from flashdesign.ui.edit_pages import EditPictures, EditScreen, Trial

        screen = EditScreen(Trial(self._context), keys.bound(self._preferences().keys))
        EditPictures(self._window, screen)
        screen.preview.link_opened.connect(self.link_opened)
        screen.kept.connect(lambda note: self._keep(screen, note))
        screen.settled.connect(lambda note: self._warn_of_same(screen, note))
        screen.deck_requested.connect(lambda: self._ask_for_deck(screen))
        screen.put_back_requested.connect(lambda: self._put_back(screen))
        screen.delete_requested.connect(lambda: self._delete(screen))
        return screen
