"""The import formats: which files each one reads, and how.

`FORMATS` is the only place that names them. The readers are imported when they are used, because
the start of the window looks up the endings.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_, LazyText, _, as_lazy_text

if TYPE_CHECKING:
    from flashdesign.domain.transfer.import_plan import ImportBundle
    from flashdesign.services.imports.table_options import TableOptions

WHOLE_COLLECTION = N_(
    "this is a whole collection, not a deck: restore it in the window with Settings > Data > "
    "Restore a backup, or with `flashdesign restore FILE`."
)
_CROWDANKI_FILE = "deck.json"
_ZIP_START = b"PK\x03\x04"


class UnreadableFileError(FlashDesignError):
    """A file cannot be imported."""

    def __init__(self, path: Path, problem: str | LazyText) -> None:
        super().__init__("{name}: {problem}", name=path.name, problem=as_lazy_text(problem))
        self.path = path


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A file or folder to read; `title` is that of the deck that its notes go into, if given.

    `encoding` and `options` are for tables only.
    """

    path: Path
    title: str | None
    encoding: str | None
    options: "TableOptions"


def _never(_head: bytes) -> bool:
    return False


def _in_no_folder(_folder: Path) -> Path | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFormat:
    """An import format.

    `title` is marked here and translated where it is shown. `endings` are in lower case, the most
    usual first. `recognizes` tells from the first bytes whether a file has this format in spite of
    an unknown ending, `find_in_folder` returns what to read in a folder of this format.
    `takes_title`: the user may choose the title of the deck. `is_table`: the window asks how to
    read the columns first. `is_json`: its text is JSON. `is_watched`: a watched folder imports such
    files; the reader must return decks in full, with ids that stay the same.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    read: Callable[[ReadRequest], "ImportBundle"]
    recognizes: Callable[[bytes], bool] = _never
    find_in_folder: Callable[[Path], Path | None] = _in_no_folder
    takes_title: bool = False
    is_table: bool = False
    is_json: bool = False
    is_watched: bool = False


def _read_deck_file(request: ReadRequest) -> "ImportBundle":
    from flashdesign.content.decks.importer import read_deck_bundle

    return read_deck_bundle(request.path)


def _read_table(request: ReadRequest) -> "ImportBundle":
    from flashdesign.content.csv.columns import resolve_columns
    from flashdesign.content.csv.importer import import_table
    from flashdesign.content.csv.reader import read_table

    options = request.options
    table = read_table(request.path, request.encoding, options.separator, options.row_separator)
    columns = resolve_columns(table, options.roles, has_header=options.has_header)
    return import_table(table, request.title, columns, options.text_format)


def _read_package(request: ReadRequest) -> "ImportBundle":
    from flashdesign.content.anki.read.importer import read_package
    from flashdesign.content.archive import has_collection
    from flashdesign.storage.temporary_folder import scratch_folder

    if has_collection(request.path):
        raise UnreadableFileError(request.path, WHOLE_COLLECTION)
    with scratch_folder() as scratch:
        return read_package(request.path, scratch)


def _is_zip(head: bytes) -> bool:
    """Return whether the file is a ZIP archive: downloaded packages often have another suffix."""
    return head.startswith(_ZIP_START)


def _read_crowdanki(request: ReadRequest) -> "ImportBundle":
    from flashdesign.content.anki.crowdanki import read_crowdanki

    return read_crowdanki(request.path)


def _crowdanki_file(folder: Path) -> Path | None:
    files = (folder / name for name in (_CROWDANKI_FILE, f"{folder.name}.json"))
    return next((file for file in files if file.is_file()), None)


def _read_obsidian(request: ReadRequest) -> "ImportBundle":
    from flashdesign.content.obsidian.importer import import_obsidian_notes

    return import_obsidian_notes(request.path, request.title)


def _obsidian_vault(folder: Path) -> Path | None:
    return folder if any(folder.rglob("*.md")) else None


FORMATS: tuple[ImportFormat, ...] = (
    ImportFormat(
        name="yaml",
        title=N_("a deck file (YAML)"),
        endings=(".yaml", ".yml"),
        read=_read_deck_file,
        is_watched=True,
    ),
    ImportFormat(
        name="table",
        title=N_("a table (CSV, TSV)"),
        endings=(".csv", ".tsv", ".txt"),
        read=_read_table,
        takes_title=True,
        is_table=True,
    ),
    ImportFormat(
        name="package",
        title=N_("an Anki package"),
        endings=(".apkg", ".colpkg"),
        read=_read_package,
        recognizes=_is_zip,
    ),
    ImportFormat(
        name="crowdanki",
        title=N_("a CrowdAnki deck (JSON, or its folder)"),
        endings=(".json",),
        read=_read_crowdanki,
        is_json=True,
        find_in_folder=_crowdanki_file,
    ),
    ImportFormat(
        name="obsidian",
        title=N_("an Obsidian note with flashcards of the Spaced Repetition plugin (or a folder)"),
        endings=(".md", ".markdown"),
        read=_read_obsidian,
        find_in_folder=_obsidian_vault,
        takes_title=True,
    ),
)


def format_of_ending(path: Path) -> ImportFormat | None:
    """Return the format that the ending of the file's name says, if any."""
    ending = path.suffix.lower()
    return next((known for known in FORMATS if ending in known.endings), None)


def format_of_content(head: bytes) -> ImportFormat | None:
    """Return the format that recognizes the first bytes of a file, if any."""
    return next((known for known in FORMATS if known.recognizes(head)), None)


def import_endings(*, only: Callable[[ImportFormat], bool] | None = None) -> tuple[str, ...]:
    """Return the endings of all formats, or of those that `only` accepts, in their order."""
    return tuple(
        ending for known in FORMATS if only is None or only(known) for ending in known.endings
    )


def join_endings(endings: Iterable[str]) -> str:
    """Return endings as a sentence lists them."""
    return ", ".join(sorted(endings))


def format_titles() -> tuple[str, ...]:
    """Return what can be imported, in the current language."""
    return tuple(_(known.title) for known in FORMATS)
