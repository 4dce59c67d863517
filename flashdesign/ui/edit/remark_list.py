"""The remarks on a note below its form: each with a button that leads to its field."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _
from flashdesign.services.editing.remarks import Remark
from flashdesign.ui.theme.roles import ButtonKind, Role, button, label
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow

_TEXT_EMS = 14
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
        self._layout.addWidget(label(_("Suggestions"), Role.STRONG, self))
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
        text = label(remark.message, Role.SMALL, wrap=True)
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
