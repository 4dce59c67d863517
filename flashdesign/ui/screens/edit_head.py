"""Where a note goes and of which kind it is: what stands above its form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from flashdesign.domain.cards import DeckId
from flashdesign.services.entry_forms import KINDS
from flashdesign.ui.theme import GRID_PX, sizes_of
from flashdesign.ui.widgets.bending_row import BendingRow
from flashdesign.ui.widgets.form_field import FormField
from flashdesign.ui.widgets.pick import Pick

_NEW_DECK = "New deck…"
_ROW_EMS = 26
_FEWEST_CHARACTERS = 12


class EditHead(BendingRow):
    """Picks a deck and a kind.

    Signals:
        deck_changed: another deck was picked.
        deck_requested: a new deck is to be made.
        kind_changed: another kind (its name) was picked.
    """

    deck_changed = Signal()
    deck_requested = Signal()
    kind_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _ROW_EMS * sizes_of(self.font()).body_px, parent)
        self.deck, self.kind = Pick(), Pick()
        self.kind.addItems(list(KINDS))
        for pick in (self.deck, self.kind):
            # A long title is cut; it never makes the form wider than the window.
            pick.setMinimumContentsLength(_FEWEST_CHARACTERS)
            pick.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            pick.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.row.setSpacing(2 * GRID_PX)
        self.row.addWidget(FormField("Deck", "", self.deck), 3)
        self.row.addWidget(FormField("Kind", "", self.kind), 2)
        self._chosen = 0
        self.deck.activated.connect(self._pick_deck)
        self.kind.textActivated.connect(self.kind_changed)

    def set_decks(self, decks: Sequence[tuple[str, str]]) -> None:
        """Offer decks (id and title), keeping the one that is picked."""
        picked = self.deck.currentData()
        self.deck.clear()
        for deck, title in decks:
            self.deck.addItem(title, deck)
        self.deck.addItem(_NEW_DECK, "")
        self.pick_deck(DeckId(picked or ""))

    def pick_deck(self, deck: DeckId) -> None:
        """Show a deck as the one that is picked, the first where there is none such."""
        at = self.deck.findData(str(deck)) if deck else 0
        self._chosen = max(0, at)
        self.deck.setCurrentIndex(self._chosen)

    def picked_deck(self) -> DeckId:
        """Return the deck that is picked; "" where there is none yet."""
        return DeckId(str(self.deck.currentData() or ""))

    def _pick_deck(self, at: int) -> None:
        if self.deck.itemData(at):
            self._chosen = at
            self.deck_changed.emit()
        else:
            self.deck.setCurrentIndex(self._chosen)
            self.deck_requested.emit()
