"""Base of the practice and sprint screens: progress, the drill, and the main button."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _
from flashdesign.services.drills.session_base import DrillSessionBase
from flashdesign.ui.drills.workspace import DrillWorkspace, name_button, show_verdict
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.charts.progress_line import ProgressLine
from flashdesign.ui.widgets.controls.shortcut import RETURN
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.widgets.layout.fitted_scroll_area import FittedScrollArea
from flashdesign.ui.widgets.layout.scroll_content import CenteredWidget, FittedColumn
from flashdesign.ui.widgets.layout.scroll_keys import scroll_by_key

_COLUMN_PX, _MAIN_PX, _NARROW_EMS = 760, 320, 36


class DrillSessionScreen(QWidget):
    """Holds the workspace of a drill; the subclass decides what it shows.

    Signals:
        finished: the last question was answered.
        link_opened: the URL of a source was clicked.
    """

    accessible_role = QAccessible.Role.Pane
    finished = Signal()
    link_opened = Signal(str)

    def __init__(
        self, session: DrillSessionBase[Any], keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.keys = keys
        self.position_label, self.counts = (
            ElidedLabel(role=TextRole.MUTED),
            label("", TextRole.MUTED),
        )
        self.progress, self.workspace = ProgressLine(self), DrillWorkspace(session, keys, self)
        self.main_button, self.extra = button("", ButtonKind.PRIMARY), QHBoxLayout()
        self._scroll_area = FittedScrollArea(self)
        self._arrange()
        self.workspace.link_opened.connect(self.link_opened)
        self.workspace.card.submit_button.clicked.connect(self.workspace.submit)
        # The field that is typed into stays visible.
        self.workspace.text_edited.connect(
            lambda field: self._scroll_area.ensureWidgetVisible(field, 0, GRID_PX)
        )

    def set_main_button(self, name: str, key: str = RETURN) -> None:
        """Set the label and key of the button below the card; "" hides it."""
        name_button(self.workspace.card.submit_button, "")
        name_button(self.main_button, name, key)

    def set_submit_button(self, name: str) -> None:
        """Set the label of the button beside the answer field; "" hides it."""
        name_button(self.main_button, "")
        name_button(self.workspace.card.submit_button, name)

    def show_verdict(self) -> None:
        """Scroll to the verdict."""
        show_verdict(self.workspace, self._scroll_area)

    def _arrange(self) -> None:
        page = self._page = QVBoxLayout(self)
        page.setSpacing(2 * GRID_PX)
        head = QHBoxLayout()
        head.addWidget(self.position_label, 1)
        head.addWidget(self.counts)
        inside = FittedColumn()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_center_bench(self.workspace))
        column.addStretch(1)
        self._scroll_area.setWidget(inside)
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GRID_PX)
        below.addLayout(self.extra)
        below.addWidget(CenteredWidget(self.main_button, _MAIN_PX))
        page.addLayout(head)
        page.addWidget(self.progress)
        page.addWidget(self._scroll_area)
        page.addWidget(foot)
        page.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(_("Drill"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not scroll_by_key(self._scroll_area.verticalScrollBar(), event.key()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW_EMS * sizes_of(self.font()).body_px
        side_px = 2 * GRID_PX if is_narrow else 4 * GRID_PX
        self._page.setContentsMargins(side_px, 3 * GRID_PX, side_px, 2 * GRID_PX)


def _center_bench(workspace: QWidget) -> CenteredWidget:
    holder = CenteredWidget(workspace, _COLUMN_PX)
    # Wrapped texts and tools may need more height than its hint.
    holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return holder
