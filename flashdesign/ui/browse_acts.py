"""What is done with the chosen cards of Browse: each act is one operation that can be undone."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from flashdesign.domain.cards import CardKey, DeckId, NoteKey
from flashdesign.services.context import Context
from flashdesign.services.wording import count
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.strokes import UNDO, Told, strike

_Act = Callable[[list[CardKey], list[NoteKey]], str]


class BrowseActs(QObject):
    """Asks what is to be asked, does it beside the window, and says what was done.

    Signals:
        done: cards are not as they were.
        export_requested: notes (their keys) are to be written, in a format (its suffix), with
            their schedule or without.
    """

    done = Signal()
    export_requested = Signal(object, str, bool)

    def __init__(
        self, window: MainWindow, context: Context, chosen: Callable[[], list[int]]
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._chosen = window, context, chosen

    def do(self, name: str, *, is_asleep: bool) -> None:
        """Do an act with the chosen cards."""
        from flashdesign.ui.browse_pages import editing

        context = self._context

        def suspend(cards: list[CardKey], _: list[NoteKey]) -> str:
            editing.suspend_cards(context, cards, suspended=not is_asleep)
            return f"{'Woken' if is_asleep else 'Suspended'}: {count(len(cards), 'card')}."

        def reset(cards: list[CardKey], _: list[NoteKey]) -> str:
            editing.reset_cards(context, cards)
            return f"New again: {count(len(cards), 'card')}."

        def delete(_: list[CardKey], notes: list[NoteKey]) -> str:
            editing.delete_notes(context, notes)
            return f"Deleted: {count(len(notes), 'note')}."

        acts: dict[str, _Act] = {"suspend": suspend, "reset": reset, "delete": delete}
        asking = {"tag": self._ask_tags, "move": self._ask_deck, "export": self._ask_format}
        if name in asking:
            asking[name]()
        else:
            self._run(acts[name])

    def flag(self, flag: int) -> None:
        """Give the chosen cards a flag."""
        from flashdesign.ui.browse_pages import editing

        def act(cards: list[CardKey], _: list[NoteKey]) -> str:
            editing.flag_cards(self._context, cards, flag)
            return f"{f'Flag {flag}' if flag else 'No flag'}: {count(len(cards), 'card')}."

        self._run(act)

    def turn(self, *, undone: bool) -> None:
        """Take back what was done last, or do again what was taken back."""
        from flashdesign.ui.browse_pages import operations

        turn = operations.redo if undone else operations.undo
        nothing = "There is nothing to do again." if undone else "There is nothing to undo."
        self._start(lambda: (turn(self._context) or nothing, ""))

    def _ask_tags(self) -> None:
        from flashdesign.ui.browse_pages import TagSheet, editing

        sheet = TagSheet(editing.tags(self._context))

        def give(add: tuple[str, ...], remove: tuple[str, ...]) -> None:
            def act(_: list[CardKey], notes: list[NoteKey]) -> str:
                editing.change_tags(self._context, notes, add=add, remove=remove)
                return f"Tagged: {count(len(notes), 'note')}."

            self._window.sheet.close_sheet()
            if add or remove:
                self._run(act)

        sheet.given.connect(give)
        self._ask("Tags", sheet, sheet.add)

    def _ask_deck(self) -> None:
        from flashdesign.ui.browse_pages import MoveSheet, decks, editing

        lines = decks.overview(self._context).decks
        sheet = MoveSheet([(line.id, line.title) for line in lines])

        def give(deck: str) -> None:
            def act(_: list[CardKey], notes: list[NoteKey]) -> str:
                editing.move_notes(self._context, notes, DeckId(deck))
                return f"Moved: {count(len(notes), 'note')}."

            self._window.sheet.close_sheet()
            self._run(act)

        sheet.given.connect(give)
        self._ask("Move", sheet, sheet.deck)

    def _ask_format(self) -> None:
        from flashdesign.ui.browse_pages import ExportSheet, browsing

        sheet = ExportSheet()

        def give(suffix: str, with_schedule: bool) -> None:
            self._window.sheet.close_sheet()
            _, notes = browsing.keys(self._context, self._chosen())
            self.export_requested.emit(frozenset(notes), suffix, with_schedule)

        sheet.given.connect(give)
        self._ask("Export", sheet, sheet.format)

    def _ask(self, title: str, sheet: QWidget, first: QWidget) -> None:
        self._window.open_sheet(title, sheet)
        first.setFocus()

    def _run(self, act: _Act) -> None:
        """Do an act with the cards that are chosen now."""
        from flashdesign.ui.browse_pages import browsing

        rows = self._chosen()
        if rows:
            self._start(lambda: (act(*browsing.keys(self._context, rows)), UNDO))

    def _start(self, work: Callable[[], Told]) -> None:
        strike(self._window, self, work, self.done.emit)
