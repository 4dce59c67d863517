"""Reading of a file to import, of any supported type."""

from dataclasses import replace
from pathlib import Path

from flashdesign.content.anki.crowdanki import FILE, read_crowdanki
from flashdesign.content.anki.read.importer import PACKAGE_SUFFIXES, read_package
from flashdesign.content.archive import has_collection
from flashdesign.content.csv.columns import resolve_columns
from flashdesign.content.csv.importer import import_table
from flashdesign.content.csv.reader import read_table
from flashdesign.content.decks import importer
from flashdesign.content.file_kinds import wrong_type_sentence
from flashdesign.content.obsidian.importer import NOTE_SUFFIXES, import_obsidian_notes
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportProblem
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_, Text, _, as_text
from flashdesign.paths import COLLECTION_NAME
from flashdesign.services.imports.table_options import TableOptions
from flashdesign.services.temporary_folder import scratch_folder

DECK_FILE_SUFFIXES = frozenset({".yaml", ".yml"})
TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_COLLECTION = Path(COLLECTION_NAME).suffix
_NO_FILE = N_("there is no such file.")
_WHOLE_COLLECTION = N_(
    "this is a whole collection, not a deck: restore it in the window under Settings, Restore a "
    "backup, or with `flashdesign restore FILE`."
)
_UNREADABLE = N_("the file cannot be read: {reason}.")
JSON_SUFFIXES = frozenset({".json"})
IMPORTABLE_SUFFIXES = (
    DECK_FILE_SUFFIXES | TABLE_SUFFIXES | PACKAGE_SUFFIXES | NOTE_SUFFIXES | JSON_SUFFIXES
)
_MOCHI_SUFFIX = ".mochi"
_NO_OPTIONS = TableOptions()


class UnreadableFileError(FlashDesignError):
    """A file cannot be imported."""

    def __init__(self, path: Path, problem: str | Text) -> None:
        super().__init__("{name}: {problem}", name=path.name, problem=as_text(problem))
        self.path = path


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
    suffix = path.suffix.lower()
    is_folder = path.is_dir()
    if not is_folder and not path.is_file():
        raise UnreadableFileError(path, _NO_FILE)
    if not is_folder:
        check_file_type(path)
        if suffix in TABLE_SUFFIXES:
            return _read_table(path, deck, encoding, table)
    if table != _NO_OPTIONS or encoding is not None:
        problem = Text(
            N_(
                "it is not a table: columns, separator, format and encoding apply only to "
                "{suffixes}."
            ),
            suffixes=_join_suffixes(TABLE_SUFFIXES),
        )
        raise UnreadableFileError(path, problem)
    bundle = _read_folder(path, deck) if is_folder else _read_other(path, suffix, deck)
    if deck is None or is_folder or suffix in NOTE_SUFFIXES:
        return bundle
    return _with_own_decks(bundle, deck)


def _with_own_decks(bundle: ImportBundle, deck: str) -> ImportBundle:
    """Return the bundle with a remark that the title of a deck was not used."""
    remark = ImportProblem(
        _("deck {title}").format(title=deck),
        _("the file has its own deck names; this title was not used"),
    )
    return replace(bundle, problems=(*bundle.problems, remark))


def _read_other(path: Path, suffix: str, deck: str | None) -> ImportBundle:
    if suffix in DECK_FILE_SUFFIXES:
        return importer.read_deck_bundle(path)
    if suffix in NOTE_SUFFIXES:
        return import_obsidian_notes(path, deck)
    if suffix in JSON_SUFFIXES:
        return read_crowdanki(path)
    if suffix == _MOCHI_SUFFIX:
        problem = N_(
            "Mochi decks cannot be read directly: export the deck from Mochi as a table (CSV) and "
            "import that."
        )
        raise UnreadableFileError(path, problem)
    if suffix in PACKAGE_SUFFIXES or _is_zip(path):
        _refuse_archive(path)
        with scratch_folder() as scratch:
            return read_package(path, scratch)
    suffixes = _join_suffixes(IMPORTABLE_SUFFIXES)
    raise UnreadableFileError(
        path, Text(N_("this type of file cannot be imported; use {suffixes}."), suffixes=suffixes)
    )


def _read_table(
    path: Path, deck: str | None, encoding: str | None, options: TableOptions
) -> ImportBundle:
    table = read_table(path, encoding, options.separator, options.row_separator)
    columns = resolve_columns(table, options.roles, has_header=options.has_header)
    return import_table(table, deck, columns, options.text_format)


def _join_suffixes(suffixes: frozenset[str]) -> str:
    return ", ".join(sorted(suffixes))


def _read_folder(path: Path, deck: str | None) -> ImportBundle:
    """Return the content of a folder: a CrowdAnki deck, or Obsidian notes."""
    for name in (FILE, f"{path.name}.json"):
        if (path / name).is_file():
            return read_crowdanki(path / name)
    if not any(path.rglob("*.md")):
        problem = N_("this folder has neither a CrowdAnki deck.json nor an Obsidian note (.md).")
        raise UnreadableFileError(path, problem)
    return import_obsidian_notes(path, deck)


def check_file_type(path: Path) -> None:
    """Raise UnreadableFileError if the content of the file does not match its suffix."""
    if path.suffix.lower() == _COLLECTION:
        # The file is not opened: it may be the open collection, and on POSIX systems closing any
        # handle of a process releases the locks of all its handles.
        raise UnreadableFileError(path, _WHOLE_COLLECTION)
    try:
        problem = wrong_type_sentence(path)
    except FileNotFoundError as error:
        raise UnreadableFileError(path, _NO_FILE) from error
    except OSError as error:
        raise UnreadableFileError(path, _unreadable(error)) from error
    if problem is not None:
        raise UnreadableFileError(path, problem)


def _refuse_archive(path: Path) -> None:
    if has_collection(path):
        raise UnreadableFileError(path, _WHOLE_COLLECTION)


def _is_zip(path: Path) -> bool:
    """Return whether the file is a ZIP archive: downloaded packages often have another suffix."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as error:
        raise UnreadableFileError(path, _unreadable(error)) from error


def _unreadable(error: OSError) -> Text:
    return Text(_UNREADABLE, reason=error.strerror or str(error))
