"""Type sizes and the grid, all derived from one body size."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontInfo

GRID_PX = 8
RADIUS_PX = 12
CONTROL_RADIUS_PX = 8
TEXT_SCALES = (1.0, 1.15, 1.3, 1.5)
_SMALLEST_BODY_PX = 14


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes in logical pixels."""

    small_px: int
    body_px: int
    heading_px: int
    display_px: int
    card_px: int
    question_px: int


def sizes_for(system_font: QFont, text_scale: float = 1.0) -> Sizes:
    """Return the type sizes for a desktop font and the user's text scale."""
    return sizes_from_body(max(_SMALLEST_BODY_PX, QFontInfo(system_font).pixelSize()) * text_scale)


def sizes_from_body(body_px: float) -> Sizes:
    """Return the type sizes for a body size in pixels."""
    return Sizes(
        small_px=round(body_px * 0.88),
        body_px=round(body_px),
        heading_px=round(body_px * 1.2),
        display_px=round(body_px * 1.86),
        card_px=round(body_px * 1.29),
        question_px=round(body_px * 1.6),
    )


def sizes_of(font: QFont) -> Sizes:
    """Return the type sizes of a widget whose own font is the body font."""
    return sizes_from_body(QFontInfo(font).pixelSize())


def with_tabular_digits(font: QFont) -> QFont:
    """Return `font` with digits of equal width, for columns of numbers."""
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def with_size(font: QFont, size_px: int, *, bold: bool = False) -> QFont:
    """Return `font` in another size, with tabular digits."""
    result = with_tabular_digits(font)
    result.setPixelSize(size_px)
    result.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return result
