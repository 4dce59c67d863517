"""Export of the whole collection as one file, to restore on another computer."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from os.path import realpath
from pathlib import Path
from typing import BinaryIO

from flashdesign.content.archive import (
    COLLECTION,
    ArchiveContents,
    extract_collection,
    is_archive,
    write_archive,
)
from flashdesign.errors import consequence
from flashdesign.i18n.translation import N_, _
from flashdesign.services import deck_pictures
from flashdesign.services.context import Context
from flashdesign.services.exports import export
from flashdesign.services.exports.export import ExportError
from flashdesign.services.job_progress import ProgressReporter
from flashdesign.storage.connection.work_folder import work_folder

SUFFIX = ".zip"


@consequence(N_("the archive was not written"))
def write(context: Context, path: Path, reporter: ProgressReporter | None = None) -> int:
    """Write the collection with all progress and its deck files; return the number of notes."""
    if path.suffix.lower() != SUFFIX:
        message = _("the name of an archive must end in {suffix}.")
        raise ExportError(path, message.format(suffix=SUFFIX))
    return export.write_atomically(
        path, partial(_write_contents, context, reporter or ProgressReporter()), private=True
    )


@contextmanager
def open_collection(path: Path, collection: Path) -> Iterator[Path]:
    """Yield the path of the collection in an archive, unpacked next to `collection`.

    Any other file is yielded unchanged.
    """
    if not is_archive(path):
        yield path
        return
    with work_folder(Path(realpath(collection))) as folder:
        # Under the name of the archive, which errors show.
        target = folder / path.name
        extract_collection(path, target)
        yield target


def _write_contents(context: Context, reporter: ProgressReporter, file: BinaryIO) -> int:
    # Next to the collection, where the next start deletes what a killed process left.
    with work_folder(Path(realpath(context.paths.collection))) as folder:
        copy = folder / COLLECTION
        context.database.copy_to(copy)
        reporter.check()
        decks = export.load_all_decks(context, reporter)
        pictures = deck_pictures.of_decks(context, [deck.id for deck in decks])
        written = write_archive(
            file, ArchiveContents(copy, decks, pictures, context.clock.now_ms())
        )
        reporter.check()
        return written
