"""Settings: daily study, review, appearance, deck files, collection and keys."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QPushButton, QWidget

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
from flashdesign.ui.settings.key_edit import KeyEdit
from flashdesign.ui.theme.roles import ButtonKind, Role, button, label
from flashdesign.ui.theme.sizes import GRID_PX, TEXT_SCALES
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.controls.shortcut import key_text
from flashdesign.ui.widgets.layout.page import Page
from flashdesign.ui.widgets.layout.panel import Panel
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow
from flashdesign.ui.window import actions

ALL_DECKS = N_("For all decks together. A deck can have its own limit.")
LATER = N_("The rest waits for later days.")
RETENTION = N_("How much you want to remember. Higher means more reviews.")
ROLLOVER = N_("The hours before this still count as the previous day.")
MIXED = N_("New cards come from all decks in turn.")
CLOCK = N_(
    "When off, speed doesn't affect the grade and questions don't expire. A sprint is always timed."
)
REMINDER = N_("An icon in the system tray shows once a day what is left.")
FOLDER = N_("Changed deck files (YAML) in this folder are offered as imports.")
AT_ONCE = N_("You're still asked before a card is removed.")
LANGUAGE = N_("Takes effect the next time FlashDesign starts.")
RETENTIONS = (RETENTION_LOW, RETENTION_HIGH)
_SCHEMES = {
    ColorScheme.SYSTEM: N_("Follow the system"),
    ColorScheme.LIGHT: N_("Light"),
    ColorScheme.DARK: N_("Dark"),
}
_BUTTONS = {
    GradeButtons.FOUR: N_("Again, Hard, Good, Easy"),
    GradeButtons.TWO: N_("Missed, Got it"),
}


class SettingsScreen(Page):
    """Shows the settings, and emits each change at once.

    Signals:
        changed: the name of a setting and its new value.
        collection_action_requested: an action on the collection (its name in `COLLECTION_ACTIONS`).
    """

    COLLECTION_ACTIONS = (
        ("back_up", N_("Back up now")),
        ("restore", N_("Restore a backup…")),
        ("check", N_("Check the collection")),
        ("rebuild", N_("Rebuild due dates")),
        ("move", N_("Move…")),
    )
    changed = Signal(str, object)
    collection_action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Settings"), parent=parent, narrow=True)
        self._controls = SettingControls(self.changed.emit)
        self._key_edits: dict[str, KeyEdit] = {}
        self._chosen_keys: dict[str, str] = {}
        self.collection_label = label("", Role.SMALL, wrap=True)
        panels = (self._study_panel(), self._review_panel(), self._appearance_panel())
        more = (self._files_panel(), self._collection_panel(), self._keys_panel())
        for panel in (*panels, *more):
            self.body.addWidget(panel)

    def render_settings(self, settings: Settings) -> None:
        """Update the controls from `settings`."""
        self._controls.show_values(_with_known_language(settings))
        self._chosen_keys = dict(settings.keys)
        for action, key in actions.bound_keys(settings.keys).items():
            self._key_edits[action].set_key(key)
            self._key_edits[action].set_conflict("")

    def render_collection_status(self, keeping: CollectionStatus) -> None:
        """Show the path of the collection and its backups."""
        backups = ngettext(
            "{n} backup, the last {time}", "{n} backups, the last {time}", keeping.backups
        ).format(n=number(keeping.backups), time=keeping.last_backup)
        self.collection_label.setText(
            f"{keeping.collection}\n{backups if keeping.backups else _('No backups yet.')}"
        )

    def _study_panel(self) -> Panel:
        make = self._controls
        mixed, reminder = _("Mix topics"), _("Daily reminder")
        return _make_panel(
            _("Daily study"),
            (_("New cards per day"), _(ALL_DECKS), make.number("new_per_day", 0, MAX_CARDS_A_DAY)),
            (_("Reviews per day"), _(LATER), make.number("reviews_per_day", 0, MAX_CARDS_A_DAY)),
            (_("Desired retention"), _(RETENTION), make.percent("retention", *RETENTIONS)),
            (_("New day starts at"), _(ROLLOVER), make.hour("rollover_h")),
            (mixed, _(MIXED), make.switch("mix_topics", mixed)),
            (reminder, _(REMINDER), make.switch("reminder", reminder)),
            (_("Remind me at"), "", make.hour("reminder_h")),
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

    def _collection_panel(self) -> Panel:
        panel = Panel(_("Collection"))
        row = ResponsiveRow(
            lambda: sum(push_button.sizeHint().width() + GRID_PX for push_button in buttons)
        )
        row.row.setSpacing(GRID_PX)
        buttons: list[QPushButton] = []
        for name, text in self.COLLECTION_ACTIONS:
            push_button = button(_(text), ButtonKind.PLAIN)
            push_button.clicked.connect(
                lambda _checked=False, name=name: self.collection_action_requested.emit(name)
            )
            buttons.append(push_button)
            row.row.addWidget(push_button)
        row.row.addStretch(1)
        panel.body.addWidget(self.collection_label)
        panel.body.addWidget(row)
        return panel

    def _keys_panel(self) -> Panel:
        panel = Panel(_("Keys"))
        for action in actions.ACTIONS:
            title = _(action.label)
            edit = KeyEdit(action.key, action=title)
            edit.captured.connect(lambda key, id=action.id: self._change_key(id, key))
            self._key_edits[action.id] = edit
            panel.body.addWidget(SettingRow(title, _(action.scope), edit))
        return panel

    def _change_key(self, action: str, key: str) -> None:
        other = actions.find_conflict(self._chosen_keys, action, key)
        if other is not None:
            edit = self._key_edits[action]
            edit.set_key(actions.bound_keys(self._chosen_keys)[action])
            message = _("{key} is already used by “{action}”.")
            edit.set_conflict(message.format(key=key_text(key), action=_(other.label)))
            return
        self.changed.emit("keys", self._with_key(self._chosen_keys, action, key))

    @staticmethod
    def _with_key(chosen: Mapping[str, str], action: str, key: str) -> dict[str, str]:
        """Return the chosen keys with one changed; default keys are left out."""
        changed = {**chosen, action: key}
        return {id: value for id, value in changed.items() if value != actions.action_named(id).key}


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
