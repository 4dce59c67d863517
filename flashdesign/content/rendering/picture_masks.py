"""Hidden parts of a picture, written in its name: `name.png#hide=…`.

Each shape is a letter and its numbers, as fractions of the picture's size: `r` a rectangle (left,
top, width, height), `e` an ellipse (its bounding box), `p` a polygon (x and y of each corner). A
capital letter marks the part that is asked. Shapes are separated by semicolons.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MARK = "#hide="
_SHAPE = re.compile(r"([repREP])((?:-?\d{0,3}\.?\d{1,6})(?:,-?\d{0,3}\.?\d{1,6}){3,199})")
_MAX_SHAPES = 1_000
_NUMBERS_PER_SHAPE = {"r": 4, "e": 4}


@dataclass(frozen=True, slots=True)
class Mask:
    """A hidden part; `kind` is r, e or p, `numbers` are fractions of width and height (0 to 1)."""

    kind: str
    numbers: tuple[float, ...]
    is_question: bool = False


def add_masks(name: str, masks: Iterable[Mask]) -> str:
    """Return the name of a picture with its masks appended."""
    shapes = ";".join(
        (mask.kind.upper() if mask.is_question else mask.kind)
        + ",".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in mask.numbers)
        for mask in masks
    )
    return f"{name}{_MARK}{shapes}" if shapes else name


def split_masks(source: str) -> tuple[str, tuple[Mask, ...]]:
    """Return the plain name of a picture and its masks; an invalid list stays in the name."""
    name, mark, shapes_text = source.partition(_MARK)
    if not mark:
        return source, ()
    shapes = shapes_text.split(";")
    if len(shapes) > _MAX_SHAPES:
        return source, ()
    matches = [_SHAPE.fullmatch(shape) for shape in shapes]
    masks = tuple(_mask(match) for match in matches if match is not None)
    if len(masks) != len(shapes) or not all(map(_is_valid, masks)):
        return source, ()
    return name, masks


def draw_masks(image: str, masks: Iterable[Mask]) -> str:
    """Return the HTML of an image with its masks drawn over it, for pages that show SVG."""
    shapes = "".join(map(_svg, masks))
    if not shapes:
        return image
    return (
        f'<span style="position:relative;display:inline-block">{image}<svg viewBox="0 0 1 1" '
        'preserveAspectRatio="none" style="position:absolute;left:0;top:0;width:100%;height:100%">'
        f"{shapes}</svg></span>"
    )


def _svg(mask: Mask) -> str:
    fill = "#3654d9" if mask.is_question else "#5b6172"
    if mask.kind == "p":
        return f'<polygon points="{" ".join(map(str, mask.numbers))}" fill="{fill}"/>'
    left, top, width, height = mask.numbers
    if mask.kind == "r":
        place = f'x="{left}" y="{top}" width="{width}" height="{height}"'
        return f'<rect {place} fill="{fill}"/>'
    rx, ry = width / 2, height / 2
    return f'<ellipse cx="{left + rx}" cy="{top + ry}" rx="{rx}" ry="{ry}" fill="{fill}"/>'


def _mask(match: re.Match[str]) -> Mask:
    numbers = tuple(float(number) for number in match[2].split(","))
    return Mask(match[1].lower(), numbers, match[1].isupper())


def _is_valid(mask: Mask) -> bool:
    amount = len(mask.numbers)
    return amount == _NUMBERS_PER_SHAPE.get(mask.kind, amount) and amount % 2 == 0
