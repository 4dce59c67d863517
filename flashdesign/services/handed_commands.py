"""A command that is handed to the window that has the collection open, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from flashdesign.errors import FlashDesignError
from flashdesign.i18n import ENGLISH

# Nothing heavy here: the window's start passes through this module.
if TYPE_CHECKING:
    from flashdesign.services.context import Context

FAILED = 1


@dataclass(frozen=True, slots=True)
class CommandCall:
    """A command line as another process was called with it, and what its terminal is like.

    `folder` is what relative paths are relative to; `columns` is None where nothing is to be cut;
    `changes` tells that it may change notes or answers, `is_large` that it may touch all of them.
    `language` is the code of the language that the caller reads.
    """

    arguments: tuple[str, ...]
    folder: str
    columns: int | None = None
    bold: bool = False
    encoding: str = "utf-8"
    changes: bool = False
    is_large: bool = False
    language: str = ENGLISH


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What a command wrote, and its exit code."""

    code: int
    out: str = ""
    err: str = ""


# Runs a command upon a collection that stays open; may be called in any thread.
RunCommand = Callable[["Context", CommandCall], CommandResult]


class WindowError(FlashDesignError):
    """The window that has the collection open does not carry out a command."""


def call_to_json(call: CommandCall) -> dict[str, Any]:
    """Return a call as plain values."""
    return asdict(call)


def call_from_json(value: Any) -> CommandCall | None:
    """Return the call that these plain values are, or None where they are none."""
    if not isinstance(value, Mapping):
        return None
    arguments, columns = value.get("arguments"), value.get("columns")
    folder, encoding = value.get("folder"), value.get("encoding")
    if not isinstance(arguments, list) or not all(isinstance(one, str) for one in arguments):
        return None
    if not isinstance(folder, str) or not isinstance(encoding, str):
        return None
    if columns is not None and not isinstance(columns, int):
        return None
    return CommandCall(
        tuple(arguments),
        folder,
        columns,
        bold=value.get("bold") is True,
        encoding=encoding,
        changes=value.get("changes") is True,
        is_large=value.get("is_large") is True,
        language=str(value.get("language", ENGLISH)),
    )
