"""What is wrong with the geometry of a shown window: cut texts, overlaps, parts that stick out."""

from collections.abc import Callable, Iterator, Set
from itertools import combinations
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)

from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import sizes_of, with_size
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.window.sheet import Sheet
from tools.messages import RIGHT_TO_LEFT_MARK

# Qt places the parts of these itself, some of them on top of others.
_OF_QT = (QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLineEdit, QSplitter)
# These cover others on purpose.
_OVERLAYS = (Sheet,)
_CHILDREN = Qt.FindChildOption.FindDirectChildrenOnly
# The margins of a line edit, which Qt does not tell.
_EDIT_MARGINS_PX = 4
_MAX_CHARACTERS, _MAX_ROWS, _MAX_ROUNDS = 60, 40, 40
# A widget that needs more room asks the widgets around it in turn, one each round: nothing moves
# until the outermost one is asked. A cell of a list in the note form is five deep.
_SAME_ROUNDS = 8
# The padding of a heading in the style sheet.
_HEADING_MARGINS_PX = 22


def settle(window: QWidget) -> None:
    """Process events until the layouts of a window stop moving its widgets."""
    before: list[QRect] = []
    same_rounds = 0
    for _round in range(_MAX_ROUNDS):
        QApplication.processEvents()
        now = [widget.geometry() for widget in window.findChildren(QWidget)]
        same_rounds = same_rounds + 1 if now == before else 0
        if same_rounds == _SAME_ROUNDS:
            return
        before = now


