"""The whole collection in one file, to be opened on another computer."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
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

SUFFIX = ".zip"


@consequence("the archive was not written")
def write(context: Context, path: Path, pace: Pace | None = None) -> int:
    """Write the collection with all progress and its decks as files; return how many notes."""
    if path.suffix.lower() != SUFFIX:
        raise ExportError(path, f"an archive's name ends in {SUFFIX}.")
    return exporting.write(path, partial(_fill, context, pace or Pace()))


@contextmanager
def collection_in(path: Path) -> Iterator[Path]:
    """Lend the collection that an archive holds; any other file is lent as it is."""
    if not is_archive(path):
        yield path
        return
    with TemporaryDirectory(prefix="flashdesign-") as folder:
        target = Path(folder) / COLLECTION
        read_collection(path, target)
        yield target


def _fill(context: Context, pace: Pace, file: BinaryIO) -> int:
    with TemporaryDirectory(prefix="flashdesign-") as folder:
        copy = Path(folder) / COLLECTION
        context.database.copy_to(copy)
        pace.check()
        decks = exporting.whole_decks(context, pace)
        images = pictures.of_decks(context, [deck.id for deck in decks])
        written = write_archive(file, Contents(copy, decks, images, context.clock.now_ms()))
        pace.check()
        return written
