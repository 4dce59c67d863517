"""The look of one line of the deck tree, and its buttons."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from flashdesign.i18n.formatting import percent
from flashdesign.i18n.translation import _
from flashdesign.ui.home.deck_model import (
    COUNT_ROLE,
    DETAIL_ROLE,
    IS_TOTAL_ROLE,
    MASTERY_ROLE,
    SEEN_ROLE,
    Column,
    DeckRow,
    column_alignment,
    learn_more_label,
)
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.colors import Tokens
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of, with_size
from flashdesign.ui.theme.styled_widgets import button
from flashdesign.ui.widgets.controls.icon_button import IconButton

BAR_WIDTH_PX = 104
CELL_PADDING_PX = 16
_BAR_HEIGHT_PX = 6.0
_ROW_PADDING_PX = 6
_ANY_INDEX = QModelIndex | QPersistentModelIndex


class DeckDelegate(QStyledItemDelegate):
    """Paints a title above the number of cards, counts, and mastery as a bar.

    The tree paints the background of the whole line.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ANY_INDEX) -> None:
        # The type stubs have no members for a style option.
        tokens, is_total = tokens_of(option.palette), bool(index.data(IS_TOTAL_ROLE))
        sizes, rect = sizes_of(option.font), QRectF(option.rect)
        font = with_size(option.font, sizes.body_px, bold=is_total)
        is_selected = is_row_selected(option.widget, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        if is_total:
            painting.box(
                painter, QRectF(rect.left(), rect.top(), rect.width(), 1), fill=tokens.line
            )
        match Column(index.column()):
            case Column.TITLE:
                muted = tokens.text if is_selected else tokens.muted
                small = with_size(option.font, sizes.small_px)
                _paint_title(painter, rect, index, (font, small), (tokens.text, muted))
            case Column.MASTERY:
                _paint_mastery(painter, option, index, font, tokens)
            case column:
                inner = rect.adjusted(GRID_PX, 0, -GRID_PX, 0)
                # A zero is no news.
                words = "" if index.data(COUNT_ROLE) == 0 else str(index.data() or "")
                side = column_alignment(column)
                painting.paint_text(painter, inner, words, font, tokens.text, side)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _ANY_INDEX) -> QSize:
        sizes = sizes_of(option.font)
        font = with_size(option.font, sizes.body_px, bold=True)
        small = with_size(option.font, sizes.small_px)
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if index.column() == Column.MASTERY:
            width = painting.text_width(percent(1), font) + BAR_WIDTH_PX + 2 * CELL_PADDING_PX
        else:
            width = painting.text_width(words, font) + 2 * CELL_PADDING_PX
        lines = painting.height_of(font) + painting.height_of(small)
        return QSize(width, lines + 2 * _ROW_PADDING_PX)


class DeckButtons(QWidget):
    """The buttons at the end of the line of one deck; "Study" says so if nothing is left.

    Signals:
        study_clicked: review this deck.
        menu_clicked: open the menu of this deck, at this widget.
    """

    study_clicked = Signal()
    menu_clicked = Signal()

    def __init__(self, row: DeckRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title, why = row.title, _why_done(row)
        self.study = button(_("Done") if row.is_done and row.total else _("Study"), parent=self)
        self.study.setAccessibleName(_("Study “{title}”").format(title=title))
        self.study.setEnabled(not row.is_done)
        self.study.setToolTip(why)
        self.study.setAccessibleDescription(why)
        self.menu = IconButton("more", _("Actions of “{title}”").format(title=title), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID_PX, 0, GRID_PX, 0)
        layout.setSpacing(4)
        layout.addWidget(self.study)
        layout.addWidget(self.menu)
        self.study.clicked.connect(self.study_clicked)
        self.menu.clicked.connect(self.menu_clicked)

    def set_tab_stop(self, *, on: bool) -> None:
        """Let Tab reach the buttons; the tree does so for its current deck only."""
        policy = Qt.FocusPolicy.TabFocus if on else Qt.FocusPolicy.NoFocus
        for one in (self.study, self.menu):
            one.setFocusPolicy(policy)

    def width_px(self) -> int:
        """Return the width that the buttons need."""
        self.study.ensurePolished()
        return self.study.sizeHint().width() + 4 + self.menu.sizeHint().width() + 2 * GRID_PX


def _why_done(row: DeckRow) -> str:
    """Return why a review of this deck has no card now, or "" if it has one."""
    if not row.is_done:
        return ""
    if not row.total:
        return _("This deck has no cards yet.")
    if row.due_beyond:
        return _("The daily limit leaves the rest for later days.")
    if row.seen < row.total:
        told = _("Nothing due. Its menu has “{action}” and the daily limits.")
        return told.format(action=learn_more_label())
    return _("Nothing due")


def is_row_selected(view: QWidget | None, index: _ANY_INDEX) -> bool:
    """Return whether the line of `index` is selected in its view."""
    model = view.selectionModel() if view is not None and hasattr(view, "selectionModel") else None
    return model is not None and bool(model.isSelected(index))


def _paint_title(
    painter: QPainter,
    rect: QRectF,
    index: _ANY_INDEX,
    fonts: tuple[QFont, QFont],
    colors: tuple[str, str],
) -> None:
    """Paint the title of a deck, and its cards below it."""
    heights = [painting.height_of(font) for font in fonts]
    top = rect.top() + (rect.height() - sum(heights)) / 2
    texts = (str(index.data()), str(index.data(DETAIL_ROLE)))
    for words, font, color, height in zip(texts, fonts, colors, heights, strict=True):
        line = QRectF(rect.left() + GRID_PX, top, rect.width() - 2 * GRID_PX, height)
        painting.paint_text(painter, line, words, font, color, Qt.AlignmentFlag.AlignLeft)
        top += height


def _paint_mastery(
    painter: QPainter, option: QStyleOptionViewItem, index: _ANY_INDEX, font: QFont, tokens: Tokens
) -> None:
    """Paint the share of mature cards as a number, after a bar with the seen cards too."""
    rect, mastery = QRectF(option.rect), index.data(MASTERY_ROLE)
    inner = rect.adjusted(CELL_PADDING_PX / 2, 0, -CELL_PADDING_PX, 0)
    right = column_alignment(Column.MASTERY)
    is_selected = is_row_selected(option.widget, index)
    color = tokens.text if mastery or is_selected else tokens.muted
    painting.paint_text(painter, inner, str(index.data()), font, color, right)
    room = rect.width() - painting.text_width(percent(1), font) - 2 * CELL_PADDING_PX
    if mastery is None or room < BAR_WIDTH_PX:
        return
    top = rect.center().y() - _BAR_HEIGHT_PX / 2
    groove = QRectF(rect.left() + CELL_PADDING_PX / 2, top, BAR_WIDTH_PX, _BAR_HEIGHT_PX)
    shares = (
        (1.0, tokens.panel if is_selected else tokens.track),
        (index.data(SEEN_ROLE), tokens.heat[2]),
    )
    for share, color in (*shares, (mastery, tokens.accent)):
        if share > 0:
            part = QRectF(groove)
            part.setWidth(max(_BAR_HEIGHT_PX, groove.width() * float(share)))
            if option.direction is Qt.LayoutDirection.RightToLeft:
                part.moveLeft(rect.left() + rect.right() - part.right())
            painting.box(painter, part, fill=color, radius_px=_BAR_HEIGHT_PX / 2)
