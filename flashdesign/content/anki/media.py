"""Find the pictures that fields name among the media of a package, within a limit in bytes."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from html import unescape
from itertools import chain
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from flashdesign.content.anki import package
from flashdesign.content.anki.refusal import PackageError
from flashdesign.content.markdown import IMAGE_SUFFIXES, is_image_name
from flashdesign.domain.cards import DeckId
from flashdesign.domain.parcels import Picture, Trouble

MAX_PICTURES_BYTES = 200_000_000
MAX_PICTURES_RATIO = 20
_LONGEST_NAME = 150
_MOST_LISTED, _LISTED_CHARACTERS = 5, 60
# A name in a text: of a picture, of a sound, or of a file behind a link.
_NAMED = re.compile(
    r"\[sound:([^\[\]]{1,300})\]|\b(?:src|href|data)\s{0,9}=\s{0,9}"
    r"(?:\"([^\"]{1,300})\"|'([^']{1,300})'|([^\s\"'<>]{1,300}))"
)
_SUFFIX = re.compile(r"\.[A-Za-z]+$")


class PictureNames:
    """The names that pictures have here, by what the package calls them.

    A field may spell a name otherwise than the list of media does: in another Unicode form, with
    other capitals, or with percent signs.
    """

    def __init__(self, media: Iterable[str]) -> None:
        self.media = {name: one for one in media if (name := picture_name(one))}
        self._names = {one: name for name, one in self.media.items()}
        self._composed: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for one, name in self._names.items():
            self._composed.setdefault(normalize("NFC", one), name)
            self._folded.setdefault(normalize("NFC", one).casefold(), name)

    def find(self, source: str) -> str | None:
        """Return the name of the picture that a field names, None where there is none."""
        for said in dict.fromkeys(
            (source, unquote(source), source.strip(), unquote(source.strip()))
        ):
            composed = normalize("NFC", said)
            for known, name in (
                (self._names, said),
                (self._composed, composed),
                (self._folded, composed.casefold()),
            ):
                if name in known:
                    return known[name]
        return None


def pictures(
    path: Path,
    opened: package.Package,
    names: Mapping[str, str],
    wanted: Iterable[tuple[DeckId, str]],
    troubles: list[Trouble],
) -> Iterator[Picture]:
    """Yield the pictures that notes show, once for each deck; tell which are not taken, or none.

    Raises PackageError where they unpack to more than a package of this size may hold.
    """
    most = max(MAX_PICTURES_BYTES, MAX_PICTURES_RATIO * path.stat().st_size)
    measured: dict[str, package.Measured | None] = {}
    total = 0
    for deck, name in wanted:
        media = names[name]
        if name not in measured:
            found = measured[name] = opened.measure(media)
            total += package.MAX_PICTURE_BYTES if found is None else found.size
            if total > most:
                limit = f"{most // 1_000_000} MB"
                said = f"its pictures unpack to more than {limit}; nothing was imported."
                raise PackageError(path.name, said)
            troubles += _not_taken(media, found)
        found = measured[name]
        if found is not None and found.problem is None:
            load = partial(package.load_picture, path, media, found.digest)
            yield Picture(deck, name, found.digest, load, found.size)


def unshown(media: Iterable[str], texts: Iterable[str], shown: Collection[str]) -> list[Trouble]:
    """Return one sentence on the media files that are neither shown nor named in any text."""
    left = [name for name in media if name not in shown]
    if not left:
        return []
    found = chain.from_iterable(map(_NAMED.findall, texts))
    named = {_folded(name) for names in found for name in names if name}
    left = sorted(name for name in left if _folded(name) not in named)
    if not left:
        return []
    amount = f"{len(left):,} media file{'s' if len(left) > 1 else ''}"
    examples = ", ".join(repr(name[:_LISTED_CHARACTERS]) for name in left[:_MOST_LISTED])
    more = ", …" if len(left) > _MOST_LISTED else ""
    return [Trouble(amount, f"no note shows them; left out: {examples}{more}")]


def _folded(name: str) -> str:
    return normalize("NFC", unquote(unescape(name)).strip()).casefold()


def _not_taken(media: str, found: package.Measured | None) -> Iterator[Trouble]:
    if found is None:
        most = package.MAX_PICTURE_BYTES // 1_000_000
        yield Trouble(media, f"the picture is too large to import: more than {most} MB")
    elif not found.suffix:
        yield Trouble(media, "it is not really a PNG, JPEG, GIF or WebP; it may not be shown")
    elif found.problem is not None:
        yield Trouble(media, f"the picture is left out: {found.problem}")


def picture_name(media: str) -> str | None:
    """Return the name by which a deck may show a media file, None for what is no picture."""
    if is_image_name(media) and len(media) <= _LONGEST_NAME:
        return media
    suffix = _SUFFIX.search(media)
    if suffix is None or suffix[0].lower() not in IMAGE_SUFFIXES:
        return None
    return f"p-{blake2b(media.encode(), digest_size=8).hexdigest()}{suffix[0].lower()}"
