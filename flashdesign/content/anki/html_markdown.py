"""Turn the HTML of fields into the Markdown of cards, by an allow-list, and tell what was cut."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flashdesign.content.anki import html_writer

PictureOf = Callable[[str], str | None]
MAX_CHARACTERS = 100_000
_PLAIN = re.compile(r"[^<&\\\[*_`$~\ue000-\ue00f\u00a0\r\n\t]*")
_LIST_SIGN = re.compile(r"\s*(?:[-+]|\d{1,9}[.)])\s")
_SOUND = re.compile(r"\[sound:([^\[\]\n]{0,300})\]")


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as Markdown, the pictures that it names, and what of it was not taken, in words."""

    text: str
    pictures: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def no_picture(_source: str) -> str | None:
    """Know no picture at all."""
    return None


def to_markdown(html: str, picture_of: PictureOf = no_picture) -> Converted:
    """Return the text with emphasis, code, lists, tables, formulas, web links and pictures.

    `picture_of` says by which name a picture may be shown, None where it may not.
    """
    if len(html) > MAX_CHARACTERS:
        return Converted("", removed=("its text is too long to be taken",))
    if _PLAIN.fullmatch(html) and not _LIST_SIGN.match(html):
        return Converted(" ".join(html.split()))
    removed: dict[str, None] = {}
    text = html
    if "[sound:" in text:
        text = _SOUND.sub(lambda sound: _no_sound(sound[1], removed), text)
    writer = html_writer.Writer(picture_of, removed)
    writer.feed(text)
    return Converted(writer.markdown(), tuple(writer.pictures), tuple(removed))


def _no_sound(name: str, removed: dict[str, None]) -> str:
    removed[f"the sound {name[:60]!r} was not taken"] = None
    return ""
