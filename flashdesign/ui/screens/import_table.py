"""How a table is to be read: its encoding, its columns, and what comes of it."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from flashdesign.services.table_form import (
    ENCODINGS,
    ROLES,
    SEPARATORS,
    Columns,
    Format,
    Reading,
    SeparatorError,
    TableForm,
    read_separator,
)
from flashdesign.services.wording import count
from flashdesign.ui.theme import Role, label
from flashdesign.ui.widgets.page import Page
from flashdesign.ui.widgets.panel import Panel
from flashdesign.ui.widgets.setting_row import SettingRow
from flashdesign.ui.widgets.switch import Switch

_ROLE_NAMES = {
    "front": "Question",
    "back": "Answer",
    "tags": "Tags",
    "why": "Why (told after the answer)",
    "deck": "Deck",
    "kind": "Kind of note",
    "reverse": "Asked backwards too, where filled",
    "id": "Id within this file",
    "guid": "Id in the other program",
    "": "Left out",
}
_ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "iso-8859-1": "Latin-1 (ISO-8859-1)",
    "cp1252": "Windows (cp1252)",
}
_FORMAT_NAMES: Mapping[str, str] = {
    Format.PLAIN: "Plain text, shown as it is",
    Format.HTML: "HTML",
    Format.MARKDOWN: "Markdown",
}
_ROW_ENDS = {"": "At the end of a line", ";": "At a semicolon", "\n\n": "At an empty line"}
_DECK = "Rows that name no other deck go here."
_HEADER = "Its cells are names of columns, no card."
_TEXT = "The format of its cells."
_LONGEST_SAMPLE, _LONGEST_LINE = 40, 160
_PREVIEW_PX = 200


class ImportTableScreen(Page):
    """Ask how a table is to be read, and show at once what each choice gives.

    Signals:
        changed: another form is to be read.
        accepted: what was read is to be planned.
        left: the table is not wanted.
    """

    changed = Signal(object)
    accepted = Signal()
    left = Signal()

    def __init__(self, form: TableForm, parent: QWidget | None = None) -> None:
        super().__init__("How to read this table", parent=parent, narrow=True)
        self._form = form
        self._is_format_chosen = False
        self.encoding = _choice({name: _ENCODING_NAMES[name] for name in ENCODINGS}, "Encoding")
        signs = {sign: name.capitalize() for name, sign in SEPARATORS.items()}
        self.separator = _choice(signs, "Separator")
        self.row_separator = _choice(_ROW_ENDS, "End of a row")
        self.text_format = _choice(_FORMAT_NAMES, "Text")
        self.first_line, self.title_field = Switch("First line"), QLineEdit()
        self.title_field.setAccessibleName("Deck")
        self.roles: list[QComboBox] = []
        self._rows: list[SettingRow] = []
        self.columns, self.preview = Panel("Columns"), Panel("")
        self.problem = label("", Role.BODY, wrap=True)
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.notes.setAccessibleName("The first notes")
        self.notes.setFixedHeight(_PREVIEW_PX)
        self._arrange_parts()
        self._connect()

    def press(self, action: str) -> None:
        """Leave, if that is the key."""
        if action == "transfer.leave":
            self.left.emit()

    def render_reading(self, reading: Reading) -> None:
        """Show what the form gives; nothing else touches the widgets."""
        self._form = form = reading.form
        self.set_subtitle(form.path.name)
        self._render_choices(form)
        self._render_columns(reading)
        self.problem.setText(reading.problem)
        self.problem.setVisible(bool(reading.problem))
        self.preview.set_heading("Result")
        self.notes.setPlainText("\n".join(_lines(reading)))
        self.notes.setVisible(bool(reading.notes))
        notes = f" with {count(reading.count, 'note')}" if reading.count else ""
        self.set_primary(f"Continue{notes}", enabled=not reading.problem)

    def _render_choices(self, form: TableForm) -> None:
        for choice, chosen in (
            (self.encoding, form.encoding),
            (self.separator, form.separator),
            (self.row_separator, form.row_separator),
            (self.text_format, form.text_format),
        ):
            with QSignalBlocker(choice):
                _choose(choice, chosen)
        with QSignalBlocker(self.first_line):
            self.first_line.setChecked(form.columns is not None and form.columns.has_header)
        if not self.title_field.hasFocus():
            self.title_field.setText(form.title or "")

    def _render_columns(self, reading: Reading) -> None:
        columns = reading.form.columns
        wanted = () if columns is None else columns.roles
        if len(wanted) != len(self.roles):
            self._make_columns(reading)
        for choice, role in zip(self.roles, wanted, strict=True):
            with QSignalBlocker(choice):
                choice.setCurrentIndex(choice.findData(role))
        self.columns.setVisible(bool(wanted))

    def _make_columns(self, reading: Reading) -> None:
        for row in self._rows:
            self.columns.body.removeWidget(row)
            row.deleteLater()
        self.roles, self._rows = [], []
        for at, samples in enumerate(reading.samples, 1):
            choice = _choice({role: _ROLE_NAMES[role] for role in ROLES}, f"Column {at}")
            choice.currentIndexChanged.connect(lambda _: self._ask())
            self.roles.append(choice)
            told = " · ".join(_short(text, _LONGEST_SAMPLE) for text in samples) or "(empty)"
            row = SettingRow(f"Column {at}", told, choice)
            self._rows.append(row)
            self.columns.body.addWidget(row)

    def _choose_format(self) -> None:
        self._is_format_chosen = True
        self._ask()

    def _separator(self) -> str | None:
        """Return the separator that was picked or typed, None where that parts nothing."""
        typed = self.separator.currentText()
        at = self.separator.findText(typed)
        if at >= 0:
            return str(self.separator.itemData(at))
        try:
            return read_separator(typed)
        except SeparatorError:
            return None

    def _ask_if_titled(self) -> None:
        if self.title_field.text() != (self._form.title or ""):
            self._ask()

    def _ask_if_typed(self) -> None:
        if self._separator() not in (self._form.separator, None):
            self._ask()

    def _ask(self) -> None:
        """Ask for what the choices give now."""
        columns = Columns(
            tuple(choice.currentData() for choice in self.roles), self.first_line.isChecked()
        )
        form = replace(
            self._form,
            title=self.title_field.text() or None,
            encoding=self.encoding.currentData(),
            separator=self._separator(),
            row_separator=self.row_separator.currentData(),
            text_format=self.text_format.currentData() if self._is_format_chosen else None,
            columns=columns if self.roles else None,
        )
        self.changed.emit(form)

    def _arrange_parts(self) -> None:
        how = Panel("")
        how.body.addWidget(
            SettingRow("Deck", "Rows that name no other deck go here.", self.title_field)
        )
        how.body.addWidget(SettingRow("Encoding", "", self.encoding))
        how.body.addWidget(SettingRow("Separator", "", self.separator))
        how.body.addWidget(SettingRow("End of a row", "", self.row_separator))
        how.body.addWidget(SettingRow("Text", _TEXT, self.text_format))
        how.body.addWidget(SettingRow("First line names the columns", _HEADER, self.first_line))
        self.preview.body.addWidget(self.problem)
        self.preview.body.addWidget(self.notes)
        for panel in (how, self.columns, self.preview):
            self.body.addWidget(panel)
        self.body.addStretch(1_000)

    def _connect(self) -> None:
        self.encoding.currentIndexChanged.connect(lambda _: self._ask())
        # Other signs than those in the list can be typed.
        self.separator.setEditable(True)
        self.separator.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.separator.currentIndexChanged.connect(lambda _: self._ask())
        line = self.separator.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._ask_if_typed)
        self.row_separator.currentIndexChanged.connect(lambda _: self._ask())
        self.text_format.currentIndexChanged.connect(lambda _: self._choose_format())
        self.first_line.toggled.connect(lambda _: self._ask())
        self.title_field.editingFinished.connect(self._ask_if_titled)
        self.primary_triggered.connect(lambda: self.accepted.emit())


def _choice(names: Mapping[str, str], accessible: str) -> QComboBox:
    choice = QComboBox()
    choice.setAccessibleName(accessible)
    for data, name in names.items():
        choice.addItem(name, data)
    return choice


def _choose(choice: QComboBox, data: str | None) -> None:
    """Show a choice as made; one that is not in the list stands there as it is."""
    at = choice.findData(data)
    choice.setCurrentIndex(at)
    if at < 0 and choice.isEditable():
        choice.setEditText(data or "")


def _lines(reading: Reading) -> list[str]:
    shown = [
        _short(f"{front} → {back}" + (f" [{tags}]" if tags else ""), _LONGEST_LINE)
        for front, back, tags in reading.notes
    ]
    more = reading.count - len(shown)
    shown += [f"… and {more:,} more"] if more > 0 else []
    return shown + [f"{one.where}: {one.message}" for one in reading.troubles]


def _short(text: str, longest: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
