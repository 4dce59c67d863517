"""Import and export: choose a file to import, or a deck and a format to export."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.imports.formats import format_titles
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.charts.progress_line import ProgressLine
from flashdesign.ui.widgets.controls.deck_combo import DeckCombo
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.controls.shortcut import WITHIN, add_shortcut
from flashdesign.ui.widgets.controls.switch import Switch
from flashdesign.ui.widgets.layout.page import Page
from flashdesign.ui.widgets.layout.panel import Panel

PACKAGE, DECK_FILE = ".apkg", ".yaml"
EXPORT_FORMATS = {
    DECK_FILE: N_("Deck file (YAML)"),
    ".csv": N_("Table (CSV)"),
    PACKAGE: N_("Anki package"),
    ".html": N_("Page (HTML)"),
    ".pdf": N_("Page to print (PDF)"),
}
_IMPORT = N_(
    "Choose one of these: {formats}. You'll see a preview before anything changes, and you can "
    "undo it."
)
_ARCHIVE = N_(
    "All decks and progress in one file. To restore it on another computer, "
    "use Settings > Data > Restore a backup."
)
_DROP = N_("Or drop the file anywhere on this window.")


class TransferScreen(Page):
    """Asks for a file to import or a deck to export.

    Signals:
        import_requested: choose a file and import it.
        export_requested: export a deck (its id) in a format (its suffix), with or without its
            schedule.
        archive_requested: export the whole collection to one file.
        cancel_requested: cancel the running job.
    """

    import_requested = Signal()
    export_requested = Signal(str, str, bool)
    archive_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Import and export"), parent=parent, narrow=True)
        self.deck, self.format = DeckCombo(), QComboBox()
        for suffix, name in EXPORT_FORMATS.items():
            self.format.addItem(_(name), suffix)
        self.choose = button(_("Choose a file…"), ButtonKind.PRIMARY)
        self.export = button(_("Export…"), ButtonKind.PLAIN)
        self.archive = button(_("Export everything…"), ButtonKind.PLAIN)
        self.left_out = label("", TextRole.ERROR, wrap=True)
        self._subdecks: dict[str, int] = {}
        self._is_format_chosen = False
        self._started_by = self.choose
        self.include_progress = Switch(_("Include progress"))
        self.progress_panel = Panel("")
        self.progress, self.cancel = ProgressLine(), button(_("Cancel"), ButtonKind.PLAIN)
        self._cancel_key = add_shortcut(self, "Esc", self.cancel.click, scope=WITHIN)
        self._arrange_parts()
        self.choose.clicked.connect(lambda: self.import_requested.emit())
        self.cancel.clicked.connect(lambda: self.cancel_requested.emit())
        self.archive.clicked.connect(lambda: self.archive_requested.emit())
        self.export.clicked.connect(self._ask_for_export)
        self.format.activated.connect(lambda _at: self._note_choice())
        self.format.currentIndexChanged.connect(lambda: self._describe_choice())
        self.deck.currentIndexChanged.connect(lambda: self._suggest_format())
        self._describe_choice()
        self.render_idle()

    def render_decks(
        self, decks: Sequence[tuple[str, str]], subdecks: Mapping[str, int] | None = None
    ) -> None:
        """Offer decks (id and title) for export, and keep the selected one.

        `subdecks` are the numbers of subdecks of those that have any.
        """
        self._subdecks = dict(subdecks or {})
        selected = self.deck.currentData()
        self.deck.clear()
        for deck, title in decks:
            self.deck.addItem(title, deck)
        self.deck.setCurrentIndex(max(0, self.deck.findData(selected)))
        self.export.setEnabled(bool(decks))

    def select_deck(self, deck: str) -> None:
        """Select a deck for export, and move the focus to the format."""
        self.deck.setCurrentIndex(max(0, self.deck.findData(deck)))
        self.format.setFocus()

    def render_progress(self, what: str, done: int = 0, total: int = 0) -> None:
        """Show a running job and its progress."""
        self.progress_panel.set_heading(what)
        self.progress.set_progress(done, total)
        self.progress_panel.show()
        if self.choose.isEnabled():
            starters = (self.choose, self.export, self.archive)
            self._started_by = next(
                (starter for starter in starters if starter.hasFocus()), self.choose
            )
            self.cancel.setFocus()
        self._enable(False)

    def render_idle(self) -> None:
        """Show that no job is running."""
        self._enable(True)
        if self.cancel.hasFocus():
            self._started_by.setFocus()
        self.progress_panel.hide()

    def _enable(self, on: bool) -> None:
        self._cancel_key.setEnabled(not on)
        self.choose.setEnabled(on)
        self.archive.setEnabled(on)
        self.export.setEnabled(on and self.deck.count() > 0)

    def _note_choice(self) -> None:
        self._is_format_chosen = True

    def _suggest_format(self) -> None:
        """Select a format that includes the subdecks, unless the user chose one."""
        if not self._is_format_chosen:
            has_subdecks = self._subdecks.get(self.deck.currentData(), 0) > 0
            suggested = PACKAGE if has_subdecks else DECK_FILE
            self.format.setCurrentIndex(self.format.findData(suggested))
        self._describe_choice()

    def _describe_choice(self) -> None:
        """Offer the progress where it can be exported, and say which decks are left out."""
        suffix = self.format.currentData()
        self._schedule_row.setVisible(suffix == PACKAGE)
        count = self._subdecks.get(self.deck.currentData(), 0) if suffix == DECK_FILE else 0
        text = ngettext(
            "{n} subdeck is left out: a deck file has one deck only.",
            "{n} subdecks are left out: a deck file has one deck only.",
            count,
        )
        self.left_out.setText(text.format(n=number(count)) if count else "")
        self.left_out.setVisible(count > 0)
        self.export.setAccessibleDescription(self.left_out.text())

    def _ask_for_export(self) -> None:
        suffix = self.format.currentData()
        with_schedule = suffix == PACKAGE and self.include_progress.isChecked()
        self.export_requested.emit(self.deck.currentData(), suffix, with_schedule)

    def _arrange_parts(self) -> None:
        importing, exporting = Panel(_("Import a deck")), Panel(_("Export a deck"))
        archive = Panel(_("Full backup"))
        sentence = _(_IMPORT).format(formats=", ".join(format_titles()))
        importing.body.addWidget(label(sentence, TextRole.BODY, wrap=True))
        importing.body.addLayout(_make_row(self.choose))
        importing.body.addWidget(label(_(_DROP), TextRole.SMALL, wrap=True))
        exporting.body.addWidget(
            SettingRow(_("Deck"), _("Its subdecks are included, except in a deck file."), self.deck)
        )
        exporting.body.addWidget(SettingRow(_("Format"), "", self.format))
        self._schedule_row = SettingRow(
            _("Include progress"), _("Reviews, due dates and flags."), self.include_progress
        )
        exporting.body.addWidget(self._schedule_row)
        exporting.body.addWidget(self.left_out)
        exporting.body.addLayout(_make_row(self.export))
        archive.body.addWidget(label(_(_ARCHIVE), TextRole.BODY, wrap=True))
        archive.body.addLayout(_make_row(self.archive))
        self.progress_panel.body.addWidget(self.progress)
        self.progress_panel.body.addLayout(_make_row(self.cancel))
        for panel in (self.progress_panel, importing, exporting, archive):
            self.body.addWidget(panel)
        self.body.addStretch(1_000)


def _make_row(control: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID_PX)
    row.addWidget(control)
    row.addStretch(1)
    return row
