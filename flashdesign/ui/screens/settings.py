"""Settings: limits, retention, the day, looks, keys, and where the collection lies."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from flashdesign.domain.preferences import (
    MOST_CARDS_A_DAY,
    RETENTION_HIGH,
    RETENTION_LOW,
    Buttons,
    Preferences,
    Scheme,
)
from flashdesign.services import wording
from flashdesign.services.keeping import Keeping
from flashdesign.ui import keys
from flashdesign.ui.screens.setting_controls import Controls
from flashdesign.ui.theme import GRID_PX, TEXT_SCALES, Kind, Role, button, label
from flashdesign.ui.widgets.bending_row import BendingRow
from flashdesign.ui.widgets.key_edit import KeyEdit
from flashdesign.ui.widgets.page import Page
from flashdesign.ui.widgets.panel import Panel
from flashdesign.ui.widgets.setting_row import SettingRow

ALL_DECKS = "For all decks together; a deck can have a limit of its own."
LATER = "What is beyond waits for the days after."
RETENTION = "The share you want to recall. Higher means more reviews."
ROLLOVER = "A late evening still counts as the day before."
MIXED = "Take new cards from all decks in turn, not deck by deck."
CLOCK = "A sprint always has its clock."
REMINDER = "An icon in the tray tells once a day what is left."
FOLDER = "What changes in its deck files (YAML) comes up on Home or Import, as an import."
AT_ONCE = "Where a card is gone from a file, you are asked all the same."
RETENTIONS = (RETENTION_LOW, RETENTION_HIGH)
_SCHEMES = {Scheme.SYSTEM: "Follow the system", Scheme.LIGHT: "Light", Scheme.DARK: "Dark"}
_BUTTONS = {Buttons.FOUR: "Again, Hard, Good, Easy", Buttons.TWO: "Missed, Got it"}
_SCALES = {scale: f"{scale:.0%}".replace("%", " %") for scale in TEXT_SCALES}


class SettingsScreen(Page):
    """Show the preferences, and ask for each change as it is made.

    Signals:
        changed: a preference (its name) has a new value.
        keeping_requested: something is to be done with the collection (see `KEEPING`).
    """

    KEEPING = (
        ("back_up", "Back up now"),
        ("restore", "Restore a backup…"),
        ("check", "Check the collection"),
        ("rebuild", "Rebuild due dates"),
        ("move", "Move it…"),
    )
    changed = Signal(str, object)
    keeping_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Settings", parent=parent, narrow=True)
        self._controls = Controls(self.changed.emit)
        self._key_edits: dict[str, KeyEdit] = {}
        self._chosen_keys: dict[str, str] = {}
        self.place = label("", Role.SMALL, wrap=True)
        first = (self._study(), self._review(), self._look(), self._files())
        for panel in (*first, self._keeping(), self._keys()):
            self.body.addWidget(panel)

    def render_preferences(self, preferences: Preferences) -> None:
        """Make the controls agree with `preferences`."""
        self._controls.show_values(preferences)
        self._chosen_keys = dict(preferences.keys)
        for action, key in keys.bound(preferences.keys).items():
            self._key_edits[action].set_key(key)
            self._key_edits[action].set_conflict("")

    def render_keeping(self, keeping: Keeping) -> None:
        """Say where the collection lies and how it is backed up."""
        copies = f"{wording.count(keeping.backups, 'backup')}, the last {keeping.last_backup}"
        self.place.setText(
            f"{keeping.collection}\n{copies if keeping.backups else 'No backups yet.'}"
        )

    def _study(self) -> Panel:
        make = self._controls
        return _panel(
            "Every day",
            ("New cards a day", ALL_DECKS, make.number("new_per_day", 0, MOST_CARDS_A_DAY)),
            ("Reviews a day", LATER, make.number("reviews_per_day", 0, MOST_CARDS_A_DAY)),
            ("Wanted retention", RETENTION, make.percent("retention", *RETENTIONS)),
            ("The day begins at", ROLLOVER, make.hour("rollover_h")),
            ("Mix topics", MIXED, make.switch("mix_topics", "Mix topics")),
            ("Remind me", REMINDER, make.switch("reminder", "Remind me")),
            ("Remind me at", "", make.hour("reminder_h")),
        )

    def _review(self) -> Panel:
        make = self._controls
        waits, clock = "Show when a card comes back", "Time counts in drills"
        return _panel(
            "Review",
            ("Grades", "", make.choice("buttons", _BUTTONS)),
            (waits, "On each grade button.", make.switch("show_intervals", waits)),
            (clock, CLOCK, make.switch("drill_clock", clock)),
        )

    def _files(self) -> Panel:
        make, at_once = self._controls, "Take changes over at once"
        return _panel(
            "Your deck files",
            ("Folder of decks", FOLDER, make.folder("deck_folder")),
            (at_once, AT_ONCE, make.switch("deck_folder_at_once", at_once)),
        )

    def _look(self) -> Panel:
        make = self._controls
        motion = "Reduce motion"
        return _panel(
            "Looks",
            ("Theme", "", make.choice("scheme", _SCHEMES)),
            ("Text size", "On top of the system's.", make.choice("text_scale", _SCALES)),
            (motion, "Nothing fades or slides.", make.switch("reduced_motion", motion)),
        )

    def _keeping(self) -> Panel:
        panel = Panel("Collection")
        row = BendingRow(lambda: sum(press.sizeHint().width() + GRID_PX for press in presses))
        row.row.setSpacing(GRID_PX)
        presses: list[QPushButton] = []
        for name, text in self.KEEPING:
            press = button(text, Kind.PLAIN)
            press.clicked.connect(lambda _=False, name=name: self.keeping_requested.emit(name))
            presses.append(press)
            row.row.addWidget(press)
        row.row.addStretch(1)
        panel.body.addWidget(self.place)
        panel.body.addWidget(row)
        return panel

    def _keys(self) -> Panel:
        panel = Panel("Keys")
        for action in keys.ACTIONS:
            edit = KeyEdit(action.key, action=action.label)
            edit.captured.connect(lambda key, id=action.id: self._take_key(id, key))
            self._key_edits[action.id] = edit
            panel.body.addWidget(SettingRow(action.label, action.scope, edit))
        return panel

    def _take_key(self, action: str, key: str) -> None:
        other = keys.conflict(self._chosen_keys, action, key)
        if other is not None:
            edit = self._key_edits[action]
            edit.set_key(keys.bound(self._chosen_keys)[action])
            edit.set_conflict(f"{key} is taken by “{other.label}”.")
            return
        self.changed.emit("keys", self._with_key(self._chosen_keys, action, key))

    @staticmethod
    def _with_key(chosen: Mapping[str, str], action: str, key: str) -> dict[str, str]:
        """Return the chosen keys with one changed; a default is not kept as a choice."""
        changed = {**chosen, action: key}
        return {id: value for id, value in changed.items() if value != keys.BY_ID[id].key}


def _panel(heading: str, *rows: tuple[str, str, QWidget]) -> Panel:
    panel = Panel(heading)
    for title, description, control in rows:
        panel.body.addWidget(SettingRow(title, description, control))
    return panel
