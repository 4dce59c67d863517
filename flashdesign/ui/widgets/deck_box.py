"""A choice among decks, however long their titles are."""

from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

_FEWEST_CHARACTERS = 16


class DeckBox(QComboBox):
    """Takes the width that is left for it; a long title is cut, and makes nothing wider."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumContentsLength(_FEWEST_CHARACTERS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
