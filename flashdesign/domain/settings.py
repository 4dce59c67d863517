"""User settings and their valid ranges."""

from dataclasses import dataclass, field
from enum import StrEnum

from flashdesign.domain.scheduling.study_day import HOURS_A_DAY, ROLLOVER_H
from flashdesign.errors import SettingError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, LazyText, _

RETENTION_LOW, RETENTION_HIGH = 0.70, 0.97
MAX_CARDS_A_DAY = 9_999
SYSTEM_LANGUAGE = "system"
USUAL_LANGUAGE = "en"
"""The language of a deck that names none."""


class ColorScheme(StrEnum):
    """The color scheme of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class GradeButtons(StrEnum):
    """The number of grade buttons."""

    FOUR = "four"
    TWO = "two"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a collection; limits are cards per day, `keys` maps an action to its key.

    Without `drill_clock` drills are untimed, except in sprints. `deck_folder` is watched for deck
    files; "" is none.
    """

    new_per_day: int = 10
    reviews_per_day: int = 200
    retention: float = 0.9
    rollover_h: int = ROLLOVER_H
    mix_topics: bool = True
    scheme: ColorScheme = ColorScheme.SYSTEM
    text_scale: float = 1.0
    buttons: GradeButtons = GradeButtons.FOUR
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
        _check_range(N_("new cards per day"), self.new_per_day, 0, MAX_CARDS_A_DAY)
        _check_range(N_("reviews per day"), self.reviews_per_day, 0, MAX_CARDS_A_DAY)
        _check_range(N_("desired retention"), self.retention, RETENTION_LOW, RETENTION_HIGH)
        _check_range(N_("start of the day (hour)"), self.rollover_h, 0, HOURS_A_DAY - 1)
        _check_range(N_("reminder (hour)"), self.reminder_h, 0, HOURS_A_DAY - 1)
        _check_range(N_("text size"), self.text_scale, 0.75, 2.0)


def _check_range(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        problem = LazyText(
            N_("{value} is out of range; choose {low} to {high}."),
            value=_setting_text(value),
            low=_setting_text(low),
            high=_setting_text(high),
        )
        raise SettingError(_(name), problem)


def _setting_text(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)
