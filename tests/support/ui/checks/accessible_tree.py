"""The accessible tree of the window, as a screen reader sees it, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QComboBox, QWidget

_Role = QAccessible.Role
# Of these, users press, choose, type or read a value, so each needs a name.
CONTROLS = frozenset(
    {
        _Role.Button,
        _Role.ButtonMenu,
        _Role.Cell,
        _Role.Chart,
        _Role.CheckBox,
        _Role.Clock,
        _Role.ColumnHeader,
        _Role.ComboBox,
        _Role.Dialog,
        _Role.EditableText,
        _Role.Link,
        _Role.List,
        _Role.ListItem,
        _Role.MenuItem,
        _Role.PageTab,
        _Role.PageTabList,
        _Role.PopupMenu,
        _Role.ProgressBar,
        _Role.RadioButton,
        _Role.Slider,
        _Role.SpinBox,
        _Role.Table,
        _Role.Tree,
        _Role.TreeItem,
    }
)
# Roles that say nothing about what a widget is for.
VAGUE = frozenset({_Role.NoRole, _Role.Client, _Role.Border, _Role.Whitespace, _Role.UserRole})
# Cells below these rows are made by the same code as those above.
_MAX_CHILDREN = 60


@dataclass(frozen=True, slots=True)
class Node:
    """One visible entry of the tree; `fault` says what is wrong with it, "" if nothing is."""

    role: QAccessible.Role
    name: str
    description: str
    value: str
    kind: str
    is_selected: bool
    fault: str


def nodes_of(top: QWidget) -> Iterator[Node]:
    """Yield the visible entries below a widget, and the widget's own."""
    yield from _walk(QAccessible.queryAccessibleInterface(top))


def _walk(interface: QAccessibleInterface | None) -> Iterator[Node]:
    if interface is None or not interface.isValid() or interface.state().invisible:
        return
    yield Node(
        interface.role(),
        interface.text(QAccessible.Text.Name),
        interface.text(QAccessible.Text.Description),
        interface.text(QAccessible.Text.Value),
        type(interface.object()).__name__,
        bool(interface.state().selected),
        find_fault(interface),
    )
    for at in range(min(interface.childCount(), _MAX_CHILDREN)):
        yield from _walk(interface.child(at))


def find_fault(interface: QAccessibleInterface) -> str:
    """Return what is wrong with an entry, "" if nothing is.

    Decoration needs no name: a widget without children and focus that is not a control, such as an
    icon, a frame or an empty label. Scroll bars, splitter handles and table corners are for the
    mouse only; keys scroll the area around them.
    """
    role, name, widget = (
        interface.role(),
        interface.text(QAccessible.Text.Name),
        interface.object(),
    )
    if isinstance(widget, QComboBox):
        return "" if _is_combo_named(widget, interface) else "a combo box without a label"
    if role in CONTROLS:
        return "" if name.strip() or _is_list_of_combo(widget) else "a nameless control"
    is_proxied = isinstance(widget, QWidget) and widget.focusProxy() is not None
    if interface.state().focusable and not is_proxied:
        if role in VAGUE:
            return "a focusable widget without a role"
        return "" if name.strip() else "a nameless focusable widget"
    is_painted = role in VAGUE and not interface.childCount() and bool(name)
    return "a named widget without a role" if is_painted else ""


def _is_combo_named(box: QComboBox, interface: QAccessibleInterface) -> bool:
    """Return whether a combo box has a name, and on Linux the relation to its label.

    There, Qt returns its choice as its name.
    """
    labels = interface.relations(QAccessible.RelationFlag.Label)
    return bool(box.accessibleName()) and bool(labels)


def _is_list_of_combo(target: QObject | None) -> bool:
    """Return whether an object is the open list of a combo box, which names it."""
    parent = target.parent() if target is not None else None
    return parent is not None and isinstance(parent.parent(), QComboBox)
