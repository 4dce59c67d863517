"""Every failure a person may see; anything else that escapes is a bug and is reported as one."""

from dataclasses import dataclass
from pathlib import Path


class FlashDesignError(Exception):
    """Base of expected failures; `str(error)` is fit to show to a person as it is."""


class CollectionError(FlashDesignError):
    """A collection file cannot be used; the file itself was left as it was."""

    def __init__(self, path: Path, problem: str, advice: str) -> None:
        super().__init__(f"{path.name}: {problem} {advice}")
        self.path, self.problem, self.advice = path, problem, advice


class CollectionOpenError(CollectionError):
    """Another window or command holds the collection."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "the collection is open in another window or command.",
            "Close it there, then try again.",
        )


class CollectionClosedError(CollectionError):
    """The collection was closed while something still wanted to use it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "the collection was closed meanwhile.", "Try again.")


class CollectionTooNewError(CollectionError):
    """A later version of the program wrote the collection."""

    def __init__(self, path: Path, found: int, supported: int) -> None:
        super().__init__(
            path,
            f"the collection has format {found}; this version reads up to {supported}.",
            "Install the newer FlashDesign that wrote it; nothing was changed.",
        )
        self.found, self.supported = found, supported


class CollectionDamagedError(CollectionError):
    """The file is not a sound collection."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            path,
            f"the collection is damaged ({detail}).",
            "Restore a backup with `flashdesign restore FILE`; the damaged file is kept.",
        )
        self.detail = detail


class CollectionReadOnlyError(CollectionError):
    """The file or its folder cannot be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"cannot write in {path.parent}.",
            "Give yourself write permission there, or choose another place with --collection.",
        )


class CollectionExistsError(CollectionError):
    """There is a file already where a collection is to go."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"there is a file of this name in {path.parent} already.",
            "Choose another folder, or open that one with --collection.",
        )


class CollectionMissingError(CollectionError):
    """There is no collection at its place, though there was one.

    `found` says what lies there instead; `unfinished` is what an interrupted restore had prepared.
    """

    def __init__(self, path: Path, found: tuple[str, ...], unfinished: Path | None = None) -> None:
        finish = f"`flashdesign restore {unfinished}` finishes the restore; " if unfinished else ""
        super().__init__(
            path,
            " ".join((f"the collection is not at {path}. Is the drive connected?", *found)),
            f"Connect the drive or put the file back, then try again; {finish}`flashdesign restore "
            "FILE` puts a backup there, `flashdesign new-collection` an empty collection.",
        )
        self.found, self.unfinished = found, unfinished


class InterruptedRestoreError(CollectionError):
    """A restore was stopped halfway; what it had prepared lies in `unfinished`."""

    def __init__(self, path: Path, unfinished: Path) -> None:
        super().__init__(
            path,
            f"a restore was interrupted; what it had prepared is {unfinished.name}.",
            f"Finish it with `flashdesign restore {unfinished}`; nothing is lost by that.",
        )
        self.unfinished = unfinished


class CollectionReplacedError(CollectionError):
    """The open file is no longer the one at its path; `saved` is a copy of what was open."""

    def __init__(self, path: Path, problem: str, saved: Path | None) -> None:
        kept = (
            f"What was stored until then is saved as {saved}; restore that copy to have both."
            if saved
            else "No copy of what was stored since the last backup could be saved."
        )
        super().__init__(
            path, f"{problem}, so nothing more is stored.", f"{kept} Then open the collection anew."
        )
        self.saved = saved


class DiskFullError(CollectionError):
    """The disk has no room left; the answer was not stored."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "the disk is full, so the last answer was not stored.",
            "Free some space and answer it again; everything before it is safe.",
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a text file, and where."""

    line: int
    column: int
    message: str


class DeckFormatError(FlashDesignError):
    """A deck file does not follow the deck format; it carries all problems at once."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        lines = [f"{path.name}:{p.line}:{p.column}: {p.message}" for p in problems]
        super().__init__("\n".join(lines))
        self.path, self.problems = path, problems


class NotFoundError(FlashDesignError):
    """Something that was named does not exist."""

    def __init__(self, what: str, name: str, nearest: str | None = None) -> None:
        hint = f" Did you mean {nearest!r}?" if nearest else ""
        super().__init__(f"There is no {what} {name!r}.{hint}")
        self.what, self.name, self.nearest = what, name, nearest


class SettingError(FlashDesignError):
    """A setting has a value it cannot have."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name, self.problem = name, problem
