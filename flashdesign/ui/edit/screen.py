"""The note form: fields on the left, a preview of the card on the right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from flashdesign.content.note_form.form import FormResult
from flashdesign.content.note_kinds.form_fields import Value
from flashdesign.content.note_kinds.registry import form_fields
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import kind as kind_of
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.editing import note_form
from flashdesign.services.editing.note_form import Draft
from flashdesign.services.editing.note_preview import NotePreview
from flashdesign.services.editing.suggestions import Suggestion
from flashdesign.ui.edit.fields.text_box import TextUndo
from flashdesign.ui.edit.form import EntryForm, format_problem
from flashdesign.ui.edit.format_bar import GAP, PICTURE, FormatBar
from flashdesign.ui.edit.header import EditHeader
from flashdesign.ui.edit.preview import EditPreview
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.controls.overflow_row import OverflowRow
from flashdesign.ui.widgets.controls.shortcut import with_key
from flashdesign.ui.widgets.layout.page import Page
from flashdesign.ui.widgets.layout.scroll_content import FittedColumn

SETTLES_AFTER_MS = 150
_NARROW_EMS = 46
_SCROLL_BAR_PX = 12  # as in the style sheet
_FORM_EMS = 33  # 460 px at the usual size
_FORMATS_OF_TEXT = frozenset({PICTURE})
_ORIGINS = {
    "own": "",
    "built_in": N_(
        "This is a built-in note. Your edit replaces the original; your progress is kept."
    ),
    "edited": N_("This is a built-in note that you edited."),
}
_NO_FORM = N_("The form cannot show everything in this text, or the text has errors.")


class EditScreen(Page):
    """The form of a note; errors are shown at once next to their field.

    Signals:
        save_requested: store a note.
        typing_paused: typing paused (the note so far).
        deck_requested: create a new deck.
        restore_requested: restore the built-in original of the note.
        delete_requested: delete the note.
        field_entered: a field (a widget) got the focus.
        more_toggled: the user showed or hid the folded fields.
        study_requested: study the notes that were added.
    """

    save_requested = Signal(object)
    typing_paused = Signal(object)
    deck_requested = Signal()
    restore_requested = Signal()
    delete_requested = Signal()
    field_entered = Signal(QWidget)
    more_toggled = Signal(bool)
    study_requested = Signal()

    def __init__(
        self, trial: NotePreview, keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent, scrolls=False)
        self._key = keys["edit.keep"]
        self.original: Note | None = None
        self.head, self.bar, self.form = EditHeader(), FormatBar(keys), EntryForm()
        self.preview = EditPreview(trial, keys)
        self.failure = label("", TextRole.ERROR, wrap=True)
        self.removed_cards_warning = label("", TextRole.BODY, wrap=True)
        self.tools = {
            "study": button("", ButtonKind.PLAIN),
            "look": button(_("Preview"), ButtonKind.QUIET),
            "text": button(_("As text"), ButtonKind.PLAIN),
            "put_back": button(_("Restore original"), ButtonKind.QUIET),
            "delete": button(_("Delete"), ButtonKind.QUIET),
        }
        self._row = OverflowRow(self.tools, GRID_PX)
        self._is_text = self._shows_all_errors = self._shows_preview = False
        self._initial: object = None
        self._drill_text, self._saved_form = "", dict[str, Value]()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLES_AFTER_MS)
        self._undo = TextUndo(self)
        self._arrange_parts()
        self._connect()

    def begin(self, draft: Draft, base: Note | None = None, origin: str = "own") -> None:
        """Show a draft of a new note, or of the existing note `base`."""
        self.original, self._shows_all_errors = base, False
        self.set_title(_("Add a note") if base is None else _("Edit a note"))
        self.set_subtitle(_(_ORIGINS[origin]))
        self._show_name()
        self.form.set_for_new(is_new=base is None)
        self._row.offer("delete", offered=base is not None)
        self._row.offer("put_back", offered=origin == "edited")
        self.offer_study(0)
        self.head.fix_deck(is_fixed=origin != "own")
        self.head.pick_deck(draft.deck)
        self.preview.clear()
        self._show_failure("")
        self._show(draft)
        self._initial = self._content()
        self.settle()

    def render_keys(self, keys: Mapping[str, str]) -> None:
        """Show the keys, which the user may have changed since."""
        self._key = keys["edit.keep"]
        self.bar.render_keys(keys)
        self._show_name()

    def _show_name(self) -> None:
        """Show on both buttons what they do with the note."""
        name = _("Add") if self.original is None else _("Save")
        self.set_primary(with_key(name, self._key))
        self.form.finish.setText(name)

    def offer_study(self, cards: int) -> None:
        """Offer to study the new cards of the notes that were added, if there are any."""
        text = ngettext("Study the {n} card added", "Study the {n} cards added", cards)
        self.tools["study"].setText(text.format(n=number(cards)))
        self._row.offer("study", offered=cards > 0)

    def begin_next(self) -> None:
        """Show an empty form for the next note of this deck and kind, with the same tags."""
        form = self.form.sticky_form()
        self._drill_text, self._saved_form = "", {}
        kind = self.head.picked_kind()
        self.begin(Draft(self.head.selected_deck(), kind, form))
        self.take_focus()

    def draft(self) -> Draft:
        """Return what was typed."""
        deck, kind = self.head.selected_deck(), self.head.picked_kind()
        if self._is_text:
            return Draft(deck, kind, text=self.form.text.toPlainText())
        return Draft(deck, kind, self.form.form())

    @property
    def is_changed(self) -> bool:
        """Whether there are unsaved changes."""
        if self._content() == self._initial:
            return False
        if self.original is None:
            return True
        # The same note in other words, such as its text form, is not a change.
        return self._read().note != self.original or self.head.selected_deck() != self.original.deck

    def press(self, action: str) -> None:
        """Run the action of a key of this page."""
        if action == "edit.keep":
            self._keep()
        elif action == "edit.preview":
            self._flip_preview()
        else:
            button = self.bar.buttons[action.partition(".")[2]]
            if not button.isHidden():
                button.click()

    def settle(self) -> None:
        """Parse the form, and show the preview or the errors."""
        self._pause.stop()
        reading = self._read()
        self.form.show_problems(reading.problems, everything=self._shows_all_errors)
        self._preview_note(reading)
        if reading.note is not None:
            self._show_failure("")
        else:
            self.form.show_suggestions(())
        remarks = (
            note_form.suspended_cards_warning(reading.note, self.original),
            note_form.cloze_spelling_remark(self.draft()),
        )
        self.removed_cards_warning.setText("\n".join(filter(None, remarks)))
        self.removed_cards_warning.setHidden(not self.removed_cards_warning.text())
        if reading.note is not None:
            self.typing_paused.emit(reading.note)

    def _preview_note(self, reading: FormResult) -> None:
        if reading.note is not None:
            self.preview.show_note(reading.note)
            return
        remark = ""
        if reading.problems and (self.is_changed or self._shows_all_errors):
            # A problem that is shown at its field is not repeated here.
            first, is_shown = reading.problems[0], bool(self.form.shown_problems())
            remark = (
                _("Not a valid note yet.")
                if is_shown and first.field
                else _("Not a valid note yet: {problem}").format(problem=format_problem(first))
            )
        question, answer = note_form.preview_text(self.draft())
        self.preview.show_draft(remark, question, answer)

    def show_suggestions(self, note: Note, suggestions: Sequence[Suggestion]) -> None:
        """Show what could be better in a note, if it is still the one of the form."""
        if self._read().note == note:
            self.form.show_suggestions(suggestions)

    def _show_failure(self, problem: str) -> None:
        """Say why the note was not saved; "" if nothing failed."""
        message = _("Not added: {problem}") if self.original is None else _("Not saved: {problem}")
        self.failure.setText(message.format(problem=problem) if problem else "")
        self.failure.setHidden(not problem)
        if problem:
            alert = QAccessibleEvent(self.failure, QAccessible.Event.Alert)
            QAccessible.updateAccessibility(alert)

    def take_focus(self) -> None:
        """Focus the first field."""
        self.form.take_focus()
        self._area.verticalScrollBar().setValue(0)

    def _read(self) -> FormResult:
        return note_form.read_draft(self.draft(), self.original)

    def _content(self) -> object:
        """Return the content of the form without empty fields, to compare."""
        draft = self.draft()
        if draft.text is not None:
            return draft.text
        ignored = {"tags"} if self.original is None else set()
        form = {name: value for name, value in draft.form.items() if name not in ignored}
        fields = form_fields(draft.kind)
        names = {field.name for field in fields}
        defaults = {field.name: field.choices[0] for field in fields if field.choices}
        new_deck = "" if self.original is None or draft.deck == self.original.deck else draft.deck
        filled = {name: value for name, value in form.items() if name in names and value}
        return new_deck, {
            name: value for name, value in filled.items() if defaults.get(name) != value
        }

    def _keep(self) -> None:
        self._shows_all_errors = True
        self.settle()
        reading = self._read()
        if reading.note is None:
            self._show_half(preview=False)
            first = next(iter(reading.problems), None)
            problem = "" if first is None else format_problem(first)
            is_at_field = first is not None and bool(first.field)
            self._show_failure(_("complete what is marked in red.") if is_at_field else problem)
            self.form.take_focus(first)
            return
        self.save_requested.emit(reading.note)

    def _show(self, draft: Draft) -> None:
        """Show a draft in its form, or as text."""
        if draft.kind == "drill" and draft.text is None:
            text = self._drill_text or None
            draft = replace(draft, text=text) if text else note_form.to_text_draft(draft) or draft
        self._is_text = draft.text is not None
        self.head.pick_kind(draft.kind)
        can_change = self.original is None or kind_of(self.original.question) != "drill"
        self.head.kind.setEnabled(not self._is_text or (draft.kind == "drill" and can_change))
        self.tools["text"].setText(_("As form") if self._is_text else _("As text"))
        self._row.offer("text", offered=draft.kind != "drill")
        if draft.text is not None:
            self.form.show_text(draft.text)
        else:
            self.form.show_form(draft.kind, draft.form)
        self._offer_formats(draft.kind)
        self._pause.start()

    def _change_kind(self, kind: str) -> None:
        """Show the fields of another kind; keep a drill's text and a form's fields for later."""
        if self._is_text:
            self._drill_text = self.form.text.toPlainText()
            self._show(Draft(self.head.selected_deck(), kind, self._saved_form))
        elif kind == "drill":
            self._saved_form = dict(self.form.form())
            self._show(Draft(self.head.selected_deck(), kind))
        else:
            self.form.change_kind(kind)
            self._offer_formats(kind)
            self.settle()

    def _offer_formats(self, kind: str) -> None:
        """Offer the formats that the fields take: gaps in a cloze only, pictures in any text."""
        without_gaps = set() if kind == "cloze" else {GAP}
        self.bar.offer(_FORMATS_OF_TEXT if self._is_text else {*self.bar.buttons} - without_gaps)
        self._enable_formats()

    def _enable_formats(self) -> None:
        """Enable the formats unless the field with the focus takes none, such as the tags.

        Elsewhere they are for the last field that took some.
        """
        self.bar.setEnabled(not self.form.is_plain(QApplication.focusWidget()))

    def _switch_text_form(self) -> None:
        """Show the form as text, or the text as a form."""
        convert = note_form.to_form_draft if self._is_text else note_form.to_text_draft
        draft = convert(self.draft(), self.original)
        if draft is not None:
            self._show(draft)
            self.form.take_focus()
            return
        self._shows_all_errors = True
        self.settle()
        if self._is_text:
            self.preview.show_draft(_(_NO_FORM))

    def _apply_format(self, name: str) -> None:
        if name != PICTURE:  # that asks for a file
            self.form.apply_format(name)

    def _scroll_to(self, part: QWidget) -> None:
        layout = self._inside.layout()
        if layout is not None:
            layout.activate()
        self._area.ensureWidgetVisible(part, 0, 4 * GRID_PX)

    def _flip_preview(self) -> None:
        if self._row.is_offered("look"):
            self._show_half(preview=not self._shows_preview)
        else:
            self.preview.turn_over()

    def _show_half(self, *, preview: bool) -> None:
        """Show the form or the preview in a window too narrow for both."""
        is_narrow = self.width() < _NARROW_EMS * sizes_of(self.font()).body_px
        self._shows_preview = preview
        self._row.offer("look", offered=is_narrow)
        self.tools["look"].setText(_("Form") if preview else _("Preview"))
        self.preview.setVisible(preview or not is_narrow)
        self._area.setVisible(not (preview and is_narrow))

    def _arrange_parts(self) -> None:
        inside = self._inside = FittedColumn()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID_PX + _SCROLL_BAR_PX, 0)
        column.setSpacing(2 * GRID_PX)
        for part in (self.head, self.bar, self.form):
            column.addWidget(part)
        column.addStretch(1)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.verticalScrollBar().rangeChanged.connect(self._keep_form_width)
        halves = QHBoxLayout()
        halves.setSpacing(3 * GRID_PX)
        halves.addWidget(area, 1)
        halves.addWidget(self.preview, 1)
        for warning in (self.failure, self.removed_cards_warning):
            self.body.addWidget(warning)
            warning.hide()
        self.body.addLayout(halves, 1)
        self.header.addWidget(self._row)
        self.setTabOrder(self.head.deck, self.head.kind)
        stops = [self.head.kind, *self.bar.tab_stops(), self.form.text]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _keep_form_width(self, _low: int, high: int) -> None:
        """Leave the room of the scroll bar free while it is hidden."""
        layout = self._inside.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, GRID_PX if high else GRID_PX + _SCROLL_BAR_PX, 0)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.settle)
        self._undo.focused.connect(self._scroll_to)
        self._undo.focused.connect(self.field_entered)
        self._undo.focused.connect(self.form.remember_box)
        self._undo.moved.connect(self._enable_formats)
        self.form.changed.connect(self._pause.start)
        self.form.finish.clicked.connect(self._keep)
        self.form.more_toggled.connect(self.more_toggled)
        self.bar.chosen.connect(self._apply_format)
        self.head.deck_changed.connect(self._pause.start)
        self.head.deck_requested.connect(self.deck_requested)
        self.head.kind_changed.connect(self._change_kind)
        self.primary_triggered.connect(self._keep)
        self.tools["study"].clicked.connect(lambda: self.study_requested.emit())
        self.tools["look"].clicked.connect(self._flip_preview)
        self.tools["text"].clicked.connect(self._switch_text_form)
        self.tools["put_back"].clicked.connect(lambda: self.restore_requested.emit())
        self.tools["delete"].clicked.connect(lambda: self.delete_requested.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._area.setMaximumWidth(_FORM_EMS * sizes_of(self.font()).body_px)
        self._show_half(preview=self._shows_preview)
