"""The options of a multiple-choice card, and their verdicts after the answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetricsF,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from flashdesign.content.rendering.displayed_text import displayed_html, displayed_plain
from flashdesign.i18n.translation import N_, _
from flashdesign.ui.theme import icons, painting
from flashdesign.ui.theme.colors import Tokens
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import TextRole, label, set_style_property
from flashdesign.ui.widgets.controls.key_cap import KeyCap
from flashdesign.ui.widgets.controls.painted_button import PaintedButton
from flashdesign.ui.widgets.controls.shortcut import key_text

# In less room, the verdict is below the text.
_BESIDE_VERDICT_EMS = 14
_ROW, _COLUMN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


_LARGE_PX = 100


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One option in Markdown, and the key that chooses it."""

    text: str
    key: str


class OptionState(Enum):
    """The state of an option: its text, its icon, and its color tokens."""

    OPEN = ("", "", "muted", "panel")
    PICKED = (N_("Chosen"), "check", "accent", "accent_tint")
    RIGHT = (N_("Correct answer"), "check", "good", "success_tint")
    RIGHT_CHOSEN = (N_("Correct"), "check", "good", "success_tint")
    WRONG_CHOSEN = (N_("Incorrect"), "cross", "again", "error_tint")
    NOT_CHOSEN = ("", "", "muted", "background")
    USED = ("", "", "line", "background")

    def __init__(self, words: str, icon: str, color: str, tint: str) -> None:
        self.label, self.icon, self.color, self.tint = words, icon, color, tint


def option_html(text: str, font: QFont) -> str:
    """Return Markdown as the HTML of a label with this font.

    Code in it is small enough that its line is not higher than one without code: its own font may
    have a larger ascent, and neighboring options would not be aligned.
    """
    html = displayed_html(text)
    if "<code>" not in html:
        return html
    own = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    own.setPixelSize(_LARGE_PX)
    large = QFont(font)
    large.setPixelSize(_LARGE_PX)
    share = min(1.0, QFontMetricsF(large).ascent() / QFontMetricsF(own).ascent())
    family, size_px = QFontInfo(own).family(), int(QFontInfo(font).pixelSize() * share)
    return f"<style>code {{ font-family: '{family}'; font-size: {size_px}px; }}</style>{html}"


