"""Expected failures, whose sentences the user sees; any other exception is a bug report."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flashdesign.i18n.translation import N_, LazyText, as_lazy_text


class FlashDesignError(Exception):
    """Base of expected failures: a message and its values.

    `str(error)` is the sentence in the current language, ready to show. The message is marked with
    `N_` where it is written.
    """

    def __init__(self, message: str | LazyText = "", /, **values: object) -> None:
        super().__init__(message)
        self._sentence = as_lazy_text(message, **values)

    def __str__(self) -> str:
        return str(self._sentence)


class CollectionError(FlashDesignError):
    """A collection file cannot be used; the file was left unchanged."""

    def __init__(self, path: Path, problem: str | LazyText, advice: str | LazyText) -> None:
        self.path, self._problem, self._advice = path, as_lazy_text(problem), as_lazy_text(advice)
        super().__init__(
            N_("{name}: {problem} {advice}"),
            name=path.name,
            problem=self._problem,
            advice=self._advice,
        )

    @property
    def problem(self) -> str:
        """Return what is wrong, as a sentence."""
        return str(self._problem)

    @property
    def advice(self) -> str:
        """Return what to do about it, as sentences."""
        return str(self._advice)


class CollectionOpenError(CollectionError):
    """Another window or command holds the collection."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            N_("the collection is open in another window or command."),
            N_("Close it there, then try again."),
        )


class CollectionClosedError(CollectionError):
    """The collection was closed while it was still in use."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, N_("the collection was closed in the meantime."), N_("Try again."))


class CollectionTooNewError(CollectionError):
    """A later version of the program wrote the collection."""

    def __init__(self, path: Path, found: int, supported: int) -> None:
        super().__init__(
            path,
            LazyText(
                N_("the collection has format {found}; this version reads up to {supported}."),
                found=found,
                supported=supported,
            ),
            N_("Install the newer FlashDesign that wrote it; nothing was changed."),
        )
        self.found, self.supported = found, supported


class CollectionDamagedError(CollectionError):
    """The file is not a valid collection."""

    def __init__(self, path: Path, detail: str | LazyText) -> None:
        super().__init__(
            path,
            LazyText(N_("the collection is damaged ({detail})."), detail=detail),
            N_("Restore a backup with `flashdesign restore FILE`; the damaged file is kept."),
        )
        self.detail = detail


class DamagedRowError(FlashDesignError):
    """A row of the collection cannot be read; `what` names it, as in "the note cache/lru"."""

    def __init__(self, what: str | LazyText, detail: str | LazyText = "") -> None:
        self.what = what
        self.problem = (
            LazyText(N_("{what} cannot be read: {detail}"), what=what, detail=detail)
            if detail
            else LazyText(N_("{what} cannot be read"), what=what)
        )
        super().__init__(N_("{problem}. A backup may have it."), problem=self.problem)

    def __str__(self) -> str:
        sentence = super().__str__()
        return f"{sentence[:1].upper()}{sentence[1:]}"


class NotUndoableError(FlashDesignError):
    """The stored data for undoing or redoing an operation is damaged; nothing was changed."""

    def __init__(self, description: str) -> None:
        super().__init__(
            N_(
                "“{said}” cannot be undone or redone: the record of it is damaged. "
                "Nothing was changed; a backup may still have it."
            ),
            said=description,
        )
        self.description = description


class CollectionExistsError(CollectionError):
    """A file already exists where a collection should be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            LazyText(N_("a file with this name already exists in {folder}."), folder=path.parent),
            N_("Choose another folder, or open that one with --collection."),
        )


