"""The style sheet of the application, filled in from color tokens and sizes."""

from dataclasses import asdict
from string import Template

from flashdesign.ui.theme.colors import DARK, Tokens
from flashdesign.ui.theme.sizes import CONTROL_RADIUS_PX, RADIUS_PX, Sizes

# Qt's style sheets load images only from files; `Appearance` sets their search path.
IMAGES_PREFIX = "controls"

# Heights come from padding, never min-height, which overrides setMinimumHeight and clips labels.
_TEXT = """
QLabel { background: transparent; }
QLabel[role="display"] { font-size: ${display_px}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading_px}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small_px}px; }
QLabel[role="right"] { color: $good; font-weight: 600; }
QLabel[role="wrong"] { color: $again; font-weight: 600; }
QLabel[role="toast"] { color: $on_inverse; }
QLabel[role="error"] { color: $again; font-size: ${small_px}px; }
QFrame[role="error_line"] { background: $again; border: none; border-radius: 1px; }
QToolTip {
    background: $inverse; color: $on_inverse; border: none; padding: 4px 8px;
    font-size: ${small_px}px;
}
"""

_BUTTONS = """
QPushButton {
    background: $panel; color: $text; border: 1px solid $control_line;
    border-radius: ${control_radius}px; padding: 7px 15px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $track; }
QPushButton:focus { border: 2px solid $focus; padding: 6px 14px; }
QPushButton:disabled { color: $muted; background: $background; border-color: $line; }
QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $accent; outline: none; }
QPushButton[kind="primary"]:disabled { background: $track; color: $muted; border-color: $track; }
QPushButton[kind="quiet"] {
    background: transparent; border-color: transparent; color: $muted; padding: 7px 9px;
}
QPushButton[kind="quiet"]:hover { background: $hover; color: $text; }
QPushButton[kind="quiet"]:focus { border: 2px solid $focus; padding: 6px 8px; color: $text; }
QPushButton[kind="tool"] {
    background: $panel; border-color: $control_line; color: $text; padding: 4px 10px;
}
QPushButton[kind="tool"]:hover { background: $hover; }
QPushButton[kind="tool"]:focus { border: 2px solid $focus; padding: 3px 9px; }
QPushButton[kind="tool"]:disabled {
    background: transparent; color: $muted; border-color: $line;
}
QPushButton[kind="danger"] { color: $again; }
QPushButton[kind="segment"] { padding: 4px 11px; }
QPushButton[kind="segment"]:checked {
    background: $accent_tint; border-color: $accent; color: $accent;
}
QPushButton[kind="segment"][at="left"] {
    border-top-right-radius: 0; border-bottom-right-radius: 0; border-right-width: 0;
}
QPushButton[kind="segment"][at="right"] {
    border-top-left-radius: 0; border-bottom-left-radius: 0;
}
QPushButton[kind="segment"]:focus { border: 2px solid $focus; padding: 3px 10px; }
QPushButton[kind="toast"] {
    background: transparent; border-color: transparent; color: $inverse_accent; font-weight: 600;
    padding: 5px 9px;
}
QPushButton[kind="toast"]:focus { border: 2px solid $inverse_accent; padding: 4px 8px; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: $panel; color: $text; border: 1px solid $control_line;
    border-radius: ${control_radius}px; padding: 6px 9px;
    selection-background-color: $selection; selection-color: $text;
    placeholder-text-color: $muted;
}
QLineEdit[role="number"] { font-size: ${card_px}px; padding: 9px 12px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid $focus; padding: 5px 8px;
}
QPlainTextEdit[wrong="true"], QPlainTextEdit[wrong="true"]:focus {
    border-bottom: 2px solid $again;
}
QLineEdit[role="number"]:focus { padding: 8px 11px; }
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
    background: $background; border-color: $line;
}
QComboBox QLineEdit { border: none; padding: 0; }
QAbstractSpinBox { qproperty-alignment: "AlignRight | AlignVCenter"; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {
    image: url("${images}:down-${scheme}.svg"); width: 12px; height: 12px;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {
    image: url("${images}:up-${scheme}.svg"); width: 12px; height: 12px;
}
QCheckBox::indicator { width: 16px; height: 16px; image: url("${images}:box-${scheme}.svg"); }
QCheckBox::indicator:checked { image: url("${images}:box-checked-${scheme}.svg"); }
QRadioButton::indicator { width: 16px; height: 16px; image: url("${images}:dot-${scheme}.svg"); }
QRadioButton::indicator:checked { image: url("${images}:dot-checked-${scheme}.svg"); }
QTreeView::branch:has-children:closed { image: url("${images}:right-${scheme}.svg"); }
QTreeView[mirrored="true"]::branch:has-children:closed {
    image: url("${images}:left-${scheme}.svg");
}
QTreeView::branch:has-children:open { image: url("${images}:down-${scheme}.svg"); }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 22px; }
QComboBox { combobox-popup: 0; }
QComboBox QFrame { background: $panel; border: none; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {
    background: $panel; border: 1px solid $control_line; border-radius: 0; padding: 3px;
    selection-background-color: $selection; selection-color: $text; outline: none;
}
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 2px solid transparent; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; border-radius: 6px; }
"""

_PANELS = """
QFrame[role="panel"] {
    background: $panel; border: 1px solid $line; border-radius: ${radius}px;
}
QTextBrowser[role="card"] {
    background: $card; border: 1px solid $line; border-radius: ${radius}px; padding: 0;
}
QTextBrowser[role="card"][draft="true"] {
    background: $background; border: 1px dashed $control_line;
}
QTextBrowser[role="card"]:focus { border: 2px solid $focus; padding: 0; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
"""

_LISTS = """
QTreeView, QTableView, QListView, QTableWidget, QListWidget, QTreeWidget {
    background: $panel; border: 1px solid $line; border-radius: ${radius}px;
    selection-background-color: $selection; selection-color: $text; outline: none; padding: 4px;
    gridline-color: $line;
}
QTreeView:focus, QTableView:focus, QListView:focus { border: 2px solid $focus; padding: 3px; }
QTreeView::item, QListView::item { padding: 6px 8px; border: none; }
QTreeView[role="decks"]::item { padding: 0; }
QTreeView[role="side"]::item { padding: 4px 4px; }
QTableView::item { padding: 4px 8px; border: none; }
QTreeView::item:hover, QListView::item:hover { background: $background; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected {
    background: $selection; color: $text;
}
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: 8px 11px; font-size: ${small_px}px;
}
QHeaderView[nested="true"]::section:first { padding-left: 31px; }
QHeaderView[nested_mirrored="true"]::section:last { padding-right: 31px; }
QTableCornerButton::section { background: transparent; border: none; }
"""

_CHROME = """
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $track; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: $control_line; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QTabWidget::pane { border: none; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 8px 12px;
    border: none; border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $accent; }
QSplitter::handle { background: $line; }
QProgressBar {
    background: $track; border: none; border-radius: 3px; color: $text; text-align: center;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_SHEET = Template(_TEXT + _BUTTONS + _FIELDS + _PANELS + _LISTS + _CHROME)


def style_sheet(tokens: Tokens, sizes: Sizes) -> str:
    """Return the style sheet of the application."""
    values: dict[str, object] = asdict(tokens) | asdict(sizes)
    values |= {"radius": RADIUS_PX, "control_radius": CONTROL_RADIUS_PX}
    values |= {"images": IMAGES_PREFIX, "scheme": "dark" if tokens == DARK else "light"}
    return _SHEET.substitute(values)
