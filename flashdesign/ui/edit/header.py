"""The header of the note form: deck and kind."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from flashdesign.content.note_kinds.registry import kind_named
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.question_kinds import kind_names
from flashdesign.i18n.translation import N_, _
from flashdesign.ui.browse.card_table_model import kind_label
from flashdesign.ui.edit.fields.field import FormCombo, FormField
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of, with_size
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow

_ROW_EMS = 20
# Of the width of the form: the deck and the kind.
_SHARES = (3, 2)
_MIN_CHARACTERS = 8
_SUMMARY = Qt.ItemDataRole.UserRole + 1
_ROW_PADDING_PX = 6
_FIXED_DECK = N_("A built-in note stays in its deck.")
_SELECTED = QStyle.StateFlag.State_Selected
_Index = QModelIndex | QPersistentModelIndex


class EditHeader(QWidget):
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
        super().__init__(parent)
        self.deck, self.kind = FormCombo(), FormCombo()
        for kind in kind_names():
            self.kind.addItem(kind_label(kind), kind)
            self.kind.setItemData(self.kind.count() - 1, kind_summary(kind), _SUMMARY)
        self.kind.setItemDelegate(_KindDelegate(self.kind))
        # A title longer than the form is cut off; it never makes the form wider than the window.
        self.deck.setMinimumContentsLength(_MIN_CHARACTERS)
        shortened = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.deck.setSizeAdjustPolicy(shortened)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for box in (self.deck, self.kind):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.summary = label("", TextRole.SMALL, self, wrap=True)
        self._deck_field = FormField(_("Deck"), "", self.deck)
        self._arrange()
        self._deck_index = 0
        self.deck.activated.connect(self._handle_deck)
        self.deck.currentTextChanged.connect(self.deck.setToolTip)
        self.kind.activated.connect(lambda _index: self.kind_changed.emit(self.picked_kind()))
        self.kind.currentIndexChanged.connect(lambda _index: self._show_summary())

    def set_decks(self, decks: Sequence[tuple[str, str]]) -> None:
        """Offer decks (id and title), keeping the selected one."""
        selected = self.deck.currentData()
        self.deck.clear()
        for deck, title in decks:
            self.deck.addItem(title, deck)
        self.deck.addItem(_("New deck…"), "")
        self.pick_deck(DeckId(selected or ""))

    def fix_deck(self, *, is_fixed: bool) -> None:
        """Disable the selection of a deck, and say why, or enable it."""
        self.deck.setEnabled(not is_fixed)
        self._deck_field.set_advice(_(_FIXED_DECK) if is_fixed else "")

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
        self._show_summary()

    def picked_kind(self) -> str:
        """Return the selected kind by its name in deck files."""
        return str(self.kind.currentData())

    def _show_summary(self) -> None:
        summary = kind_summary(self.picked_kind())
        self.summary.setText(summary)
        self.summary.setHidden(not summary)
        self.kind.setAccessibleDescription(summary)

    def _arrange(self) -> None:
        parts = (self._deck_field, FormField(_("Kind"), "", self.kind))

        def needed_px() -> int:
            title_px, kind_px = self.deck.whole_text_px(), parts[1].minimumSizeHint().width()
            shares_px = ceil(title_px * sum(_SHARES) / _SHARES[0])
            least = max(title_px + kind_px, shares_px) + 2 * GRID_PX
            return max(least, _ROW_EMS * sizes_of(self.font()).body_px)

        fields = ResponsiveRow(needed_px, self)
        self.deck.currentTextChanged.connect(lambda _title: fields.update_direction())
        fields.row.setSpacing(2 * GRID_PX)
        for part, share in zip(parts, _SHARES, strict=True):
            fields.row.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(fields)
        column.addWidget(self.summary)

    def _handle_deck(self, index: int) -> None:
        if self.deck.itemData(index):
            self._deck_index = index
            self.deck_changed.emit()
        else:
            self.deck.setCurrentIndex(self._deck_index)
            self.deck_requested.emit()


def kind_summary(kind: str) -> str:
    """Return a sentence on a kind of note; `kind` is its name in deck files."""
    known = kind_named(kind)
    return "" if known is None else known.summary()


class _KindDelegate(QStyledItemDelegate):
    """Paints a kind of note in the list, with its sentence below its name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        summary = str(index.data(_SUMMARY) or "")
        view = option.widget
        tokens, rect = tokens_of(view.palette()), option.rect
        state = option.state
        painter.save()
        if state & _SELECTED:
            painter.fillRect(rect, tokens.selection)
        inner = rect.adjusted(_ROW_PADDING_PX, _ROW_PADDING_PX, -_ROW_PADDING_PX, -_ROW_PADDING_PX)
        name_font, small_font = _fonts(view)
        painter.setLayoutDirection(view.layoutDirection())
        side = Qt.AlignmentFlag.AlignLeft
        painter.setFont(name_font)
        painter.setPen(tokens.text)
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignTop, str(index.data()))
        painter.setFont(small_font)
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignBottom, summary)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        summary = str(index.data(_SUMMARY) or "")
        name_font, small_font = _fonts(view)
        name, small = QFontMetrics(name_font), QFontMetrics(small_font)
        width = max(name.horizontalAdvance(str(index.data())), small.horizontalAdvance(summary))
        height = name.height() + small.height()
        return QSize(width + 2 * _ROW_PADDING_PX, height + 2 * _ROW_PADDING_PX)


def _fonts(view: QWidget) -> tuple[QFont, QFont]:
    sizes = sizes_of(view.font())
    return with_size(view.font(), sizes.body_px), with_size(view.font(), sizes.small_px)
