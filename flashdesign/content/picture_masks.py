"""Name a picture of which parts are hidden: `name.png#hide=…`, with shapes in parts of its size.

Each shape is a letter and its numbers: `r` a rectangle (left, top, width, height), `e` an ellipse
(the same for what surrounds it), `p` a polygon (x and y of each corner). A capital marks what is
asked. Shapes are parted by semicolons.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MARK = "#hide="
_SHAPE = re.compile(r"([repREP])((?:-?\d{0,3}\.?\d{1,6})(?:,-?\d{0,3}\.?\d{1,6}){3,199})")
_MOST_SHAPES = 1_000
_CORNERS = {"r": 4, "e": 4}


@dataclass(frozen=True, slots=True)
class Mask:
    """A hidden part; `kind` is r, e or p, numbers are parts of the width and height (0 to 1)."""

    kind: str
    numbers: tuple[float, ...]
    is_asked: bool = False


def with_masks(name: str, masks: Iterable[Mask]) -> str:
    """Return the name of a picture with parts of it hidden."""
    shapes = ";".join(
        (mask.kind.upper() if mask.is_asked else mask.kind)
        + ",".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in mask.numbers)
        for mask in masks
    )
    return f"{name}{_MARK}{shapes}" if shapes else name


def split(source: str) -> tuple[str, tuple[Mask, ...]]:
    """Return the plain name of a picture and its masks; what is no sound list of them stays."""
    name, mark, said = source.partition(_MARK)
    if not mark:
        return source, ()
    shapes = said.split(";")
    if len(shapes) > _MOST_SHAPES:
        return source, ()
    found = [_SHAPE.fullmatch(shape) for shape in shapes]
    masks = tuple(_mask(shape) for shape in found if shape is not None)
    if len(masks) != len(shapes) or not all(map(_is_sound, masks)):
        return source, ()
    return name, masks


def covered(image: str, masks: Iterable[Mask]) -> str:
    """Return the HTML of an image with its masks painted over it, for pages that show SVG."""
    shapes = "".join(map(_svg, masks))
    if not shapes:
        return image
    return (
        f'<span style="position:relative;display:inline-block">{image}<svg viewBox="0 0 1 1" '
        'preserveAspectRatio="none" style="position:absolute;left:0;top:0;width:100%;height:100%">'
        f"{shapes}</svg></span>"
    )


def _svg(mask: Mask) -> str:
    fill = "#3654d9" if mask.is_asked else "#5b6172"
    if mask.kind == "p":
        return f'<polygon points="{" ".join(map(str, mask.numbers))}" fill="{fill}"/>'
    left, top, width, height = mask.numbers
    if mask.kind == "r":
        place = f'x="{left}" y="{top}" width="{width}" height="{height}"'
        return f'<rect {place} fill="{fill}"/>'
    rx, ry = width / 2, height / 2
    return f'<ellipse cx="{left + rx}" cy="{top + ry}" rx="{rx}" ry="{ry}" fill="{fill}"/>'


def _mask(shape: re.Match[str]) -> Mask:
    numbers = tuple(float(number) for number in shape[2].split(","))
    return Mask(shape[1].lower(), numbers, shape[1].isupper())


def _is_sound(mask: Mask) -> bool:
    many = len(mask.numbers)
    return many == _CORNERS.get(mask.kind, many) and many % 2 == 0
