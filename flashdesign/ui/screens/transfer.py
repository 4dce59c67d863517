"""Import and export: a file is chosen or dropped, a deck leaves as a file."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from flashdesign.ui.theme import GRID_PX, Kind, Role, button, label
from flashdesign.ui.widgets.deck_box import DeckBox
from flashdesign.ui.widgets.page import Page
from flashdesign.ui.widgets.panel import Panel
from flashdesign.ui.widgets.progress_line import ProgressLine
from flashdesign.ui.widgets.setting_row import SettingRow
from flashdesign.ui.widgets.shortcut import WITHIN, add_shortcut
from flashdesign.ui.widgets.switch import Switch

PACKAGE = ".apkg"
READABLE = (
    ".yaml", ".yml", ".csv", ".tsv", ".txt", ".apkg", ".colpkg", ".json", ".md", ".markdown",
)  # fmt: skip
FORMATS = {
    ".yaml": "Deck file (YAML)",
    ".csv": "Table (CSV)",
    PACKAGE: "Anki package",
    ".html": "Page (HTML)",
    ".pdf": "Page to print (PDF)",
}
_TAKES = (
    "A deck file (YAML), a table (CSV, TSV), an Anki package, a CrowdAnki deck (JSON) or an "
    "Obsidian note with flashcards. "
    "You see what would change before anything does, and can take it back."
)
_ALL = (
    "All decks with all your answers in one file, for another computer: "
    "restore it there from the settings."
)
_DROP = "Or drop the file anywhere onto this window."


class TransferScreen(Page):
    """Ask for a file to bring in, or for a deck to take out.

    Signals:
        import_requested: a file is to be chosen and brought in.
        export_requested: a deck (its id) is to be written in a format (its suffix), with its
            schedule or without.
        archive_requested: the whole collection is to be written to one file.
        cancel_requested: what is under way is to stop.
    """

    import_requested = Signal()
    export_requested = Signal(str, str, bool)
    archive_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Import and export", parent=parent, narrow=True)
        self.deck, self.format = DeckBox(), QComboBox()
        for suffix, name in FORMATS.items():
            self.format.addItem(name, suffix)
        self.choose = button("Choose a file…", Kind.PRIMARY)
        self.export = button("Export…", Kind.PLAIN)
        self.archive = button("Write an archive…", Kind.PLAIN)
        self._started_by = self.choose
        self.schedule = Switch("With your progress")
        self.doing = Panel("")
        self.progress, self.cancel = ProgressLine(), button("Cancel", Kind.PLAIN)
        self._cancel_key = add_shortcut(self, "Esc", self.cancel.click, scope=WITHIN)
        self._arrange_parts()
        self.choose.clicked.connect(lambda: self.import_requested.emit())
        self.cancel.clicked.connect(lambda: self.cancel_requested.emit())
        self.archive.clicked.connect(lambda: self.archive_requested.emit())
        self.export.clicked.connect(self._ask_for_export)
        self.format.currentIndexChanged.connect(lambda: self._offer_schedule())
        self._offer_schedule()
        self.render_idle()

    def render_decks(self, decks: Sequence[tuple[str, str]]) -> None:
        """Offer decks (id and title) for export, keeping the one that is chosen."""
        chosen = self.deck.currentData()
        self.deck.clear()
        for deck, title in decks:
            self.deck.addItem(title, deck)
        self.deck.setCurrentIndex(max(0, self.deck.findData(chosen)))
        self.export.setEnabled(bool(decks))

    def render_doing(self, what: str, done: int = 0, total: int = 0) -> None:
        """Show that something is under way, and how much of it is done."""
        self.doing.set_heading(what)
        self.progress.set_progress(done, total)
        self.doing.show()
        if self.choose.isEnabled():
            starters = (self.choose, self.export, self.archive)
            self._started_by = next((one for one in starters if one.hasFocus()), self.choose)
            self.cancel.setFocus()
        self._enable(False)

    def render_idle(self) -> None:
        """Show that nothing is under way."""
        self._enable(True)
        if self.cancel.hasFocus():
            self._started_by.setFocus()
        self.doing.hide()

    def _enable(self, on: bool) -> None:
        self._cancel_key.setEnabled(not on)
        self.choose.setEnabled(on)
        self.archive.setEnabled(on)
        self.export.setEnabled(on and self.deck.count() > 0)

    def _offer_schedule(self) -> None:
        self._schedule_row.setVisible(self.format.currentData() == PACKAGE)

    def _ask_for_export(self) -> None:
        suffix = self.format.currentData()
        with_schedule = suffix == PACKAGE and self.schedule.isChecked()
        self.export_requested.emit(self.deck.currentData(), suffix, with_schedule)

    def _arrange_parts(self) -> None:
        bring, take, keep = Panel("Bring a deck in"), Panel("Take a deck out"), Panel("Everything")
        bring.body.addWidget(label(_TAKES, Role.BODY, wrap=True))
        bring.body.addLayout(_row(self.choose))
        bring.body.addWidget(label(_DROP, Role.SMALL, wrap=True))
        take.body.addWidget(
            SettingRow("Deck", "With its subdecks; a deck file holds this one alone.", self.deck)
        )
        take.body.addWidget(SettingRow("As", "", self.format))
        self._schedule_row = SettingRow(
            "With your progress", "Answers, due dates, flags.", self.schedule
        )
        take.body.addWidget(self._schedule_row)
        take.body.addLayout(_row(self.export))
        keep.body.addWidget(label(_ALL, Role.BODY, wrap=True))
        keep.body.addLayout(_row(self.archive))
        self.doing.body.addWidget(self.progress)
        self.doing.body.addLayout(_row(self.cancel))
        for panel in (self.doing, bring, take, keep):
            self.body.addWidget(panel)
        self.body.addStretch(1_000)


def _row(press: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID_PX)
    row.addWidget(press)
    row.addStretch(1)
    return row
