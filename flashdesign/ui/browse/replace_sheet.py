"""The sheet of find and replace: what to find, where, and what would change."""

from itertools import takewhile

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.find_replace import Substitution
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.context import Context
from flashdesign.services.editing import find_replace
from flashdesign.services.editing.find_replace import Example, NotePart, ReplacePlan
from flashdesign.ui.browse.bounded_pattern import MAX_STEPS, make_replace
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label, set_text_role
from flashdesign.ui.widgets.controls.setting_row import SettingRow, text_field
from flashdesign.ui.widgets.controls.switch import Switch
from flashdesign.ui.widgets.layout.button_row import button_row
from flashdesign.ui.widgets.layout.flow_layout import FlowWidget
from flashdesign.ui.window import jobs
from flashdesign.ui.window.main_window import MainWindow

_SHOWN_CHARS, _CONTEXT_CHARS = 100, 30
_PARTS = {
    NotePart.QUESTION: N_("Question"),
    NotePart.ANSWER: N_("Answer"),
    NotePart.EXPLANATION: N_("Explanation"),
    NotePart.HINT: N_("Hint"),
    NotePart.SOURCE: N_("Source"),
}


class ReplaceSheet(QWidget):
    """Asks what to replace, shows a preview, and then offers to do it.

    Signals:
        preview_requested: compute what would change.
        replace_requested: do what the preview shows.
    """

    preview_requested = Signal()
    replace_requested = Signal()

    def __init__(self, notes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.find_field, self.replacement = text_field(), text_field()
        self.is_pattern = Switch(_("Regular expression"))
        self.matches_case = Switch(_("Match case"))
        self.parts = {part: QCheckBox(_(text)) for part, text in _PARTS.items()}
        for part in (NotePart.QUESTION, NotePart.ANSWER, NotePart.EXPLANATION):
            self.parts[part].setChecked(True)
        self.result, self.examples = label("", wrap=True), label("", TextRole.SMALL, wrap=True)
        self.preview_button = button(_("Preview changes"), ButtonKind.PLAIN)
        self.replace_button = button(_("Replace"), ButtonKind.PRIMARY)
        self._notes = notes
        self._arrange()
        self._connect()
        self._forget_preview()

    def substitution(self) -> Substitution:
        """Return what to find and to put in its place."""
        return Substitution(
            self.find_field.text(),
            self.replacement.text(),
            is_pattern=self.is_pattern.isChecked(),
            matches_case=self.matches_case.isChecked(),
        )

    def chosen_parts(self) -> frozenset[NotePart]:
        """Return the parts of a note to replace in."""
        return frozenset(part for part, box in self.parts.items() if box.isChecked())

    def render_searching(self) -> None:
        """Show that the preview is being computed."""
        self._show_result(_("Searching…"))
        self.preview_button.setEnabled(False)

    def render_plan(self, plan: ReplacePlan) -> None:
        """Show what would change; offer to do it if anything would."""
        self.preview_button.setEnabled(True)
        count = len(plan.changed)
        self._show_result(" ".join(_describe(plan)))
        self.examples.setText("\n\n".join(map(_show_example, plan.examples)))
        self.examples.setVisible(bool(plan.examples))
        text = ngettext("Replace in {n} note", "Replace in {n} notes", count)
        self.replace_button.setText(text.format(n=number(count)))
        self.replace_button.setEnabled(count > 0)
        if count:
            self.replace_button.setFocus()

    def render_problem(self, problem: str) -> None:
        """Show why nothing can be replaced."""
        self._forget_preview()
        self._show_result(problem, TextRole.ERROR)

    def _show_result(self, text: str, role: TextRole = TextRole.BODY) -> None:
        set_text_role(self.result, role)
        self.result.setText(text)
        self.result.setVisible(bool(text))

    def _forget_preview(self) -> None:
        """Ask for a new preview, since what it was made for was changed."""
        self._show_result("")
        self.examples.setText("")
        self.examples.hide()
        self.replace_button.setText(_("Replace"))
        self.replace_button.setEnabled(False)
        self.preview_button.setEnabled(bool(self.find_field.text() and self.chosen_parts()))

    def _connect(self) -> None:
        for field in (self.find_field, self.replacement):
            field.textChanged.connect(lambda _text: self._forget_preview())
            field.returnPressed.connect(self._press_preview)
        for box in (self.is_pattern, self.matches_case, *self.parts.values()):
            box.toggled.connect(lambda _checked: self._forget_preview())
        self.preview_button.clicked.connect(self._press_preview)
        self.replace_button.clicked.connect(lambda: self.replace_requested.emit())

    def _press_preview(self) -> None:
        if self.preview_button.isEnabled():
            self.preview_requested.emit()

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        scope = ngettext("In {n} note.", "In {n} notes.", self._notes)
        rows.addWidget(label(scope.format(n=number(self._notes)), TextRole.MUTED, wrap=True))
        rows.addWidget(SettingRow(_("Find"), "", self.find_field))
        rows.addWidget(SettingRow(_("Replace with"), _("Empty: remove it."), self.replacement))
        advice = _(
            "\\1 is the first group, \\0 the whole match. An expression that needs more than "
            "{steps} steps on one text is stopped."
        ).format(steps=number(MAX_STEPS))
        rows.addWidget(SettingRow(_("Regular expression"), advice, self.is_pattern))
        rows.addWidget(SettingRow(_("Match case"), "", self.matches_case))
        boxes = FlowWidget()
        for box in self.parts.values():
            box.setParent(boxes)
        rows.addWidget(boxes)
        rows.addWidget(self.result)
        # Before the examples: below many of them, one would have to scroll.
        rows.addLayout(button_row(self.preview_button, self.replace_button))
        rows.addWidget(self.examples)


class ReplaceController(QObject):
    """Computes the preview of a sheet in the background, until the sheet is closed.

    Signals:
        confirmed: replace, with a function for a job that returns how many notes it changed.
    """

    confirmed = Signal(object)

    def __init__(self, window: MainWindow, context: Context, notes: list[NoteKey]) -> None:
        super().__init__(window)
        self._window, self._context, self._notes = window, context, notes
        self._is_closed = False
        self.sheet = ReplaceSheet(len(notes))
        self.sheet.preview_requested.connect(self._preview)
        self.sheet.replace_requested.connect(self._confirm)
        window.sheet.closed.connect(self._close)

    def _preview(self) -> None:
        substitution, parts = self.sheet.substitution(), self.sheet.chosen_parts()
        self.sheet.render_searching()

        def work() -> ReplacePlan:
            replace = make_replace(substitution, lambda: self._is_closed)
            return find_replace.plan_replacement(self._context, self._notes, parts, replace)

        def show(plan: ReplacePlan) -> None:
            if self._asks_for(substitution, parts):
                self.sheet.render_plan(plan)

        def fail(error: BaseException) -> None:
            if not isinstance(error, FlashDesignError):
                raise error
            if self._asks_for(substitution, parts):
                self.sheet.render_problem(str(error))

        jobs.start(self._window, work, show, fail)

    def _asks_for(self, substitution: Substitution, parts: frozenset[NotePart]) -> bool:
        """Return whether the sheet is open and still asks for this."""
        if self._is_closed:
            return False  # its widgets are deleted
        return (self.sheet.substitution(), self.sheet.chosen_parts()) == (substitution, parts)

    def _confirm(self) -> None:
        substitution, parts = self.sheet.substitution(), self.sheet.chosen_parts()
        context, notes = self._context, self._notes

        def work() -> int:
            replace = make_replace(substitution, lambda: False)
            return find_replace.replace_in_notes(context, notes, parts, replace)

        self.confirmed.emit(work)
        self._window.sheet.close_sheet()

    def _close(self) -> None:
        self._is_closed = True
        self._window.sheet.closed.disconnect(self._close)
        self.deleteLater()


def _show_example(example: Example) -> str:
    """Return the text before and after, from shortly before the first change."""
    before, after = " ".join(example.before.split()), " ".join(example.after.split())
    same = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    start = max(0, len(list(same)) - _CONTEXT_CHARS)
    title = f"{example.note} · {example.label}"
    return f"{title}\n− {_shorten(before, start)}\n+ {_shorten(after, start)}"


def _shorten(text: str, start: int) -> str:
    shown = text[start : start + _SHOWN_CHARS]
    end = "…" if len(text) > start + _SHOWN_CHARS else ""
    return f"{'…' if start else ''}{shown}{end}"


def _describe(plan: ReplacePlan) -> list[str]:
    """Return sentences on what changes and what is left out."""
    count = len(plan.changed)
    changes = ngettext("{n} note changes.", "{n} notes change.", count)
    told = [changes.format(n=number(count)) if count else _("Nothing changes.")]
    if plan.built_in:
        built_in = ngettext(
            "{n} of them is built in: your edit is kept apart, and its original can be restored.",
            "{n} of them are built in: your edits are kept apart, and the originals can be "
            "restored.",
            plan.built_in,
        )
        told.append(built_in.format(n=number(plan.built_in)))
    if plan.invalid:
        invalid = ngettext(
            "{n} note is left out, because it would be invalid ({problem}).",
            "{n} notes are left out, because they would be invalid (the first: {problem}).",
            len(plan.invalid),
        )
        told.append(invalid.format(n=number(len(plan.invalid)), problem=plan.problem))
    if plan.only_text:
        only_text = ngettext(
            "{n} note with a match is left out, because it is edited as text, such as a drill.",
            "{n} notes with a match are left out, because they are edited as text, such as drills.",
            len(plan.only_text),
        )
        told.append(only_text.format(n=number(len(plan.only_text))))
    return told