def is_whole_in_sight(widget: QWidget) -> bool:
    """Return whether a widget is shown, and no part of it is scrolled out of sight."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def geometry_problems(window: QWidget, translated: Set[str] = frozenset()) -> list[str]:
    """Return a line for each cut text, overlap and part that sticks out, painted texts too.

    `translated` has texts of the shown language: a cell with one of them must not be cut.
    """
    shown = list(_shown_widgets(window))
    found = [text for widget in shown for text in (*_cut(widget), *_sticking_out(widget))]
    for widget in shown:
        if isinstance(widget, QTableView | QTreeView):
            found += _cut_cells(widget, translated)
    found += [text for widget in (window, *shown) for text in _overlaps(widget)]
    return [*found, *_cut_paintings(window)]


def _shown_widgets(window: QWidget) -> Iterator[QWidget]:
    """Yield the visible widgets, only those of the sheet if one is open."""
    within = next((sheet for sheet in window.findChildren(Sheet) if sheet.is_open), window)
    for widget in within.findChildren(QWidget):
        if widget.isVisible() and not widget.size().isEmpty() and not _is_placed_by_qt(widget):
            yield widget


def _is_placed_by_qt(widget: QWidget) -> bool:
    """Return whether a widget is a part of a table or of a field, such as its clear button."""
    parent = widget.parentWidget()
    over = parent.parentWidget() if parent else None
    is_in_table = isinstance(over, QAbstractItemView) and not isinstance(widget, QHeaderView)
    return is_in_table or (isinstance(parent, QLineEdit) and isinstance(widget, QToolButton))


# ---------------------------------------------------------------------------------- cut texts


def _cut(widget: QWidget) -> Iterator[str]:
    for kind, find in _CHECKS:
        if isinstance(widget, kind):
            yield from find(widget)
            return


def _cut_elided(label: ElidedLabel) -> Iterator[str]:
    if label.text() != label.whole_text:
        yield f"elided: {_name(label)}"


def _cut_label(label: QLabel) -> Iterator[str]:
    if not label.text().strip():
        return
    hint = label.sizeHint()
    if label.wordWrap():
        # A word that is wider than the label is cut, though the lines are high enough.
        words = label.minimumSizeHint().width() if _is_one_word(label) else 0
        hint = QSize(words, label.heightForWidth(label.width()))
    yield from _smaller_than(label, hint)


def _is_one_word(label: QLabel) -> bool:
    return not any(character.isspace() for character in label.text().strip())


def _cut_combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    kind = QStyle.ComplexControl.CC_ComboBox
    room_px = combo.style().subControlRect(kind, option, part, combo).width()
    # Qt rounds the width of a text up, which its own hint does not always leave room for.
    if room_px + 1 < _width_of(combo, combo.currentText()):
        yield f"cut: {_name(combo)} in {room_px} px"


def _cut_placeholder(edit: QLineEdit) -> Iterator[str]:
    text = edit.placeholderText()
    room_px = edit.contentsRect().width() - _EDIT_MARGINS_PX
    # Qt shortens a placeholder with an ellipsis; the tooltip may have all of it.
    if not edit.text() and edit.toolTip() != text and room_px < _width_of(edit, text):
        yield f"cut: placeholder {_shorten(text)} in {room_px} px"


def _cut_button(button: QAbstractButton) -> Iterator[str]:
    least = button.minimumSizeHint()
    is_known = least.isValid() or isinstance(button, QPushButton)
    yield from _smaller_than(button, least if is_known else button.sizeHint())


def _cut_headings(header: QHeaderView) -> Iterator[str]:
    if header.orientation() is Qt.Orientation.Vertical:
        return
    model, font = header.model(), header.font()
    small = with_size(font, sizes_of(font).small_px)
    for at in range(header.count()):
        text = str(model.headerData(at, header.orientation()) or "")
        needed = painting.text_width(text, small) + _HEADING_MARGINS_PX
        if not header.isSectionHidden(at) and header.sectionSize(at) < needed:
            yield f"cut: heading {_shorten(text)} {header.sectionSize(at)} of {needed} px"


def _cut_cells(view: QTableView | QTreeView, translated: Set[str]) -> Iterator[str]:
    """Yield the translated texts that are wider than their column."""
    model = view.model()
    columns = [at for at in range(model.columnCount()) if not view.isColumnHidden(at)]
    for row in range(min(model.rowCount(), _MAX_ROWS)):
        for at in columns:
            index = model.index(row, at)
            text = str(index.data() or "")
            if isinstance(view, QTableView) and view.columnSpan(row, at) > 1:
                yield from _cut_heading(view, index, text)
                continue
            needed = view.sizeHintForIndex(index).width()
            is_pseudo = text.lstrip(RIGHT_TO_LEFT_MARK).startswith("[")
            if (is_pseudo or text in translated) and view.columnWidth(at) < needed:
                yield f"cut: cell {_shorten(text)} {view.columnWidth(at)} of {needed} px"


def _cut_heading(view: QTableView, index: QModelIndex, text: str) -> Iterator[str]:
    """Yield the text of a cell as wide as the table, if it does not fit with its wrapped lines."""
    room = view.visualRect(index)
    needed = QFontMetrics(index.data(Qt.ItemDataRole.FontRole) or view.font()).boundingRect(
        room.adjusted(10, 0, -10, 0),
        int(Qt.TextFlag.TextWordWrap),
        text,
    )
    if needed.height() > room.height():
        yield f"cut: heading {_shorten(text)} {room.height()} of {needed.height()} px"


def _smaller_than(widget: QWidget, needed: QSize) -> Iterator[str]:
    if widget.width() < needed.width() or widget.height() < needed.height():
        size = f"{widget.width()}x{widget.height()} of {needed.width()}x{needed.height()} px"
        yield f"cut: {_name(widget)} {size}"


def _width_of(widget: QWidget, text: str) -> int:
    return widget.fontMetrics().horizontalAdvance(text)


# The first kind that a widget is decides.
_CHECKS: tuple[tuple[type[QWidget], Callable[[Any], Iterator[str]]], ...] = (
    (ElidedLabel, _cut_elided),
    (QLabel, _cut_label),
    (QHeaderView, _cut_headings),
    (QComboBox, _cut_combo),
    (QLineEdit, _cut_placeholder),
    (QAbstractButton, _cut_button),
)


# ------------------------------------------------------------------------------------- places


def _sticking_out(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return
    area = parent.parentWidget()
    if isinstance(area, QScrollArea) and area.widget() is widget:
        if widget.width() > parent.width() and not area.horizontalScrollBar().isVisible():
            yield f"wider than its page: {_name(widget)} {widget.width()} in {parent.width()} px"
    elif not isinstance(parent, _OF_QT) and not parent.rect().contains(widget.geometry()):
        place, room = _numbers(widget.geometry()), _numbers(parent.rect())
        yield f"outside: {_name(widget)} {place} in {_name(parent)} {room}"


def _overlaps(parent: QWidget) -> Iterator[str]:
    if isinstance(parent, _OF_QT):
        return
    children = [
        child
        for child in parent.findChildren(QWidget, options=_CHILDREN)
        if child.isVisible() and not child.isWindow() and not isinstance(child, _OVERLAYS)
    ]
    for one, other in combinations(children, 2):
        if one.geometry().intersects(other.geometry()):
            places = f"{_numbers(one.geometry())} and {_numbers(other.geometry())}"
            yield f"overlap: {_name(one)} and {_name(other)} at {places}"


# ---------------------------------------------------------------------------------- paintings


def _cut_paintings(window: QWidget) -> list[str]:
    """Return the texts that painted widgets shorten when the window is painted."""
    found = []
    paint = painting.paint_text

    def record(
        painter: QPainter,
        rect: QRectF,
        words: str,
        font: QFont,
        color: str,
        align: Qt.AlignmentFlag,
    ) -> None:
        if painting.text_width(words, font) - 1 > rect.width() + 1:
            found.append(f"elided: painted {_shorten(words)} in {rect.width():.0f} px")
        paint(painter, rect, words, font, color, align)

    painting.paint_text = record
    try:
        window.grab()
    finally:
        painting.paint_text = paint
    return found


def _name(widget: QWidget) -> str:
    if isinstance(widget, ElidedLabel):
        text = widget.whole_text
    elif isinstance(widget, QComboBox):
        text = widget.currentText()
    elif isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        text = widget.text()
    else:
        text = ""
    words = _shorten(text or widget.accessibleName())
    return f"{type(widget).__name__} {words}" if words else type(widget).__name__


def _shorten(text: str) -> str:
    shown = text if len(text) <= _MAX_CHARACTERS else f"{text[: _MAX_CHARACTERS - 1]}…"
    return repr(shown) if shown else ""


def _numbers(rect: QRect) -> str:
    return f"({rect.x()}, {rect.y()}, {rect.width()}, {rect.height()})"
