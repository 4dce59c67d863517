"""The form of a note: a field for all that its kind may say, or the text of its entry."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign.services.entry_forms import Form, Value, Wrong, fields_of
from flashdesign.ui.screens.entry_field import EntryField
from flashdesign.ui.theme import GRID_PX, Kind, Role, button, label
from flashdesign.ui.widgets.form_field import FormField
from flashdesign.ui.widgets.tall_column import TallColumn
from flashdesign.ui.widgets.text_box import TextBox

_PUT_GAP = "Put a gap around what is marked"
_TEXT_ADVICE = "One entry of a deck file, in YAML."
# These stay from note to note while many are added.
_KEPT = frozenset({"tags"})


class EntryForm(TallColumn):
    """Shows the fields of a kind; what two kinds have in common stays when the kind changes.

    Signals:
        changed: something was typed.
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
        self._text_field = FormField("Entry", _TEXT_ADVICE, self.text, self)
        self.gap = button(_PUT_GAP, Kind.PLAIN, self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * GRID_PX)
        self._layout.addWidget(self._text_field)
        self._layout.addWidget(self.gap, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._rest)
        self._layout.addStretch(1)
        self.text.textChanged.connect(self.changed)
        self.gap.clicked.connect(self.put_gap)
        self.gap.hide()
        self._text_field.hide()

    def show_form(self, kind: str, form: Form) -> None:
        """Show the fields of a kind, filled in, with nothing told to be wrong."""
        self._touched, self._typed = set(), dict(form)
        self._text_field.hide()
        self._build(kind)
        self.show_wrongs((), everything=True)

    def show_text(self, text: str) -> None:
        """Show the text of an entry instead of fields."""
        self._touched = set()
        self._clear()
        self._text_field.show()
        self.text.setPlainText(text)
        self.show_wrongs((), everything=True)

    def change_kind(self, kind: str) -> None:
        """Show the fields of another kind; what was typed is kept, also what it does not ask."""
        self._typed = dict(self.form())
        self._typed |= _renamed(self._typed, kind)
        self._build(kind)

    def form(self) -> Form:
        """Return what was typed."""
        now = {name: field.value() for name, field in self.fields.items()}
        return {**self._typed, **now}

    def kept_form(self) -> Form:
        """Return what the next note begins with."""
        return {name: said for name, said in self.form().items() if name in _KEPT}

    def set_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags."""
        self._tags = tags
        for field in self.fields.values():
            field.set_known(tags)

    def add_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags too."""
        if not set(tags) <= set(self._tags):
            self.set_tags(sorted({*self._tags, *tags}))

    def show_wrongs(self, wrongs: Sequence[Wrong], *, everything: bool) -> None:
        """Tell what is wrong with fields that were touched, or with everything."""
        told: dict[str, list[str]] = {}
        for wrong in wrongs:
            told.setdefault(wrong.field, []).append(_said(wrong))
        for name, field in self.fields.items():
            is_due = everything or name in self._touched
            field.set_wrong("\n".join(told.pop(name, [])) if is_due else "")
        is_due = everything or not self.fields
        lines = told.get("", []) if is_due else []
        self._text_field.set_wrong("" if self.fields else "\n".join(lines))
        self._rest.setText("\n".join(lines) if self.fields else "")
        self._rest.setHidden(not self._rest.text())

    def told(self) -> str:
        """Return all that is told to be wrong."""
        parts = [*(field.wrong() for field in self.fields.values()), self._text_field.wrong()]
        return "\n".join(filter(None, [*parts, self._rest.text()]))

    def take_focus(self, wrong: Wrong | None = None) -> None:
        """Put the cursor into the first field, or where something is wrong."""
        if not self.fields:
            self.text.setFocus()
            return
        first = next(iter(self.fields))
        name = wrong.field if wrong is not None and wrong.field in self.fields else first
        self.fields[name].take_focus()

    def put_gap(self) -> None:
        """Put a gap around what is marked in the text of a cloze."""
        box = self.fields["text"].control if "text" in self.fields else None
        if isinstance(box, TextBox):
            box.put_gap()
            box.setFocus()

    def _build(self, kind: str) -> None:
        self._clear()
        before: QWidget = self.text  # which is hidden, and comes before all fields
        for field in fields_of(kind):
            made = EntryField(field, self)
            made.set_known(self._tags)
            if field.name in self._typed:
                made.set_value(self._typed[field.name])
            made.changed.connect(self._touch)
            self.fields[field.name] = made
            self._layout.insertWidget(self._end(), made)
            made.show()
            for stop in made.stops():
                self.setTabOrder(before, stop)
                before = stop
            if field.name == "text":
                self._place_gap(before)
                before = self.gap

    def _end(self) -> int:
        """Return the place behind the fields so far."""
        return self._layout.indexOf(self._text_field)

    def _place_gap(self, before: QWidget) -> None:
        self._layout.removeWidget(self.gap)
        self._layout.insertWidget(self._end(), self.gap, 0, Qt.AlignmentFlag.AlignLeft)
        self.setTabOrder(before, self.gap)
        self.gap.show()

    def _clear(self) -> None:
        for field in self.fields.values():
            field.hide()
            field.deleteLater()
        self.fields = {}
        self.gap.hide()

    def _touch(self, name: str) -> None:
        self._touched.add(name)
        self.changed.emit()


def _renamed(typed: Form, kind: str) -> dict[str, Value]:
    """Return the question under the name that the kind has for it."""
    wanted, other = ("text", "front") if kind == "cloze" else ("front", "text")
    said = typed.get(other, "")
    return {wanted: said} if said and not typed.get(wanted) else {}


def _said(wrong: Wrong) -> str:
    if wrong.field or not wrong.row:
        return f"Row {wrong.row}: {wrong.message}" if wrong.row else wrong.message
    return f"Line {wrong.row}: {wrong.message}"
