"""Decks as an Anki package: a zip of a database and pictures."""

import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from flashdesign.content.anki.write.collection import PictureNamesByDeck, write_collection
from flashdesign.domain.ids import DeckId
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.domain.transfer.export import ExportedDeck
from flashdesign.domain.transfer.import_plan import Picture

_DATABASE = "collection.anki2"
_MEDIA = "media"
_FAST_LEVEL = 3
_DIGEST_CHARS = 8


def _ignore_note() -> None:
    """Ignore the progress."""


def write_package(
    file: BinaryIO,
    decks: Sequence[ExportedDeck],
    pictures: Iterable[Picture],
    today: StudyMoment,
    on_note: Callable[[], object] = _ignore_note,
    scratch: Path | None = None,
) -> None:
    """Write the decks, parents before children, with their pictures.

    `on_note` is called for each note; an exception from it stops the writing. The database is made
    in the folder `scratch`, by default in the system's folder for temporary files.
    """
    named = _assign_names(pictures)
    with TemporaryDirectory(prefix="flashdesign-", dir=scratch) as folder:
        database = Path(folder) / _DATABASE
        write_collection(database, decks, _by_deck(named), today, on_note)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST_LEVEL) as package:
            package.write(database, _DATABASE)
            contents = dict(named)
            for at, picture in enumerate(contents.values()):
                package.writestr(str(at), picture.load(), zipfile.ZIP_STORED)
            names = {str(at): name for at, name in enumerate(contents)}
            package.writestr(_MEDIA, json.dumps(names, ensure_ascii=False))


def _assign_names(pictures: Iterable[Picture]) -> list[tuple[str, Picture]]:
    """Return each picture with its unique name in the package, where all decks share a folder."""
    taken: dict[str, str] = {}
    named = []
    for picture in pictures:
        name = picture.name
        if taken.get(name.casefold(), picture.digest) != picture.digest:
            name = f"{picture.digest[:_DIGEST_CHARS]}-{name}"
        taken[name.casefold()] = picture.digest
        named.append((name, picture))
    return named


def _by_deck(named: Iterable[tuple[str, Picture]]) -> PictureNamesByDeck:
    names: dict[DeckId, dict[str, str]] = {}
    for name, picture in named:
        names.setdefault(picture.deck, {})[picture.name] = name
    return names