class OptionRow(PaintedButton):
    """One painted option."""

    def __init__(self, option: ShownOption, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = OptionState.OPEN
        self._text = ""
        self._label, self._key = QLabel("", self), KeyCap("", self)
        self._row = QHBoxLayout(self)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._verdict = label("", TextRole.STRONG, self)
        self._texts, self._head = QVBoxLayout(), QBoxLayout(_ROW)
        self._reason = label("", TextRole.MUTED, self, wrap=True)
        # Texts of cards are aligned by their own direction.
        self._reason.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._arrange()
        self.show_option(option)

    def show_option(self, option: ShownOption) -> None:
        """Show another option without a verdict."""
        self._text = displayed_plain(option.text)
        self._label.setText(option_html(option.text, self._label.font()))
        self._key.set_key(key_text(option.key))
        self._key.setVisible(bool(option.key))
        self.set_mark(OptionState.OPEN)

    def keep_key_room(self, *, keeps: bool) -> None:
        """Keep the room of a hidden key, so that the texts of all options are aligned."""
        policy = self._key.sizePolicy()
        policy.setRetainSizeWhenHidden(keeps)
        self._key.setSizePolicy(policy)

    def set_mark(self, mark: OptionState, reason: str = "") -> None:
        """Show the verdict on the option, and the reason."""
        self.mark, verdict = mark, _(mark.label)
        set_style_property(self._label, "role", "muted" if mark is OptionState.USED else "body")
        self._verdict.setText(verdict)
        self._verdict.setHidden(not mark.label)
        # The icon is painted in the margin before the text.
        icon_px = self._verdict.fontMetrics().height() if mark.icon else 0
        painting.set_leading_margin(self._verdict, icon_px + GRID_PX, 2)
        why = displayed_plain(reason)
        self._reason.setText(why)
        self._reason.setHidden(not reason)
        self._place_verdict()
        # Qt does this for the outer layout only; the inner ones would keep their old height.
        self._head.invalidate()
        self._texts.invalidate()
        self.updateGeometry()
        self.setAccessibleName(". ".join(filter(None, (self._text, verdict, why))))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_verdict()

    def _place_verdict(self) -> None:
        """Put the verdict beside the text, or below it if the text needs the room."""
        text_px = painting.text_width(self._text, self._label.font())
        needed_px = min(text_px, _BESIDE_VERDICT_EMS * sizes_of(self.font()).body_px)
        verdict_px = 0 if self._verdict.isHidden() else self._verdict.sizeHint().width() + GRID_PX
        margins = self._row.contentsMargins()
        key_px = self._key.sizeHint().width() + self._row.spacing()
        room_px = self.width() - margins.left() - margins.right() - key_px
        self._head.setDirection(_ROW if needed_px + verdict_px <= room_px else _COLUMN)

    def _arrange(self) -> None:
        layout, texts = self._row, self._texts
        texts.setSpacing(4)
        self._label.setContentsMargins(0, 2, 0, 0)
        self._head.setSpacing(GRID_PX)
        self._head.addWidget(self._label, 1)
        self._head.addWidget(
            self._verdict, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
        )
        texts.addLayout(self._head)
        texts.addWidget(self._reason)
        for widget in (self._label, self._verdict, self._reason):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        texts.addStretch(1)
        layout.setContentsMargins(12, 11, 2 * GRID_PX, 11)
        layout.setSpacing(12)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addWidget(self._key, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = self.tokens, QRectF(self.rect())
        painter = painting.start_painter(self)
        fill = self.surface if self.mark is OptionState.OPEN else getattr(tokens, self.mark.tint)
        painting.box(painter, rect, fill=fill, line=self._border_color(tokens))
        if self.hasFocus():
            painting.ring(painter, rect, tokens.focus)
        if self.mark.icon:
            place = QRectF(self._verdict.geometry())
            side = self._verdict.fontMetrics().height()
            left = place.right() - side if self.isRightToLeft() else place.left()
            spot = QRectF(left, place.top() + 2, side, side)
            color = QColor(getattr(tokens, self.mark.color))
            icons.paint(painter, self.mark.icon, spot, color)
        painter.end()

    def _border_color(self, tokens: Tokens) -> str:
        is_plain = self.mark in {OptionState.OPEN, OptionState.NOT_CHOSEN}
        return tokens.control_line if is_plain else str(getattr(tokens, self.mark.color))


class ChoiceList(QWidget):
    """Offers options and shows the verdict.

    Signals:
        chosen: the index of the option that was clicked.
    """

    accessible_role = QAccessible.Role.Grouping
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[OptionRow, ...] = ()
        self._pool: list[OptionRow] = []  # reused, because creating a row is slow
        self._is_open = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID_PX)
        self._layout.addStretch(1)
        self.setAccessibleName(_("Options"))

    def set_options(self, options: Sequence[ShownOption]) -> None:
        """Show these options, none of them chosen."""
        for row, option in zip(self._pool, options, strict=False):
            row.show_option(option)
        for option in options[len(self._pool) :]:
            self._add_row(option)
        for position, row in enumerate(self._pool):
            row.setHidden(position >= len(options))
        self.rows = tuple(self._pool[: len(options)])
        has_keys = any(option.key for option in options)
        for row in self.rows:
            row.keep_key_room(keeps=has_keys)
        self._is_open = True

    def pick(self, position: int) -> None:
        """Choose an option as a click on it does; ignore a position without one."""
        if self._is_open and position < len(self.rows):
            self.chosen.emit(position)

    def set_marked(self, indices: Collection[int]) -> None:
        """Show which options are chosen."""
        for position, row in enumerate(self.rows):
            row.set_mark(OptionState.PICKED if position in indices else OptionState.OPEN)

    def show_verdict(
        self,
        right: Collection[int],
        chosen: Collection[int],
        reasons: Mapping[int, str] | None = None,
    ) -> None:
        """Show which options were right or chosen, and why; further clicks are ignored."""
        self._is_open = False
        for position, row in enumerate(self.rows):
            mark = _find_mark(is_right=position in right, is_chosen=position in chosen)
            row.set_mark(mark, (reasons or {}).get(position, ""))

    def _add_row(self, option: ShownOption) -> None:
        row, position = OptionRow(option, self), len(self._pool)
        row.clicked.connect(lambda: self.pick(position))
        self._layout.insertWidget(position, row)
        self._pool.append(row)


def _find_mark(*, is_right: bool, is_chosen: bool) -> OptionState:
    if is_right:
        return OptionState.RIGHT_CHOSEN if is_chosen else OptionState.RIGHT
    return OptionState.WRONG_CHOSEN if is_chosen else OptionState.NOT_CHOSEN
