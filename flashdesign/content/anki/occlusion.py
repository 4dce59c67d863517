"""Read the notes of Anki that hide parts of a picture: which parts, and when."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flashdesign.content.picture_masks import Mask

_SHAPE = re.compile(r"\{\{c(\d{1,3})::image-occlusion:([a-z]{1,20}):?([^{}]{0,4000})\}\}")
_NUMBER = re.compile(r"-?\d{0,4}(?:\.\d{1,12})?")
# Of a polygon: three corners at least, of two numbers each, in parts of the picture's size.
_FEWEST, _MOST, _FARTHEST = 6, 200, 100.0
_OLD_ADD_ON = frozenset({"question mask", "answer mask"})


@dataclass(frozen=True, slots=True)
class Occlusion:
    """The hidden parts of a picture by the number of their card; `hides_all` at every question."""

    parts: Mapping[int, tuple[Mask, ...]]
    hides_all: bool
    troubles: tuple[str, ...] = ()

    def asked(self, number: int) -> tuple[Mask, ...]:
        """Return what is hidden while a part is asked."""
        own = tuple(Mask(mask.kind, mask.numbers, is_asked=True) for mask in self.parts[number])
        return (*self.others(number), *own)

    def others(self, number: int) -> tuple[Mask, ...]:
        """Return what stays hidden with the answer to a part."""
        if not self.hides_all:
            return ()
        return tuple(mask for at, masks in self.parts.items() if at != number for mask in masks)


def is_occlusion(fields: Mapping[str, str]) -> bool:
    """Tell whether a note hides parts of a picture as Anki itself does."""
    return any("::image-occlusion:" in text for text in fields.values())


def is_of_old_add_on(fields: Mapping[str, str]) -> bool:
    """Tell whether a note is of the add-on Image Occlusion Enhanced, with masks as SVG files."""
    return {name.strip().lower() for name in fields} >= _OLD_ADD_ON


def read(text: str) -> Occlusion:
    """Return the hidden parts that a field lists, and what of them cannot be shown."""
    parts: dict[int, list[Mask]] = {}
    told: dict[str, None] = {}
    hides_all = False
    for found in _SHAPE.finditer(text):
        said = dict(_said(found[3]))
        hides_all = hides_all or said.get("oi") == "1"
        mask = _mask(found[2], said)
        if mask is None:
            told[f"a shape on its picture is not supported and hides nothing: {found[2]}"] = None
            continue
        if float(said.get("angle", "0") or "0"):
            told["a rotated shape on its picture is shown without its rotation"] = None
        if int(found[1]):
            parts.setdefault(int(found[1]), []).append(mask)
    kept = {number: tuple(masks) for number, masks in sorted(parts.items())}
    return Occlusion(kept, hides_all, tuple(told))


def _said(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(":"):
        name, _, value = part.partition("=")
        if name == "points" or _NUMBER.fullmatch(value.strip()):
            yield name.strip(), value.strip()


def _mask(kind: str, said: Mapping[str, str]) -> Mask | None:
    try:
        match kind:
            case "rect":
                return Mask("r", _numbers(said, "left", "top", "width", "height"))
            case "ellipse":
                left, top, rx, ry = _numbers(said, "left", "top", "rx", "ry")
                return Mask("e", (left, top, 2 * rx, 2 * ry))
            case "polygon":
                return _polygon(said["points"])
            case _:
                return None
    except (KeyError, ValueError):
        return None


def _polygon(points: str) -> Mask | None:
    numbers = tuple(float(one) for one in points.replace(",", " ").split())
    is_sound = len(numbers) % 2 == 0 and _FEWEST <= len(numbers) <= _MOST
    return Mask("p", numbers) if is_sound and max(map(abs, numbers)) < _FARTHEST else None


def _numbers(said: Mapping[str, str], *names: str) -> tuple[float, ...]:
    found = tuple(float(said[name]) for name in names)
    if max(map(abs, found)) >= _FARTHEST:
        raise ValueError(names)
    return found
