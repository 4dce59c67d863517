"""How far off estimates are, as factors."""

_WHOLE_FROM, _POWERS_FROM_DECADES = 10, 6


def factor(error_log10: float | None) -> str:
    """Return an error as a factor: "×1.3"; a dash where there is none."""
    return "–" if error_log10 is None else f"×{times(error_log10)}"


def times(decades: float) -> str:
    """Return a factor as short as it is certain: "1.3", "120", "10^7"."""
    if decades >= _POWERS_FROM_DECADES:
        return f"10^{decades:.0f}"
    value = 10**decades
    return f"{float(f'{value:.2g}'):,.0f}" if value >= _WHOLE_FROM else f"{value:.2g}"
