"""Study days, which start at the rollover hour in local time."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

MS_PER_MINUTE = 60_000
MS_PER_HOUR = 60 * MS_PER_MINUTE
MS_PER_DAY = 24 * MS_PER_HOUR
MINUTES_A_DAY = 24 * 60
HOURS_A_DAY = 24
ROLLOVER_H = 4
"""The hour at which a study day begins, unless the settings say otherwise."""
# In the year 9892; `datetime` ends with 9999.
LATEST_MS = 250_000_000_000_000
_EPOCH = date(1970, 1, 1)


class StudyMoment(NamedTuple):
    """An instant (UTC ms) with the local time zone offset in minutes and the rollover hour.

    A tuple, because each row of the log has one: it is made in a third of the time.
    """

    at: int
    zone_min: int = 0
    rollover_h: int = ROLLOVER_H

    @property
    def day(self) -> int:
        """The study day, counted from 1970-01-01."""
        return (
            self.at + self.zone_min * MS_PER_MINUTE - self.rollover_h * MS_PER_HOUR
        ) // MS_PER_DAY

    def day_start(self, day: int) -> int:
        """Return the start of study day `day` in UTC ms."""
        return day * MS_PER_DAY + self.rollover_h * MS_PER_HOUR - self.zone_min * MS_PER_MINUTE

    @property
    def day_end(self) -> int:
        """The start of the next study day in UTC ms."""
        return self.day_start(self.day + 1)


def as_date(day: int) -> date:
    """Return the calendar date of a study day."""
    return _EPOCH + timedelta(days=day)


def as_utc(at: int) -> datetime:
    """Return the aware datetime of `at` (UTC ms)."""
    return datetime.fromtimestamp(at / 1000, UTC)
