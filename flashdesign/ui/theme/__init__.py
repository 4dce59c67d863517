"""The theme: a set of color tokens per scheme, used by palette, style sheet and painters."""

from flashdesign.domain.settings import ColorScheme
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.theme.colors import DARK, LIGHT, Tokens
from flashdesign.ui.theme.qt_palette import palette_for, tokens_of
from flashdesign.ui.theme.sizes import (
    CONTROL_RADIUS_PX,
    GRID_PX,
    RADIUS_PX,
    TEXT_SCALES,
    Sizes,
    sizes_of,
    with_size,
    with_tabular_digits,
)
from flashdesign.ui.theme.styled_widgets import (
    ButtonKind,
    TextRole,
    button,
    label,
    set_kind,
    set_style_property,
    set_text_role,
)

__all__ = [
    "CONTROL_RADIUS_PX",
    "DARK",
    "GRID_PX",
    "LIGHT",
    "RADIUS_PX",
    "TEXT_SCALES",
    "Appearance",
    "ButtonKind",
    "ColorScheme",
    "Sizes",
    "TextRole",
    "Tokens",
    "button",
    "label",
    "palette_for",
    "set_kind",
    "set_style_property",
    "set_text_role",
    "sizes_of",
    "tokens_of",
    "with_size",
    "with_tabular_digits",
]
