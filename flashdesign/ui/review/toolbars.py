"""The bars of the review: the header with the button that closes it, and the tools below."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _, pgettext
from flashdesign.services.review.state import ReviewState
from flashdesign.ui.cards import review_text
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.charts.progress_line import ProgressLine
from flashdesign.ui.widgets.controls.key_cap import KeyButton
from flashdesign.ui.widgets.controls.overflow_row import OverflowRow
from flashdesign.ui.widgets.controls.shortcut import key_text
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.window import actions


class ReviewHeader(QWidget):
    """Shows the deck, how many cards are left, and a button that leaves the review."""

    def __init__(self, keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deck, self.counts = ElidedLabel(role=TextRole.MUTED), label("", TextRole.MUTED)
        self.progress = ProgressLine(self)
        self._close_key = key_text(keys["review.leave"])
        self.close_button = KeyButton(_("Close"), self._close_key)
        self.close_button.setAccessibleName(_("Leave the review"))
        self.close_button.setToolTip(_("Leave the review; its answers are saved"))
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID_PX)
        row.addWidget(self.deck, 1)
        row.addWidget(self.counts)
        row.addWidget(self.close_button)
        column.addLayout(row)
        column.addWidget(self.progress)

    def show_short_names(self, *, is_short: bool) -> None:
        """Show a cross instead of the name and key of the button in a narrow window."""
        self.close_button.setText("×" if is_short else _("Close"))
        self.close_button.set_key("" if is_short else self._close_key)

    def render_state(self, state: ReviewState) -> None:
        """Show the deck of the card and how many are left."""
        if state.card is not None:
            self.deck.set_text(review_text.format_location(state.card))
        self.counts.setText(review_text.format_remaining(state))
        self.progress.set_progress(state.answer_count, state.answer_count + state.left.total)


class ReviewToolBar(QWidget):
    """The buttons below the card, each with the key that works now.

    While an answer is typed, a letter goes into the field, so its key is shown with Alt.
    """

    def __init__(self, keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = {name: keys.get(f"review.{name}", "") for name in review_text.tool_labels()}
        self._keys["undo"] = keys["undo"]
        typing = actions.typing_keys(keys)
        self._typing_keys = {name: typing.get(f"review.{name}", "") for name in self._keys}
        self.buttons = {name: KeyButton(text) for name, text in review_text.tool_labels().items()}
        self.row = OverflowRow(self.buttons)
        foot = QHBoxLayout(self)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addStretch(1)
        foot.addWidget(self.row)
        foot.addStretch(1)
        for name, tool in self.buttons.items():
            tool.setToolTip(self._describe(name))

    def render_state(self, state: ReviewState) -> None:
        """Update the buttons for the card that is shown."""
        asked = state.card
        if asked is None:
            return
        self.buttons["flag"].setText(_("Unflag") if asked.is_flagged else pgettext("verb", "Flag"))
        self.buttons["undo"].setEnabled(state.can_undo)
        is_typed = asked.is_typed or asked.need > 0 or asked.drill is not None
        shown = self._typing_keys if is_typed and not state.is_revealed else self._keys
        texts = {name: key_text(key) for name, key in shown.items()}
        for name, tool in self.buttons.items():
            tool.set_key(texts[name])
        self.row.set_keys(texts)

    def show_short_names(self, *, is_short: bool) -> None:
        """Show shorter names in a narrow window."""
        self.buttons["why"].setText(_("Why?") if is_short else review_text.tool_labels()["why"])

    def _describe(self, name: str) -> str:
        key, typing_key = key_text(self._keys[name]), key_text(self._typing_keys[name])
        if not key:
            return ""
        message = _("Key {key}; while you type: {typing_key}") if typing_key else _("Key {key}")
        return message.format(key=key, typing_key=typing_key)
