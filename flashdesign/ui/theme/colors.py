"""All colors of the program, for each scheme.

The images of checked boxes and dots in `resources/controls/` repeat `accent` and `on_accent`, since
style sheets load images only from files; a test compares them. The logo has its own colors.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colors as `#rrggbb`, named by their use."""

    background: str
    sidebar: str
    panel: str
    card: str
    hover: str
    line: str
    control_line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_tint: str
    focus: str
    selection: str
    track: str
    again: str
    hard: str
    good: str
    easy: str
    error_tint: str
    warning_tint: str
    success_tint: str
    code_background: str
    code_keyword: str
    code_name: str
    code_string: str
    code_number: str
    code_comment: str
    inverse: str
    on_inverse: str
    inverse_accent: str
    heat: tuple[str, str, str, str, str]


_LIGHT_ACCENT, _DARK_ACCENT = "#3553d8", "#8fa6ff"

LIGHT = Tokens(
    background="#f6f7f9",
    sidebar="#eef0f3",
    panel="#ffffff",
    card="#ffffff",
    hover="#e6e9ee",
    line="#dfe3e9",
    control_line="#7c8492",
    text="#171a21",
    muted="#586072",
    accent=_LIGHT_ACCENT,
    accent_hover="#2a45be",
    on_accent="#ffffff",
    accent_tint="#e7ecfd",
    focus=_LIGHT_ACCENT,
    selection="#d5defb",
    track="#dde1e8",
    again="#b3261e",
    hard="#8a5200",
    good="#19693a",
    easy="#175d9c",
    error_tint="#fdecea",
    warning_tint="#fdf3df",
    success_tint="#e5f4ea",
    code_background="#f2f4f7",
    code_keyword="#8a1f7a",
    code_name="#2440b8",
    code_string="#1a6638",
    code_number="#8f4a00",
    code_comment="#5c6474",
    inverse="#232731",
    on_inverse="#f4f5f7",
    inverse_accent="#a9baff",
    heat=("#e9ecf1", "#c3cffa", "#8fa4f3", "#5c77e8", "#2f49c4"),
)

DARK = Tokens(
    background="#14161b",
    sidebar="#191b21",
    panel="#1d2027",
    card="#1d2027",
    hover="#272b34",
    line="#2d313b",
    control_line="#757d8d",
    text="#e7e9ee",
    muted="#9aa3b3",
    accent=_DARK_ACCENT,
    accent_hover="#a6b8ff",
    on_accent="#10131a",
    accent_tint="#262e48",
    focus=_DARK_ACCENT,
    selection="#2b3761",
    track="#31353f",
    again="#ff8d84",
    hard="#e6b45c",
    good="#6fcf97",
    easy="#77b8f3",
    error_tint="#3a2224",
    warning_tint="#352c1b",
    success_tint="#1d3126",
    code_background="#15171d",
    code_keyword="#e394d3",
    code_name="#9bb0ff",
    code_string="#8fd6a8",
    code_number="#e8b878",
    code_comment="#8f98a8",
    inverse="#e7e9ee",
    on_inverse="#171a21",
    inverse_accent="#2f4bc8",
    heat=("#262a33", "#2c3a70", "#3f56a8", "#6680e0", "#9fb3ff"),
)