class CollectionMissingError(CollectionError):
    """There is no collection at its path, although there was one.

    `found` says what is there instead; `unfinished` is the result of an interrupted restore.
    """

    def __init__(self, path: Path, found: tuple[str, ...], unfinished: Path | None = None) -> None:
        sentence = LazyText(
            N_("the collection is not at {path}. Is the drive connected?"), path=path
        )
        problem = LazyText("{text}", text=" ".join((str(sentence), *found))) if found else sentence
        advice = (
            LazyText(
                N_(
                    "Connect the drive or put the file back, then try again; "
                    "`flashdesign restore {unfinished}` finishes the restore; "
                    "`flashdesign restore FILE` puts a backup there, "
                    "`flashdesign new-collection` an empty collection."
                ),
                unfinished=unfinished,
            )
            if unfinished
            else LazyText(
                N_(
                    "Connect the drive or put the file back, then try again; "
                    "`flashdesign restore FILE` puts a backup there, "
                    "`flashdesign new-collection` an empty collection."
                )
            )
        )
        super().__init__(path, problem, advice)
        self.sentence, self.findings, self.unfinished = sentence, found, unfinished


class InterruptedRestoreError(CollectionError):
    """A restore was interrupted; its result so far is the file `unfinished`."""

    def __init__(self, path: Path, unfinished: Path) -> None:
        super().__init__(
            path,
            LazyText(
                N_("a restore was interrupted; its result so far is {name}."), name=unfinished.name
            ),
            LazyText(
                N_("Finish it with `flashdesign restore {file}`; nothing is lost by finishing it."),
                file=unfinished,
            ),
        )
        self.unfinished = unfinished


class CollectionReplacedError(CollectionError):
    """The open file is no longer the one at its path; `saved` is a copy of what was open."""

    def __init__(self, path: Path, problem: str | LazyText, saved: Path | None) -> None:
        advice = (
            LazyText(
                N_(
                    "Everything up to then is saved as {saved}. Close FlashDesign and open it "
                    "again, then restore that copy to merge the two."
                ),
                saved=saved,
            )
            if saved
            else LazyText(
                N_(
                    "No copy of the changes since the last backup could be saved. Close "
                    "FlashDesign and open it again."
                )
            )
        )
        super().__init__(
            path,
            LazyText(N_("{problem}, so nothing more is saved."), problem=as_lazy_text(problem)),
            advice,
        )
        self.saved_copy = saved


class DiskError(CollectionError):
    """An operation of the disk or share failed.

    `consequence` says what did not happen, such as "the backup was not made".
    """

    def __init__(
        self, path: Path, reason: LazyText, advice: LazyText, consequence: str | LazyText = ""
    ) -> None:
        super().__init__(path, LazyText("{reason}.", reason=reason), advice)
        self.reason = reason
        self.set_consequence(consequence)

    def set_consequence(self, consequence: str | LazyText) -> None:
        """Set what did not happen, which only the caller knows; a constant is marked with `N_`."""
        text = as_lazy_text(consequence)
        self._problem = (
            LazyText(N_("{reason}, so {consequence}."), reason=self.reason, consequence=text)
            if text
            else LazyText("{reason}.", reason=self.reason)
        )
        self._sentence = LazyText(
            N_("{name}: {problem} {advice}"),
            name=self.path.name,
            problem=self._problem,
            advice=self._advice,
        )


class CollectionReadOnlyError(DiskError):
    """The file or its folder cannot be written."""

    def __init__(self, path: Path, consequence: str | LazyText = "", detail: str = "") -> None:
        super().__init__(
            path,
            LazyText(
                N_("FlashDesign cannot write in {folder} ({detail})"),
                folder=path.parent,
                detail=detail,
            )
            if detail
            else LazyText(N_("FlashDesign cannot write in {folder}"), folder=path.parent),
            LazyText(N_("Give yourself write permission there, or choose another place.")),
            consequence,
        )


class DiskFullError(DiskError):
    """The disk is full."""

    def __init__(self, path: Path, consequence: str | LazyText = "") -> None:
        advice = LazyText(
            N_("Free some space and try again; everything that was stored before is safe.")
        )
        super().__init__(path, LazyText(N_("the disk is full")), advice, consequence)


