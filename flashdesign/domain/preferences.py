"""What a person can set, with what each may be."""

from dataclasses import dataclass, field
from enum import StrEnum

from flashdesign.errors import SettingError

RETENTION_LOW, RETENTION_HIGH = 0.70, 0.97
MOST_CARDS_A_DAY = 9_999
HOURS_A_DAY = 24
SYSTEM_LANGUAGE = "system"


class Scheme(StrEnum):
    """Which colours the window wears."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Buttons(StrEnum):
    """How many grades are offered."""

    FOUR = "four"
    TWO = "two"


@dataclass(frozen=True, slots=True)
class Preferences:
    """Settings of one collection; limits are cards a day, `keys` maps an action to its key.

    Without `drill_clock` time does not count in drills, but for sprints. `deck_folder` is watched
    for deck files; "" is none.
    """

    new_per_day: int = 10
    reviews_per_day: int = 200
    retention: float = 0.9
    rollover_h: int = 4
    mix_topics: bool = False
    scheme: Scheme = Scheme.SYSTEM
    text_scale: float = 1.0
    buttons: Buttons = Buttons.FOUR
    reduced_motion: bool = False
    show_intervals: bool = True
    drill_clock: bool = True
    reminder: bool = False
    reminder_h: int = 18
    deck_folder: str = ""
    deck_folder_at_once: bool = False
    language: str = SYSTEM_LANGUAGE  # or a code of `i18n.languages()`
    keys: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _within("new cards a day", self.new_per_day, 0, MOST_CARDS_A_DAY)
        _within("reviews a day", self.reviews_per_day, 0, MOST_CARDS_A_DAY)
        _within("retention", self.retention, RETENTION_LOW, RETENTION_HIGH)
        _within("start of the day (hour)", self.rollover_h, 0, HOURS_A_DAY - 1)
        _within("reminder (hour)", self.reminder_h, 0, HOURS_A_DAY - 1)
        _within("text size", self.text_scale, 0.75, 2.0)


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        problem = f"{value:g} is out of range; choose {low:g} to {high:g}."
        raise SettingError(name, problem)
