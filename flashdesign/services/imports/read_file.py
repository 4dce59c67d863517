"""Reading of a file to import, of any supported type."""

from dataclasses import replace
from pathlib import Path

from flashdesign.domain.transfer.import_plan import ImportBundle, ImportProblem
from flashdesign.i18n.translation import N_, LazyText, _
from flashdesign.paths import COLLECTION_NAME
from flashdesign.services.imports import formats
from flashdesign.services.imports.formats import (
    ImportFormat,
    ReadRequest,
    UnreadableFileError,
    join_endings,
)
from flashdesign.services.imports.table_options import TableOptions
from flashdesign.services.imports.wrong_file_types import HEAD_BYTES, wrong_type_sentence

__all__ = ["UnreadableFileError", "check_file_type", "read_file"]

_COLLECTION = Path(COLLECTION_NAME).suffix
_NO_FILE = N_("there is no such file.")
_UNREADABLE = N_("the file cannot be read: {reason}.")
_MOCHI_SUFFIX = ".mochi"
_NO_OPTIONS = TableOptions()


def read_file(
    path: Path,
    *,
    deck: str | None = None,
    encoding: str | None = None,
    table: TableOptions = _NO_OPTIONS,
) -> ImportBundle:
    """Return the content of a file; a table goes into the deck titled `deck`, if it is given.

    Raises UnreadableFileError, also if options for tables are given for another type of file.
    """
    is_folder = path.is_dir()
    if not is_folder and not path.is_file():
        raise UnreadableFileError(path, _NO_FILE)
    if not is_folder:
        check_file_type(path)
    known = None if is_folder else formats.format_of_ending(path)
    has_table_options = table != _NO_OPTIONS or encoding is not None
    if has_table_options and not (known is not None and known.is_table):
        raise UnreadableFileError(path, _no_table())
    request = ReadRequest(path, deck, encoding, table)
    if is_folder:
        return _read_folder(request)
    if known is None:
        known = _format_of_unknown_ending(path)
    bundle = known.read(request)
    return bundle if deck is None or known.takes_title else _with_own_decks(bundle, deck)


def _no_table() -> LazyText:
    endings = formats.import_endings(only=lambda known: known.is_table)
    return LazyText(
        N_("it is not a table: columns, separator, format and encoding apply only to {suffixes}."),
        suffixes=join_endings(endings),
    )


def _with_own_decks(bundle: ImportBundle, deck: str) -> ImportBundle:
    """Return the bundle with a remark that the title of a deck was not used."""
    remark = ImportProblem(
        _("deck {title}").format(title=deck),
        _("the file has its own deck names; this title was not used"),
    )
    return replace(bundle, problems=(*bundle.problems, remark))


def _format_of_unknown_ending(path: Path) -> ImportFormat:
    """Return the format that recognizes the content; raise UnreadableFileError if there is none."""
    if path.suffix.lower() == _MOCHI_SUFFIX:
        problem = N_(
            "Mochi decks cannot be read directly: export the deck from Mochi as a table (CSV) and "
            "import that."
        )
        raise UnreadableFileError(path, problem)
    known = formats.format_of_content(_head(path))
    if known is not None:
        return known
    suffixes = join_endings(formats.import_endings())
    raise UnreadableFileError(
        path,
        LazyText(N_("this type of file cannot be imported; use {suffixes}."), suffixes=suffixes),
    )


def _read_folder(request: ReadRequest) -> ImportBundle:
    """Return the content of a folder, in the first format that finds something in it."""
    for known in formats.FORMATS:
        found = known.find_in_folder(request.path)
        if found is not None:
            return known.read(replace(request, path=found))
    problem = N_("this folder has neither a CrowdAnki deck.json nor an Obsidian note (.md).")
    raise UnreadableFileError(request.path, problem)


def check_file_type(path: Path) -> None:
    """Raise UnreadableFileError if the content of the file does not match its suffix."""
    if path.suffix.lower() == _COLLECTION:
        # The file is not opened: it may be the open collection, and on POSIX systems closing any
        # handle of a process releases the locks of all its handles.
        raise UnreadableFileError(path, formats.WHOLE_COLLECTION)
    known = formats.format_of_ending(path)
    head = _head(path)
    if known is not None and known.recognizes(head):
        return
    problem = wrong_type_sentence(head, is_json=known is not None and known.is_json)
    if problem is not None:
        raise UnreadableFileError(path, problem)


def _head(path: Path) -> bytes:
    """Return the first bytes of a file; raise UnreadableFileError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except FileNotFoundError as error:
        raise UnreadableFileError(path, _NO_FILE) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFileError(path, LazyText(_UNREADABLE, reason=reason)) from error