class DiskFailedError(DiskError):
    """The disk or share failed, or is gone."""

    def __init__(
        self, path: Path, detail: str | LazyText, consequence: str | LazyText = ""
    ) -> None:
        super().__init__(
            path,
            LazyText(N_("the disk or share failed ({detail})"), detail=detail),
            LazyText(
                N_(
                    "Check the drive, its connection and your quota; everything that was shown as "
                    "stored is safe."
                )
            ),
            consequence,
        )


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
_IN_THE_WAY = {errno.ENOTDIR, errno.EEXIST}
_FAILED = {errno.EIO, errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.ENOTCONN}


def is_of_disk(error: BaseException) -> bool:
    """Return whether the error is a full, read-only or failing disk rather than a bug."""
    return isinstance(error, OSError) and error.errno in _FULL | _FORBIDDEN | _FAILED


def disk_error(
    error: OSError, path: Path | None = None, consequence: str | LazyText = ""
) -> DiskError:
    """Return the error to show for an `OSError` on `path`, or on the file that it names."""
    named = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else None
    place = path or named or Path("FlashDesign")
    system_message = error.strerror or str(error) or type(error).__name__
    if error.errno in _FULL:
        return DiskFullError(place, consequence)
    if error.errno in _FORBIDDEN | _IN_THE_WAY:
        return CollectionReadOnlyError(place, consequence, system_message)
    if error.errno in _FAILED:
        return DiskFailedError(place, system_message, consequence)
    if error.errno == errno.ENOENT:
        missing = named or place
        # Not `Path.is_dir`: a share that is gone raises there.
        has_folder = os.path.isdir(missing.parent)  # noqa: PTH112
        folder = missing if missing == place.parent else missing.parent
        is_file = has_folder and folder != missing
        reason = (
            LazyText(N_("there is no {file}"), file=missing)
            if is_file
            else LazyText(N_("there is no folder {folder}"), folder=folder)
        )
        advice = LazyText(N_("Check the name, the drive and its connection, and try again."))
        return DiskError(place, reason, advice, consequence)
    advice = LazyText(N_("Everything that was shown as stored is safe."))
    reason = LazyText(N_("the system says: {said}"), said=system_message)
    return DiskError(place, reason, advice, consequence)


@contextmanager
def consequence(not_done: str | LazyText, path: Path | None = None) -> Iterator[None]:
    """Add to a disk failure in this block what did not happen because of it.

    `path` is the file of an `OSError` that names none. A constant is marked with `N_`. Also
    a decorator: `@consequence(N_("the backup was not made"))`.
    """
    try:
        yield
    except DiskError as error:
        error.set_consequence(not_done)
        raise
    except OSError as error:
        raise disk_error(error, path, not_done) from error


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in a text file, and where it is."""

    line: int
    column: int
    message: str


class DeckFormatError(FlashDesignError):
    """A deck file does not follow the deck format; has all problems at once."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        lines = [f"{path.name}:{p.line}:{p.column}: {p.message}" for p in problems]
        super().__init__("{lines}", lines="\n".join(lines))
        self.path, self.problems = path, problems


class NotFoundError(FlashDesignError):
    """A deck, note, card or file with the given name does not exist.

    `message` has `{name}`, as in `N_("There is no deck {name!r}.")`.
    """

    def __init__(self, message: str, name: str, nearest: str | None = None) -> None:
        found = LazyText(message, name=name)
        if nearest:
            super().__init__(
                N_("{sentence} Did you mean {nearest!r}?"), sentence=found, nearest=nearest
            )
        else:
            super().__init__(found)
        self.name, self.nearest = name, nearest


class SettingError(FlashDesignError):
    """A setting has an invalid value."""

    def __init__(self, name: str, problem: str | LazyText) -> None:
        super().__init__("{name}: {problem}", name=name, problem=problem)
        self.name, self.problem = name, problem


class CancelledError(FlashDesignError):
    """The user stopped a long job; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(N_("Stopped; nothing was changed."))
