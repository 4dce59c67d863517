"""The row of buttons at the end of a sheet."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from flashdesign.ui.theme.sizes import GRID_PX


def button_row(*buttons: QPushButton) -> QHBoxLayout:
    """Return buttons at the end of a row."""
    row = QHBoxLayout()
    row.setSpacing(GRID_PX)
    row.addStretch(1)
    for push_button in buttons:
        row.addWidget(push_button)
    return row
