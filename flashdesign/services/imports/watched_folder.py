"""Detection and import of changed deck files in a watched folder."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from flashdesign.content.yaml.reader import MAX_FILE_BYTES
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.transfer.import_plan import (
    ImportBundle,
    ImportOptions,
    ImportPlan,
    ImportProblem,
)
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.collection import settings
from flashdesign.services.context import Context
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.formats import import_endings
from flashdesign.services.imports.read_file import read_file

MAX_FILES, MAX_FOLDERS = 500, 200
_CHUNK_BYTES = 1 << 20
_KNOWN_KEY = "deck_folder_known"


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A deck file that is new or changed.

    `digest` is the SHA-256 of its content or, if it is too large to import, made of its size and
    time; `name` is its path within the folder.
    """

    path: Path
    digest: str
    name: str


def find_changed(folder: Path, known: Mapping[str, str]) -> tuple[ChangedFile, ...]:
    """Return the deck files of the folder whose digest is not the known one, by name.

    Files that cannot be read now are skipped; the next call tries them again.
    """
    changed = []
    for path in deck_files(folder):
        try:
            digest = _digest(path)
        except OSError:
            continue
        if known.get(str(path)) != digest:
            changed.append(ChangedFile(path, digest, path.relative_to(folder).as_posix()))
    return tuple(changed)


def _digest(path: Path) -> str:
    """Return a digest of the file's content, or its size and time if it is too large to import."""
    status = path.stat()
    if status.st_size > MAX_FILE_BYTES:
        return f"too large: {status.st_size} bytes of {status.st_mtime_ns}"
    hashed, left = sha256(), MAX_FILE_BYTES + 1  # it may grow in the meantime
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(_CHUNK_BYTES, left))):
            hashed.update(chunk)
            left -= len(chunk)
    return hashed.hexdigest()


def folders(folder: Path) -> tuple[Path, ...]:
    """Return the folder and its subfolders: a deck with pictures has a folder of its own."""
    inside = (path for path in _list_folder(folder) if path.is_dir())
    return (folder, *inside)[:MAX_FOLDERS]


def deck_files(folder: Path) -> tuple[Path, ...]:
    """Return the deck files of the folder and its subfolders, without hidden and backup files."""
    endings = import_endings(only=lambda known: known.is_watched)
    files = (
        path
        for searched in folders(folder)
        for path in _list_folder(searched)
        if path.suffix.lower() in endings and path.is_file()
    )
    return tuple(islice(files, MAX_FILES))


def _list_folder(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~")))
    except OSError:
        return []


def known_digests(context: Context) -> dict[str, str]:
    """Return the digests of the files that were imported or dismissed, by path."""
    stored = settings.get_value(context, _KNOWN_KEY)
    if not isinstance(stored, dict):
        return {}
    return {str(path): str(digest) for path, digest in stored.items()}


def store_digests(context: Context, files: Iterable[ChangedFile]) -> None:
    """Store the files as known, so that only another change offers them again."""
    fresh = {str(file.path): file.digest for file in files}
    kept = {path: value for path, value in known_digests(context).items() if Path(path).exists()}
    settings.set_value(context, _KNOWN_KEY, kept | fresh)


Check = Callable[[ImportBundle], object]


def read_bundle(
    files: Iterable[ChangedFile], check: Check
) -> tuple[ImportBundle, tuple[ImportProblem, ...]]:
    """Return the content of the files as one bundle, and a problem for each rejected file.

    `check` raises FlashDesignError if the content of a file cannot be imported.
    """
    bundles: list[ImportBundle] = []
    refused: list[ImportProblem] = []
    decks: dict[DeckId, Deck] = {}
    for file in files:
        try:
            bundle = read_file(file.path)
            check(bundle)
        except FlashDesignError as error:
            message = str(error).replace(file.path.name, file.name, 1)
            refused.append(ImportProblem(file.name, message))
            continue
        duplicates = [deck.id for deck in bundle.decks if deck.id in decks]
        if duplicates:
            message = _("{name}: another file also contains the deck {deck!r}.").format(
                name=file.name, deck=duplicates[0]
            )
            refused.append(ImportProblem(file.name, message))
            continue
        decks |= {deck.id: deck for deck in bundle.decks}
        bundles.append(bundle)
    return _merged(bundles, decks, refused), tuple(refused)


def _merged(
    bundles: Sequence[ImportBundle], decks: Mapping[DeckId, Deck], refused: Iterable[ImportProblem]
) -> ImportBundle:
    pictures = tuple(picture for bundle in bundles for picture in bundle.pictures)
    remarks = (
        replace(problem, where=f"{bundle.name}, {problem.where}")
        for bundle in bundles
        for problem in bundle.problems
    )
    size = len(bundles)
    name = (
        bundles[0].name
        if size == 1
        else ngettext("{n} deck file", "{n} deck files", size).format(n=number(size))
    )
    problems = (*refused, *remarks)
    return ImportBundle(
        name,
        _parents_first(decks),
        pictures,
        problems=problems,
        has_full_decks=True,
        has_all_fields=True,
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """The plan for importing changed files; `rejected` has a problem of each rejected file."""

    files: tuple[ChangedFile, ...]
    plan: ImportPlan
    rejected: tuple[ImportProblem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the plan would change nothing."""
        return self.plan.is_empty


def plan_import(context: Context, folder: Path) -> Proposal | None:
    """Return the plan for importing the changed files of the folder, or None if there are none."""
    files = find_changed(folder, known_digests(context))
    if not files:
        return None
    bundle, refused = read_bundle(files, lambda bundle: import_plan.plan(context, bundle))
    return Proposal(files, import_plan.plan(context, bundle), refused)


def apply_proposal(context: Context, proposal: Proposal) -> None:
    """Import the proposed changes; notes that were removed from their files stay."""
    apply.apply(context, proposal.plan, ImportOptions(removed=False))


def _parents_first(decks: Mapping[DeckId, Deck]) -> tuple[Deck, ...]:
    """Return the decks with parents before children; a cycle of parents is kept as it is."""
    ordered: dict[DeckId, Deck] = {}
    for deck in decks.values():
        chain: list[Deck] = []
        above: Deck | None = deck
        while above is not None and above.id not in ordered and above not in chain:
            chain.append(above)
            above = decks.get(above.parent) if above.parent else None
        ordered |= {member.id: member for member in reversed(chain)}
    return tuple(ordered.values())
