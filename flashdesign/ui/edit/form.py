"""The form of a note: a field for each property of its kind, or its entry as YAML text."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from flashdesign.content.note_form.form import FieldProblem
from flashdesign.content.note_kinds.form_fields import Field, FormValues, Value
from flashdesign.content.note_kinds.registry import form_fields
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.editing.suggestions import Suggestion
from flashdesign.ui.edit.fields.field import EntryField, FormField
from flashdesign.ui.edit.fields.markdown_format import FORMATS
from flashdesign.ui.edit.fields.text_box import TextBox, format_line
from flashdesign.ui.edit.suggestion_list import SuggestionList
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.layout.scroll_content import FittedColumn

_TEXT_ADVICE = N_("One entry of a deck file, in YAML.")
# Copied to the next note when several notes are added.
_STICKY_FIELDS = frozenset({"tags"})
_STICKY_ADVICE = N_("Separate with spaces. Kept for the next note.")
_GAP_FIELD = "text"


class EntryForm(FittedColumn):
    """Shows the fields of a kind; values that both kinds have stay when the kind changes.

    Fields that few notes need are folded away below a button.

    Signals:
        changed: the user typed something.
        more_toggled: the user showed or hid the folded fields.
    """

    changed = Signal()
    more_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, EntryField] = {}
        self._typed: dict[str, Value] = {}
        self._touched: set[str] = set()
        self._tags: Sequence[str] = ()
        self._active: TextBox | QLineEdit | None = None
        self._is_open = self._opens_always = self._is_for_new = False
        self._rest = label("", TextRole.ERROR, self, wrap=True)
        self.text = TextBox(is_code=True)
        self._text_field = FormField(_("Entry"), _(_TEXT_ADVICE), self.text, self)
        self.more = button("", ButtonKind.PLAIN, self)
        self.suggestions = SuggestionList(self)
        self.finish = button("", ButtonKind.PLAIN, self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * GRID_PX)
        for part in (self.more, self._text_field, self._rest, self.suggestions, self.finish):
            is_whole = part not in (self.more, self.finish)
            side = Qt.AlignmentFlag(0) if is_whole else Qt.AlignmentFlag.AlignLeft
            self._layout.addWidget(part, 0, side)
        self._layout.addStretch(1)
        self.text.textChanged.connect(self.changed)
        self.more.clicked.connect(self._toggle_more)
        self.suggestions.chosen.connect(self.go_to)
        self.more.hide()
        self._text_field.hide()

    @property
    def is_open(self) -> bool:
        """Whether the folded fields are shown."""
        return self._is_open

    def open_always(self, *, opens: bool) -> None:
        """Set whether folded fields are shown from the start, also when they are empty."""
        self._opens_always = opens

    def set_for_new(self, *, is_new: bool) -> None:
        """Set whether the form is for new notes, for which some values are kept."""
        self._is_for_new = is_new

    def show_form(self, kind: str, form: FormValues) -> None:
        """Show the fields of a kind with the values of `form` and no problems."""
        self._touched, self._typed = set(), dict(form)
        self._text_field.hide()
        self._build_fields(kind)
        self._open(is_open=self._opens_always or self._count_filled() > 0)
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
            messages.setdefault(wrong.field, []).append(format_problem(wrong))
        for name, field in self.fields.items():
            is_shown = everything or name in self._touched
            cells = [
                (wrong.row, wrong.cell)
                for wrong in wrongs
                if is_shown and wrong.field == name and wrong.cell is not None
            ]
            field.show_error("\n".join(messages.pop(name, [])) if is_shown else "", cells)
            if field.error() and field.field.is_folded:
                self._open(is_open=True)
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
        if wrong is not None and wrong.field in self.fields:
            self.go_to(wrong.field, wrong.row)
        else:
            self.go_to(first)

    def go_to(self, name: str, row: int = 0) -> None:
        """Move the focus to a field, which is shown first if it is folded."""
        field = self.fields[name]
        if field.field.is_folded:
            self._open(is_open=True)
        field.take_focus(row)

    def title_of(self, name: str) -> str:
        """Return the label of a field, "" if the form has no such field."""
        return self.fields[name].title if name in self.fields else ""

    def remember_box(self, field: QWidget) -> None:
        """Take a Markdown field that has got the focus as the one that formats are applied to."""
        if isinstance(field, (TextBox, QLineEdit)) and not self.is_plain(field):
            self._active = field

    def is_plain(self, field: QWidget | None) -> bool:
        """Return whether it is a field whose text is not Markdown."""
        return any(stop is field for stop in self._plain_stops())

    def _plain_stops(self) -> list[QWidget]:
        return [stop for field in self.fields.values() for stop in field.plain_stops()]

    def active_box(self) -> TextBox | None:
        """Return the Markdown field that was edited last, or the first one of the form."""
        plain, boxes = self._plain_stops(), self.findChildren(TextBox)
        boxes = [box for box in boxes if box.isVisibleTo(self) and box not in plain]
        last = [box for box in boxes if box is self._active]
        return next(iter(last or boxes), None)

    def apply_format(self, name: str) -> None:
        """Switch a format of the selected text; a gap is made in the text of a cloze only."""
        box: QWidget | None = self.active_box()
        lines = [field.control for field in self.fields.values() if field.control is self._active]
        if lines:
            box = lines[0]
        if name == "gap":
            box = self.fields[_GAP_FIELD].control if _GAP_FIELD in self.fields else None
        if isinstance(box, QLineEdit):
            format_line(box, FORMATS[name])
            box.setFocus()
        elif isinstance(box, TextBox) and box is not self.text:
            box.change(FORMATS[name](box.selected()))
            box.setFocus()

    def _toggle_more(self) -> None:
        self._open(is_open=not self._is_open)
        self.more_toggled.emit(self._is_open)

    def _open(self, *, is_open: bool) -> None:
        """Show or hide the folded fields."""
        self._is_open = is_open
        for field in self.fields.values():
            needed = field.field.needs
            is_needed = not needed or self.fields[needed].value() is True
            field.setVisible(is_needed and (is_open or not field.field.is_folded))
        self._name_more()

    def _name_more(self) -> None:
        filled = 0 if self._is_open else self._count_filled()
        name = _("Fewer fields") if self._is_open else _("More fields")
        if filled:
            name = ngettext(
                "More fields ({n} filled in)", "More fields ({n} filled in)", filled
            ).format(n=number(filled))
        self.more.setText(name)
        folded = [field.title for field in self.fields.values() if field.field.is_folded]
        self.more.setToolTip(", ".join(folded))
        self.more.setAccessibleDescription(", ".join(folded))

    def _count_filled(self) -> int:
        folded = (field for field in self.fields.values() if field.field.is_folded)
        return sum(1 for field in folded if field.is_filled())

    def _build_fields(self, kind: str) -> None:
        self._clear_fields()
        self.fields = {field.name: self._make_field(field) for field in form_fields(kind)}
        stops: list[QWidget] = [self.text]  # hidden, and before all fields in tab order
        for is_folded in (False, True):
            for field in self.fields.values():
                if field.field.is_folded == is_folded:
                    end = self._text_field if is_folded else self.more
                    self._layout.insertWidget(self._layout.indexOf(end), field)
                    stops += field.tab_stops()
            stops += [] if is_folded else [self.more]
        self.more.show()
        _set_tab_order([*stops, *self.suggestions.links, self.finish])
        self._open(is_open=self._is_open or self._count_filled() > 0)

    def _make_field(self, field: Field) -> EntryField:
        result = EntryField(field, self)
        result.set_known_tags(self._tags)
        if field.name in self._typed:
            result.set_value(self._typed[field.name])
        if self._is_for_new and field.name in _STICKY_FIELDS:
            result.set_advice(_(_STICKY_ADVICE))
        result.changed.connect(self._mark_touched)
        return result

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Show what could be better in the note."""
        self.suggestions.show_suggestions(suggestions, self.title_of)
        _set_tab_order([*self._stops_before_suggestions(), *self.suggestions.links, self.finish])

    def _stops_before_suggestions(self) -> list[QWidget]:
        """Return the last stop of the fields."""
        stops: list[QWidget] = [self.more if self.fields else self.text]
        for field in self.fields.values():
            stops.extend(field.tab_stops() if field.field.is_folded else ())
        return stops[-1:]

    def _clear_fields(self) -> None:
        for field in self.fields.values():
            field.hide()
            field.deleteLater()
        self.fields = {}
        self.more.hide()

    def _mark_touched(self, name: str) -> None:
        self._touched.add(name)
        if any(field.field.needs == name for field in self.fields.values()):
            self._open(is_open=self._is_open)
        self.changed.emit()


def _set_tab_order(stops: Sequence[QWidget]) -> None:
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _question_for_kind(typed: FormValues, kind: str) -> dict[str, Value]:
    """Return the typed question under the field name that `kind` uses for it."""
    name, other = ("text", "front") if kind == "cloze" else ("front", "text")
    question = typed.get(other, "")
    return {name: question} if question and not typed.get(name) else {}


def format_problem(wrong: FieldProblem) -> str:
    """Return a problem with its row or line."""
    if not wrong.row:
        return str(wrong.message)
    message = _("Row {n}: {problem}") if wrong.field else _("Line {n}: {problem}")
    return message.format(n=wrong.row, problem=wrong.message)
