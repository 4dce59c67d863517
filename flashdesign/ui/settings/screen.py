"""Settings in sections: study, appearance, decks and files, keys, data, about."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from flashdesign import __version__
from flashdesign.domain.settings import (
    MAX_CARDS_A_DAY,
    RETENTION_HIGH,
    RETENTION_LOW,
    SYSTEM_LANGUAGE,
    ColorScheme,
    GradeButtons,
    Settings,
)
from flashdesign.i18n.formatting import number, percent
from flashdesign.i18n.translation import ENGLISH, N_, _, languages, ngettext, pgettext
from flashdesign.services.collection.maintenance import CollectionStatus
from flashdesign.ui.settings.controls import SettingControls
from flashdesign.ui.settings.keys_panel import KeysPanel
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import GRID_PX, TEXT_SCALES, sizes_of, with_size
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.controls.painted_button import PaintedButton
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.layout.flow_layout import FlowWidget
from flashdesign.ui.widgets.layout.page import Page, scrolling
from flashdesign.ui.widgets.layout.panel import Panel
from flashdesign.ui.widgets.layout.scroll_keys import scroll_by_key

ALL_DECKS = N_("For all decks together. A deck can have its own limit.")
LATER = N_("The rest waits for later days.")
RETENTION = N_("How much you want to remember. Higher means more reviews.")
ROLLOVER = N_("The hours before this still count as the previous day.")
MIXED = N_(
    "New cards come from all topics in turn, core cards first."
    " Every second one is of your own decks."
)
CLOCK = N_(
    "When off, speed doesn't affect the grade and questions don't expire. A sprint is always timed."
)
REMINDER = N_("An icon in the system tray shows once a day what is left.")
FOLDER = N_("Changed deck files (YAML) in this folder are offered as imports.")
AT_ONCE = N_("You're still asked before a card is removed.")
LANGUAGE = N_("Takes effect the next time FlashDesign starts.")
RETENTIONS = (RETENTION_LOW, RETENTION_HIGH)
ABOUT = N_(
    "Flashcards and estimation drills for system design interviews, scheduled with FSRS. Your "
    "cards and answers stay on this computer: FlashDesign uses no network."
)
REPORT = N_("For a report of a problem, run “flashdesign doctor” and send what it prints.")
_SECTIONS = {
    "study": N_("Study"),
    "appearance": N_("Appearance"),
    "files": N_("Decks and files"),
    "keys": N_("Keys"),
    "data": N_("Data"),
    "about": N_("About"),
}
_LIST_BESIDE_EMS, _PANEL_PX, _ANY_WIDTH_PX = 44, 760, 16_777_215
_SCHEMES = {
    ColorScheme.SYSTEM: N_("Follow the system"),
    ColorScheme.LIGHT: N_("Light"),
    ColorScheme.DARK: N_("Dark"),
}
_BUTTONS = {
    GradeButtons.FOUR: N_("Again, Hard, Good, Easy"),
    GradeButtons.TWO: N_("Missed, Got it"),
}


class SectionButton(PaintedButton):
    """One section in the list beside the settings."""

    accessible_role = QAccessible.Role.PageTab

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        # The shown section decides which button is checked, not the click.
        return

    def sizeHint(self) -> QSize:
        font = with_size(self.font(), self.sizes.body_px, bold=True)
        around = self.parentWidget()
        others = [] if around is None else around.findChildren(SectionButton)
        widest = max(painting.text_width(other.text(), font) for other in (self, *others))
        return QSize(widest + 3 * GRID_PX, painting.height_of(font) + 2 * GRID_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = self.tokens, QRectF(self.rect())
        painter = painting.start_painter(self)
        if self.isChecked() or self.underMouse():
            fill = tokens.accent_tint if self.isChecked() else tokens.hover
            painting.box(painter, rect, fill=fill)
        if self.hasFocus():
            painting.ring(painter, rect, tokens.focus)
        font = with_size(self.font(), self.sizes.body_px, bold=self.isChecked())
        inner = rect.adjusted(1.5 * GRID_PX, 0, -1.5 * GRID_PX, 0)
        color = tokens.accent if self.isChecked() else tokens.text
        painting.paint_text(painter, inner, self.text(), font, color, Qt.AlignmentFlag.AlignLeft)
        painter.end()


class SettingsScreen(Page):
    """Shows the settings in sections, and emits each change at once.

    Signals:
        changed: the name of a setting and its new value.
        collection_action_requested: an action on the collection (its name in `BACKUP_ACTIONS` or
            `COLLECTION_ACTIONS`).
    """

    BACKUP_ACTIONS = (
        ("back_up", N_("Back up now"), N_("Copies all decks and answers, and checks the copy.")),
        (
            "restore",
            N_("Restore a backup…"),
            N_("Replaces the collection with a backup. The file of now is kept."),
        ),
    )
    COLLECTION_ACTIONS = (
        ("check", N_("Check the collection"), N_("Looks for damage, and changes nothing.")),
        (
            "rebuild",
            N_("Rebuild due dates"),
            N_("Calculates all due dates again from your answers, if they look wrong."),
        ),
        (
            "move",
            N_("Move…"),
            N_("Uses the collection in another folder from now on, such as one on another drive."),
        ),
    )
    changed = Signal(str, object)
    collection_action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Settings"), parent=parent, scrolls=False)
        self._controls = SettingControls(self.changed.emit)
        self.collection_label = label("", TextRole.SMALL, wrap=True)
        self.backup_label = label("", TextRole.SMALL, wrap=True)
        self.keys = KeysPanel()
        self.keys.changed.connect(lambda keys: self.changed.emit("keys", keys))
        self.panels: dict[str, tuple[Panel, ...]] = {
            "study": (self._study_panel(), self._review_panel()),
            "appearance": (self._appearance_panel(),),
            "files": (self._files_panel(),),
            "keys": (self.keys,),
            "data": self._data_panels(),
            "about": (self._about_panel(),),
        }
        self.list, self.buttons = FlowWidget(4), dict[str, SectionButton]()
        self.list.setAccessibleName(_("Sections of the settings"))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._area = self._arrange_panels()
        self.show_section("study")

    def show_section(self, section: str) -> None:
        """Show the settings of one section: a key of `panels`."""
        for name, panels in self.panels.items():
            self.buttons[name].setChecked(name == section)
            for panel in panels:
                panel.setVisible(name == section)
        self._area.verticalScrollBar().setValue(0)
        if any(one.hasFocus() for one in self.buttons.values()):
            self.take_focus()

    def take_focus(self) -> None:
        """Focus the button of the shown section, where Page Down scrolls the settings."""
        shown = next(one for one in self.buttons.values() if one.isChecked())
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_settings(self, settings: Settings) -> None:
        """Update the controls from `settings`."""
        self._controls.show_values(_with_known_language(settings))
        self.keys.show_keys(settings.keys)
        self._reminder_hour.setEnabled(settings.reminder)

    def render_collection_status(self, keeping: CollectionStatus) -> None:
        """Show the path of the collection and its backups."""
        backups = ngettext(
            "{n} backup, the last {time}", "{n} backups, the last {time}", keeping.backups
        ).format(n=number(keeping.backups), time=keeping.last_backup)
        self.backup_label.setText(backups if keeping.backups else _("No backups yet."))
        self.collection_label.setText(str(keeping.collection))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not scroll_by_key(self._area.verticalScrollBar(), event.key()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_list()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_row"):
            self._fit_list()

    def _fit_list(self) -> None:
        """Put the list of sections beside the settings, or above them in a narrow window."""
        is_wide = self.width() >= _LIST_BESIDE_EMS * sizes_of(self.font()).body_px
        widest = next(iter(self.buttons.values())).sizeHint().width()
        self.list.setMaximumWidth(widest if is_wide else _ANY_WIDTH_PX)
        self.list.setMinimumWidth(widest)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def _arrange_panels(self) -> QScrollArea:
        for name, title in _SECTIONS.items():
            one = self.buttons[name] = SectionButton(_(title), self.list)
            one.clicked.connect(lambda _checked=False, name=name: self.show_section(name))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID_PX, 0)
        column.setSpacing(2 * GRID_PX)
        for panels in self.panels.values():
            for panel in panels:
                panel.setMaximumWidth(_PANEL_PX)
                column.addWidget(panel)
        column.addStretch(1)
        area = scrolling(inside, self)
        self._row.setSpacing(3 * GRID_PX)
        self._row.addWidget(self.list, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(area, 1)
        self.body.addLayout(self._row, 1)
        return area

    def _about_panel(self) -> Panel:
        panel = Panel("FlashDesign")
        version = _("Version {version}, under the MIT license.").format(version=__version__)
        panel.body.addWidget(label(version, wrap=True))
        panel.body.addWidget(label(_(ABOUT), TextRole.MUTED, wrap=True))
        panel.body.addWidget(label(_(REPORT), TextRole.MUTED, wrap=True))
        return panel

    def _study_panel(self) -> Panel:
        make = self._controls
        mixed, reminder = _("Mix topics"), _("Daily reminder")
        self._reminder_hour = make.hour("reminder_h")
        return _make_panel(
            _("Daily study"),
            (_("New cards per day"), _(ALL_DECKS), make.number("new_per_day", 0, MAX_CARDS_A_DAY)),
            (_("Reviews per day"), _(LATER), make.number("reviews_per_day", 0, MAX_CARDS_A_DAY)),
            (_("Desired retention"), _(RETENTION), make.percent("retention", *RETENTIONS)),
            (_("New day starts at"), _(ROLLOVER), make.hour("rollover_h")),
            (mixed, _(MIXED), make.switch("mix_topics", mixed)),
            (reminder, _(REMINDER), make.switch("reminder", reminder)),
            (_("Remind me at"), "", self._reminder_hour),
        )

    def _review_panel(self) -> Panel:
        make = self._controls
        intervals, timed = _("Show next interval on grade buttons"), _("Timed drills")
        return _make_panel(
            pgettext("noun", "Review"),
            (_("Grades"), "", make.choice("buttons", _translate(_BUTTONS))),
            (intervals, "", make.switch("show_intervals", intervals)),
            (timed, _(CLOCK), make.switch("drill_clock", timed)),
        )

    def _files_panel(self) -> Panel:
        make, automatic = self._controls, _("Apply changes automatically")
        return _make_panel(
            _("Deck files"),
            (_("Deck folder"), _(FOLDER), make.folder("deck_folder")),
            (automatic, _(AT_ONCE), make.switch("deck_folder_at_once", automatic)),
        )

    def _appearance_panel(self) -> Panel:
        make = self._controls
        motion, scales = _("Reduce motion"), {scale: percent(scale) for scale in TEXT_SCALES}
        scale = make.choice("text_scale", scales)
        return _make_panel(
            _("Appearance"),
            (_("Theme"), "", make.choice("scheme", _translate(_SCHEMES))),
            (_("Language"), _(LANGUAGE), make.choice("language", _language_names())),
            (_("Text size"), _("In addition to the system text size."), scale),
            (motion, _("Turn off animations."), make.switch("reduced_motion", motion)),
        )

    def _data_panels(self) -> tuple[Panel, ...]:
        backups, collection = Panel(_("Backups")), Panel(_("Collection"))
        backups.body.addWidget(self.backup_label)
        collection.body.addWidget(self.collection_label)
        for panel, offered in (
            (backups, self.BACKUP_ACTIONS),
            (collection, self.COLLECTION_ACTIONS),
        ):
            for name, text, meaning in offered:
                panel.body.addWidget(self._make_action(name, _(text), _(meaning)))
        return backups, collection

    def _make_action(self, name: str, text: str, meaning: str) -> SettingRow:
        """Return a sentence on an action, and its button."""
        push_button = button(text, ButtonKind.PLAIN)
        push_button.clicked.connect(
            lambda _checked=False: self.collection_action_requested.emit(name)
        )
        row = SettingRow(meaning, "", push_button)
        push_button.setAccessibleName(text)
        push_button.setAccessibleDescription(meaning)
        return row


def _translate(labels: Mapping[Any, str]) -> dict[Any, str]:
    return {value: _(label) for value, label in labels.items()}


def _make_panel(heading: str, *rows: tuple[str, str, QWidget]) -> Panel:
    panel = Panel(heading)
    for title, description, control in rows:
        panel.body.addWidget(SettingRow(title, description, control))
    return panel


def _language_names() -> dict[str, str]:
    """Return the languages to choose from, each by its own name."""
    names = {code: _language_name(code) for code in languages()}
    return {SYSTEM_LANGUAGE: pgettext("language", "System")} | names


def _language_name(code: str) -> str:
    if code == ENGLISH:
        return "English"  # Qt's name is "American English"
    locale = QLocale(code)
    name = locale.nativeLanguageName()
    if "_" in code:
        name = f"{name} ({locale.nativeTerritoryName()})"
    return f"{name[:1].upper()}{name[1:]}"


def _with_known_language(settings: Settings) -> Settings:
    """Return the settings; a language without a catalog counts as that of the system."""
    is_known = settings.language in (SYSTEM_LANGUAGE, *languages())
    return settings if is_known else replace(settings, language=SYSTEM_LANGUAGE)
