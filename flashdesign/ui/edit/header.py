"""The header of the note form: deck and kind."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.question_kinds import kind_names
from flashdesign.i18n.translation import _
from flashdesign.ui.browse.card_table_model import kind_label
from flashdesign.ui.edit.field import FormCombo, FormField
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow

_ROW_EMS = 26
_MIN_CHARACTERS = 12


class EditHeader(ResponsiveRow):
    """Selects a deck and a kind of note.

    Signals:
        deck_changed: another deck was selected.
        deck_requested: create a new deck.
        kind_changed: another kind (its name in deck files) was selected.
    """

    deck_changed = Signal()
    deck_requested = Signal()
    kind_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _ROW_EMS * sizes_of(self.font()).body_px, parent)
        self.deck, self.kind = FormCombo(), FormCombo()
        for kind in kind_names():
            self.kind.addItem(kind_label(kind), kind)
        for box in (self.deck, self.kind):
            # A long title is cut off; it never makes the form wider than the window.
            box.setMinimumContentsLength(_MIN_CHARACTERS)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.row.setSpacing(2 * GRID_PX)
        self.row.addWidget(FormField(_("Deck"), "", self.deck), 3)
        self.row.addWidget(FormField(_("Kind"), "", self.kind), 2)
        self._deck_index = 0
        self.deck.activated.connect(self._handle_deck)
        self.kind.activated.connect(lambda _index: self.kind_changed.emit(self.picked_kind()))

    def set_decks(self, decks: Sequence[tuple[str, str]]) -> None:
        """Offer decks (id and title), keeping the selected one."""
        selected = self.deck.currentData()
        self.deck.clear()
        for deck, title in decks:
            self.deck.addItem(title, deck)
        self.deck.addItem(_("New deck…"), "")
        self.pick_deck(DeckId(selected or ""))

    def pick_deck(self, deck: DeckId) -> None:
        """Select a deck, or the first one if it is not offered."""
        index = self.deck.findData(str(deck)) if deck else 0
        self._deck_index = max(0, index)
        self.deck.setCurrentIndex(self._deck_index)

    def selected_deck(self) -> DeckId:
        """Return the selected deck; "" if there is none yet."""
        return DeckId(str(self.deck.currentData() or ""))

    def pick_kind(self, kind: str) -> None:
        """Select a kind of note by its name in deck files."""
        self.kind.setCurrentIndex(self.kind.findData(kind))

    def picked_kind(self) -> str:
        """Return the selected kind by its name in deck files."""
        return str(self.kind.currentData())

    def _handle_deck(self, index: int) -> None:
        if self.deck.itemData(index):
            self._deck_index = index
            self.deck_changed.emit()
        else:
            self.deck.setCurrentIndex(self._deck_index)
            self.deck_requested.emit()
