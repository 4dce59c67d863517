"""Import settings of a CSV table: encoding, separator, columns, and a preview."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from flashdesign.content.csv.columns import Columns
from flashdesign.content.csv.option_names import (
    ROLES,
    SEPARATORS,
    CellFormat,
    SeparatorError,
    parse_separator,
)
from flashdesign.content.csv.reader import ENCODINGS
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.imports import table_form
from flashdesign.services.imports.table_form import TableForm, TablePreview
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.controls.switch import Switch
from flashdesign.ui.widgets.layout.page import Page
from flashdesign.ui.widgets.layout.panel import Panel
from flashdesign.ui.window import jobs

_ROLE_NAMES = {
    "front": N_("Question"),
    "back": N_("Answer"),
    "tags": N_("Tags"),
    "why": N_("Explanation (shown after the answer)"),
    "deck": N_("Deck"),
    "kind": N_("Kind of note"),
    "reverse": N_("Also ask in reverse, if not empty"),
    "id": N_("Id within this file"),
    "guid": N_("Id in the other program"),
    "": N_("Skip"),
}
_ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "iso-8859-1": "Latin-1 (ISO-8859-1)",
    "cp1252": "Windows (cp1252)",
}
_SEPARATOR_NAMES = {
    ",": N_("Comma"),
    ";": N_("Semicolon"),
    "\t": N_("Tab"),
    "|": N_("Pipe"),
    " ": N_("Space"),
    ":": N_("Colon"),
}
_FORMAT_NAMES: Mapping[str, str] = {
    CellFormat.PLAIN: N_("Plain text, shown as it is"),
    CellFormat.HTML: "HTML",
    CellFormat.MARKDOWN: "Markdown",
}
_ROW_ENDS = {
    "": N_("At the end of a line"),
    ";": N_("At a semicolon"),
    "\n\n": N_("At an empty line"),
}
_DECK = N_("For rows that do not name a deck.")
_HEADER = N_("It contains the column names and does not become a card.")
_TEXT = N_("The format of the cells.")
_NO_PROGRESS = N_(
    "A table holds no progress: all its cards start as new. To keep progress, ask for an Anki "
    "package or a FlashDesign archive."
)
_LONGEST_SAMPLE, _LONGEST_LINE = 40, 160
_PREVIEW_PX = 200


class ImportTableScreen(Page):
    """Asks how to read a table, and previews the notes after each change.

    Signals:
        changed: the settings changed (the new `TableForm`).
        accepted: continue with the notes that were read.
        canceled: the user left without importing.
    """

    changed = Signal(object)
    accepted = Signal()
    canceled = Signal()

    def __init__(self, form: TableForm, parent: QWidget | None = None) -> None:
        super().__init__(_("Import settings"), parent=parent, narrow=True)
        self._form = form
        self._is_format_chosen = False
        self.encoding = _make_combo(
            {name: _ENCODING_NAMES[name] for name in ENCODINGS}, _("Encoding")
        )
        signs = {sign: _SEPARATOR_NAMES[sign] for sign in SEPARATORS.values()}
        self.separator = _make_combo(signs, _("Separator"))
        self.row_separator = _make_combo(_ROW_ENDS, _("End of a row"))
        self.text_format = _make_combo(_FORMAT_NAMES, _("Text format"))
        self.first_line, self.title_field = Switch(_("First row")), QLineEdit()
        self.title_field.setAccessibleName(_("Default deck"))
        self.roles: list[QComboBox] = []
        self._rows: list[SettingRow] = []
        self.columns, self.preview = Panel(_("Columns")), Panel("")
        self.problem, self.unreadable = (
            label("", TextRole.ERROR, wrap=True) for _place in range(2)
        )
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.notes.setAccessibleName(_("The first notes"))
        self.notes.setFixedHeight(_PREVIEW_PX)
        self._arrange_parts()
        self._connect()

    def press(self, action: str) -> None:
        """Leave the page if `action` is its leave key."""
        if action == "transfer.leave":
            self.canceled.emit()

    def render_reading(self, reading: TablePreview) -> None:
        """Update the whole page from `reading`; no other method does."""
        self._form = form = reading.form
        self.set_subtitle(form.path.name)
        self._render_choices(form)
        self._render_columns(reading)
        self._render_problem(reading)
        self.preview.set_heading(_("Preview"))
        self.preview.setHidden(reading.needs_encoding)
        self.notes.setPlainText("\n".join(_preview_lines(reading)))
        self.notes.setVisible(bool(reading.notes))
        title = ngettext("Continue with {n} note", "Continue with {n} notes", reading.count)
        self.set_primary(
            title.format(n=number(reading.count)) if reading.count else _("Continue"),
            enabled=not reading.problem,
        )

    def take_focus(self) -> None:
        """Focus the button that continues, or the encoding if that must be chosen first."""
        target = self.primary if self.primary.isEnabled() else self.encoding
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _render_problem(self, reading: TablePreview) -> None:
        """Show a problem where it is solved; what depends on the encoding waits for it."""
        for place, is_here in (
            (self.unreadable, reading.needs_encoding),
            (self.problem, not reading.needs_encoding),
        ):
            place.setText(reading.problem if is_here else "")
            place.setVisible(bool(reading.problem) and is_here)
        for control in (self.separator, self.row_separator, self.text_format, self.first_line):
            control.setEnabled(not reading.needs_encoding)
        self.encoding.setAccessibleDescription(self.unreadable.text())

    def _render_choices(self, form: TableForm) -> None:
        for choice, chosen in (
            (self.encoding, form.encoding),
            (self.separator, form.separator),
            (self.row_separator, form.row_separator),
            (self.text_format, form.text_format),
        ):
            with QSignalBlocker(choice):
                _select(choice, chosen)
        with QSignalBlocker(self.first_line):
            self.first_line.setChecked(form.columns is not None and form.columns.has_header)
        if not self.title_field.hasFocus():
            self.title_field.setText(form.title or "")

    def _render_columns(self, reading: TablePreview) -> None:
        columns = reading.form.columns
        roles = () if columns is None else columns.roles
        if len(roles) != len(self.roles):
            self._make_columns(reading)
        for choice, role in zip(self.roles, roles, strict=True):
            with QSignalBlocker(choice):
                choice.setCurrentIndex(choice.findData(role))
        self.columns.setVisible(bool(roles))

    def _make_columns(self, reading: TablePreview) -> None:
        for row in self._rows:
            self.columns.body.removeWidget(row)
            row.deleteLater()
        self.roles, self._rows = [], []
        for at, samples in enumerate(reading.samples, 1):
            name = _("Column {n}").format(n=at)
            choice = _make_combo({role: _ROLE_NAMES[role] for role in ROLES}, name)
            choice.currentIndexChanged.connect(lambda _index: self._emit_form())
            self.roles.append(choice)
            text = " · ".join(_shorten(sample, _LONGEST_SAMPLE) for sample in samples)
            row = SettingRow(name, text or _("(empty)"), choice)
            self._rows.append(row)
            self.columns.body.addWidget(row)

    def _choose_format(self) -> None:
        self._is_format_chosen = True
        self._emit_form()

    def _read_separator(self) -> str | None:
        """Return the separator that was chosen or typed, None if it is not a valid one."""
        typed = self.separator.currentText()
        at = self.separator.findText(typed)
        if at >= 0:
            return str(self.separator.itemData(at))
        try:
            return parse_separator(typed)
        except SeparatorError:
            return None

    def _emit_if_titled(self) -> None:
        if self.title_field.text() != (self._form.title or ""):
            self._emit_form()

    def _emit_if_typed(self) -> None:
        if self._read_separator() not in (self._form.separator, None):
            self._emit_form()

    def _emit_form(self) -> None:
        """Emit the form of the current choices."""
        columns = Columns(
            tuple(choice.currentData() for choice in self.roles), self.first_line.isChecked()
        )
        form = replace(
            self._form,
            title=self.title_field.text() or None,
            encoding=self.encoding.currentData(),
            separator=self._read_separator(),
            row_separator=self.row_separator.currentData(),
            text_format=self.text_format.currentData() if self._is_format_chosen else None,
            columns=columns if self.roles else None,
        )
        self.changed.emit(form)

    def _arrange_parts(self) -> None:
        settings = Panel("")
        settings.body.addWidget(label(_(_NO_PROGRESS), TextRole.MUTED, wrap=True))
        for title, description, control in (
            (_("Default deck"), _(_DECK), self.title_field),
            (_("Encoding"), "", self.encoding),
            (_("Separator"), "", self.separator),
            (_("End of a row"), "", self.row_separator),
            (_("Text format"), _(_TEXT), self.text_format),
            (_("First row is a header"), _(_HEADER), self.first_line),
        ):
            settings.body.addWidget(SettingRow(title, description, control))
            if control is self.encoding:
                settings.body.addWidget(self.unreadable)
        self.preview.body.addWidget(self.problem)
        self.preview.body.addWidget(self.notes)
        for panel in (settings, self.columns, self.preview):
            self.body.addWidget(panel)
        self.body.addStretch(1_000)

    def _connect(self) -> None:
        self.encoding.currentIndexChanged.connect(lambda _index: self._emit_form())
        # Separators that are not in the list can be typed.
        self.separator.setEditable(True)
        self.separator.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.separator.currentIndexChanged.connect(lambda _index: self._emit_form())
        line = self.separator.lineEdit()
        assert line is not None
        line.setAccessibleName(self.separator.accessibleName())
        line.editingFinished.connect(self._emit_if_typed)
        self.row_separator.currentIndexChanged.connect(lambda _index: self._emit_form())
        self.text_format.currentIndexChanged.connect(lambda _index: self._choose_format())
        self.first_line.toggled.connect(lambda _is_on: self._emit_form())
        self.title_field.editingFinished.connect(self._emit_if_titled)
        self.primary_triggered.connect(lambda: self.accepted.emit())


def _make_combo(names: Mapping[str, str], accessible: str) -> QComboBox:
    choice = QComboBox()
    choice.setAccessibleName(accessible)
    for data, name in names.items():
        choice.addItem(_(name), data)
    return choice


def _select(choice: QComboBox, data: str | None) -> None:
    """Select `data`; show it as text if it is not in the list."""
    at = choice.findData(data)
    choice.setCurrentIndex(at)
    if at < 0 and choice.isEditable():
        choice.setEditText(data or "")


def _preview_lines(reading: TablePreview) -> list[str]:
    shown = [
        _shorten(f"{front} → {back}" + (f" [{tags}]" if tags else ""), _LONGEST_LINE)
        for front, back, tags in reading.notes
    ]
    more = reading.count - len(shown)
    shown += [_("… and {n} more").format(n=number(more))] if more > 0 else []
    return shown + [f"{problem.where}: {problem.message}" for problem in reading.problems]


def _shorten(text: str, max_characters: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= max_characters else flat[: max_characters - 1] + "…"


class LiveImportTableScreen(ImportTableScreen):
    """Reads the table in the background after each change of a setting."""

    def __init__(self, reading: TablePreview, parent: QWidget | None = None) -> None:
        super().__init__(reading.form, parent)
        self._latest_form = reading.form
        self.reading = reading
        self.changed.connect(self._read)
        self.render_reading(reading)

    def _read(self, form: TableForm) -> None:
        self._latest_form = form
        self.primary.setEnabled(False)

        def done(reading: TablePreview) -> None:
            # The settings may have changed in the meantime.
            if form is self._latest_form:
                self.reading = reading
                self.render_reading(reading)

        jobs.start(self, lambda: table_form.preview_table(form), done, _raise)


def _raise(error: BaseException) -> None:
    raise error
