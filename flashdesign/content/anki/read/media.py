"""Pictures of a package that fields refer to, within a limit in bytes."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from html import unescape
from itertools import chain
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from flashdesign.content.anki.read import package
from flashdesign.content.anki.read.errors import PackageError
from flashdesign.content.rendering.markdown import PICTURE_SUFFIXES, is_picture_name
from flashdesign.domain.ids import DeckId
from flashdesign.domain.transfer.import_plan import ImportProblem, Picture
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext

MAX_PICTURES_BYTES = 200_000_000
MAX_PICTURES_RATIO = 20
_LONGEST_NAME = 150
_MAX_LISTED, _LISTED_CHARACTERS = 5, 60
# A file name in a text: of a picture, a sound, or the target of a link.
_FILE_NAME = re.compile(
    r"\[sound:([^\[\]]{1,300})\]|\b(?:src|href|data)\s{0,9}=\s{0,9}"
    r"(?:\"([^\"]{1,300})\"|'([^']{1,300})'|([^\s\"'<>]{1,300}))"
)
_SUFFIX = re.compile(r"\.[A-Za-z]+$")


class PictureNames:
    """Maps the names of pictures in a package to their names in the deck.

    A field may spell a name differently from the media list: in another Unicode form, with other
    capitals, or percent-encoded.
    """

    def __init__(self, media: Iterable[str]) -> None:
        self.media = {name: file for file in media if (name := deck_picture_name(file))}
        self._names = {file: name for name, file in self.media.items()}
        self._composed: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for file, name in self._names.items():
            self._composed.setdefault(normalize("NFC", file), name)
            self._folded.setdefault(normalize("NFC", file).casefold(), name)

    def find(self, source: str) -> str | None:
        """Return the name of the picture that a field refers to, None if there is none."""
        for spelling in dict.fromkeys(
            (source, unquote(source), source.strip(), unquote(source.strip()))
        ):
            composed = normalize("NFC", spelling)
            for names, key in (
                (self._names, spelling),
                (self._composed, composed),
                (self._folded, composed.casefold()),
            ):
                if key in names:
                    return names[key]
        return None


def load_pictures(
    path: Path,
    opened: package.Package,
    names: Mapping[str, str],
    wanted: Iterable[tuple[DeckId, str]],
    problems: list[ImportProblem],
) -> Iterator[Picture]:
    """Yield the pictures that notes show, once for each deck; add to `problems` those left out.

    Raises PackageError if they unpack to more than a package of this size may contain.
    """
    most = max(MAX_PICTURES_BYTES, MAX_PICTURES_RATIO * path.stat().st_size)
    measured: dict[str, package.MediaInfo | None] = {}
    total = 0
    for deck, name in wanted:
        media = names[name]
        if name not in measured:
            found = measured[name] = opened.measure(media)
            total += package.MAX_PICTURE_BYTES if found is None else found.size
            if total > most:
                raise PackageError(
                    path.name,
                    N_("its pictures unpack to more than {size}; nothing was imported."),
                    size=_megabytes(most),
                )
            problems += _picture_problems(media, found)
        found = measured[name]
        if found is not None and found.problem is None:
            load = partial(package.load_picture, path, media, found.digest)
            yield Picture(deck, name, found.digest, load, found.size)


def unused_media(
    media: Iterable[str], texts: Iterable[str], shown: Collection[str]
) -> list[ImportProblem]:
    """Return one problem for all media files that are neither shown nor named in any text."""
    left = [name for name in media if name not in shown]
    if not left:
        return []
    found = chain.from_iterable(map(_FILE_NAME.findall, texts))
    named = {_fold_name(name) for names in found for name in names if name}
    left = sorted(name for name in left if _fold_name(name) not in named)
    if not left:
        return []
    amount = ngettext("{n} media file", "{n} media files", len(left)).format(n=number(len(left)))
    examples = ", ".join(repr(name[:_LISTED_CHARACTERS]) for name in left[:_MAX_LISTED])
    more = ", …" if len(left) > _MAX_LISTED else ""
    message = ngettext(
        "no note shows it; left out: {names}", "no note shows them; left out: {names}", len(left)
    )
    return [ImportProblem(amount, message.format(names=f"{examples}{more}"))]


def _megabytes(size: int) -> str:
    return _("{n} MB").format(n=number(size // 1_000_000))


def _fold_name(name: str) -> str:
    return normalize("NFC", unquote(unescape(name)).strip()).casefold()


def _picture_problems(media: str, found: package.MediaInfo | None) -> Iterator[ImportProblem]:
    if found is None:
        size = _megabytes(package.MAX_PICTURE_BYTES)
        message = _("the picture is too large to import: more than {size}")
        yield ImportProblem(media, message.format(size=size))
    elif not found.suffix:
        yield ImportProblem(
            media, _("its content is not PNG, JPEG, GIF or WebP; it might not be shown")
        )
    elif found.problem is not None:
        yield ImportProblem(
            media, _("the picture is left out: {problem}").format(problem=found.problem)
        )


def deck_picture_name(media: str) -> str | None:
    """Return the name by which a deck may show a media file, None if it is not a picture."""
    if is_picture_name(media) and len(media) <= _LONGEST_NAME:
        return media
    suffix = _SUFFIX.search(media)
    if suffix is None or suffix[0].lower() not in PICTURE_SUFFIXES:
        return None
    return f"p-{blake2b(media.encode(), digest_size=8).hexdigest()}{suffix[0].lower()}"
