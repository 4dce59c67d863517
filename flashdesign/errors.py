"""Every failure a person may see; anything else that escapes is a bug and is reported as one."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
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


class DamagedRowError(FlashDesignError):
    """A row of the collection cannot be read; `what` names it, as in "the note cache/lru"."""

    def __init__(self, what: str, detail: str = "") -> None:
        self.what = what
        self.problem = f"{what} cannot be read{f': {detail}' if detail else ''}"
        super().__init__(f"{self.problem[:1].upper()}{self.problem[1:]}. A backup may have it.")


class NotUndoableError(FlashDesignError):
    """What is needed to undo an act, or to redo it, is damaged; nothing was changed."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"“{said}” cannot be undone or redone: the record of it is damaged. "
            "Nothing was changed; a backup may still have it."
        )
        self.said = said


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
        self.sentence = f"the collection is not at {path}. Is the drive connected?"
        super().__init__(
            path,
            " ".join((self.sentence, *found)),
            f"Connect the drive or put the file back, then try again; {finish}`flashdesign restore "
            "FILE` puts a backup there, `flashdesign new-collection` an empty collection.",
        )
        self.found, self.unfinished = found, unfinished


class InterruptedRestoreError(CollectionError):
    """A restore was stopped halfway; what it had prepared lies in `unfinished`."""

    def __init__(self, path: Path, unfinished: Path) -> None:
        super().__init__(
            path,
            f"a restore was interrupted; its result so far is {unfinished.name}.",
            f"Finish it with `flashdesign restore {unfinished}`; nothing is lost by finishing it.",
        )
        self.unfinished = unfinished


class CollectionReplacedError(CollectionError):
    """The open file is no longer the one at its path; `saved` is a copy of what was open."""

    def __init__(self, path: Path, problem: str, saved: Path | None) -> None:
        again = "Close FlashDesign and open it again"
        advice = (
            f"Everything up to then is saved as {saved}. {again}, then restore that copy to merge "
            "the two."
            if saved
            else f"No copy of the changes since the last backup could be saved. {again}."
        )
        super().__init__(path, f"{problem}, so nothing more is saved.", advice)
        self.saved = saved


class DiskError(CollectionError):
    """The disk or share does not do what was asked of it.

    `consequence` says what did not come about, such as "the backup was not made".
    """

    def __init__(self, path: Path, reason: str, advice: str, consequence: str = "") -> None:
        super().__init__(path, f"{reason}.", advice)
        self.reason = reason
        self.set_consequence(consequence)

    def set_consequence(self, consequence: str) -> None:
        """Say what did not come about: whoever acts knows, whoever writes does not."""
        self.problem = f"{self.reason}, so {consequence}." if consequence else f"{self.reason}."
        self.args = (f"{self.path.name}: {self.problem} {self.advice}",)


class CollectionReadOnlyError(DiskError):
    """The file or its folder cannot be written."""

    def __init__(self, path: Path, consequence: str = "", detail: str = "") -> None:
        super().__init__(
            path,
            f"FlashDesign cannot write in {path.parent}{f' ({detail})' if detail else ''}",
            "Give yourself write permission there, or choose another place.",
            consequence,
        )


class DiskFullError(DiskError):
    """The disk has no room left."""

    def __init__(self, path: Path, consequence: str = "") -> None:
        advice = "Free some space and try again; everything that was stored before is safe."
        super().__init__(path, "the disk is full", advice, consequence)


class DiskFailedError(DiskError):
    """The disk or share failed, or is gone."""

    def __init__(self, path: Path, detail: str, consequence: str = "") -> None:
        super().__init__(
            path,
            f"the disk or share failed ({detail})",
            "Check the drive, its connection and your quota; everything that was shown as stored "
            "is safe.",
            consequence,
        )


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
_IN_THE_WAY = {errno.ENOTDIR, errno.EEXIST}
_FAILED = {errno.EIO, errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.ENOTCONN}


def is_of_disk(error: BaseException) -> bool:
    """Tell whether it is a full, read-only or failing disk, and no mistake of the program."""
    return isinstance(error, OSError) and error.errno in _FULL | _FORBIDDEN | _FAILED


def disk_error(error: OSError, path: Path | None = None, consequence: str = "") -> DiskError:
    """Return the error to show for one of the system's, on `path` or on the file that it names."""
    named = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else None
    place = path or named or Path("FlashDesign")
    said = error.strerror or str(error) or type(error).__name__
    if error.errno in _FULL:
        return DiskFullError(place, consequence)
    if error.errno in _FORBIDDEN | _IN_THE_WAY:
        return CollectionReadOnlyError(place, consequence, said)
    if error.errno in _FAILED:
        return DiskFailedError(place, said, consequence)
    if error.errno == errno.ENOENT:
        missing = named or place
        # Not `Path.is_dir`: a share that is gone raises there.
        has_folder = os.path.isdir(missing.parent)  # noqa: PTH112
        folder = missing if missing == place.parent else missing.parent
        is_file = has_folder and folder != missing
        reason = f"there is no {missing}" if is_file else f"there is no folder {folder}"
        advice = "Check the name, the drive and its connection, and try again."
        return DiskError(place, reason, advice, consequence)
    advice = "Everything that was shown as stored is safe."
    return DiskError(place, f"the system says: {said}", advice, consequence)


@contextmanager
def consequence(said: str, path: Path | None = None) -> Iterator[None]:
    """Let a failure of the disk say what did not come about by it.

    What the system says without naming a file is said of `path`. Also for whole functions:
    `@consequence("the backup was not made")`.
    """
    try:
        yield
    except DiskError as error:
        error.set_consequence(said)
        raise
    except OSError as error:
        raise disk_error(error, path, said) from error


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
