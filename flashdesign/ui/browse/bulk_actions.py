"""Actions on the cards selected in Browse; each is one undoable operation."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext, pgettext
from flashdesign.services.context import Context
from flashdesign.ui.window.main_window import MainWindow
from flashdesign.ui.window.undoable_job import UNDO, ToastText, run_undoable

# Does the action and returns a sentence on the result.
_Action = Callable[[list[CardKey], list[NoteKey]], str]


class BulkActions(QObject):
    """Asks for the values that an action needs, runs it in the background and reports the result.

    Signals:
        done: cards changed.
        export_requested: export notes (their keys) in a format (its suffix), with their schedule
            or without.
    """

    done = Signal()
    export_requested = Signal(object, str, bool)

    def __init__(
        self, window: MainWindow, context: Context, chosen: Callable[[], list[int]]
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._chosen = window, context, chosen

    def run(self, name: str, *, is_asleep: bool) -> None:
        """Run the action `name` on the selected cards."""
        from flashdesign.services.editing import notes as editing_notes

        context = self._context

        def suspend(cards: list[CardKey], _notes: list[NoteKey]) -> str:
            editing_notes.suspend_cards(context, cards, suspended=not is_asleep)
            return _format_unsuspended(len(cards)) if is_asleep else _format_suspended(len(cards))

        def reset(cards: list[CardKey], _notes: list[NoteKey]) -> str:
            editing_notes.reset_cards(context, cards)
            return _format_reset(len(cards))

        def delete(_cards: list[CardKey], notes: list[NoteKey]) -> str:
            editing_notes.delete_notes(context, notes)
            return _format_deleted(len(notes))

        actions: dict[str, _Action] = {"suspend": suspend, "reset": reset, "delete": delete}
        sheets = {"tag": self._ask_tags, "move": self._ask_deck, "export": self._ask_format}
        if name in sheets:
            sheets[name]()
        else:
            self._run(actions[name])

    def set_flag(self, flag: int) -> None:
        """Give the selected cards a flag; 0 removes theirs."""
        from flashdesign.services.editing import notes as editing_notes

        def set_flag(cards: list[CardKey], _notes: list[NoteKey]) -> str:
            editing_notes.flag_cards(self._context, cards, flag)
            return _format_flagged(len(cards), flag)

        self._run(set_flag)

    def turn(self, *, undone: bool) -> None:
        """Undo the last operation, or with `undone` redo the one that was undone last."""
        from flashdesign.services.editing import undo

        turn = undo.redo if undone else undo.undo
        nothing = _("Nothing to redo.") if undone else _("Nothing to undo.")
        self._start(lambda: (turn(self._context) or nothing, ""))

    def _ask_tags(self) -> None:
        from flashdesign.services.editing import notes as editing_notes
        from flashdesign.ui.browse.sheets import TagSheet

        sheet = TagSheet(editing_notes.tags(self._context))

        def apply(add: tuple[str, ...], remove: tuple[str, ...]) -> None:
            def change_tags(_cards: list[CardKey], notes: list[NoteKey]) -> str:
                editing_notes.change_tags(self._context, notes, add=add, remove=remove)
                return _format_tagged(len(notes))

            self._window.sheet.close_sheet()
            if add or remove:
                self._run(change_tags)

        sheet.submitted.connect(apply)
        self._ask(_("Tags"), sheet, sheet.add)

    def _ask_deck(self) -> None:
        from flashdesign.services.decks import overview
        from flashdesign.services.editing import notes as editing_notes
        from flashdesign.ui.browse.sheets import MoveSheet

        lines = overview.overview(self._context).decks
        sheet = MoveSheet([(line.id, line.title) for line in lines])

        def apply(deck: str) -> None:
            def move(_cards: list[CardKey], notes: list[NoteKey]) -> str:
                editing_notes.move_notes(self._context, notes, DeckId(deck))
                return _format_moved(len(notes))

            self._window.sheet.close_sheet()
            self._run(move)

        sheet.given.connect(apply)
        self._ask(pgettext("verb", "Move"), sheet, sheet.deck)

    def _ask_format(self) -> None:
        from flashdesign.services.browse import search
        from flashdesign.ui.browse.sheets import ExportSheet

        sheet = ExportSheet()

        def apply(suffix: str, with_schedule: bool) -> None:
            self._window.sheet.close_sheet()
            _cards, notes = search.keys(self._context, self._chosen())
            self.export_requested.emit(frozenset(notes), suffix, with_schedule)

        sheet.given.connect(apply)
        self._ask(pgettext("verb", "Export"), sheet, sheet.format)

    def _ask(self, title: str, sheet: QWidget, first: QWidget) -> None:
        self._window.open_sheet(title, sheet)
        first.setFocus()

    def _run(self, action: _Action) -> None:
        """Run an action on the cards that are selected now."""
        from flashdesign.services.browse import search

        rows = self._chosen()
        if rows:
            self._start(lambda: (action(*search.keys(self._context, rows)), UNDO))

    def _start(self, work: Callable[[], ToastText]) -> None:
        run_undoable(self._window, self, work, self.done.emit)


def _format_suspended(cards: int) -> str:
    return ngettext("{n} card suspended.", "{n} cards suspended.", cards).format(n=number(cards))


def _format_unsuspended(cards: int) -> str:
    message = ngettext("{n} card unsuspended.", "{n} cards unsuspended.", cards)
    return message.format(n=number(cards))


def _format_reset(cards: int) -> str:
    message = ngettext("{n} card reset to new.", "{n} cards reset to new.", cards)
    return message.format(n=number(cards))


def _format_deleted(notes: int) -> str:
    return ngettext("{n} note deleted.", "{n} notes deleted.", notes).format(n=number(notes))


def _format_tagged(notes: int) -> str:
    message = ngettext("Tags of {n} note changed.", "Tags of {n} notes changed.", notes)
    return message.format(n=number(notes))


def _format_moved(notes: int) -> str:
    return ngettext("{n} note moved.", "{n} notes moved.", notes).format(n=number(notes))


def _format_flagged(cards: int, flag: int) -> str:
    if not flag:
        message = ngettext("Flag removed from {n} card.", "Flag removed from {n} cards.", cards)
        return message.format(n=number(cards))
    message = ngettext("Flag {flag} added to {n} card.", "Flag {flag} added to {n} cards.", cards)
    return message.format(n=number(cards), flag=flag)
