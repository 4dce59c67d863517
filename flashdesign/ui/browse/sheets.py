"""Sheets of Browse: questions about the selected cards, and how to search."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext, pgettext
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.transfer.screen import EXPORT_FORMATS, PACKAGE
from flashdesign.ui.widgets.controls.deck_combo import DeckCombo
from flashdesign.ui.widgets.controls.setting_row import SettingRow, text_field
from flashdesign.ui.widgets.controls.switch import Switch
from flashdesign.ui.widgets.layout.button_row import button_row

# What is typed is the same in each language; only words to look for are examples.
_EXAMPLES = (
    ("cache evict", N_("Both words, in any order; the beginning of a word is enough")),
    ('"consistent hashing"', N_("A phrase, word by word")),
    ("raft or paxos", N_("One of them")),
    ("-raft", N_("Cards without it")),
    ("(raft or paxos) -is:new", N_("Brackets keep terms together")),
    ("deck:scaling", N_("Cards of a deck and its subdecks, by title or id")),
    ("tag:latency", N_("Notes with a tag, or with one that begins so")),
    ("is:due", N_("Due today; also is:new, is:learning, is:review")),
    ("is:suspended", N_("Suspended; also is:buried, is:leech")),
    ("flag:1", N_("Cards with a flag from 1 to 7; flag:0 is none")),
    ("kind:cloze", N_("A kind of question, as named in deck files")),
    ("priority:1", N_("Core notes; priority:2 are the usual ones, priority:3 extra")),
    ("lapses>3", N_("Forgotten more than three times; also reps, difficulty")),
    ("due<7d", N_("Due within a week; units are d, w, mo and y")),
    ("stability<30d", N_("Remembered for less than 30 days")),
)


class TagSheet(QWidget):
    """Asks for tags to add and to remove.

    Signals:
        submitted: the tags to add and those to remove.
    """

    submitted = Signal(object, object)

    def __init__(self, known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add, self.remove = _tag_field(known), _tag_field(known)
        self.submit_button = button(_("Change tags"), ButtonKind.PRIMARY)
        layout = QVBoxLayout(self)
        layout.addWidget(SettingRow(_("Add"), _("Separate with spaces."), self.add))
        layout.addWidget(SettingRow(_("Remove"), "", self.remove))
        layout.addWidget(self.submit_button, 0, Qt.AlignmentFlag.AlignRight)
        self.submit_button.clicked.connect(self._submit)
        for field in (self.add, self.remove):
            field.returnPressed.connect(self._submit)

    def _submit(self) -> None:
        self.submitted.emit(tuple(self.add.text().split()), tuple(self.remove.text().split()))


class MoveSheet(QWidget):
    """Asks for a deck; says how many of the notes stay where they are, because they are built in.

    Signals:
        given: the id of the deck.
    """

    given = Signal(str)

    def __init__(
        self,
        decks: Sequence[tuple[str, str]],
        notes: int = 1,
        staying: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.deck = DeckCombo()
        for deck, title in decks:
            self.deck.addItem(title, deck)
        self.done = button(pgettext("verb", "Move"), ButtonKind.PRIMARY)
        layout = QVBoxLayout(self)
        if staying:
            layout.addWidget(label(_format_staying(notes, staying), wrap=True))
        layout.addWidget(SettingRow(_("To deck"), _("The cards keep their progress."), self.deck))
        layout.addWidget(self.done, 0, Qt.AlignmentFlag.AlignRight)
        self.done.setEnabled(bool(decks))
        self.done.clicked.connect(lambda: self.given.emit(self.deck.currentData()))


class ExportSheet(QWidget):
    """Asks for a format.

    Signals:
        given: the format's suffix, and whether to include the schedule.
    """

    given = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format, self.schedule = QComboBox(), Switch(_("Include progress"))
        for suffix, name in EXPORT_FORMATS.items():
            self.format.addItem(_(name), suffix)
        self.done = button(_("Export…"), ButtonKind.PRIMARY)
        row = self._row = SettingRow(
            _("Include progress"), _("Only in an Anki package."), self.schedule
        )
        layout = QVBoxLayout(self)
        layout.addWidget(
            SettingRow(_("Format"), _("The notes of the selected cards."), self.format)
        )
        layout.addWidget(row)
        layout.addWidget(self.done, 0, Qt.AlignmentFlag.AlignRight)
        self.format.currentIndexChanged.connect(lambda _index: self._enable_schedule())
        self.done.clicked.connect(self._submit)
        self._enable_schedule()

    def _enable_schedule(self) -> None:
        # Disabled, not hidden: the open sheet keeps its size.
        self._row.setEnabled(self.format.currentData() == PACKAGE)

    def _submit(self) -> None:
        suffix = self.format.currentData()
        self.given.emit(suffix, suffix == PACKAGE and self.schedule.isChecked())


class ConfirmSheet(QWidget):
    """Says what an action would do, and does it on request.

    Signals:
        confirmed: do it.
        canceled: do nothing.
    """

    confirmed = Signal()
    canceled = Signal()

    def __init__(
        self,
        sentences: list[str],
        action: str,
        kind: ButtonKind = ButtonKind.PRIMARY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.action, self.cancel = button(action, kind), button(_("Cancel"), ButtonKind.PLAIN)
        self.rows = QVBoxLayout(self)
        self.rows.setSpacing(GRID_PX)
        for sentence in sentences:
            self.rows.addWidget(label(sentence, wrap=True))
        self.rows.addLayout(button_row(self.cancel, self.action))
        self.action.clicked.connect(lambda: self.confirmed.emit())
        self.cancel.clicked.connect(lambda: self.canceled.emit())


class StudySheet(ConfirmSheet):
    """Says what a session of chosen cards does, and asks whether due dates stay as they are.

    Signals:
        started: start the session; whether it is practice only.
    """

    started = Signal(bool)

    def __init__(self, cards: int, sentences: list[str], parent: QWidget | None = None) -> None:
        start = ngettext("Study {n} card", "Study {n} cards", cards).format(n=number(cards))
        super().__init__(sentences, start, parent=parent)
        self.practice = Switch(_("Practice only"))
        advice = _("Answers are logged, but no due date changes.")
        self.rows.insertWidget(
            len(sentences), SettingRow(_("Practice only"), advice, self.practice)
        )
        self.action.setEnabled(cards > 0)
        self.confirmed.connect(lambda: self.started.emit(self.practice.isChecked()))


class SearchHelpSheet(QWidget):
    """Examples of searches, and what each finds.

    Signals:
        example_chosen: an example was clicked.
    """

    example_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.examples = {text: button(text, ButtonKind.PLAIN) for text, _meaning in _EXAMPLES}
        grid = QGridLayout(self)
        grid.setHorizontalSpacing(2 * GRID_PX)
        grid.setVerticalSpacing(GRID_PX // 2)
        grid.setColumnStretch(1, 1)
        intro = label(_("Click an example to search for it."), TextRole.MUTED, wrap=True)
        grid.addWidget(intro, 0, 0, 1, 2)
        for row, (text, meaning) in enumerate(_EXAMPLES, start=1):
            example, told = self.examples[text], label(_(meaning), wrap=True)
            example.setAccessibleDescription(_(meaning))
            # Also in a language that is written from right to left.
            example.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            example.clicked.connect(
                lambda _checked=False, text=text: self.example_chosen.emit(text)
            )
            grid.addWidget(example, row, 0)
            grid.addWidget(told, row, 1)


def _tag_field(known: Sequence[str]) -> QLineEdit:
    field = text_field()
    completer = QCompleter(list(known), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    field.setCompleter(completer)
    return field


def _format_staying(notes: int, staying: int) -> str:
    message = ngettext(
        "{n} of {total} notes is built in and stays where it is.",
        "{n} of {total} notes are built in and stay where they are.",
        staying,
    )
    return message.format(n=number(staying), total=number(notes))
