"""Panels."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.layout.panel import Panel


def test_the_heading_names_the_box(qtbot: QtBot) -> None:
    panel = Panel("Reviews")
    qtbot.addWidget(panel)
    panel.show()
    heading = panel.findChild(QLabel)
    assert heading is not None
    assert (panel.accessibleName(), heading.text()) == ("Reviews", "Reviews")
    panel.set_heading("")
    assert not heading.isVisible()
