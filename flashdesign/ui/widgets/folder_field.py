"""A folder that a person chose, or none."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from flashdesign.ui.theme import GRID_PX, Kind, Role, button
from flashdesign.ui.widgets.elided_label import ElidedLabel

_LONGEST_PX = 220
Ask = Callable[[QWidget, Path], Path | None]


class FolderField(QWidget):
    """Names the folder, lets another be chosen, or none.

    Signals:
        chosen: another folder (its path, or "") was chosen.
    """

    chosen = Signal(str)

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask, self._folder = ask, ""
        self.name = ElidedLabel(role=Role.SMALL)
        self.name.setMaximumWidth(_LONGEST_PX)
        self.choose, self.clear = button("Choose…", Kind.PLAIN), button("None", Kind.PLAIN)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID_PX)
        row.addWidget(self.name, 1)
        row.addWidget(self.choose)
        row.addWidget(self.clear)
        self.setFocusProxy(self.choose)
        self.choose.clicked.connect(lambda: self._choose())
        self.clear.clicked.connect(lambda: self._take(""))
        self.set_folder("")

    def set_folder(self, folder: str) -> None:
        """Show a folder by its last name; the whole path is the tooltip."""
        self._folder = folder
        self.name.set_text(Path(folder).name if folder else "")
        self.name.setToolTip(folder)
        self.name.setVisible(bool(folder))
        self.clear.setVisible(bool(folder))

    def _choose(self) -> None:
        found = self._ask(self, Path(self._folder or Path.home()))
        if found is not None:
            self._take(str(found))

    def _take(self, folder: str) -> None:
        self.set_folder(folder)
        self.chosen.emit(folder)
