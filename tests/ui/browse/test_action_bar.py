"""The bar of actions works only when something changed, as each row step asks it several times."""

from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from flashdesign.services.browse.search import Selection
from flashdesign.ui.browse.action_bar import ActionBar


class Renewals(QObject):
    """Counts how often the description of a widget is set."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        self.count += event.type() is QEvent.Type.ToolTipChange
        return super().eventFilter(watched, event)


def step(bar: ActionBar, chosen: int, notes: int) -> None:
    """Show what one row step shows: twice the selection, then what was found out about it."""
    for _ in range(2):
        bar.render_chosen(chosen, 100, is_suspended=False)
    bar.render_selection(Selection(notes, 0), can_undo=False)


def test_a_row_step_enables_the_actions_once_at_most(qtbot: QtBot) -> None:
    bar, renewals = ActionBar(), Renewals()
    qtbot.addWidget(bar)
    bar.render_found(100, is_counted=True)
    step(bar, 1, 1)
    bar.buttons["delete"].installEventFilter(renewals)
    step(bar, 1, 1)
    assert renewals.count == 0
    step(bar, 2, 1)
    assert renewals.count == 1
    bar.render_blocked("There is no such filter.")
    assert not bar.buttons["delete"].isEnabled()
    bar.render_blocked("")
    assert bar.buttons["delete"].isEnabled()
