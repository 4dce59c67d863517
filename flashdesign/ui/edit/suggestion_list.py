"""The suggestions on a note: the search for them, and their list below the form."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import _
from flashdesign.services.editing.suggestions import Suggestion
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow
from flashdesign.ui.window import jobs

_TEXT_EMS = 14
Suggestions = tuple[Suggestion, ...]
_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class SuggestionList(QWidget):
    """Shows suggestions, which do not prevent saving; hidden if there are none.

    Signals:
        chosen: the field (its name) of a suggestion is to be shown.
    """

    accessible_role = QAccessible.Role.Grouping
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.suggestions: tuple[Suggestion, ...] = ()
        self.links: list[QPushButton] = []
        self._rows: list[QWidget] = []
        self.setAccessibleName(_("Suggestions"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID_PX // 2)
        self._layout.addWidget(label(_("Suggestions"), TextRole.STRONG, self))
        self.hide()

    def show_suggestions(
        self, suggestions: Sequence[Suggestion], title_of: Callable[[str], str]
    ) -> None:
        """Show these; `title_of` returns the label of a field, "" if it is not shown."""
        if tuple(suggestions) == self.suggestions and len(self._rows) == len(suggestions):
            return
        self.suggestions = tuple(suggestions)
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self.links = [], []
        for suggestion in suggestions:
            self._add_row(suggestion, title_of(suggestion.field))
        self.setVisible(bool(suggestions))

    def text(self) -> str:
        """Return all suggestions, one a line."""
        return "\n".join(suggestion.message for suggestion in self.suggestions)

    def _add_row(self, suggestion: Suggestion, title: str) -> None:
        text = label(suggestion.message, TextRole.SMALL, wrap=True)
        link = button(_("Go to field"), ButtonKind.QUIET)
        # Short, since a label of a field may be long; the tooltip says which one.
        link.setAccessibleName(_("Go to {field}").format(field=title))
        link.setToolTip(link.accessibleName())
        row = ResponsiveRow(
            lambda: link.sizeHint().width() + _TEXT_EMS * link.fontInfo().pixelSize()
        )
        row.row.setSpacing(GRID_PX)
        row.row.addWidget(text, 1)
        row.row.addWidget(link, 0, _TOP)
        row.setParent(self)
        link.setVisible(bool(title))
        link.setAccessibleDescription(suggestion.message)
        link.clicked.connect(lambda: self.chosen.emit(suggestion.field))
        if title:
            self.links.append(link)
        self._rows.append(row)
        self._layout.addWidget(row)
        row.show()


class SuggestionCheck(QObject):
    """Finds the suggestions on notes, those on drills in a job: each draws values 1,000 times.

    One job runs at a time; of the notes that come meanwhile, only the last one is checked.

    Signals:
        found: the note that was checked, and its suggestions.
    """

    found = Signal(object, object)

    def __init__(self, find: Callable[[Note, Note | None], Suggestions], parent: QObject) -> None:
        super().__init__(parent)
        self._find = find
        self._next: tuple[Note, Note | None] | None = None
        self._is_running = False

    def check(self, note: Note, base: Note | None) -> None:
        """Find the suggestions on a note; `base` is the note that is edited, if any."""
        if not isinstance(note.question, Drill):
            self._next = None
            self.found.emit(note, self._find(note, base))
            return
        self._next = (note, base)
        if not self._is_running:
            self._start()

    def _start(self) -> None:
        if self._next is None:
            return
        (note, base), self._next, self._is_running = self._next, None, True
        find = self._find

        def done(suggestions: Suggestions) -> None:
            self._is_running = False
            if self._next is None:
                self.found.emit(note, suggestions)
            self._start()

        jobs.start(self, lambda: find(note, base), done, self._fail)

    def _fail(self, error: BaseException) -> None:
        self._is_running = False
        if not isinstance(error, FlashDesignError):
            raise error
