"""The table of keys and their actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.controls.key_cap import KeyCap
from flashdesign.ui.widgets.controls.shortcut import key_text
from flashdesign.ui.window import actions

_SCOPES = (
    actions.REVIEW,
    actions.QUESTION,
    actions.DRILL,
    actions.HOME,
    actions.BROWSE,
    actions.EDIT,
    actions.TRANSFER,
    actions.EVERYWHERE,
)


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys of one page, as (key, action), and a note below them."""

    title: str
    rows: tuple[tuple[str, str], ...]
    note: str = ""


class KeyTable(QWidget):
    """Shows groups of keys below each other, and a button that leads to where they are changed.

    Signals:
        change_requested: show the settings of keys.
    """

    change_requested = Signal()

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, GRID_PX, GRID_PX)
        layout.setSpacing(GRID_PX)
        self.change_button = button(_("Change keys…"), ButtonKind.PLAIN, self)
        self.change_button.clicked.connect(lambda: self.change_requested.emit())
        layout.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignLeft)
        for group in groups:
            layout.addWidget(label(group.title, TextRole.SMALL, self))
            layout.addLayout(self._make_grid(group))
            if group.note:
                layout.addWidget(label(group.note, TextRole.SMALL, self, wrap=True))
            layout.addSpacing(GRID_PX)
        layout.addStretch(1)

    def _make_grid(self, group: KeyGroup) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(2 * GRID_PX)
        grid.setColumnStretch(0, 1)
        for row, (key, action) in enumerate(group.rows):
            text = label(action, parent=self, wrap=True)
            text.setAccessibleName(f"{action}: {key}")
            grid.addWidget(text, row, 0)
            grid.addWidget(KeyCap(key, self), row, 1, Qt.AlignmentFlag.AlignRight)
        return grid


def make_key_sheet(chosen: Mapping[str, str], scope: str = "") -> KeyTable:
    """Return a table of the current keys, grouped by page; first those that work in `scope`."""
    scopes = sorted(_SCOPES, key=lambda other: other != scope)
    bound = actions.bound_keys(chosen)
    groups = [
        KeyGroup(
            _(scope),
            tuple(
                (key_text(bound[action.id]) or "–", _(action.label))
                for action in actions.ACTIONS
                if action.scope == scope
            ),
            _typing_note(bound, scope),
        )
        for scope in scopes
    ]
    return KeyTable(groups)


def _typing_note(bound: Mapping[str, str], scope: str) -> str:
    """Return which keys of a page need Alt while an answer is typed, "" if there are none."""
    typing = actions.typing_keys(bound)
    keys = [key_text(typing[a.id]) for a in actions.ACTIONS if a.scope == scope and a.id in typing]
    message = _("While you type, use {keys}: a letter alone goes into the field.")
    return message.format(keys=", ".join(keys)) if keys else ""
