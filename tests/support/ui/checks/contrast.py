"""Contrast of colors as WCAG 2 defines it."""

from PySide6.QtGui import QColor

# The least contrast of text, and of borders, rings and signs (WCAG 2, 1.4.3 and 1.4.11).
READABLE = 4.5
VISIBLE = 3.0


def luminance(color: QColor | str) -> float:
    """Return the relative luminance, 0 to 1."""
    parts = QColor(color)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (parts.redF(), parts.greenF(), parts.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor | str, second: QColor | str) -> float:
    """Return the contrast ratio of two colors, 1 to 21."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)
