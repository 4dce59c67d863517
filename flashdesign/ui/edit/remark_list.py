"""The remarks on a note: the search for them, and their list below the form."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import _
from flashdesign.services.editing.remarks import Remark
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow
from flashdesign.ui.window import jobs

_TEXT_EMS = 14
Remarks = tuple[Remark, ...]
_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class RemarkList(QWidget):
    """Shows remarks, which do not prevent saving; hidden if there are none.

    Signals:
        chosen: the field (its name) of a remark is to be shown.
    """

    accessible_role = QAccessible.Role.Grouping
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remarks: tuple[Remark, ...] = ()
        self.links: list[QPushButton] = []
        self._rows: list[QWidget] = []
        self.setAccessibleName(_("Suggestions"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID_PX // 2)
        self._layout.addWidget(label(_("Suggestions"), TextRole.STRONG, self))
        self.hide()

    def show_remarks(self, remarks: Sequence[Remark], title_of: Callable[[str], str]) -> None:
        """Replace the remarks; `title_of` returns the label of a field, "" if it is not shown."""
        if tuple(remarks) == self.remarks and len(self._rows) == len(remarks):
            return
        self.remarks = tuple(remarks)
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self.links = [], []
        for remark in remarks:
            self._add_row(remark, title_of(remark.field))
        self.setVisible(bool(remarks))

    def text(self) -> str:
        """Return all remarks, one a line."""
        return "\n".join(remark.message for remark in self.remarks)

    def _add_row(self, remark: Remark, title: str) -> None:
        text = label(remark.message, TextRole.SMALL, wrap=True)
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
        link.setAccessibleDescription(remark.message)
        link.clicked.connect(lambda: self.chosen.emit(remark.field))
        if title:
            self.links.append(link)
        self._rows.append(row)
        self._layout.addWidget(row)
        row.show()


class RemarkCheck(QObject):
    """Finds the remarks on notes, those on drills in a job: each draws values 1,000 times.

    One job runs at a time; of the notes that come meanwhile, only the last one is checked.

    Signals:
        found: the note that was checked, and its remarks.
    """

    found = Signal(object, object)

    def __init__(self, find: Callable[[Note, Note | None], Remarks], parent: QObject) -> None:
        super().__init__(parent)
        self._find = find
        self._next: tuple[Note, Note | None] | None = None
        self._is_running = False

    def check(self, note: Note, base: Note | None) -> None:
        """Find the remarks on a note; `base` is the note that is edited, if any."""
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

        def done(remarks: Remarks) -> None:
            self._is_running = False
            if self._next is None:
                self.found.emit(note, remarks)
            self._start()

        jobs.start(self, lambda: find(note, base), done, self._fail)

    def _fail(self, error: BaseException) -> None:
        self._is_running = False
        if not isinstance(error, FlashDesignError):
            raise error
