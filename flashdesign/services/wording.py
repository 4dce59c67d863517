"""Numbers, times and counts as both doors say them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashdesign.domain.moments import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE

if TYPE_CHECKING:
    from flashdesign.domain.parcels import Picture

_BYTES_PER_MB, _LEAST_MB = 1_000_000, 0.1
_SECONDS_PER_MINUTE, _SECONDS_PER_HOUR = 60, 3600
_LONGEST_IN_MINUTES = 100
_DAYS_PER_MONTH = 30.44
_DAYS_PER_YEAR = 365.25
_LONGEST_IN_DAYS = 60
_LONGEST_IN_MONTHS = 730


def count(number: int, noun: str, plural: str = "") -> str:
    """Return "1 card", "2 cards", "1,000 cards"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def pictures(several: "Sequence[Picture]") -> str:
    """Return "3 pictures (1.2 MB)": how many there are and what they amount to."""
    megabytes = sum(one.size for one in several) / _BYTES_PER_MB
    size = f"{megabytes:,.1f} MB" if megabytes >= _LEAST_MB else "less than 0.1 MB"
    return f"{count(len(several), 'picture')} ({size})"


def wait(ms: int) -> str:
    """Return a wait as short as on a grade button: "<1 min", "10 min", "4 days", "2.5 months"."""
    if ms < MS_PER_MINUTE:
        return "<1 min"
    if ms < MS_PER_HOUR:
        return f"{round(ms / MS_PER_MINUTE)} min"
    if ms < MS_PER_DAY:
        return f"{round(ms / MS_PER_HOUR)} h"
    return days(ms / MS_PER_DAY)


def days(number: float) -> str:
    """Return a span of days in the unit that suits it."""
    whole = round(number)
    if whole < _LONGEST_IN_DAYS:
        return "1 day" if whole == 1 else f"{whole} days"
    if number < _LONGEST_IN_MONTHS:
        return f"{_short(number / _DAYS_PER_MONTH)} months"
    return f"{_short(number / _DAYS_PER_YEAR)} years"


def minutes(number: float) -> str:
    """Return an estimate of time: "under a minute", "about 14 minutes", "about 2 hours"."""
    whole = round(number)
    if whole < 1:
        return "under a minute"
    if whole < _LONGEST_IN_MINUTES:
        return f"about {count(whole, 'minute')}"
    return f"about {_short(number / 60)} hours"


def clock(seconds: float) -> str:
    """Return time spent: "45 s", "3 min 05 s", "1 h 20 min"."""
    whole = round(seconds)
    if whole < _SECONDS_PER_MINUTE:
        return f"{whole} s"
    if whole < _SECONDS_PER_HOUR:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def percent(share: float | None) -> str:
    """Return a share as whole percent, or a dash where there is none."""
    return "–" if share is None else f"{share:.0%}".replace("%", " %")


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def told_plain(notes: int) -> str:
    """Say how many notes of a package are of kinds that Anki has not."""
    return f"{count(notes, 'note')} became plain front and back: Anki has no such kind."
