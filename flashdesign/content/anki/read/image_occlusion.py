"""Anki's image occlusion notes: which parts of a picture are hidden, and when."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flashdesign.content.rendering.picture_masks import Mask
from flashdesign.i18n.translation import _

_SHAPE = re.compile(r"\{\{c(\d{1,3})::image-occlusion:([a-z]{1,20}):?([^{}]{0,4000})\}\}")
_NUMBER = re.compile(r"-?\d{0,4}(?:\.\d{1,12})?")
# A polygon has at least three corners of two numbers each, in fractions of the picture's size.
_FEWEST, _MOST, _FARTHEST = 6, 200, 100.0
_OLD_ADD_ON = frozenset({"question mask", "answer mask"})


@dataclass(frozen=True, slots=True)
class Occlusion:
    """The hidden parts of a picture by card number; `hides_all`: each question hides every part."""

    parts: Mapping[int, tuple[Mask, ...]]
    hides_all: bool
    problems: tuple[str, ...] = ()

    def question_masks(self, number: int) -> tuple[Mask, ...]:
        """Return the masks shown with the question for a part."""
        own = tuple(Mask(mask.kind, mask.numbers, is_question=True) for mask in self.parts[number])
        return (*self.answer_masks(number), *own)

    def answer_masks(self, number: int) -> tuple[Mask, ...]:
        """Return the masks that stay with the answer for a part."""
        if not self.hides_all:
            return ()
        return tuple(mask for at, masks in self.parts.items() if at != number for mask in masks)


def is_occlusion(fields: Mapping[str, str]) -> bool:
    """Return whether a note uses Anki's built-in Image Occlusion note type."""
    return any("::image-occlusion:" in text for text in fields.values())


def is_of_old_add_on(fields: Mapping[str, str]) -> bool:
    """Return whether a note is from the add-on Image Occlusion Enhanced, with SVG masks."""
    return {name.strip().lower() for name in fields} >= _OLD_ADD_ON


def read_occlusion(text: str) -> Occlusion:
    """Return the hidden parts that a field lists, and the shapes that cannot be shown."""
    parts: dict[int, list[Mask]] = {}
    problems: dict[str, None] = {}
    hides_all = False
    for shape in _SHAPE.finditer(text):
        properties = dict(_properties(shape[3]))
        hides_all = hides_all or properties.get("oi") == "1"
        mask = _mask(shape[2], properties)
        if mask is None:
            message = _("a shape on its picture is not supported and hides nothing: {shape}")
            problems[message.format(shape=shape[2])] = None
            continue
        if float(properties.get("angle", "0") or "0"):
            problems[_("a rotated shape on its picture is shown without its rotation")] = None
        if int(shape[1]):
            parts.setdefault(int(shape[1]), []).append(mask)
    kept = {number: tuple(masks) for number, masks in sorted(parts.items())}
    return Occlusion(kept, hides_all, tuple(problems))


def _properties(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(":"):
        name, _equals, value = part.partition("=")
        if name == "points" or _NUMBER.fullmatch(value.strip()):
            yield name.strip(), value.strip()


def _mask(kind: str, properties: Mapping[str, str]) -> Mask | None:
    try:
        match kind:
            case "rect":
                return Mask("r", _numbers(properties, "left", "top", "width", "height"))
            case "ellipse":
                left, top, rx, ry = _numbers(properties, "left", "top", "rx", "ry")
                return Mask("e", (left, top, 2 * rx, 2 * ry))
            case "polygon":
                return _polygon(properties["points"])
            case _:
                return None
    except (KeyError, ValueError):
        return None


def _polygon(points: str) -> Mask | None:
    numbers = tuple(float(text) for text in points.replace(",", " ").split())
    is_valid = len(numbers) % 2 == 0 and _FEWEST <= len(numbers) <= _MOST
    return Mask("p", numbers) if is_valid and max(map(abs, numbers)) < _FARTHEST else None


def _numbers(properties: Mapping[str, str], *names: str) -> tuple[float, ...]:
    numbers = tuple(float(properties[name]) for name in names)
    if max(map(abs, numbers)) >= _FARTHEST:
        raise ValueError(names)
    return numbers
