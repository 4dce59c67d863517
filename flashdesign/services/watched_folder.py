"""Look into a folder of decks for files that are not what they were when last taken in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from flashdesign.content.yaml_text import MAX_FILE_BYTES
from flashdesign.domain.cards import Deck, DeckId
from flashdesign.domain.parcels import Accepted, Parcel, Plan, Trouble
from flashdesign.errors import FlashDesignError
from flashdesign.services import importing, preferences
from flashdesign.services.context import Context
from flashdesign.services.reading import DECK_FILES, read_file
from flashdesign.services.wording import count

MOST_FILES, MOST_FOLDERS = 500, 200
_CHUNK_BYTES = 1 << 20
_KNOWN = "deck_folder_known"


@dataclass(frozen=True, slots=True)
class Changed:
    """A deck file that is new or changed.

    `digest` is the SHA-256 of what it holds or, where it is too large to be taken, tells its size
    and time; `name` is its path within the folder.
    """

    path: Path
    digest: str
    name: str


def look(folder: Path, known: Mapping[str, str]) -> tuple[Changed, ...]:
    """Return the deck files of the folder whose digest is not the known one, by name.

    What cannot be read now is left for another time.
    """
    found = []
    for path in deck_files(folder):
        try:
            digest = _digest(path)
        except OSError:
            continue
        if known.get(str(path)) != digest:
            found.append(Changed(path, digest, path.relative_to(folder).as_posix()))
    return tuple(found)


def _digest(path: Path) -> str:
    """Return what tells whether the file is still the same.

    One that is too large to be taken is not read: it is known by its size and time.
    """
    status = path.stat()
    if status.st_size > MAX_FILE_BYTES:
        return f"too large: {status.st_size} bytes of {status.st_mtime_ns}"
    hashed, left = sha256(), MAX_FILE_BYTES + 1  # it may grow meanwhile
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(_CHUNK_BYTES, left))):
            hashed.update(chunk)
            left -= len(chunk)
    return hashed.hexdigest()


def folders(folder: Path) -> tuple[Path, ...]:
    """Return the folder and those in it: a deck with pictures has one of its own."""
    inside = (path for path in _there(folder) if path.is_dir())
    return (folder, *inside)[:MOST_FOLDERS]


def deck_files(folder: Path) -> tuple[Path, ...]:
    """Return the deck files of the folder and of those in it; what editors hide is left out."""
    found = (
        path
        for one in folders(folder)
        for path in _there(one)
        if path.suffix.lower() in DECK_FILES and path.is_file()
    )
    return tuple(islice(found, MOST_FILES))


def _there(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~")))
    except OSError:
        return []


def known(context: Context) -> dict[str, str]:
    """Return the digests of the files that were taken in or put aside, by path."""
    noted = preferences.recall_note(context, _KNOWN)
    if not isinstance(noted, dict):
        return {}
    return {str(path): str(digest) for path, digest in noted.items()}


def remember(context: Context, files: Iterable[Changed]) -> None:
    """Take the files as known, so that only another change brings them up again."""
    fresh = {str(one.path): one.digest for one in files}
    kept = {path: value for path, value in known(context).items() if Path(path).exists()}
    preferences.keep_note(context, _KNOWN, kept | fresh)


Check = Callable[[Parcel], object]


def parcel_of(files: Iterable[Changed], check: Check) -> tuple[Parcel, tuple[Trouble, ...]]:
    """Return what the files bring in one parcel, and which files cannot be taken.

    `check` raises FlashDesignError where what a file brings has no place here.
    """
    parcels: list[Parcel] = []
    refused: list[Trouble] = []
    taken: dict[DeckId, Deck] = {}
    for one in files:
        try:
            parcel = read_file(one.path)
            check(parcel)
        except FlashDesignError as error:
            told = str(error).replace(one.path.name, one.name, 1)
            refused.append(Trouble(one.name, told))
            continue
        twice = [deck.id for deck in parcel.decks if deck.id in taken]
        if twice:
            told = f"{one.name}: another file holds the deck {twice[0]!r} too."
            refused.append(Trouble(one.name, told))
            continue
        taken |= {deck.id: deck for deck in parcel.decks}
        parcels.append(parcel)
    return _merged(parcels, taken, refused), tuple(refused)


def _merged(
    parcels: Sequence[Parcel], decks: Mapping[DeckId, Deck], refused: Iterable[Trouble]
) -> Parcel:
    pictures = tuple(picture for parcel in parcels for picture in parcel.pictures)
    told = (
        replace(trouble, where=f"{parcel.name}, {trouble.where}")
        for parcel in parcels
        for trouble in parcel.troubles
    )
    name = parcels[0].name if len(parcels) == 1 else count(len(parcels), "deck file")
    troubles = (*refused, *told)
    return Parcel(
        name, _parents_first(decks), pictures, troubles=troubles, is_whole=True, tells_all=True
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What changed files would do here; `refused` says of some why they cannot be taken."""

    files: tuple[Changed, ...]
    plan: Plan
    refused: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be done."""
        return self.plan.is_empty


def propose(context: Context, folder: Path) -> Proposal | None:
    """Return what the changed files of the folder would do, or None where no file has changed."""
    files = look(folder, known(context))
    if not files:
        return None
    parcel, refused = parcel_of(files, lambda one: importing.plan(context, one))
    told = tuple(trouble.message for trouble in refused)
    return Proposal(files, importing.plan(context, parcel), told)


def take(context: Context, proposal: Proposal) -> None:
    """Do what is proposed; notes that are gone from their files stay."""
    importing.apply(context, proposal.plan, Accepted(gone=False))


def _parents_first(decks: Mapping[DeckId, Deck]) -> tuple[Deck, ...]:
    """Return the decks so that none comes before its parent; a ring of parents stays as it is."""
    placed: dict[DeckId, Deck] = {}
    for deck in decks.values():
        line: list[Deck] = []
        above: Deck | None = deck
        while above is not None and above.id not in placed and above not in line:
            line.append(above)
            above = decks.get(above.parent) if above.parent else None
        placed |= {one.id: one for one in reversed(line)}
    return tuple(placed.values())
