"""Actions on the cards selected in Browse; each is one undoable operation."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext, pgettext
from flashdesign.services.context import Context
from flashdesign.ui.window import jobs
from flashdesign.ui.window.main_window import MainWindow
from flashdesign.ui.window.undoable_job import UNDO, ToastText, run_undoable

if TYPE_CHECKING:
    from flashdesign.services.browse.search import Selection

# More notes are deleted only after a question.
_MAX_UNASKED = 20
# Does the action and returns a sentence on the result.
_Action = Callable[[list[CardKey], list[NoteKey]], str]


class BulkActions(QObject):
    """Asks for the values that an action needs, runs it in the background and reports the result.

    Signals:
        done: cards changed.
        busy: what is being done, "" if it failed; after `done` new results show that it ended.
        export_requested: export notes (their keys) in a format (its suffix), with their schedule
            or without.
        study_requested: study cards (their keys), as practice only or not.
    """

    done = Signal()
    busy = Signal(str)
    export_requested = Signal(object, str, bool)
    study_requested = Signal(object, bool)

    def __init__(
        self,
        window: MainWindow,
        context: Context,
        chosen: Callable[[], list[int]],
        to_study: Callable[[], Callable[[], Sequence[int]]],
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._chosen = window, context, chosen
        self._to_study, self._is_looking = to_study, False

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

        actions: dict[str, _Action] = {"suspend": suspend, "reset": reset}
        sheets = {
            "tag": self._ask_tags,
            "move": self._ask_deck,
            "export": self._ask_format,
            "delete": self._ask_to_delete,
            "study": self._ask_to_study,
            "replace": self._ask_to_replace,
        }
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

        if undone:
            nothing = _("Nothing to redo.")
            self._start(lambda: (undo.redo(self._context) or nothing, ""), _("Redoing…"))
        else:
            # The newest change may be an answer of a session that was started here.
            self._start(lambda: (undo.undo_latest(self._context), ""), _("Undoing…"))

    def _ask_to_delete(self) -> None:
        """Delete the notes; ask first if they are many or built in."""
        from flashdesign.services.browse import search
        from flashdesign.services.editing import notes as editing_notes

        rows = self._chosen()

        def delete() -> None:
            def delete_notes(_cards: list[CardKey], notes: list[NoteKey]) -> str:
                editing_notes.delete_notes(self._context, notes)
                return _format_deleted(len(notes))

            self._window.sheet.close_sheet()
            self._run(delete_notes, rows)

        def ask(found: "Selection") -> None:
            if found.notes <= _MAX_UNASKED and not found.built_in:
                delete()
                return
            sheet = ConfirmSheet(_describe_deletion(found), _("Delete"), ButtonKind.DANGER)
            sheet.confirmed.connect(delete)
            sheet.canceled.connect(self._window.sheet.close_sheet)
            self._ask(_format_delete_question(found.notes), sheet, sheet.action)

        from flashdesign.ui.browse.sheets import ConfirmSheet
        from flashdesign.ui.theme.styled_widgets import ButtonKind

        self._look_up(lambda: search.selection(self._context, rows), ask)

    def _ask_to_study(self) -> None:
        """Tell what a session of the selected cards, or of all found, would be; then start it."""
        from flashdesign.services.browse import study_offer
        from flashdesign.services.browse.study_offer import StudyOffer
        from flashdesign.ui.browse.sheets import StudySheet

        rows = self._to_study()

        def ask(offer: StudyOffer) -> None:
            sheet = StudySheet(len(offer.cards), study_offer.describe_offer(offer))

            def start(practice: bool) -> None:
                self._window.sheet.close_sheet()
                self.study_requested.emit(list(offer.cards), practice)

            sheet.started.connect(start)
            sheet.canceled.connect(self._window.sheet.close_sheet)
            self._ask(_("Study these cards"), sheet, sheet.action)

        self._look_up(lambda: study_offer.study_offer(self._context, rows()), ask)

    def _ask_to_replace(self) -> None:
        """Ask what to replace in the selected notes, or in all found."""
        from flashdesign.services.browse import search

        rows = self._to_study()
        self._look_up(lambda: search.keys(self._context, rows())[1], self._open_replacing)

    def _open_replacing(self, notes: list[NoteKey]) -> None:
        from flashdesign.ui.browse.replace_sheet import ReplaceController

        controller = ReplaceController(self._window, self._context, notes)
        controller.confirmed.connect(
            lambda work: self._start(lambda: _report_replaced(work()), _("Replacing…"))
        )
        self._ask(_("Find and replace"), controller.sheet, controller.sheet.find_field)

    def _ask_tags(self) -> None:
        from flashdesign.services.editing import notes as editing_notes

        self._look_up(partial(editing_notes.tags, self._context), self._open_tags)

    def _open_tags(self, known: Sequence[str]) -> None:
        from flashdesign.services.editing import notes as editing_notes
        from flashdesign.ui.browse.sheets import TagSheet

        sheet = TagSheet(known)

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
        """Ask for a deck, and move the notes that are not built in."""
        from flashdesign.services.browse import search
        from flashdesign.services.decks import overview
        from flashdesign.services.editing import notes as editing_notes
        from flashdesign.ui.browse.sheets import MoveSheet

        rows, context = self._chosen(), self._context

        def move(deck: str) -> None:
            def work() -> ToastText:
                own = search.own_notes(context, rows)
                editing_notes.move_notes(context, own, DeckId(deck))
                return _format_moved(len(own)), UNDO

            self._window.sheet.close_sheet()
            self._start(work, _format_working(len(rows)))

        def ask(looked: "tuple[Selection, Sequence[tuple[str, str]]]") -> None:
            found, titles = looked
            if found.notes == found.built_in:
                self._window.toast.show_message(
                    _("Built-in notes cannot be moved. You can edit or delete them.")
                )
                return
            sheet = MoveSheet(titles, found.notes, found.built_in)
            sheet.given.connect(move)
            self._ask(pgettext("verb", "Move"), sheet, sheet.deck)

        self._look_up(lambda: (search.selection(context, rows), overview.titles(context)), ask)

    def _ask_format(self) -> None:
        from flashdesign.services.browse import search
        from flashdesign.ui.browse.sheets import ExportSheet

        sheet, rows = ExportSheet(), self._chosen()

        def apply(suffix: str, with_schedule: bool) -> None:
            def export(notes: list[NoteKey]) -> None:
                self.export_requested.emit(frozenset(notes), suffix, with_schedule)

            self._window.sheet.close_sheet()
            self._look_up(lambda: search.keys(self._context, rows)[1], export)

        sheet.given.connect(apply)
        self._ask(pgettext("verb", "Export"), sheet, sheet.format)

    def _ask(self, title: str, sheet: QWidget, first: QWidget) -> None:
        self._window.open_sheet(title, sheet)
        first.setFocus()

    def _look_up(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Find out in the background what a sheet says, then open it; ignored meanwhile."""
        if self._is_looking:
            return

        def show(found: Any) -> None:
            self._is_looking = False
            self.busy.emit("")
            then(found)

        def fail(error: BaseException) -> None:
            self._is_looking = False
            self.busy.emit("")
            if not isinstance(error, FlashDesignError):
                raise error
            self._window.show_error(str(error))

        self._is_looking = True
        self.busy.emit(_("Counting…"))
        jobs.start(self, work, show, fail)

    def _run(self, action: _Action, rows: list[int] | None = None) -> None:
        """Run an action on the cards in `rows`, or on those that are selected now."""
        from flashdesign.services.browse import search

        chosen = self._chosen() if rows is None else rows
        if chosen:
            self._start(
                lambda: (action(*search.keys(self._context, chosen)), UNDO),
                _format_working(len(chosen)),
            )

    def _start(self, work: Callable[[], ToastText], told: str) -> None:
        def work_and_tell() -> ToastText:
            try:
                return work()
            except BaseException:
                self.busy.emit("")
                raise

        self.busy.emit(told)
        run_undoable(self._window, self, work_and_tell, self.done.emit)


def _format_working(cards: int) -> str:
    message = ngettext("Working on {n} card…", "Working on {n} cards…", cards)
    return message.format(n=number(cards))


def _format_delete_question(notes: int) -> str:
    return ngettext("Delete {n} note?", "Delete {n} notes?", notes).format(n=number(notes))


def _describe_deletion(found: "Selection") -> list[str]:
    told = [_("You can undo this.")]
    if found.built_in:
        built_in = ngettext(
            "{n} of them is a built-in note.", "{n} of them are built-in notes.", found.built_in
        )
        told.insert(0, built_in.format(n=number(found.built_in)))
    return told


def _report_replaced(notes: int) -> ToastText:
    if not notes:
        return _("Nothing changed."), ""
    message = ngettext("Replaced in {n} note.", "Replaced in {n} notes.", notes)
    return message.format(n=number(notes)), UNDO


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
