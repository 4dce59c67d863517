"""The form of a note: a field for each property of its kind, or its entry as YAML text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign.content.note_form.form import FieldProblem
from flashdesign.content.note_kinds.form_fields import FormValues, Value
from flashdesign.content.note_kinds.registry import form_fields
from flashdesign.i18n.translation import N_, _
from flashdesign.ui.edit.field import EntryField, FormField
from flashdesign.ui.edit.text_box import TextBox
from flashdesign.ui.theme.roles import ButtonKind, Role, button, label
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.widgets.layout.scroll_content import FittedColumn

_PUT_GAP = N_("Hide selection")
_TEXT_ADVICE = N_("One entry of a deck file, in YAML.")
# Copied to the next note when several notes are added.
_STICKY_FIELDS = frozenset({"tags"})


class EntryForm(FittedColumn):
    """Shows the fields of a kind; values that both kinds have stay when the kind changes.

    Signals:
        changed: the user typed something.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, EntryField] = {}
        self._typed: dict[str, Value] = {}
        self._touched: set[str] = set()
        self._tags: Sequence[str] = ()
        self._rest = label("", Role.ERROR, self, wrap=True)
        self.text = TextBox(is_code=True)
        self._text_field = FormField(_("Entry"), _(_TEXT_ADVICE), self.text, self)
        self.gap = button(_(_PUT_GAP), ButtonKind.PLAIN, self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * GRID_PX)
        self._layout.addWidget(self._text_field)
        self._layout.addWidget(self.gap, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._rest)
        self._layout.addStretch(1)
        self.text.textChanged.connect(self.changed)
        self.gap.clicked.connect(self.insert_cloze_gap)
        self.gap.hide()
        self._text_field.hide()

    def show_form(self, kind: str, form: FormValues) -> None:
        """Show the fields of a kind with the values of `form` and no problems."""
        self._touched, self._typed = set(), dict(form)
        self._text_field.hide()
        self._build_fields(kind)
        self.show_problems((), everything=True)

    def show_text(self, text: str) -> None:
        """Show an entry as text instead of fields."""
        self._touched = set()
        self._clear_fields()
        self._text_field.show()
        self.text.setPlainText(text)
        self.show_problems((), everything=True)

    def change_kind(self, kind: str) -> None:
        """Show the fields of another kind; values it has no field for are kept as well."""
        self._typed = dict(self.form())
        self._typed |= _question_for_kind(self._typed, kind)
        self._build_fields(kind)

    def form(self) -> FormValues:
        """Return the values that were typed."""
        shown = {name: field.value() for name, field in self.fields.items()}
        return {**self._typed, **shown}

    def sticky_form(self) -> FormValues:
        """Return the values that the next note starts with."""
        return {name: value for name, value in self.form().items() if name in _STICKY_FIELDS}

    def set_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags as completions."""
        self._tags = tags
        for field in self.fields.values():
            field.set_known_tags(tags)

    def add_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags in addition."""
        if not set(tags) <= set(self._tags):
            self.set_tags(sorted({*self._tags, *tags}))

    def show_problems(self, wrongs: Sequence[FieldProblem], *, everything: bool) -> None:
        """Show the problems of edited fields, or of all fields."""
        messages: dict[str, list[str]] = {}
        for wrong in wrongs:
            messages.setdefault(wrong.field, []).append(_format_problem(wrong))
        for name, field in self.fields.items():
            is_shown = everything or name in self._touched
            field.set_error("\n".join(messages.pop(name, [])) if is_shown else "")
        is_shown = everything or not self.fields
        lines = messages.get("", []) if is_shown else []
        self._text_field.set_error("" if self.fields else "\n".join(lines))
        self._rest.setText("\n".join(lines) if self.fields else "")
        self._rest.setHidden(not self._rest.text())

    def shown_problems(self) -> str:
        """Return all problems that are shown, one a line."""
        parts = [*(field.error() for field in self.fields.values()), self._text_field.error()]
        return "\n".join(filter(None, [*parts, self._rest.text()]))

    def take_focus(self, wrong: FieldProblem | None = None) -> None:
        """Move the focus to the field with a problem, else to the first field."""
        if not self.fields:
            self.text.setFocus()
            return
        first = next(iter(self.fields))
        name = wrong.field if wrong is not None and wrong.field in self.fields else first
        self.fields[name].take_focus()

    def insert_cloze_gap(self) -> None:
        """Turn the selection in the text of a cloze into a gap."""
        box = self.fields["text"].control if "text" in self.fields else None
        if isinstance(box, TextBox):
            box.insert_cloze_gap()
            box.setFocus()

    def _build_fields(self, kind: str) -> None:
        self._clear_fields()
        previous: QWidget = self.text  # hidden, and before all fields in tab order
        for field in form_fields(kind):
            entry_field = EntryField(field, self)
            entry_field.set_known_tags(self._tags)
            if field.name in self._typed:
                entry_field.set_value(self._typed[field.name])
            entry_field.changed.connect(self._mark_touched)
            self.fields[field.name] = entry_field
            self._layout.insertWidget(self._fields_end(), entry_field)
            entry_field.show()
            for stop in entry_field.tab_stops():
                self.setTabOrder(previous, stop)
                previous = stop
            if field.name == "text":
                self._place_gap_button(previous)
                previous = self.gap

    def _fields_end(self) -> int:
        """Return the layout position after the last field."""
        return self._layout.indexOf(self._text_field)

    def _place_gap_button(self, previous: QWidget) -> None:
        self._layout.removeWidget(self.gap)
        self._layout.insertWidget(self._fields_end(), self.gap, 0, Qt.AlignmentFlag.AlignLeft)
        self.setTabOrder(previous, self.gap)
        self.gap.show()

    def _clear_fields(self) -> None:
        for field in self.fields.values():
            field.hide()
            field.deleteLater()
        self.fields = {}
        self.gap.hide()

    def _mark_touched(self, name: str) -> None:
        self._touched.add(name)
        self.changed.emit()


def _question_for_kind(typed: FormValues, kind: str) -> dict[str, Value]:
    """Return the typed question under the field name that `kind` uses for it."""
    name, other = ("text", "front") if kind == "cloze" else ("front", "text")
    question = typed.get(other, "")
    return {name: question} if question and not typed.get(name) else {}


def _format_problem(wrong: FieldProblem) -> str:
    if not wrong.row:
        return str(wrong.message)
    message = _("Row {n}: {problem}") if wrong.field else _("Line {n}: {problem}")
    return message.format(n=wrong.row, problem=wrong.message)
