"""Read a file that a person wants to bring in, whatever kind it is."""

from pathlib import Path

from flashdesign.content import deck_parcel
from flashdesign.content.anki.reader import PACKAGES, read_package
from flashdesign.content.archive import holds_collection
from flashdesign.domain.parcels import Parcel
from flashdesign.errors import FlashDesignError
from flashdesign.services import table_form
from flashdesign.services.table_options import TableOptions

DECK_FILES = frozenset({".yaml", ".yml"})
TABLES = frozenset({".csv", ".tsv", ".txt"})


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
    if not path.is_file():
        problem = "this is a folder" if path.is_dir() else "there is no such file"
        raise UnreadableFileError(path, f"{problem}.")
    if suffix in TABLES:
        return table_form.parcel(path, deck, encoding, table)
    if table != _NO_OPTIONS:
        problem = f"it is no table: columns, separator and format are for {_listed(TABLES)}."
        raise UnreadableFileError(path, problem)
    if suffix in DECK_FILES:
        return deck_parcel.parcel_of(path)
    if suffix in PACKAGES or _is_zip(path):
        _refuse_archive(path)
        return read_package(path)
    known = _listed(DECK_FILES | TABLES | PACKAGES)
    raise UnreadableFileError(path, f"files of this kind cannot be read; there are: {known}.")


def _listed(suffixes: frozenset[str]) -> str:
    return ", ".join(sorted(suffixes))


def _refuse_archive(path: Path) -> None:
    if holds_collection(path):
        raise UnreadableFileError(
            path,
            "this is a whole collection, not a deck: restore it in its place, in the window at "
            "Settings, Restore a backup, or with `flashdesign restore FILE`.",
        )


def _is_zip(path: Path) -> bool:
    """Tell whether it may be a package under another name, as downloads often have."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as error:
        problem = f"the file cannot be read: {error.strerror or error}."
        raise UnreadableFileError(path, problem) from error
