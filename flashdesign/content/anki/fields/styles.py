"""Text styles by tags and their attributes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from flashdesign.content.anki.fields.html_tokenizer import Attributes
from flashdesign.content.anki.fields.nodes import Style
from flashdesign.i18n.translation import _

BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC = frozenset({"i", "em", "var"})
_STRUCK = frozenset({"s", "strike", "del"})
_SHIFTED = frozenset({"sup", "sub"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})
STYLING = frozenset({*BOLD, *_ITALIC, *_STRUCK, *_SHIFTED, *_CODE})
_MAX_SHIFTS = 3
_BOLD_FROM = 600
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_CODE_BLOCK = re.compile(r"(?:^|;)\s*white-space\s*:\s*pre\s*(?:;|$)", re.IGNORECASE)
_LIST_KIND = re.compile(
    r"list-style(?:-type)?\s*+:[^;:]{0,40}(?:alpha|latin|roman|greek)", re.IGNORECASE
)
_DISTANCE = re.compile(r"(-?)([0-9]{0,5}(?:\.[0-9]{1,9})?)(?:px|pt|em|ex|rem|%)")
_RELATIVE = re.compile(r"(?:^|;)\s*+position\s*+:\s*+relative\b", re.IGNORECASE)
_UNDERLINED = frozenset({"u", "ins"})
MARKED = _UNDERLINED | {"mark"}
_UNDERLINE = re.compile(r"text-decoration(?:-line)?\s*+:[^;]{0,100}underline")
_COLOR = re.compile(r"(?:^|;)\s*+color\s*+:([^;]{1,100})")
_BACKGROUND = re.compile(r"(?:^|;)\s*+background(?:-color)?\s*+:([^;]{1,100})")
_USUAL_COLOR = re.compile(
    r"(?:inherit|initial|unset|none|transparent|currentcolor|windowtext|black|white|#0{3,6}|#f{3,6}"
    r"|var\(.*|rgba?\((?:0, ?0, ?0|255, ?255, ?255)(?:, ?[0-9.]+)?\)|rgba\(.*, ?0\))"
    r"(?: ?!important| none repeat scroll .*| repeat scroll .*)?"
)
_KEEPS_LINES = frozenset({"pre", "pre-wrap", "pre-line", "break-spaces"})
_MONOSPACED = re.compile(r"font-family[^;]{0,300}(?:mono|courier|consolas|menlo)", re.IGNORECASE)


def style_within(style: Style, tag: str, attributes: Attributes, link: str) -> Style:
    """Return the style within a tag, given the one around it."""
    if tag in STYLING:
        style = _with_tag(style, tag)
    if css := attributes.get("style"):
        style = _with_css(style, css)
    return replace(style, link=link) if link else style


def is_hidden(attributes: Attributes) -> bool:
    """Return whether the contents of a tag are hidden."""
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))


def is_code_block(attributes: Attributes) -> bool:
    """Return whether a block is styled as code, as code editors copy it."""
    css = attributes.get("style", "")
    return bool(_CODE_BLOCK.search(css) and _MONOSPACED.search(css))


def has_other_numbers(attributes: Attributes) -> bool:
    """Return whether a list is numbered by letters, backwards or from a negative number."""
    return (
        attributes.get("type", "1") != "1"
        or "reversed" in attributes
        or attributes.get("start", "").strip().startswith("-")
        or _LIST_KIND.search(attributes.get("style", "")) is not None
    )


def lost_styles(tag: str, attributes: Attributes) -> Iterator[str]:
    """Yield a sentence for each way in which the text of a tag looks different in FlashDesign."""
    css = attributes.get("style", "").lower()
    if tag in _UNDERLINED or _UNDERLINE.search(css):
        yield _("underlined text is not underlined here")
    if tag == "mark" or "bgcolor" in attributes or _has_color(_BACKGROUND, css):
        yield _("a colored background is not shown here")
    if (tag == "font" and "color" in attributes) or _has_color(_COLOR, css):
        yield _("colored text has no color here")


def _has_color(property_: re.Pattern[str], css: str) -> bool:
    """Return whether a color is set that is not a usual one of text on a page."""
    return any(not _USUAL_COLOR.fullmatch(value.strip()) for value in property_.findall(css))


def _with_tag(style: Style, tag: str) -> Style:
    if tag in BOLD:
        return replace(style, is_bold=True)
    if tag in _ITALIC:
        return replace(style, is_italic=True)
    if tag in _STRUCK:
        return replace(style, is_struck_out=True)
    if tag in _CODE:
        return replace(style, is_code=True)
    return _with_shift(style, tag)


def _with_shift(style: Style, shift: str) -> Style:
    if len(style.shift) >= _MAX_SHIFTS:
        return style
    return replace(style, shift=(*style.shift, shift))


def _shift_of(value: str) -> str:
    """Return "sup" or "sub" for a distance above or below the line, empty for neither."""
    if value in ("super", "sub"):
        return "sup" if value == "super" else "sub"
    found = _DISTANCE.fullmatch(value)
    if found is None or not float(found[2]):
        return ""
    return "sub" if found[1] else "sup"


def _with_css(style: Style, css: str) -> Style:
    for declaration in css.lower().split(";"):
        name, _colon, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        match name:
            case "font-weight":
                is_heavy = value.isdecimal() and len(value) <= 4 and int(value) >= _BOLD_FROM  # noqa: PLR2004
                style = replace(style, is_bold=value in ("bold", "bolder") or is_heavy)
            case "font-style":
                style = replace(style, is_italic=value in ("italic", "oblique"))
            case "text-decoration" | "text-decoration-line" if "line-through" in value:
                style = replace(style, is_struck_out=True)
            case "vertical-align" | "mso-text-raise":
                shift = _shift_of(value)
                style = _with_shift(style, shift) if shift else style
            case "white-space":
                style = replace(style, keeps_line_breaks=value in _KEEPS_LINES)
            case "top" | "bottom" if _RELATIVE.search(css):
                shift = _shift_of(value if name == "bottom" else _negate(value))
                style = _with_shift(style, shift) if shift else style
            case _:
                pass
    return style


def _negate(distance: str) -> str:
    return distance[1:] if distance.startswith("-") else f"-{distance}"
