"""A field to choose a folder or none."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from flashdesign.i18n import _, pgettext
from flashdesign.ui.theme import GRID_PX, Kind, Role, button
from flashdesign.ui.widgets.elided_label import ElidedLabel

_MAX_NAME_PX = 220
Ask = Callable[[QWidget, Path], Path | None]


class FolderField(QWidget):
    """Shows the folder, and buttons to choose another one or none.

    Signals:
        chosen: the path of the chosen folder, "" for none.
    """

    chosen = Signal(str)

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask, self._folder = ask, ""
        self.name = ElidedLabel(role=Role.SMALL)
        self.name.setMaximumWidth(_MAX_NAME_PX)
        self.choose, self.clear = (
            button(_("Choose…"), Kind.PLAIN),
            button(pgettext("folder", "None"), Kind.PLAIN),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID_PX)
        row.addWidget(self.name, 1)
        row.addWidget(self.choose)
        row.addWidget(self.clear)
        self.setFocusProxy(self.choose)
        self.choose.clicked.connect(lambda: self._choose_folder())
        self.clear.clicked.connect(lambda: self._set_and_emit(""))
        self.set_folder("")

    def set_folder(self, folder: str) -> None:
        """Show the name of a folder; the tooltip has the whole path."""
        self._folder = folder
        self.name.set_text(Path(folder).name if folder else "")
        self.name.setToolTip(folder)
        self.name.setVisible(bool(folder))
        self.clear.setVisible(bool(folder))

    def _choose_folder(self) -> None:
        folder = self._ask(self, Path(self._folder or Path.home()))
        if folder is not None:
            self._set_and_emit(str(folder))

    def _set_and_emit(self, folder: str) -> None:
        self.set_folder(folder)
        self.chosen.emit(folder)
