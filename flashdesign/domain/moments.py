"""Instants and study days: a day begins at the rollover hour where the learner is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MS_PER_MINUTE = 60_000
MS_PER_HOUR = 60 * MS_PER_MINUTE
MS_PER_DAY = 24 * MS_PER_HOUR
MINUTES_A_DAY = 24 * 60
HOURS_A_DAY = 24
# In the year 9892: behind it there is soon no date any more.
LATEST_MS = 250_000_000_000_000
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (UTC ms) as one place lives it: zone offset in minutes, rollover hour."""

    at: int
    zone_min: int = 0
    rollover_h: int = 4

    @property
    def day(self) -> int:
        """The study day, counted from 1970-01-01."""
        return (
            self.at + self.zone_min * MS_PER_MINUTE - self.rollover_h * MS_PER_HOUR
        ) // MS_PER_DAY

    def day_start(self, day: int) -> int:
        """Return when study day `day` begins here, in UTC ms."""
        return day * MS_PER_DAY + self.rollover_h * MS_PER_HOUR - self.zone_min * MS_PER_MINUTE

    @property
    def day_end(self) -> int:
        """The first instant (UTC ms) that belongs to the next study day."""
        return self.day_start(self.day + 1)


def as_date(day: int) -> date:
    """Return the calendar date of a study day."""
    return _EPOCH + timedelta(days=day)


def as_utc(at: int) -> datetime:
    """Return an aware datetime for `at` in UTC ms."""
    return datetime.fromtimestamp(at / 1000, UTC)
