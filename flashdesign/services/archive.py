"""The whole collection in one file, to be opened on another computer."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from os.path import realpath
from pathlib import Path
from typing import BinaryIO

from flashdesign.content.archive import (
    COLLECTION,
    Contents,
    is_archive,
    read_collection,
    write_archive,
)
from flashdesign.errors import consequence
from flashdesign.services import exporting, pictures
from flashdesign.services.context import Context
from flashdesign.services.exporting import ExportError
from flashdesign.services.pace import Pace
from flashdesign.storage.work_folder import work_folder

SUFFIX = ".zip"


@consequence("the archive was not written")
def write(context: Context, path: Path, pace: Pace | None = None) -> int:
    """Write the collection with all progress and its decks as files; return how many notes."""
    if path.suffix.lower() != SUFFIX:
        raise ExportError(path, f"an archive's name ends in {SUFFIX}.")
    return exporting.write(path, partial(_fill, context, pace or Pace()), private=True)


@contextmanager
def collection_in(path: Path, collection: Path) -> Iterator[Path]:
    """Lend the collection that an archive holds, unpacked beside `collection`.

    Any other file is lent as it is.
    """
    if not is_archive(path):
        yield path
        return
    with work_folder(Path(realpath(collection))) as folder:
        # Under the archive's own name, which is what a person is told of.
        target = folder / path.name
        read_collection(path, target)
        yield target


def _fill(context: Context, pace: Pace, file: BinaryIO) -> int:
    # Beside the collection, where the next start sweeps away what a killed program left.
    with work_folder(Path(realpath(context.places.collection))) as folder:
        copy = folder / COLLECTION
        context.database.copy_to(copy)
        pace.check()
        decks = exporting.whole_decks(context, pace)
        images = pictures.of_decks(context, [deck.id for deck in decks])
        written = write_archive(file, Contents(copy, decks, images, context.clock.now_ms()))
        pace.check()
        return written
