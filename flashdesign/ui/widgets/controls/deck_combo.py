"""A combo box of decks that shortens long titles."""

from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

_MIN_CHARACTERS = 16


class DeckCombo(QComboBox):
    """Takes the available width; a long title is cut and does not widen the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumContentsLength(_MIN_CHARACTERS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
