"""Read a file that a person wants to bring in, whatever kind it is."""

from dataclasses import replace
from pathlib import Path

from flashdesign.content import deck_parcel
from flashdesign.content.anki.crowdanki import FILE, read_crowdanki
from flashdesign.content.anki.reader import PACKAGES, read_package
from flashdesign.content.archive import holds_collection
from flashdesign.content.file_kinds import mistaken
from flashdesign.content.obsidian_parcel import NOTES, read_notes
from flashdesign.content.table_columns import chosen_columns
from flashdesign.content.table_parcel import parcel_of
from flashdesign.content.table_text import read_table
from flashdesign.domain.parcels import Parcel, Trouble
from flashdesign.errors import FlashDesignError
from flashdesign.paths import COLLECTION_NAME
from flashdesign.services.scratch import scratch_folder
from flashdesign.services.table_options import TableOptions

DECK_FILES = frozenset({".yaml", ".yml"})
TABLES = frozenset({".csv", ".tsv", ".txt"})
_COLLECTION = Path(COLLECTION_NAME).suffix
_NO_FILE = "there is no such file."
_WHOLE_COLLECTION = (
    "this is a whole collection, not a deck: restore it in its place, in the window at Settings, "
    "Restore a backup, or with `flashdesign restore FILE`."
)
JSON = frozenset({".json"})
READABLE = DECK_FILES | TABLES | PACKAGES | NOTES | JSON


_MOCHI = ".mochi"
_NO_OPTIONS = TableOptions()


class UnreadableFileError(FlashDesignError):
    """A file is of no kind that can be brought in."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")
        self.path = path


def read_file(
    path: Path,
    *,
    deck: str | None = None,
    encoding: str | None = None,
    table: TableOptions = _NO_OPTIONS,
) -> Parcel:
    """Return what the file brings; a table goes into the deck titled `deck`, else as it says.

    Raises UnreadableFileError, also for a file that is no table with options for tables.
    """
    suffix = path.suffix.lower()
    is_folder = path.is_dir()
    if not is_folder and not path.is_file():
        raise UnreadableFileError(path, _NO_FILE)
    if not is_folder:
        refuse_mistaken(path)
        if suffix in TABLES:
            return _read_table(path, deck, encoding, table)
    if table != _NO_OPTIONS or encoding is not None:
        options = "columns, separator, format and encoding"
        problem = f"it is not a table: {options} apply only to {_listed(TABLES)}."
        raise UnreadableFileError(path, problem)
    found = _read_folder(path, deck) if is_folder else _read_other(path, suffix, deck)
    if deck is None or is_folder or suffix in NOTES:
        return found
    return _with_own_decks(found, deck)


def _with_own_decks(parcel: Parcel, deck: str) -> Parcel:
    """Return the parcel with a sentence that the title of a deck was not used."""
    said = "the file names its decks itself; this title was not used"
    return replace(parcel, troubles=(*parcel.troubles, Trouble(f"deck {deck}", said)))


def _read_other(path: Path, suffix: str, deck: str | None) -> Parcel:
    if suffix in DECK_FILES:
        return deck_parcel.parcel_of(path)
    if suffix in NOTES:
        return read_notes(path, deck)
    if suffix in JSON:
        return read_crowdanki(path)
    if suffix == _MOCHI:
        problem = (
            "Mochi decks cannot be read directly: export the deck from Mochi as a table (CSV) and "
            "import that."
        )
        raise UnreadableFileError(path, problem)
    if suffix in PACKAGES or _is_zip(path):
        _refuse_archive(path)
        with scratch_folder() as scratch:
            return read_package(path, scratch)
    known = _listed(READABLE)
    raise UnreadableFileError(path, f"files of this kind cannot be read; there are: {known}.")


def _read_table(
    path: Path, deck: str | None, encoding: str | None, options: TableOptions
) -> Parcel:
    found = read_table(path, encoding, options.separator, options.row_separator)
    columns = chosen_columns(found, options.roles, has_header=options.has_header)
    return parcel_of(found, deck, columns, options.text_format)


def _listed(suffixes: frozenset[str]) -> str:
    return ", ".join(sorted(suffixes))


def _read_folder(path: Path, deck: str | None) -> Parcel:
    """Return what a folder brings: a deck of CrowdAnki, or the notes of Obsidian in it."""
    for name in (FILE, f"{path.name}.json"):
        if (path / name).is_file():
            return read_crowdanki(path / name)
    if not any(path.rglob("*.md")):
        problem = "this folder has neither a CrowdAnki deck.json nor an Obsidian note (.md)."
        raise UnreadableFileError(path, problem)
    return read_notes(path, deck)


def refuse_mistaken(path: Path) -> None:
    """Raise UnreadableFileError where the file is something else than its name says."""
    if path.suffix.lower() == _COLLECTION:
        # Not even opened: it may be the one that is open, and on POSIX systems closing any handle
        # of a process ends the locks of all.
        raise UnreadableFileError(path, _WHOLE_COLLECTION)
    try:
        problem = mistaken(path)
    except FileNotFoundError as error:
        raise UnreadableFileError(path, _NO_FILE) from error
    except OSError as error:
        raise UnreadableFileError(path, f"it cannot be read: {error.strerror or error}.") from error
    if problem is not None:
        raise UnreadableFileError(path, problem)


def _refuse_archive(path: Path) -> None:
    if holds_collection(path):
        raise UnreadableFileError(path, _WHOLE_COLLECTION)


def _is_zip(path: Path) -> bool:
    """Tell whether it may be a package under another name, as downloads often have."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as error:
        problem = f"the file cannot be read: {error.strerror or error}."
        raise UnreadableFileError(path, problem) from error
