"""Numbers, times, dates and factors for the user, in the current language."""

import datetime

from flashdesign.i18n.translation import _, ngettext, pgettext

_BYTES_PER_MB, _SMALLEST_MB = 1_000_000, 0.1
_SECONDS_PER_MINUTE, _SECONDS_PER_HOUR = 60, 3600
_MS_PER_MINUTE, _MS_PER_HOUR, _MS_PER_DAY = 60_000, 3_600_000, 86_400_000
_MAX_SHOWN_MINUTES, _MINUTES_STEP = 100, 10
_DAYS_PER_MONTH = 30.44
_DAYS_PER_YEAR = 365.25
_MAX_SHOWN_DAYS = 60
_MAX_DAYS_IN_MONTHS = 730
_WHOLE_FACTOR_MIN, _POWER_DECADES_MIN = 10, 6


def number(value: float, digits: int = 0) -> str:
    """Return a number with separators and `digits` after the point: "1,000", "2.5"."""
    text = f"{value:,.{digits}f}"
    point, comma = pgettext("decimal separator", "."), pgettext("thousands separator", ",")
    return text if point == "." else text.translate(str.maketrans(".,", point + comma))


def plain_number(value: float) -> str:
    """Return a number with up to six digits and no separators: "0.5", "86400", "1e+12"."""
    return f"{value:g}".replace(".", pgettext("decimal separator", "."))


def has_decimal_comma() -> bool:
    """Return whether numbers are written with a decimal comma."""
    return pgettext("decimal separator", ".") == ","


def short_number(value: float) -> str:
    """Return a number with one digit after the point where it needs one: "2", "2.5"."""
    return number(value, 0 if f"{value:.1f}".endswith(".0") else 1)


def megabytes(size: int) -> str:
    """Return bytes as "1.2 MB" or "less than 0.1 MB"."""
    value = size / _BYTES_PER_MB
    if value < _SMALLEST_MB:
        return _("less than {n} MB").format(n=number(_SMALLEST_MB, 1))
    return _("{n} MB").format(n=number(value, 1))


def wait(ms: int) -> str:
    """Return a wait as short as on a grade button: "<1 min", "10 min", "4 days", "2.5 months"."""
    if ms < _MS_PER_MINUTE:
        return _("<1 min")
    if ms < _MS_PER_HOUR:
        return _("{n} min").format(n=number(round(ms / _MS_PER_MINUTE)))
    if ms < _MS_PER_DAY:
        return _("{n} h").format(n=number(round(ms / _MS_PER_HOUR)))
    return days(ms / _MS_PER_DAY)


def days(value: float) -> str:
    """Return a number of days in the unit that suits it: "1 day", "2.5 months", "3 years"."""
    whole = round(value)
    if whole < _MAX_SHOWN_DAYS:
        return ngettext("{n} day", "{n} days", whole).format(n=number(whole))
    if value < _MAX_DAYS_IN_MONTHS:
        return _("{n} months").format(n=short_number(value / _DAYS_PER_MONTH))
    return _("{n} years").format(n=short_number(value / _DAYS_PER_YEAR))


def minutes(value: float) -> str:
    """Return an estimate of time: "under a minute", "about 14 minutes", "about 1 h 40 min"."""
    whole = round(value)
    if whole < 1:
        return _("under a minute")
    if whole < _MAX_SHOWN_MINUTES:
        return ngettext("about {n} minute", "about {n} minutes", whole).format(n=number(whole))
    hours, rest = divmod(_MINUTES_STEP * round(value / _MINUTES_STEP), 60)
    if not rest:
        return ngettext("about {n} hour", "about {n} hours", hours).format(n=number(hours))
    return _("about {h} h {min} min").format(h=number(hours), min=rest)


def clock(seconds: float) -> str:
    """Return time spent: "45 s", "3 min 05 s", "1 h 20 min"."""
    whole = round(seconds)
    if whole < _SECONDS_PER_MINUTE:
        return _("{s} s").format(s=whole)
    if whole < _SECONDS_PER_HOUR:
        return _("{min} min {s} s").format(min=whole // 60, s=f"{whole % 60:02}")
    return _("{h} h {min} min").format(h=number(whole // 3600), min=f"{whole % 3600 // 60:02}")


def percent(share: float | None) -> str:
    """Return a share as whole percent, or a dash where there is none."""
    return "–" if share is None else _("{n} %").format(n=number(share * 100))


def date(day: datetime.date) -> str:
    """Return a date: "2026-03-02"."""
    return day.strftime(pgettext("date", "%Y-%m-%d"))


def date_time(at: datetime.datetime) -> str:
    """Return a date and time to the minute: "2026-03-02 14:05"."""
    return at.strftime(pgettext("date and time", "%Y-%m-%d %H:%M"))


def factor(error_log10: float | None) -> str:
    """Return an error in decades as a factor: "1.3×"; a dash where there is none."""
    return "–" if error_log10 is None else f"{times(error_log10)}×"


def times(decades: float) -> str:
    """Return a factor with two significant digits: "1.3", "120", "10^7"."""
    if decades >= _POWER_DECADES_MIN:
        return f"10^{decades:.0f}"
    value = 10**decades
    if value >= _WHOLE_FACTOR_MIN:
        return number(float(f"{value:.2g}"))
    shown = f"{value:.2g}"
    return number(value, len(shown.partition(".")[2]))
