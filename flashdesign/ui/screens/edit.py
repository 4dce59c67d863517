"""Write a note or change one: its form on the left, the card as review asks it on the right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from flashdesign.domain.cards import Note
from flashdesign.domain.faces import kind as kind_of
from flashdesign.services import entry_forms
from flashdesign.services.entry_forms import Draft, Reading, Value
from flashdesign.services.trying import Trial
from flashdesign.ui.screens.edit_head import EditHead
from flashdesign.ui.screens.edit_preview import EditPreview
from flashdesign.ui.screens.entry_form import EntryForm
from flashdesign.ui.screens.text_undo import TextUndo
from flashdesign.ui.theme import GRID_PX, Kind, Role, button, label, sizes_of
from flashdesign.ui.widgets.act_row import ActRow
from flashdesign.ui.widgets.page import Page
from flashdesign.ui.widgets.tall_column import TallColumn

SETTLES_AFTER_MS = 150
_NARROW_EMS = 52
_ORIGINS = {
    "own": "",
    "shipped": "Comes with FlashDesign. Your words take the place of its own; what you know stays.",
    "edited": "Comes with FlashDesign; you changed its words.",
}
_NO_FORM = "A form cannot show all that this entry says, or it is not sound yet."


class EditScreen(Page):
    """Asks for a note; what is wrong with it is told at once, beside what was typed.

    Signals:
        kept: a note is to be stored.
        settled: the note as it stands, while the typing rests.
        deck_requested: a new deck is to be made.
        put_back_requested: what ships is to be said again.
        delete_requested: the note is to be put away.
        field_entered: the cursor came to a field (a widget).
    """

    kept = Signal(object)
    settled = Signal(object)
    deck_requested = Signal()
    put_back_requested = Signal()
    delete_requested = Signal()
    field_entered = Signal(QWidget)

    def __init__(
        self, trial: Trial, keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent, scrolls=False)
        self._key = keys["edit.keep"]
        self.base: Note | None = None
        self.head, self.form = EditHead(), EntryForm()
        self.preview = EditPreview(trial, keys)
        self.same, self.gone = (label("", Role.ERROR, wrap=True) for _ in range(2))
        self.tools = {
            "look": button("Preview", Kind.QUIET),
            "picture": button("Picture…", Kind.QUIET),
            "text": button("As text", Kind.QUIET),
            "put_back": button("Put back", Kind.QUIET),
            "delete": button("Delete", Kind.QUIET),
        }
        self._row = ActRow(self.tools, GRID_PX)
        self._is_text = self._is_tried = self._looks = False
        self._start: object = None
        self._drill_text, self._typed = "", dict[str, Value]()
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(SETTLES_AFTER_MS)
        self._undo = TextUndo(self)
        self._arrange_parts()
        self._connect()

    def begin(self, draft: Draft, base: Note | None = None, origin: str = "own") -> None:
        """Show a draft: of a new note, or of `base` as it is to be changed."""
        self.base, self._is_tried = base, False
        self.set_title("Add a note" if base is None else "Edit a note")
        self.set_subtitle(_ORIGINS[origin])
        name = "Add" if base is None else "Save"
        self.set_primary(f"{name}  ({self._key})" if self._key else name)
        self._row.offer("delete", offered=base is not None)
        self._row.offer("put_back", offered=origin == "edited")
        self.head.deck.setEnabled(origin == "own")
        self.head.pick_deck(draft.deck)
        self.preview.clear()
        self.same.hide()
        self._show(draft)
        self._start = self._said()
        self.settle()

    def begin_next(self) -> None:
        """Show an empty form for the next note of this deck and kind, with the same tags."""
        form = self.form.kept_form()
        self._drill_text, self._typed = "", {}
        kind = self.head.kind.currentText()
        self.begin(Draft(self.head.picked_deck(), kind, form))
        self.take_focus()

    def draft(self) -> Draft:
        """Return what was typed."""
        deck, kind = self.head.picked_deck(), self.head.kind.currentText()
        if self._is_text:
            return Draft(deck, kind, text=self.form.text.toPlainText())
        return Draft(deck, kind, self.form.form())

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed that is not stored."""
        if self._said() == self._start:
            return False
        if self.base is None:
            return True
        # Other words for the same, such as its text, are no change.
        return self._read().note != self.base or self.head.picked_deck() != self.base.deck

    def press(self, action: str) -> None:
        """Do what a key of this page asks for."""
        if action == "edit.keep":
            self._keep()
        elif action == "edit.gap":
            self.form.put_gap()
        elif action == "edit.picture":
            self.tools["picture"].click()
        elif action == "edit.preview":
            self._turn_preview()

    def settle(self) -> None:
        """Read what was typed, and show what it makes or what is wrong with it."""
        self._resting.stop()
        reading = self._read()
        self.form.show_wrongs(reading.wrongs, everything=self._is_tried)
        self._preview_note(reading)
        self.show_same(())
        told = (
            entry_forms.told_put_away(reading.note, self.base),
            entry_forms.told_spelling(self.draft()),
        )
        self.gone.setText("\n".join(filter(None, told)))
        self.gone.setHidden(not self.gone.text())
        if reading.note is not None:
            self.settled.emit(reading.note)

    def _preview_note(self, reading: Reading) -> None:
        if reading.note is not None:
            self.preview.show_note(reading.note)
            return
        remark = reading.wrongs[0].message if reading.wrongs and self.is_changed else ""
        asked, told = entry_forms.so_far(self.draft())
        self.preview.show_draft(remark and f"Not a valid note yet: {remark}", asked, told)

    def show_same(self, questions: Sequence[str]) -> None:
        """Warn of notes that ask the same."""
        self.same.setText("Asked already: " + "; ".join(questions) if questions else "")
        self.same.setHidden(not questions)

    def take_focus(self) -> None:
        """Put the cursor where the writing begins."""
        self.form.take_focus()
        self._area.verticalScrollBar().setValue(0)

    def _read(self) -> Reading:
        return entry_forms.read(self.draft(), self.base)

    def _said(self) -> object:
        """Return what counts as typed: empty fields are none."""
        draft = self.draft()
        if draft.text is not None:
            return draft.text
        known = {"tags"} if self.base is None else set()
        form = {name: said for name, said in draft.form.items() if name not in known}
        filled = {field.name for field in entry_forms.fields_of(draft.kind)}
        picked = {f.name: f.choices[0] for f in entry_forms.fields_of(draft.kind) if f.choices}
        moved = "" if self.base is None or draft.deck == self.base.deck else draft.deck
        said = {
            name: value
            for name, value in form.items()
            if name in filled and value and picked.get(name) != value
        }
        return moved, said

    def _keep(self) -> None:
        self._is_tried = True
        self.settle()
        reading = self._read()
        if reading.note is None:
            self._show_half(preview=False)
            self.form.take_focus(next(iter(reading.wrongs), None))
            return
        self.kept.emit(reading.note)

    def _show(self, draft: Draft) -> None:
        """Show a draft in its form, or as text."""
        if draft.kind == "drill" and draft.text is None:
            kept = self._drill_text or None
            draft = replace(draft, text=kept) if kept else entry_forms.as_text(draft) or draft
        self._is_text = draft.text is not None
        self.head.kind.setCurrentText(draft.kind)
        is_begun = self.base is None or kind_of(self.base.face) != "drill"
        self.head.kind.setEnabled(not self._is_text or (draft.kind == "drill" and is_begun))
        self.tools["text"].setText("As a form" if self._is_text else "As text")
        self._row.offer("text", offered=draft.kind != "drill")
        if draft.text is not None:
            self.form.show_text(draft.text)
        else:
            self.form.show_form(draft.kind, draft.form)
        self._resting.start()

    def _change_kind(self, kind: str) -> None:
        """Show the fields of another kind; a drill's text and a form's fields wait meanwhile."""
        if self._is_text:
            self._drill_text = self.form.text.toPlainText()
            self._show(Draft(self.head.picked_deck(), kind, self._typed))
        elif kind == "drill":
            self._typed = dict(self.form.form())
            self._show(Draft(self.head.picked_deck(), kind))
        else:
            self.form.change_kind(kind)
            self._resting.start()

    def _change_dress(self) -> None:
        """Show the form as text, or the text as a form."""
        turn = entry_forms.as_form if self._is_text else entry_forms.as_text
        other = turn(self.draft(), self.base)
        if other is not None:
            self._show(other)
            self.form.take_focus()
            return
        self._is_tried = True
        self.settle()
        if self._is_text:
            self.preview.show_draft(_NO_FORM)

    def _bring_into_view(self, part: QWidget) -> None:
        layout = self._inside.layout()
        if layout is not None:
            layout.activate()
        self._area.ensureWidgetVisible(part, 0, 4 * GRID_PX)

    def _turn_preview(self) -> None:
        if self._row.is_offered("look"):
            self._show_half(preview=not self._looks)
        else:
            self.preview.turn_over()

    def _show_half(self, *, preview: bool) -> None:
        """Show the form or the preview where there is no room for both."""
        is_narrow = self.width() < _NARROW_EMS * sizes_of(self.font()).body_px
        self._looks = preview
        self._row.offer("look", offered=is_narrow)
        self.tools["look"].setText("Form" if preview else "Preview")
        self.preview.setVisible(preview or not is_narrow)
        self._area.setVisible(not (preview and is_narrow))

    def _arrange_parts(self) -> None:
        inside = self._inside = TallColumn()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID_PX, 0)
        column.setSpacing(2 * GRID_PX)
        for part in (self.head, self.form):
            column.addWidget(part)
        column.addStretch(1)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        halves = QHBoxLayout()
        halves.setSpacing(3 * GRID_PX)
        halves.addWidget(area, 1)
        halves.addWidget(self.preview, 1)
        for warning in (self.gone, self.same):
            self.body.addWidget(warning)
            warning.hide()
        self.body.addLayout(halves, 1)
        self.header.addWidget(self._row)
        self.setTabOrder(self.head.deck, self.head.kind)
        self.setTabOrder(self.head.kind, self.form.text)

    def _connect(self) -> None:
        self._resting.timeout.connect(self.settle)
        self._undo.focused.connect(self._bring_into_view)
        self._undo.focused.connect(self.field_entered)
        self.form.changed.connect(self._resting.start)
        self.head.deck_changed.connect(self._resting.start)
        self.head.deck_requested.connect(self.deck_requested)
        self.head.kind_changed.connect(self._change_kind)
        self.primary_triggered.connect(self._keep)
        self.tools["look"].clicked.connect(self._turn_preview)
        self.tools["text"].clicked.connect(self._change_dress)
        self.tools["put_back"].clicked.connect(lambda: self.put_back_requested.emit())
        self.tools["delete"].clicked.connect(lambda: self.delete_requested.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_half(preview=self._looks)
