"""The options of a choice, and after the answer which of them were right and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from flashdesign.content.markdown import to_html, to_plain
from flashdesign.ui import icons
from flashdesign.ui.theme import GRID_PX, Role, Tokens, label
from flashdesign.ui.widgets import painting
from flashdesign.ui.widgets.key_cap import KeyCap
from flashdesign.ui.widgets.painted_button import PaintedButton


@dataclass(frozen=True, slots=True)
class Option:
    """One option in Markdown, and the key that chooses it."""

    text: str
    key: str


class Mark(Enum):
    """What is known about an option: its words, its icon and the tokens of its colours."""

    OPEN = ("", "", "muted", "panel")
    PICKED = ("Picked", "check", "accent", "accent_wash")
    RIGHT = ("Right answer", "check", "good", "success_wash")
    RIGHT_CHOSEN = ("Your answer, right", "check", "good", "success_wash")
    WRONG_CHOSEN = ("Your answer, wrong", "cross", "again", "error_wash")
    PASSED_OVER = ("", "", "muted", "background")

    def __init__(self, words: str, icon: str, colour: str, wash: str) -> None:
        self.words, self.icon, self.colour, self.wash = words, icon, colour, wash


class OptionRow(PaintedButton):
    """One option, drawn."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = Mark.OPEN
        self._text = ""
        self._label, self._key = QLabel("", self), KeyCap("", self)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._verdict = label("", Role.STRONG, self)
        self._reason = label("", Role.MUTED, self, wrap=True)
        self._label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._arrange()
        self.show_option(option)

    def show_option(self, option: Option) -> None:
        """Show another option, about which nothing is known."""
        self._text = to_plain(option.text)
        self._label.setText(to_html(option.text))
        self._key.set_key(option.key)
        self._key.setVisible(bool(option.key))
        self.set_mark(Mark.OPEN)

    def set_mark(self, mark: Mark, reason: str = "") -> None:
        """Show what is known about the option, and why."""
        self.mark = mark
        self._verdict.setText(mark.words)
        self._verdict.setHidden(not mark.words)
        # The icon is painted in the free room before the words.
        icon_px = self._verdict.fontMetrics().height() if mark.icon else 0
        self._verdict.setContentsMargins(icon_px + GRID_PX, 2, 0, 0)
        self._reason.setText(to_plain(reason))
        self._reason.setHidden(not reason)
        self.setAccessibleName(". ".join(filter(None, (self._text, mark.words, reason))))
        self.update()

    def _arrange(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(4)
        self._label.setContentsMargins(0, 2, 0, 0)
        for widget in (self._label, self._reason):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            texts.addWidget(widget)
        texts.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 11, 2 * GRID_PX, 11)
        layout.setSpacing(12)
        keeping_room = self._key.sizePolicy()
        keeping_room.setRetainSizeWhenHidden(True)
        self._key.setSizePolicy(keeping_room)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addWidget(self._key, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)
        layout.addWidget(self._verdict, 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = self.tokens, QRectF(self.rect())
        painter = painting.begin(self)
        fill = self.surface if self.mark is Mark.OPEN else getattr(tokens, self.mark.wash)
        painting.box(painter, rect, fill=fill, line=self._border(tokens))
        if self.hasFocus():
            painting.ring(painter, rect, tokens.focus)
        if self.mark.icon:
            place = QRectF(self._verdict.geometry())
            side = self._verdict.fontMetrics().height()
            spot = QRectF(place.left(), place.top() + 2, side, side)
            colour = QColor(getattr(tokens, self.mark.colour))
            icons.paint(painter, self.mark.icon, spot, colour)
        painter.end()

    def _border(self, tokens: Tokens) -> str:
        is_plain = self.mark in {Mark.OPEN, Mark.PASSED_OVER}
        return tokens.line if is_plain else str(getattr(tokens, self.mark.colour))


class ChoiceList(QWidget):
    """Offer options and show the verdict.

    Signals:
        chosen: the position of the option that was clicked.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[OptionRow, ...] = ()
        self._made: list[OptionRow] = []  # kept from choice to choice: making one is slow
        self._is_open = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID_PX)
        self._layout.addStretch(1)
        self.setAccessibleName("Options")

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these options, none of them chosen."""
        for row, option in zip(self._made, options, strict=False):
            row.show_option(option)
        for option in options[len(self._made) :]:
            self._add_row(option)
        for position, row in enumerate(self._made):
            row.setHidden(position >= len(options))
        self.rows = tuple(self._made[: len(options)])
        self._is_open = True

    def set_marked(self, indices: Collection[int]) -> None:
        """Show which options are picked so far."""
        for position, row in enumerate(self.rows):
            row.set_mark(Mark.PICKED if position in indices else Mark.OPEN)

    def show_verdict(
        self,
        right: Collection[int],
        chosen: Collection[int],
        reasons: Mapping[int, str] | None = None,
    ) -> None:
        """Show which options were right, which were chosen, and the reasons; no more clicks."""
        self._is_open = False
        for position, row in enumerate(self.rows):
            mark = _verdict(is_right=position in right, is_chosen=position in chosen)
            row.set_mark(mark, (reasons or {}).get(position, ""))

    def _add_row(self, option: Option) -> None:
        row, position = OptionRow(option, self), len(self._made)
        row.clicked.connect(lambda: self._choose(position))
        self._layout.insertWidget(position, row)
        self._made.append(row)

    def _choose(self, position: int) -> None:
        if self._is_open:
            self.chosen.emit(position)


def _verdict(*, is_right: bool, is_chosen: bool) -> Mark:
    if is_right:
        return Mark.RIGHT_CHOSEN if is_chosen else Mark.RIGHT
    return Mark.WRONG_CHOSEN if is_chosen else Mark.PASSED_OVER
